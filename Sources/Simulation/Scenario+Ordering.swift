import BlockBuilding
import Scenarios

extension Scenario {
    /// The policy that puts its blocks in order.
    var orderingPolicy: any BlockBuilding.OrderingPolicy {
        switch ordering.policy {
        case .priorityFee: PriorityFeeOrder()
        case .arrival: ArrivalOrder()
        case .shuffled: ShuffledOrder(seed: seed)
        }
    }
}
