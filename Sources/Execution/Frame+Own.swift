import Ledger
import Primitives
import WideMath

/// What a contract knows of itself.
extension Frame {
    /// The contract's own ether, without a charge.
    public var balance: Wei { machine.pointee.state.pointee.balance(of: account) }
}
