import BlockBuilding
import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// Copies whatever others have sent if it would pay for itself: generalised front-running.
///
/// It understands nothing of what it copies. Each call that it sees is tried from its own wallet
/// at the place it would get, with every occurrence of the sender's address replaced by its own;
/// where all that it holds is worth more afterwards, at outside prices and after gas, it sends the
/// copy with the original's tip and one wei. So it takes the tips of an open vault's keepers, and
/// the trades of arbitrageurs.
///
/// Source: Qin, Zhou, Gervais, "Quantifying Blockchain Extractable Value: How dark is the forest?",
/// IEEE S&P 2022, section 5: replaying unconfirmed transactions.
public struct CopyCat: Agent {
    /// The agent's name.
    public let name: String
    /// It answers to what has been sent for the coming block.
    public let isSearcher = true
    private let wallet: Wallet
    private let tokens: [TokenInfo]
    private let fees: FeePolicy
    private let isRankedByFee: Bool
    private let order: any StaticOrder

    /// A copycat that counts some tokens, under a policy that it expects blocks to follow.
    public init(
        name: String,
        wallet: Wallet,
        tokens: [TokenInfo],
        fees: FeePolicy,
        policy: any OrderingPolicy = PriorityFeeOrder()
    ) {
        self.name = name
        self.wallet = wallet
        self.tokens = tokens
        self.fees = fees
        isRankedByFee = policy.isRankedByFee
        order = policy.expectedOrder
    }

    /// Sends the copy that pays best, at most one a block.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        guard isRankedByFee, !outbox.holds(wallet) else { return }
        let coming = ComingBlock(outbox.seen, order, on: view.machine)
        guard let copy = best(coming, view) else { return }
        outbox.send(copy, from: wallet, author: name)
    }

    /// The copy that gains most, after gas; nothing if none gains.
    private func best(_ coming: ComingBlock, _ view: borrowing BlockView) -> Outbox.Order? {
        let machine = view.machine
        let checkpoint = machine.state.checkpoint()
        let copies = copies(coming, view)
        var best: (order: Outbox.Order, gain: Double)?
        var left = machine.block.gasLimit
        for place in 0..<coming.ordered.count {
            for copy in copies[place] ?? [] {
                let gain = gain(copy, view)
                if let gain, gain > best?.gain ?? 0 { best = (copy, gain) }
            }
            machine.rehearse(coming.ordered[place], &left)
        }
        machine.state.rollBack(checkpoint)
        return best?.order
    }

    /// What could be copied, by the place that the copy would get.
    private func copies(
        _ coming: ComingBlock,
        _ view: borrowing BlockView
    ) -> [Int: [Outbox.Order]] {
        var copies: [Int: [Outbox.Order]] = [:]
        for (place, original) in coming.ordered.enumerated() where original.sender != wallet.address
        {
            guard let copy = copy(original, view) else { continue }
            let transaction = copy.transaction(from: wallet, on: view.machine)
            let own = coming.place(of: transaction, from: wallet)
            // One that would come after its original is none.
            if own <= place { copies[own, default: []].append(copy) }
        }
        return copies
    }

    /// The same call from the own wallet, for one wei more a unit of gas.
    private func copy(
        _ original: PendingTransaction,
        _ view: borrowing BlockView
    ) -> Outbox.Order? {
        let baseFee = view.machine.block.baseFee
        guard let target = original.transaction.to,
            let tip = PriorityFeeOrder.effectivePriorityFee(original.transaction, baseFee: baseFee),
            tip.raw < .max
        else { return nil }
        return Outbox.Order(
            target: target,
            data: original.transaction.data.replacing(original.sender, with: wallet.address),
            value: original.transaction.value,
            gasLimit: original.transaction.gasLimit,
            fees: fees.fees(baseFee: baseFee, tip: Wei(tip.raw.wrappingAdd(.one))),
            purpose: .copycat(original: original.signed.signingHash)
        )
    }

    /// What a copy would gain on the fork that is open, in dollars; nothing if it fails.
    private func gain(_ copy: Outbox.Order, _ view: borrowing BlockView) -> Double? {
        let machine = view.machine
        let before = Holdings(of: wallet, tokens, on: machine)
        let after = machine.onFork { () -> Holdings? in
            guard machine.rehearse(copy, from: wallet)?.status == .success else { return nil }
            return Holdings(of: wallet, tokens, on: machine)
        }
        return after?.gain(since: before, tokens, view)
    }
}

extension [UInt8] {
    /// The bytes with every occurrence of an address, wherever it begins, replaced by another.
    ///
    /// Found from the left, without overlaps.
    func replacing(_ address: Address, with other: Address) -> [UInt8] {
        let (old, new) = (address.bytes, other.bytes)
        var result = self
        var place = 0
        while place + old.count <= count {
            if self[place] == old[0], self[place..<(place + old.count)].elementsEqual(old) {
                result.replaceSubrange(place..<(place + old.count), with: new)
                place += old.count
            } else {
                place += 1
            }
        }
        return result
    }
}
