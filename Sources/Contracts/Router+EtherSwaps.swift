import Execution
import Primitives
import WideMath

/// Swaps that begin or end with ether, which is wrapped for the pairs.
extension Router {
    /// Answers the swaps that take ether; nothing if the selector is another.
    static func swapEther(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output? {
        switch selector {
        case Function.swapExactETHForTokens.value, Function.swapETHForExactTokens.value:
            let input = try frame.arguments(4)
            let path = try path(input, 1)
            let isExactInput = selector == Function.swapExactETHForTokens.value
            frame.charge(ComputeCharge.routerSwapStart)
            try ensure(input[3], frame)
            try requireEther(path.first)
            let route =
                isExactInput
                ? try PairLibrary.amountsOut(frame.value.raw, path, frame)
                : try PairLibrary.amountsIn(input[0], path, frame)
            if isExactInput {
                try requireOutput(route, atLeast: input[0])
            } else {
                try requireInput(route, atMost: frame.value.raw)
            }
            PairLibrary.chargePair(path[0], path[1], frame)
            try wrap(route.amounts[0], to: route.pairs[0], frame)
            try swap(route, path, to: input.address(2), frame)
            if !isExactInput { try returnRest(after: route.amounts[0], frame) }
            return frame.output(array: route.amounts)
        case Function.swapExactETHForTokensFeeOnTransfer.value:
            let input = try frame.arguments(4)
            let path = try path(input, 1)
            frame.charge(ComputeCharge.routerSwapStart)
            try ensure(input[3], frame)
            try requireEther(path.first)
            guard path.count >= 2, let last = path.last else { throw .halt(.invalidOpcode) }
            let first = try PairLibrary.pair(path[0], path[1], frame)
            try wrap(frame.value.raw, to: first, frame)
            let to = input.address(2)
            let before = try balance(last, of: to, frame)
            try swapWhatArrived(path, to: to, frame)
            let gained = try DSMath.sub(try balance(last, of: to, frame), before)
            try requireOutput(gained, atLeast: input[0])
            return frame.output()
        default: return nil
        }

        /// The path must begin with wrapped ether.
        func requireEther(_ token: Address?) throws(Fault) {
            // An index outside the path is the old compiler's invalid opcode.
            guard let token else { throw .halt(.invalidOpcode) }
            try requireWrapped(token, frame)
        }
    }

    /// Answers the swaps that pay ether; nothing if the selector is another.
    static func swapForEther(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output? {
        switch selector {
        case Function.swapExactTokensForETH.value, Function.swapTokensForExactETH.value:
            let input = try frame.arguments(5)
            let path = try path(input, 2)
            let isExactInput = selector == Function.swapExactTokensForETH.value
            frame.charge(ComputeCharge.routerSwapStart)
            try ensure(input[4], frame)
            guard let last = path.last else { throw .halt(.invalidOpcode) }
            try requireWrapped(last, frame)
            let route =
                isExactInput
                ? try PairLibrary.amountsOut(input[0], path, frame)
                : try PairLibrary.amountsIn(input[0], path, frame)
            if isExactInput {
                try requireOutput(route, atLeast: input[1])
            } else {
                try requireInput(route, atMost: input[1])
            }
            try pay(path, route, frame)
            try swap(route, path, to: frame.address, frame)
            try unwrap(route.amounts[route.amounts.count - 1], to: input.address(3), frame)
            return frame.output(array: route.amounts)
        case Function.swapExactTokensForETHFeeOnTransfer.value:
            let input = try frame.arguments(5)
            let path = try path(input, 2)
            frame.charge(ComputeCharge.routerSwapStart)
            try ensure(input[4], frame)
            guard let last = path.last else { throw .halt(.invalidOpcode) }
            try requireWrapped(last, frame)
            guard path.count >= 2 else { throw .halt(.invalidOpcode) }
            let first = try PairLibrary.pair(path[0], path[1], frame)
            try TransferHelper.transferFrom(path[0], to: first, input.amount(0), frame)
            try swapWhatArrived(path, to: frame.address, frame)
            let amount = try balance(last, of: frame.address, frame)
            try requireOutput(amount, atLeast: input[1])
            try unwrap(amount, to: input.address(3), frame)
            return frame.output()
        default: return nil
        }
    }

    private static func requireWrapped(
        _ token: Address,
        _ frame: borrowing Frame
    ) throws(Fault) {
        guard token == wrappedEther(frame) else {
            throw .revert(.message("UniswapV2Router: INVALID_PATH"))
        }
    }
}
