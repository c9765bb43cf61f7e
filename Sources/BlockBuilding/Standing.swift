import Chain
import Execution
import Primitives

/// Why a transaction stands where it stands in a block, or why it is not there.
public enum Standing: Hashable, Sendable {
    // MARK: In the block

    /// Of all whose turn it was it paid the builder most for a unit of gas.
    case fee(tip: Wei)
    /// It was sent before those behind it.
    case arrival
    /// Its place was drawn from the seed.
    case drawn
    /// Its place was fixed, sealed, while an earlier block was next.
    case committed(block: UInt64)
    /// A rule puts buys and sells in turn.
    case sequenced
    /// It cleared with all other orders of the batch, at one price.
    case cleared
    /// It is part of a bundle that pays the builder so much for a unit of gas.
    case bundled(author: String, price: Wei)
    /// The builder's own searcher has the first places.
    case inserted(author: String)
    /// Somebody put it there by hand.
    case placed

    // MARK: Not in the block

    /// The rules of the chain do not let it in after the transactions that are.
    case invalid(InvalidTransaction)
    /// Nobody has opened it yet: it came while this block was next.
    case sealed
    /// The builder never takes its sender's.
    case censored
    /// The builder keeps its sender's back until another block is next.
    case delayed(until: UInt64)
    /// The builder had gas left and took others.
    case passedOver
}

extension OrderingPolicy {
    /// By fee or by arrival, as the policy ranks; in a bundle by what that pays.
    public func standing(
        of pending: PendingTransaction,
        in bundle: (bundle: Bundle, price: Wei)?,
        _ block: OrderingContext
    ) -> Standing {
        if let bundle { return .bundled(author: bundle.bundle.author, price: bundle.price) }
        let tip = PriorityFeeOrder.effectivePriorityFee(
            pending.transaction,
            baseFee: block.baseFee
        )
        return isRankedByFee ? .fee(tip: tip ?? .zero) : .arrival
    }

    /// Nobody in particular is kept out.
    public func objection(
        to pending: PendingTransaction,
        in block: OrderingContext
    ) -> Standing? {
        nil
    }
}

extension BlockBuilder {
    /// What a bundle would pay for a unit of gas as the first of the block whose context the
    /// machine has; zero where it does not succeed there.
    public func price(
        of bundle: Bundle,
        among waiting: [PendingTransaction],
        on machine: Machine
    ) -> Wei {
        OpenBlock(on: machine, waiting: waiting, bundles: [bundle]) { _ in }
            .trial(of: bundle)?.price ?? .zero
    }

    /// Why the block that has just been executed, and whose state the machine has, does not have a
    /// transaction.
    public func absence(
        of pending: PendingTransaction,
        from transactions: [IncludedTransaction],
        on machine: Machine
    ) -> Standing {
        let context = OrderingContext(
            number: machine.block.number,
            baseFee: machine.block.baseFee
        )
        if let objection = policy.objection(to: pending, in: context) { return objection }
        let used = transactions.last?.receipt.cumulativeGasUsed ?? .zero
        return machine.onFork {
            do throws(InvalidTransaction) {
                _ = try machine.execute(
                    pending.transaction,
                    from: pending.sender,
                    blockGasLeft: Gas(machine.block.gasLimit.units - used.units)
                )
            } catch {
                return .invalid(error)
            }
            return .passedOver
        }
    }
}
