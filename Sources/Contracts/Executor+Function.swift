import Execution
import Primitives
import WideMath

extension Executor {
    /// The selectors.
    public enum Function {
        /// `swap(uint256 amountIn, uint256 amountOutMin, address tokenIn, uint256[] pairs,
        /// address to) payable returns (uint256 amountOut)`.
        public static let swap = Selector(
            0x47a2_59f3,
            "swap(uint256,uint256,address,uint256[],address)"
        )

        /// All of them.
        public static let all = [swap]
    }

    /// The calldata of a swap along pairs.
    public static func swapCalldata(
        amountIn: UInt256,
        amountOutMin: UInt256,
        tokenIn: Address,
        along hops: [Hop],
        to: Address
    ) -> [UInt8] {
        ABI.encodeCall(
            selector: Function.swap.value,
            words: [
                amountIn, amountOutMin, tokenIn.word, 160, to.word, UInt256(UInt64(hops.count)),
            ] + hops.map(\.word)
        )
    }
}
