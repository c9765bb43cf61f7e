import Chain
import Primitives
import Signing
import WideMath

/// A key and the account it controls.
public struct Wallet: Sendable {
    /// The account.
    public let address: Address
    private let key: PrivateKey

    /// The wallet of a key.
    public init(_ key: PrivateKey) {
        self.key = key
        address = key.address
    }

    /// Signs a transaction; with `assumed` signatures it leaves the signature empty.
    public func sign(_ transaction: Transaction, verified: Bool) -> SignedTransaction {
        verified
            ? transaction.signed(by: key)
            : SignedTransaction(transaction, signature: Signature(r: .zero, s: .zero, yParity: 0))
    }
}
