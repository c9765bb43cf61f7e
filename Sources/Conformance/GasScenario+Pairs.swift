import Contracts
import Execution
import Primitives
import WideMath

extension GasScenario {
    /// Rows of the pair and the factory.
    static let pairs: [String: SetUp] = [
        "V2 factory.createPair | direct": { _ in
            let words = [GasWorld.tokens[0].word, GasWorld.tokens[1].word]
            return .init(GasWorld.factory, Factory.Function.createPair, words)
        },
        "V2 pair.mint | first mint (fee off), MINIMUM_LIQUIDITY burned": {
            world throws(CaseFailure) in
            let pair = try world.pool(isUsed: false)
            world.machine.write(Pair.Storage.reserves.location, of: pair, Reserves(word: .zero))
            world.machine.write(ShareLedger.Storage.totalSupply, of: pair, TokenAmount(.zero))
            for holder in [Address.zero, GasWorld.sender] { world.hold(pair, holder, .zero) }
            return .init(pair, Pair.Function.mint, [GasWorld.sender.word])
        },
        "V2 pair.mint | second mint, same holder; cumulative prices 0 -> nonzero": {
            world throws(CaseFailure) in try mint(world, isUsed: false)
        },
        "V2 pair.mint | later mint, existing LP holder": { world throws(CaseFailure) in
            try mint(world)
        },
        "V2 pair.mint | later mint, new LP holder": { world throws(CaseFailure) in
            try mint(world, to: GasWorld.fresh)
        },
        "V2 pair.mint | protocol fee on: first mint after switching on (kLast 0 -> nonzero)": {
            world throws(CaseFailure) in
            world.machine.write(
                Factory.Storage.feeTo,
                of: GasWorld.factory,
                GasWorld.feeReceiver
            )
            return try mint(world)
        },
        "V2 pair.mint | protocol fee on: fee liquidity minted to new feeTo holder": {
            world throws(CaseFailure) in
            let call = try mint(world)
            grow(world, call.target, receiverHolds: false)
            return call
        },
        "V2 pair.mint | protocol fee on: fee liquidity minted to existing feeTo holder": {
            world throws(CaseFailure) in
            let call = try mint(world)
            grow(world, call.target, receiverHolds: true)
            return call
        },
        "V2 pair.burn | partial, recipient holds both tokens, fee off": {
            world throws(CaseFailure) in try burn(world)
        },
        "V2 pair.burn | protocol fee on: partial, fee liquidity minted to existing holder": {
            world throws(CaseFailure) in
            let call = try burn(world)
            grow(world, call.target, receiverHolds: true)
            return call
        },
        "V2 pair.swap | token0 in, exact out, new block (TWAP update), recipient holds token1": {
            world throws(CaseFailure) in try swap(world, tokenIn: 0)
        },
        "V2 pair.swap | token1 in, exact out, new block (TWAP update), recipient holds token0": {
            world throws(CaseFailure) in try swap(world, tokenIn: 1)
        },
        "V2 pair.swap | token0 in, recipient new holder of token1": {
            world throws(CaseFailure) in try swap(world, tokenIn: 0, to: GasWorld.fresh)
        },
        "V2 pair.swap | second swap of the same block (timeElapsed=0, no TWAP write), "
            + "recipient holds": { world throws(CaseFailure) in
                let call = try swap(world, tokenIn: 0)
                let reserve = world.reserve
                world.setReserves(call.target, reserve, reserve, at: GasWorld.now)
                return call
            },
        "V2 pair.swap FAILS | INSUFFICIENT_INPUT_AMOUNT (nothing sent)": {
            world throws(CaseFailure) in
            let call = try swap(world, tokenIn: 0)
            world.surplus(call.target, GasWorld.tokens[0], .zero)
            return call
        },
        "V2 pair.swap FAILS | INSUFFICIENT_OUTPUT_AMOUNT": { world throws(CaseFailure) in
            swap(try world.pool(), .zero, .zero)
        },
        "V2 pair.swap FAILS | INSUFFICIENT_LIQUIDITY": { world throws(CaseFailure) in
            swap(try world.pool(), .zero, world.reserve)
        },
        "V2 pair.swap FAILS | K": { world throws(CaseFailure) in
            let call = try swap(world, tokenIn: 0)
            return swap(call.target, .zero, world.output().wrappingAdd(.one))
        },
        "V2 pair.skim | surplus of token0 only": { world throws(CaseFailure) in
            let pair = try world.pool()
            world.surplus(pair, GasWorld.tokens[0], GasWorld.unit)
            return .init(pair, Pair.Function.skim, [GasWorld.sender.word])
        },
        "V2 pair.skim | no surplus": { world throws(CaseFailure) in
            .init(try world.pool(), Pair.Function.skim, [GasWorld.sender.word])
        },
        "V2 pair.sync | surplus of token0, new block": { world throws(CaseFailure) in
            let pair = try world.pool()
            world.surplus(pair, GasWorld.tokens[0], GasWorld.unit)
            return .init(pair, Pair.Function.sync, [])
        },
        "V2 pair.sync | no surplus, new block (TWAP only)": { world throws(CaseFailure) in
            .init(try world.pool(), Pair.Function.sync, [])
        },
        "V2 LP token.transfer | recipient new": { world throws(CaseFailure) in
            .init(try world.pool(), ERC20.transfer, [GasWorld.fresh.word, GasWorld.unit])
        },
        "V2 LP token.transfer | recipient holds": { world throws(CaseFailure) in
            let pair = try world.pool()
            world.hold(pair, GasWorld.other, GasWorld.unit)
            return .init(pair, ERC20.transfer, [GasWorld.other.word, GasWorld.unit])
        },
        "V2 LP token.approve | new": { world throws(CaseFailure) in
            .init(try world.pool(), ERC20.approve, [GasWorld.other.word, GasWorld.unit])
        },
    ]

