import Primitives
import WideMath

/// Where new contracts come to be.
public enum ContractAddress {
    /// The address that CREATE gives: the end of Keccak-256 of the RLP of sender and nonce.
    public static func create(sender: Address, nonce: UInt64) -> Address {
        let encoded = RLP.encode(.list([.bytes(sender.bytes), RLPItem(nonce)]))
        return Address(word: keccak256(encoded).word)
    }
}
