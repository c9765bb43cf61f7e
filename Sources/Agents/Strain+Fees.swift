import Execution
import Primitives
import WideMath

extension Strain {
    /// The base fee that demand for block space leads to, given what it usually leads to.
    func demanded(_ usual: Wei) -> Wei {
        if gasDemand == 1 { return usual }
        return UInt256(truncating: usual.raw.asDouble * gasDemand).map { Wei($0) } ?? usual
    }

    /// The order under-priced: it offers half the base fee at most, and waits until that has
    /// fallen or it is dropped.
    func underPriced(_ order: Outbox.Order, on machine: Machine) -> Outbox.Order {
        let fee = machine.block.baseFee.raw
        let half = Wei(fee.multiplied(by: .one, dividedBy: 2, rounding: .down) ?? .zero)
        return Outbox.Order(
            target: order.target,
            data: order.data,
            value: order.value,
            gasLimit: order.gasLimit,
            fees: (priority: min(order.fees.priority, half), max: min(order.fees.max, half)),
            purpose: order.purpose
        )
    }
}