    private static func mint(
        _ world: GasWorld,
        to: Address = GasWorld.sender,
        isUsed: Bool = true
    ) throws(CaseFailure) -> GasWorld.Call {
        let pair = try world.pool(isUsed: isUsed)
        world.surplus(pair, GasWorld.tokens[0], GasWorld.unit)
        world.surplus(pair, GasWorld.tokens[1], GasWorld.unit)
        return .init(pair, Pair.Function.mint, [to.word])
    }

    private static func burn(_ world: GasWorld) throws(CaseFailure) -> GasWorld.Call {
        let pair = try world.pool()
        world.hold(pair, pair, GasWorld.unit)
        return .init(pair, Pair.Function.burn, [GasWorld.sender.word])
    }

    private static func swap(
        _ world: GasWorld,
        tokenIn: Int,
        to: Address = GasWorld.sender
    ) throws(CaseFailure) -> GasWorld.Call {
        let pair = try world.pool()
        world.surplus(pair, GasWorld.tokens[tokenIn], GasWorld.unit)
        let out = world.output()
        return tokenIn == 0 ? swap(pair, .zero, out, to: to) : swap(pair, out, .zero, to: to)
    }

    private static func swap(
        _ pair: Address,
        _ amount0Out: UInt256,
        _ amount1Out: UInt256,
        to: Address = GasWorld.sender
    ) -> GasWorld.Call {
        let words = [amount0Out, amount1Out, to.word, 128, .zero]
        return .init(pair, Pair.Function.swap, words)
    }

    /// Turns the protocol fee on since the reserves were a unit smaller.
    private static func grow(_ world: GasWorld, _ pair: Address, receiverHolds: Bool) {
        let receiver = GasWorld.feeReceiver
        world.machine.write(Factory.Storage.feeTo, of: GasWorld.factory, receiver)
        let before = world.reserve.wrappingSubtract(GasWorld.unit)
        let product = before.wrappingMultiply(world.reserve)
        world.machine.write(Pair.Storage.kLast, of: pair, product)
        if receiverHolds { world.hold(pair, receiver, GasWorld.unit) }
    }
}
