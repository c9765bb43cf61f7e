import BlockBuilding
import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// A swap in front of somebody's transaction, and what it bought sold again behind it.
struct RoundTrip {
    /// How it went on a fork of the coming block.
    struct Outcome {
        /// Whether the transaction in between succeeded.
        let isSuccess: Bool
        /// What the front bought.
        let bought: UInt256
        /// What the back returned, in the token that went in.
        let returned: UInt256
        /// What the owner is worth more or less than before, after gas, in dollars.
        let gain: Double
    }

    /// The pool that is moved.
    let pool: PoolInfo
    /// Whose swaps they are.
    let wallet: Wallet
    /// Whether the front sells the pool's base token.
    let sellsBase: Bool
    /// What the front sells.
    let amountIn: UInt256

    /// Tries it out around the last of some transactions, on the fork that is open, which stays as
    /// it is; nothing if a leg fails.
    func run(
        around between: ArraySlice<PendingTransaction>,
        _ fees: Fees,
        _ view: borrowing BlockView
    ) -> Outcome? {
        let machine = view.machine
        let tokens = [pool.base, pool.quote]
        let before = Holdings(of: wallet, tokens, on: machine)
        let checkpoint = machine.state.checkpoint()
        let legs = legs(around: between, since: before, fees, machine)
        let after = Holdings(of: wallet, tokens, on: machine)
        machine.state.rollBack(checkpoint)
        guard let legs else { return nil }
        return Outcome(
            isSuccess: legs.isSuccess,
            bought: legs.bought,
            returned: legs.returned,
            gain: after.gain(since: before, tokens, view)
        )
    }

    /// Runs both legs around the transactions on the fork that is open.
    private func legs(
        around between: ArraySlice<PendingTransaction>,
        since before: Holdings,
        _ fees: Fees,
        _ machine: Machine
    ) -> (isSuccess: Bool, bought: UInt256, returned: UInt256)? {
        let tokens = [pool.base, pool.quote]
        let front = leg(isFront: true, amountIn, least: .zero, fees, machine)
        guard machine.rehearse(front, from: wallet)?.status == .success else { return nil }
        let inside = Holdings(of: wallet, tokens, on: machine)
        var left = machine.block.gasLimit
        var isSuccess = false
        for waiting in between {
            isSuccess = machine.rehearse(waiting, &left)?.status == .success
        }
        let (input, output) = sellsBase ? (0, 1) : (1, 0)
        let bought = inside.amounts[output].wrappingSubtract(before.amounts[output])
        let back = leg(isFront: false, bought, least: .zero, fees, machine)
        guard machine.rehearse(back, from: wallet)?.status == .success else { return nil }
        let after = Holdings(of: wallet, tokens, on: machine)
        return (isSuccess, bought, after.amounts[input].wrappingSubtract(inside.amounts[input]))
    }

    /// Both orders: the front gets exactly what it got on the fork or reverts, and the back at
    /// least 99 % of it, so that neither trades in another place than it should.
    func orders(
        _ outcome: Outcome,
        _ fees: Fees,
        _ purposes: (front: Purpose, back: Purpose),
        _ machine: Machine
    ) -> [Outbox.Order] {
        let least = outcome.returned.multiplied(by: 99, dividedBy: 100, rounding: .down)
        var front = fees
        var back = fees
        front.purpose = purposes.front
        back.purpose = purposes.back
        return [
            leg(isFront: true, amountIn, least: outcome.bought, front, machine),
            leg(isFront: false, outcome.bought, least: least ?? .zero, back, machine),
        ]
    }

    /// What the legs pay for gas: the front one wei more than the transaction in between.
    struct Fees {
        let front: (priority: Wei, max: Wei)
        let back: (priority: Wei, max: Wei)
        fileprivate var purpose = Purpose.trade

        /// One wei above a transaction's tip, and the same tip; nothing below the base fee.
        init?(around waiting: PendingTransaction, _ policy: FeePolicy, baseFee: Wei) {
            let tip = PriorityFeeOrder.effectivePriorityFee(waiting.transaction, baseFee: baseFee)
            guard let tip, tip.raw < .max else { return nil }
            front = policy.fees(baseFee: baseFee, tip: Wei(tip.raw.wrappingAdd(.one)))
            back = policy.fees(baseFee: baseFee, tip: tip)
        }
    }

    private func leg(
        isFront: Bool,
        _ amountIn: UInt256,
        least: UInt256,
        _ fees: Fees,
        _ machine: Machine
    ) -> Outbox.Order {
        Outbox.Order(
            target: pool.router,
            data: pool.swapCalldata(
                amountIn: amountIn,
                amountOutMin: least,
                sellsBase: sellsBase == isFront,
                to: wallet.address,
                deadline: machine.block.timestamp
            ),
            gasLimit: SwapGas.limit,
            fees: isFront ? fees.front : fees.back,
            purpose: fees.purpose
        )
    }
}
