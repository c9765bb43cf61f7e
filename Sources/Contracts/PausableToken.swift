import Execution
import Primitives
import WideMath

/// A token that can be paused as a whole, as Circle's FiatToken: while it is, nobody transfers it
/// or approves a spender.
///
/// Who pauses it is outside the chain here: a scenario's event (`blocked`). Otherwise it is a
/// `Token`, whose transfers cost one more storage read.
public enum PausableToken: Contract {
    /// The name its code declares.
    public static let name = "PausableToken"
    /// The slots of a token and one more.
    public static let slotCount: UInt32 = Token.slotCount + 1

    /// What it keeps beside a token's own slots.
    public enum Storage {
        /// Whether it is paused.
        public static let isPaused = Slot<UInt256>(5)
    }

    /// The balances that a transfer moves between.
    public static func foresee(_ call: borrowing CallOutline, _ foresight: Foresight) {
        Token.foresee(call, foresight)
    }

    /// Dispatches by selector; what is not refused is the token's.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.selector {
        case ERC20.transfer.value, ERC20.transferFrom.value, ERC20.approve.value:
            guard frame[Storage.isPaused].isZero else {
                throw frame.chargeReason(.revert(.message("Pausable: paused")))
            }
        default: break
        }
        return try Token.execute(frame)
    }

    /// Whether the token at an address is one, and paused.
    public static func isPaused(_ token: Address, on machine: Machine) -> Bool {
        // A plain token has nothing there.
        !machine.read(Storage.isPaused, of: token).isZero
    }
}
