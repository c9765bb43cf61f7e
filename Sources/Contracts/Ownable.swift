import Execution
import Primitives
import WideMath

/// The guard of functions that one account alone may call, as OpenZeppelin's Ownable.
///
/// The owners here are meant to be timelocks; who owns a contract is fixed when it is placed.
enum Ownable {
    /// `owner()`.
    static let owner = Selector(0x8da5_cb5b, "owner()")

    /// Reverts with OpenZeppelin's error unless the caller is the owner that a slot names.
    static func requireOwner(
        _ slot: Slot<Address>,
        _ frame: borrowing Frame
    ) throws(Fault) {
        guard frame.caller == frame[slot] else {
            throw .revert(
                .error(
                    signature: "OwnableUnauthorizedAccount(address)",
                    arguments: [frame.caller.word]
                )
            )
        }
    }
}
