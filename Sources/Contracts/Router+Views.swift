import Execution
import Primitives
import WideMath

extension Router {
    /// Answers the functions that change nothing.
    static func view(_ selector: UInt32, _ frame: borrowing Frame) throws(Fault) -> Output {
        switch selector {
        case Function.factory.value: return frame.output(factory(frame))
        case Function.wrappedEther.value: return frame.output(wrappedEther(frame))
        case Function.quote.value:
            let input = try frame.arguments(3)
            frame.charge(ComputeCharge.routerView)
            return frame.output(
                try ConstantProduct.quote(amountA: input[0], reserveA: input[1], reserveB: input[2])
            )
        case Function.getAmountOut.value:
            let input = try frame.arguments(3)
            frame.charge(ComputeCharge.routerView)
            return frame.output(
                try ConstantProduct.amountOut(
                    amountIn: input[0],
                    reserveIn: input[1],
                    reserveOut: input[2],
                    fee: fee(frame)
                )
            )
        case Function.getAmountIn.value:
            let input = try frame.arguments(3)
            frame.charge(ComputeCharge.routerView)
            return frame.output(
                try ConstantProduct.amountIn(
                    amountOut: input[0],
                    reserveIn: input[1],
                    reserveOut: input[2],
                    fee: fee(frame)
                )
            )
        case Function.getAmountsOut.value:
            let input = try frame.arguments(2)
            frame.charge(ComputeCharge.routerView)
            let route = try PairLibrary.amountsOut(input[0], try path(input, 1), frame)
            return frame.output(array: route.amounts)
        case Function.getAmountsIn.value:
            let input = try frame.arguments(2)
            frame.charge(ComputeCharge.routerView)
            let route = try PairLibrary.amountsIn(input[0], try path(input, 1), frame)
            return frame.output(array: route.amounts)
        default: throw .revert(.empty)
        }
    }
}
