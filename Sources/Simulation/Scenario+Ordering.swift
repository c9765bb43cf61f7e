import Agents
import BlockBuilding
import Chain
import Primitives
import Scenarios
import WideMath

extension Scenario {
    /// The policy that puts its blocks in order, given the accounts of each agent.
    func orderingPolicy(
        accounts: [String: [Address]]
    ) -> any BlockBuilding.OrderingPolicy {
        switch ordering.policy {
        case .priorityFee: PriorityFeeOrder()
        case .arrival: ArrivalOrder()
        case .shuffled: ShuffledOrder(seed: seed)
        case .bundleAuction: BundleAuction()
        case .adversarial: adversary(ordering.builder ?? BuilderSettings(), accounts)
        case .sealed: SealedOrder()
        case .greedy: GreedySequencing()
        case .batchAuction: BatchAuction()
        }
    }

    private func adversary(
        _ builder: BuilderSettings,
        _ accounts: [String: [Address]]
    ) -> AdversarialBuilder {
        func addresses(_ names: [String]) -> [Address] { names.flatMap { accounts[$0] ?? [] } }
        return AdversarialBuilder(
            own: Set(addresses(builder.own)),
            censored: Set(addresses(builder.censors)),
            delays: Dictionary(
                addresses(builder.delays).map { ($0, builder.delay) },
                uniquingKeysWith: max
            ),
            control: AdversarialBuilder.Control(
                first: builder.first,
                run: builder.run ?? .max,
                every: builder.every
            )
        )
    }

    /// How much its mempool holds.
    var mempoolLimits: MempoolLimits {
        func count(_ number: UInt64) -> Int { UInt256(number).asInt ?? .max }
        return MempoolLimits(
            capacity: count(ordering.capacity),
            perSender: count(ordering.perSender),
            patience: ordering.expiry
        )
    }

    /// Where an agent sits.
    func seat(of agent: AgentSettings) -> Seat {
        let reach: Sight.Reach =
            switch agent.seat.sees {
            case .blocks: .blocks
            case .public: .mempool
            case .relay: .relay
            case .builder: .builder
            }
        let channel: Channel =
            switch agent.seat.sends ?? ordering.visibility {
            case .public: .mempool
            case .relay: .relay
            case .builder: .builder
            case .sealed: .sealed
            }
        return Seat(
            name: agent.name,
            sight: Sight(reach, latency: agent.seat.latency),
            channel: channel,
            actsAt: agent.seat.actsAt
        )
    }
}
