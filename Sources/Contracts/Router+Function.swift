import Execution

extension Router {
    /// The router's selectors.
    public enum Function {
        /// `factory()`.
        public static let factory = Selector(0xc45a_0155, "factory()")
        /// `WETH()`.
        public static let wrappedEther = Selector(0xad5c_4648, "WETH()")

        // MARK: Liquidity

        /// `addLiquidity`: two tokens for shares.
        public static let addLiquidity = Selector(
            0xe8e3_3700,
            "addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256)"
        )
        /// `addLiquidityETH`: a token and ether for shares.
        public static let addLiquidityETH = Selector(
            0xf305_d719,
            "addLiquidityETH(address,uint256,uint256,uint256,address,uint256)"
        )
        /// `removeLiquidity`: shares for two tokens.
        public static let removeLiquidity = Selector(
            0xbaa2_abde,
            "removeLiquidity(address,address,uint256,uint256,uint256,address,uint256)"
        )
        /// `removeLiquidityETH`: shares for a token and ether.
        public static let removeLiquidityETH = Selector(
            0x0275_1cec,
            "removeLiquidityETH(address,uint256,uint256,uint256,address,uint256)"
        )
        /// `removeLiquidityWithPermit`: with a signed allowance.
        public static let removeLiquidityWithPermit = Selector(
            0x2195_995c,
            "removeLiquidityWithPermit(address,address,uint256,uint256,uint256,address,uint256,"
                + "bool,uint8,bytes32,bytes32)"
        )
        /// `removeLiquidityETHWithPermit`: with a signed allowance.
        public static let removeLiquidityETHWithPermit = Selector(
            0xded9_382a,
            "removeLiquidityETHWithPermit(address,uint256,uint256,uint256,address,uint256,"
                + "bool,uint8,bytes32,bytes32)"
        )
        /// `removeLiquidityETHSupportingFeeOnTransferTokens`: passes on what arrives.
        public static let removeLiquidityETHFeeOnTransfer = Selector(
            0xaf29_79eb,
            "removeLiquidityETHSupportingFeeOnTransferTokens(address,uint256,uint256,uint256,"
                + "address,uint256)"
        )
        /// The same with a signed allowance.
        public static let removeLiquidityETHWithPermitFeeOnTransfer = Selector(
            0x5b0d_5984,
            "removeLiquidityETHWithPermitSupportingFeeOnTransferTokens(address,uint256,uint256,"
                + "uint256,address,uint256,bool,uint8,bytes32,bytes32)"
        )

        // MARK: Swaps

        /// `swapExactTokensForTokens`: as much as an input buys.
        public static let swapExactTokensForTokens = Selector(
            0x38ed_1739,
            "swapExactTokensForTokens(uint256,uint256,address[],address,uint256)"
        )
        /// `swapTokensForExactTokens`: as little as an output takes.
        public static let swapTokensForExactTokens = Selector(
            0x8803_dbee,
            "swapTokensForExactTokens(uint256,uint256,address[],address,uint256)"
        )
        /// `swapExactETHForTokens`: as much as the ether sent buys.
        public static let swapExactETHForTokens = Selector(
            0x7ff3_6ab5,
            "swapExactETHForTokens(uint256,address[],address,uint256)"
        )
        /// `swapTokensForExactETH`: as little as the ether wanted takes.
        public static let swapTokensForExactETH = Selector(
            0x4a25_d94a,
            "swapTokensForExactETH(uint256,uint256,address[],address,uint256)"
        )
        /// `swapExactTokensForETH`: as much ether as an input buys.
        public static let swapExactTokensForETH = Selector(
            0x18cb_afe5,
            "swapExactTokensForETH(uint256,uint256,address[],address,uint256)"
        )
        /// `swapETHForExactTokens`: as little of the ether sent as an output takes.
        public static let swapETHForExactTokens = Selector(
            0xfb3b_db41,
            "swapETHForExactTokens(uint256,address[],address,uint256)"
        )
        /// `swapExactTokensForTokensSupportingFeeOnTransferTokens`: what arrives counts.
        public static let swapExactTokensForTokensFeeOnTransfer = Selector(
            0x5c11_d795,
            "swapExactTokensForTokensSupportingFeeOnTransferTokens(uint256,uint256,address[],"
                + "address,uint256)"
        )
        /// `swapExactETHForTokensSupportingFeeOnTransferTokens`: what arrives counts.
        public static let swapExactETHForTokensFeeOnTransfer = Selector(
            0xb6f9_de95,
            "swapExactETHForTokensSupportingFeeOnTransferTokens(uint256,address[],address,uint256)"
        )
        /// `swapExactTokensForETHSupportingFeeOnTransferTokens`: what arrives counts.
        public static let swapExactTokensForETHFeeOnTransfer = Selector(
            0x791a_c947,
            "swapExactTokensForETHSupportingFeeOnTransferTokens(uint256,uint256,address[],"
                + "address,uint256)"
        )

        // MARK: Views

        /// `quote`: an amount at the ratio of reserves.
        public static let quote = Selector(0xad61_5dec, "quote(uint256,uint256,uint256)")
        /// `getAmountOut`: the output for an input.
        public static let getAmountOut = Selector(
            0x054d_50d4,
            "getAmountOut(uint256,uint256,uint256)"
        )
        /// `getAmountIn`: the input for an output.
        public static let getAmountIn = Selector(
            0x85f8_c259,
            "getAmountIn(uint256,uint256,uint256)"
        )
        /// `getAmountsOut`: amounts along a path from an input.
        public static let getAmountsOut = Selector(0xd06c_a61f, "getAmountsOut(uint256,address[])")
        /// `getAmountsIn`: amounts along a path from an output.
        public static let getAmountsIn = Selector(0x1f00_ca74, "getAmountsIn(uint256,address[])")

        /// All of them.
        public static let all = [
            factory, wrappedEther, addLiquidity, addLiquidityETH, removeLiquidity,
            removeLiquidityETH, removeLiquidityWithPermit, removeLiquidityETHWithPermit,
            removeLiquidityETHFeeOnTransfer, removeLiquidityETHWithPermitFeeOnTransfer,
            swapExactTokensForTokens, swapTokensForExactTokens, swapExactETHForTokens,
            swapTokensForExactETH, swapExactTokensForETH, swapETHForExactTokens,
            swapExactTokensForTokensFeeOnTransfer, swapExactETHForTokensFeeOnTransfer,
            swapExactTokensForETHFeeOnTransfer, quote, getAmountOut, getAmountIn, getAmountsOut,
            getAmountsIn,
        ]
    }
}
