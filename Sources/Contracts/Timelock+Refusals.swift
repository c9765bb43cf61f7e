import Primitives
import WideMath

extension Timelock {
    /// What an account may do; the proposer has the canceller's role too.
    enum Role: String {
        case proposer = "PROPOSER_ROLE"
        case executor = "EXECUTOR_ROLE"
        case canceller = "CANCELLER_ROLE"

        /// The hash that names the role in OpenZeppelin's error.
        var hash: UInt256 { keccak256(Array(rawValue.utf8)).word }
    }

    /// Why the timelock refuses: OpenZeppelin's errors.
    enum Refusal {
        /// The call failed without a reason (`Address.verifyCallResult`).
        static let failedCall = custom("FailedCall()", [])

        /// A state that is none of those expected, which are a bit each, the first the lowest.
        static func unexpectedState(_ id: UInt256, expected: [State]) -> Fault {
            let bits = expected.reduce(UInt64(0)) { $0 | 1 << $1.rawValue }
            return custom(
                "TimelockUnexpectedOperationState(bytes32,bytes32)",
                [id, UInt256(bits)]
            )
        }

        static func insufficientDelay(_ delay: UInt256, least: UInt256) -> Fault {
            custom("TimelockInsufficientDelay(uint256,uint256)", [delay, least])
        }

        static func unexecutedPredecessor(_ id: UInt256) -> Fault {
            custom("TimelockUnexecutedPredecessor(bytes32)", [id])
        }

        static func unauthorizedCaller(_ caller: Address) -> Fault {
            custom("TimelockUnauthorizedCaller(address)", [caller.word])
        }

        static func unauthorizedAccount(_ account: Address, needed: Role) -> Fault {
            custom(
                "AccessControlUnauthorizedAccount(address,bytes32)",
                [account.word, needed.hash]
            )
        }

        private static func custom(_ signature: String, _ arguments: [UInt256]) -> Fault {
            .revert(.error(signature: signature, arguments: arguments))
        }
    }
}
