import Primitives
import WideMath

/// Where a factory puts the pair of two tokens (CREATE2, EIP-1014).
public enum PairAddress {
    /// The Keccak-256 hash of the real pair's init code, from Uniswap v2-periphery.
    static let initCodeHash = Hex.decode(
        "0x96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f"
    )

    /// The address; reverts for identical or zero tokens with the library's reasons.
    public static func pair(
        _ one: Address,
        _ other: Address,
        factory: Address
    ) throws(Fault) -> Address {
        guard one != other else {
            throw .revert(.message("UniswapV2Library: IDENTICAL_ADDRESSES"))
        }
        let (token0, token1) = one < other ? (one, other) : (other, one)
        guard token0 != .zero else {
            throw .revert(.message("UniswapV2Library: ZERO_ADDRESS"))
        }
        let salt = keccak256(token0.bytes + token1.bytes).bytes
        return Address(
            word: keccak256([0xff] + factory.bytes + salt + (initCodeHash ?? [])).word
        )
    }
}
