import Execution

extension Timelock {
    /// The timelock's selectors.
    public enum Function {
        /// `schedule(address target, uint256 value, bytes data, bytes32 predecessor, bytes32 salt,
        /// uint256 delay)`: the proposer alone.
        public static let schedule = Selector(
            0x01d5_062a,
            "schedule(address,uint256,bytes,bytes32,bytes32,uint256)"
        )
        /// `execute(address target, uint256 value, bytes payload, bytes32 predecessor,
        /// bytes32 salt)`: the executor, with the ether that the call takes.
        public static let execute = Selector(
            0x1340_08d3,
            "execute(address,uint256,bytes,bytes32,bytes32)"
        )
        /// `cancel(bytes32)`: the proposer alone.
        public static let cancel = Selector(0xc4d2_52f5, "cancel(bytes32)")
        /// `updateDelay(uint256)`: the timelock alone.
        public static let updateDelay = Selector(0x64d6_2353, "updateDelay(uint256)")
        /// `hashOperation(address,uint256,bytes,bytes32,bytes32)`: an operation's identifier.
        public static let hashOperation = Selector(
            0x8065_657f,
            "hashOperation(address,uint256,bytes,bytes32,bytes32)"
        )
        /// `getMinDelay()`, in seconds.
        public static let getMinDelay = Selector(0xf27a_0c92, "getMinDelay()")
        /// `getTimestamp(bytes32)`: when an operation is ready; 0 unset, 1 done.
        public static let getTimestamp = Selector(0xd45c_4435, "getTimestamp(bytes32)")
        /// `getOperationState(bytes32)`: the number of its `State`.
        public static let getOperationState = Selector(
            0x7958_004c,
            "getOperationState(bytes32)"
        )
        /// `isOperation(bytes32)`: whether it is scheduled or done.
        public static let isOperation = Selector(0x31d5_0750, "isOperation(bytes32)")
        /// `isOperationPending(bytes32)`: whether it is waiting or ready.
        public static let isOperationPending = Selector(
            0x584b_153e,
            "isOperationPending(bytes32)"
        )
        /// `isOperationReady(bytes32)`.
        public static let isOperationReady = Selector(0x13bc_9f20, "isOperationReady(bytes32)")
        /// `isOperationDone(bytes32)`.
        public static let isOperationDone = Selector(0x2ab0_f529, "isOperationDone(bytes32)")

        /// All of them.
        public static let all = [
            schedule, execute, cancel, updateDelay, hashOperation, getMinDelay, getTimestamp,
            getOperationState, isOperation, isOperationPending, isOperationReady, isOperationDone,
        ]
    }
}
