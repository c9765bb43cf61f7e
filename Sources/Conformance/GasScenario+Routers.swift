import Contracts
import Execution
import Primitives
import WideMath

extension GasScenario {
    /// Rows of the router.
    static let routers: [String: SetUp] = [
        "V2 router.addLiquidity | creates the pair, first liquidity": {
            world in
            // There are other pairs already.
            world.machine.write(Factory.Storage.pairCount, of: GasWorld.factory, UInt64(1))
            return add(world)
        },
        "V2 router.addLiquidity | existing pair, 2nd (cumulatives 0 -> nonzero)": {
            world throws(CaseFailure) in
            try world.pool(isUsed: false)
            return add(world)
        },
        "V2 router.addLiquidity | existing pair, existing LP": { world throws(CaseFailure) in
            try world.pool()
            return add(world)
        },
        "V2 router.swapExactTokensForTokens | 1 hop, infinite allowance, recipient holds": {
            world throws(CaseFailure) in try swap(world, [0, 1])
        },
        "V2 router.swapExactTokensForTokens | 1 hop reverse, infinite allowance, recipient holds": {
            world throws(CaseFailure) in try swap(world, [1, 0])
        },
        "V2 router.swapExactTokensForTokens | 2 hops, infinite allowance, recipient holds": {
            world throws(CaseFailure) in try swap(world, [0, 1, 2])
        },
        "V2 router.swapExactTokensForTokens | 3 hops, infinite allowance, recipient holds": {
            world throws(CaseFailure) in try swap(world, [0, 1, 2, 3])
        },
        "V2 router.swapExactTokensForTokens | 1 hop, finite allowance (decremented), "
            + "recipient holds": { world throws(CaseFailure) in
                try swap(world, [0, 1], allowance: world.reserve)
            },
        "V2 router.swapTokensForExactTokens | 1 hop": { world throws(CaseFailure) in
            let function = Router.Function.swapTokensForExactTokens
            return try swap(world, [0, 1], function, second: UInt256.one << 200)
        },
        "V2 router FAILS | INSUFFICIENT_OUTPUT_AMOUNT (checked before any transfer)": {
            world throws(CaseFailure) in try swap(world, [0, 1], second: UInt256.one << 200)
        },
        "V2 router FAILS | EXPIRED": { world throws(CaseFailure) in
            try swap(world, [0, 1], deadline: GasWorld.now - 1)
        },
        "V2 router FAILS | TRANSFER_FROM_FAILED (no allowance)": { world throws(CaseFailure) in
            try swap(world, [0, 1], allowance: .zero)
        },
        "V2 router.removeLiquidity | partial, infinite allowance on LP": {
            world throws(CaseFailure) in
            let pair = try world.pool()
            world.allow(pair, GasWorld.router, .max)
            let tokens = [GasWorld.tokens[0].word, GasWorld.tokens[1].word]
            let words = tokens + [GasWorld.unit, .zero, .zero, GasWorld.sender.word, deadline]
            return .init(GasWorld.router, Router.Function.removeLiquidity, words)
        },
        "V2 router.addLiquidityETH | existing pair, 2nd": { world throws(CaseFailure) in
            let token = GasWorld.tokens[0]
            try world.pool(token, GasWorld.wrapper, isUsed: false)
            world.allow(token, GasWorld.router, .max)
            let ends = [.zero, .zero, GasWorld.sender.word, deadline]
            return .init(
                GasWorld.router,
                Router.Function.addLiquidityETH,
                [token.word, GasWorld.unit] + ends,
                value: Wei(GasWorld.unit)
            )
        },
        "V2 router.swapExactETHForTokens | 1 hop": { world throws(CaseFailure) in
            try world.pool(GasWorld.tokens[0], GasWorld.wrapper)
            let path = [GasWorld.wrapper.word, GasWorld.tokens[0].word]
            return .init(
                GasWorld.router,
                Router.Function.swapExactETHForTokens,
                [.zero, 128, GasWorld.sender.word, deadline, 2] + path,
                value: Wei(GasWorld.unit)
            )
        },
        "V2 router.swapExactTokensForETH | 1 hop": { world throws(CaseFailure) in
            try world.pool(GasWorld.tokens[0], GasWorld.wrapper)
            world.allow(GasWorld.tokens[0], GasWorld.router, .max)
            let path = [GasWorld.tokens[0].word, GasWorld.wrapper.word]
            let ends = [160, GasWorld.sender.word, deadline, 2]
            return .init(
                GasWorld.router,
                Router.Function.swapExactTokensForETH,
                [GasWorld.unit, .zero] + ends + path
            )
        },
    ]

    private static let deadline = UInt256(GasWorld.now + 600)

    private static func add(_ world: GasWorld) -> GasWorld.Call {
        let tokens = [GasWorld.tokens[0], GasWorld.tokens[1]]
        for token in tokens { world.allow(token, GasWorld.router, .max) }
        let amounts = [GasWorld.unit, GasWorld.unit, .zero, .zero]
        let words = tokens.map(\.word) + amounts + [GasWorld.sender.word, deadline]
        return .init(GasWorld.router, Router.Function.addLiquidity, words)
    }

    /// A swap of a unit along tokens by number.
    private static func swap(
        _ world: GasWorld,
        _ path: [Int],
        _ function: Selector = Router.Function.swapExactTokensForTokens,
        second: UInt256 = .zero,
        allowance: UInt256 = .max,
        deadline: UInt64 = GasWorld.now + 600
    ) throws(CaseFailure) -> GasWorld.Call {
        for (one, other) in zip(path, path.dropFirst()) {
            try world.pool(GasWorld.tokens[min(one, other)], GasWorld.tokens[max(one, other)])
        }
        if let first = path.first {
            world.allow(GasWorld.tokens[first], GasWorld.router, allowance)
        }
        let head = [GasWorld.unit, second, 160, GasWorld.sender.word, UInt256(deadline)]
        let tail = [UInt256(UInt64(path.count))] + path.map { GasWorld.tokens[$0].word }
        return .init(GasWorld.router, function, head + tail)
    }
}
