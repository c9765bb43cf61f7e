import Execution

extension Pair {
    /// The pair's own selectors.
    public enum Function {
        /// `mint(address)`.
        public static let mint = Selector(0x6a62_7842, "mint(address)")
        /// `burn(address)`.
        public static let burn = Selector(0x89af_cb44, "burn(address)")
        /// `swap(uint256,uint256,address,bytes)`.
        public static let swap = Selector(0x022c_0d9f, "swap(uint256,uint256,address,bytes)")
        /// `skim(address)`.
        public static let skim = Selector(0xbc25_cf77, "skim(address)")
        /// `sync()`.
        public static let sync = Selector(0xfff6_cae9, "sync()")
        /// `initialize(address,address)`: the factory alone, once.
        public static let initialize = Selector(0x485c_c955, "initialize(address,address)")
        /// `getReserves()`.
        public static let getReserves = Selector(0x0902_f1ac, "getReserves()")
        /// `token0()`.
        public static let token0 = Selector(0x0dfe_1681, "token0()")
        /// `token1()`.
        public static let token1 = Selector(0xd212_20a7, "token1()")
        /// `factory()`.
        public static let factory = Selector(0xc45a_0155, "factory()")
        /// `price0CumulativeLast()`.
        public static let price0Cumulative = Selector(0x5909_c0d5, "price0CumulativeLast()")
        /// `price1CumulativeLast()`.
        public static let price1Cumulative = Selector(0x5a3d_5493, "price1CumulativeLast()")
        /// `kLast()`.
        public static let kLast = Selector(0x7464_fc3d, "kLast()")
        /// `MINIMUM_LIQUIDITY()`.
        public static let minimumLiquidity = Selector(0xba9a_7a56, "MINIMUM_LIQUIDITY()")
        /// The callback of a flash swap, `uniswapV2Call(address,uint256,uint256,bytes)`.
        public static let callback = Selector(
            0x10d1_e85c,
            "uniswapV2Call(address,uint256,uint256,bytes)"
        )
    }
}
