import Agents
import BlockBuilding
import Chain
import Contracts
import Measures
import Primitives
import Simulation
import WideMath

extension SheetReader {
    /// The sheet of what has been executed, with the measures of the blocks before.
    func sheet(
        of record: BlockRecord,
        _ measures: RunMeasures,
        _ before: Observation
    ) -> BlockSheet {
        var measures = measures
        measures.add(record)
        let world = engine.world
        return BlockSheet(
            scenario: world.scenario.name,
            seed: world.scenario.seed,
            number: draft.number,
            timestamp: record.timestamp,
            slot: draft.opens...draft.closes,
            baseFee: draft.baseFee,
            gasUsed: record.gasUsed,
            gasLimit: world.scenario.chain.gasLimit,
            policy: world.scenario.ordering.policy.rawValue,
            isFork: isFork,
            areSignaturesVerified: world.scenario.chain.signatures == .verified,
            parties: parties,
            waiting: waiting(record),
            bundles: bundles.map { offer in
                BundleSheet(
                    bundle: offer.bundle,
                    price: offer.price,
                    isIncluded: offer.bundle.transactions.allSatisfy { part in
                        record.transactions.contains { $0.pending.arrival == part.arrival }
                    }
                )
            },
            transactions: transactions,
            pools: pools,
            vault: vault(before, record),
            losses: measures.vault?.waterfall.last ?? [],
            attacks: measures.sandwiches.last,
            flows: flows(record),
            quote: world.pools.first?.quote.name,
            heldBack: record.heldBack,
            rejected: record.rejected,
            tokens: Dictionary(
                world.tokens.map { ($0.address, $0) },
                uniquingKeysWith: { first, _ in first }
            )
        )
    }

    /// In the order of their first looks.
    private var parties: [PartySheet] {
        var parties: [PartySheet] = []
        for turn in draft.turns {
            let look = PartySheet.Look(time: turn.time, seen: turn.seen.map(\.arrival))
            if let known = parties.firstIndex(where: { $0.name == turn.agent }) {
                parties[known].looks.append(look)
                continue
            }
            let wallets = engine.world.wallets.first { $0.agent == turn.agent }
            parties.append(
                PartySheet(
                    name: turn.agent,
                    role: wallets?.role ?? "",
                    sight: turn.sight,
                    channel: turn.channel,
                    looks: [look]
                )
            )
        }
        return parties
    }

    /// What waited, and what only bundles had.
    private func waiting(_ record: BlockRecord) -> [WaitingSheet] {
        let places = Dictionary(
            record.transactions.map { ($0.pending.arrival, $0.index) },
            uniquingKeysWith: { first, _ in first }
        )
        var all = draft.waiting
        for part in bundles.flatMap(\.bundle.transactions)
        where !all.contains(where: { $0.arrival == part.arrival }) {
            all.append(part)
        }
        all.sort { $0.arrival < $1.arrival }
        return all.map { pending in
            let place = places[pending.arrival]
            let standing =
                place.map { transactions[$0].standing }
                ?? absent[pending.arrival]?.text
                ?? (isFork
                    ? "left out: not in the order given by hand"
                    : "left out: its bundle is not in the block")
            return WaitingSheet(
                pending: pending,
                tip: tip(of: pending),
                place: place,
                standing: standing
            )
        }
    }

    private func vault(_ before: Observation, _ record: BlockRecord) -> VaultSheet? {
        guard let info = engine.world.vault, let before = before.vault,
            let after = record.observation.vault
        else { return nil }
        return VaultSheet(info: info, before: before, after: after)
    }

    /// What each agent and the vault gained, ether and fees counted, where anything changed.
    private func flows(_ record: BlockRecord) -> [BlockSheet.Flow] {
        let world = engine.world
        guard let quote = world.pools.first?.quote else { return [] }
        let prices = record.observation.prices
        var values: [Address: Double] = [:]
        for transaction in transactions {
            for log in transaction.included.receipt.logs {
                guard let transfer = TokenTransfer(log),
                    let token = world.tokens.first(where: { $0.address == log.address })
                else { continue }
                let value =
                    transfer.amount.raw.asDouble / token.unit.asDouble * prices[token.index]
                    / prices[quote.index]
                values[transfer.from, default: 0] -= value
                values[transfer.to, default: 0] += value
            }
            guard let ether = world.etherAsset else { continue }
            for change in transaction.ether {
                let rise = SignedAmount(change.after.raw, less: change.before.raw)
                values[change.address, default: 0] +=
                    rise.asDouble / 1e18 * prices[ether] / prices[quote.index]
            }
        }
        var flows: [BlockSheet.Flow] = []
        func add(_ name: String, _ addresses: [Address]) {
            let own = addresses.compactMap { values[$0] }
            if own.isEmpty { return }
            flows.append(BlockSheet.Flow(name: name, value: own.reduce(0, +)))
        }
        for agent in world.wallets { add(agent.agent, agent.addresses) }
        if let vault = world.vault { add("vault", [vault.address]) }
        for pool in world.pools { add("pool \(pool.name)", [pool.pair]) }
        return flows
    }
}
