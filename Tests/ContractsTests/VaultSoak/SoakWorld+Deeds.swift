import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// How deeds are done.
extension SoakWorld {
    /// How a deed ended: how its last call failed, if it did, and what that returned.
    struct Outcome {
        var failure: Fault?
        var word: UInt256?
        /// What it emitted, where it is a call of the vault that trades or pays by what it finds.
        var logs: [Log] = []
    }

    private static let logged: [SoakKind?] = [.withdraw, .redeem, .rebalance, .performUpkeep]

    mutating func perform(_ deed: SoakDeed) -> Outcome {
        switch deed {
        case .call(let call, _):
            let result = machine.call(Self.vault, from: call.caller, data: call.data)
            let isLogged = result.failure == nil && Self.logged.contains(call.kind)
            return Outcome(
                failure: result.failure,
                word: result.word(),
                logs: isLogged ? machine.collectedLogs : []
            )
        case .donate(let index, let amount, let donor):
            let words = [Self.vault.word, amount]
            let result = call(assets[index].token, from: donor, ERC20.transfer, words)
            return outcome(result)
        case .swap(let index, let sellsOne, let amount, let trader):
            return swap(pools[index], sellsOne, amount, trader)
        case .setWeights(let weights, let caller):
            let words = [32, UInt256(UInt64(weights.count))] + weights
            let function = OwnedWeights.Function.setWeights
            return outcome(call(Self.strategy, from: caller, function, words))
        case .signal(let caller):
            return outcome(call(Self.strategy, from: caller, Strategy.Function.signal))
        default:
            change(deed)
            return Outcome()
        }
    }

    /// What changes without a call that could be refused.
    private mutating func change(_ deed: SoakDeed) {
        switch deed {
        case .movePrice(let index, let price):
            assets[index].price = price
            if !assets[index].isFaulty { report(index) }
            for (number, pool) in pools.enumerated() where pool.one == index || pool.other == index
            {
                setPool(number, percentOff: 0)
            }
        case .movePool(let index, let tenths): setPool(index, percentOff: tenths)
        case .answer(let index, let answer, let updatedAt):
            assets[index].isFaulty = true
            machine.write(HostileFeed.answer, of: assets[index].feed, answer)
            machine.write(HostileFeed.updatedAt, of: assets[index].feed, updatedAt)
        case .breakFeed(let index, let mode):
            assets[index].isFaulty = true
            machine.write(HostileFeed.mode, of: assets[index].feed, mode.rawValue)
        case .mendFeed(let index):
            assets[index].isFaulty = false
            report(index)
        case .changeToken(let index, let mode, let lie):
            machine.write(HostileToken.mode, of: assets[index].token, mode.rawValue)
            machine.write(HostileToken.lie, of: assets[index].token, TokenAmount(lie))
        case .wait(let seconds, let baseFee):
            machine.block.timestamp += seconds
            machine.block.number += 1 + seconds / 12
            machine.block.baseFee = Wei(UInt256(baseFee).times(1_000_000_000, over: 1))
        default: break
        }
    }

    /// Pays in and takes what the pool gives for that.
    private func swap(
        _ pool: SoakPool,
        _ sellsOne: Bool,
        _ amount: UInt256,
        _ trader: Address
    ) -> Outcome {
        let reserves = reserves(pool)
        let sold = assets[sellsOne ? pool.one : pool.other].token
        let bought = assets[sellsOne ? pool.other : pool.one].token
        let paid = call(sold, from: trader, ERC20.transfer, [pool.address.word, amount])
        if paid.failure != nil { return outcome(paid) }
        let out = try? ConstantProduct.amountOut(
            amountIn: amount,
            reserveIn: sellsOne ? reserves.one : reserves.other,
            reserveOut: sellsOne ? reserves.other : reserves.one,
            fee: pool.fee
        )
        let outs: [UInt256] = bought < sold ? [out ?? .zero, .zero] : [.zero, out ?? .zero]
        let words = outs + [trader.word, 128, .zero]
        return outcome(call(pool.address, from: trader, Pair.Function.swap, words))
    }

    private func outcome(_ result: WhatIfResult) -> Outcome {
        Outcome(failure: result.failure, word: result.word())
    }
}
