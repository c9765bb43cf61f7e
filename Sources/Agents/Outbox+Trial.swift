import Chain
import Execution
import Primitives

extension Outbox {
    /// A call that is tried out before it is sent.
    public struct Trial {
        /// The contract.
        public let target: Address
        /// The calldata.
        public let data: [UInt8]
        /// What the agent means by it.
        public let purpose: Purpose

        /// Makes a trial.
        public init(target: Address, data: [UInt8], purpose: Purpose) {
            self.target = target
            self.data = data
            self.purpose = purpose
        }
    }

    /// Sends a call with gas to spare if it succeeds on the state of now.
    ///
    /// - Returns: Why it was not sent; nothing where it was.
    @discardableResult
    public mutating func sendTried(
        _ trial: Trial,
        _ view: borrowing BlockView,
        _ fees: FeePolicy,
        from wallet: Wallet,
        author: String
    ) -> Fault? {
        let machine = view.machine
        let result = machine.simulate(trial.target, from: wallet.address, data: trial.data)
        if let failure = result.failure { return failure }
        send(
            Order(
                target: trial.target,
                data: trial.data,
                gasLimit: Self.gasLimit(after: result),
                fees: fees.fees(baseFee: machine.block.baseFee),
                purpose: trial.purpose
            ),
            from: wallet,
            author: author
        )
        return nil
    }

    /// Two thirds on top of a trial: cold slots, refunds and intrinsic gas.
    static func gasLimit(after trial: WhatIfResult) -> Gas {
        Gas(trial.gas.units + trial.gas.units * 2 / 3 + 60_000)
    }
}
