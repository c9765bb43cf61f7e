import Primitives
import WideMath

/// Where new contracts come to be.
public enum ContractAddress {
    /// The address that CREATE gives: the end of Keccak-256 of the RLP of sender and nonce.
    public static func create(sender: Address, nonce: UInt64) -> Address {
        let encoded = RLP.encode(.list([.bytes(sender.bytes), RLPItem(nonce)]))
        return Address(word: keccak256(encoded).word)
    }

    /// The address that CREATE2 gives: the end of Keccak-256 of 0xff, sender, salt and the hash of
    /// the init code (EIP-1014).
    public static func create2(
        sender: Address,
        salt: UInt256,
        initCodeHash: Hash32
    ) -> Address {
        let preimage = [0xff] + sender.bytes + salt.bigEndianBytes + initCodeHash.bytes
        return Address(word: keccak256(preimage).word)
    }
}
