import Chain
import Primitives
import WideMath

/// Where a factory puts the pair of two tokens (CREATE2, EIP-1014).
public enum PairAddress {
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
        return ContractAddress.create2(
            sender: factory,
            salt: salt(token0, token1),
            initCodeHash: Pair.initCodeHash
        )
    }

    /// The hash of both tokens, packed, which the factory creates their pair with.
    static func salt(_ token0: Address, _ token1: Address) -> UInt256 {
        keccak256(token0.bytes + token1.bytes).word
    }
}
