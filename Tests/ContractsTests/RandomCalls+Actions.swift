import Primitives
import TestSupport
import WideMath

extension RandomCalls {
    /// Pays in and swaps for what the formula gives, or about that.
    mutating func trade(_ pair: Address, _ person: Address) {
        guard let before = world.model.pairs[pair] else { return }
        let isForward = random.below(2) == 0
        let token = isForward ? before.token0 : before.token1
        let balance = world.model.tokens[token]?.balance(person) ?? .zero
        let reserve = isForward ? before.reserve0 : before.reserve1
        let size = min(part(of: balance), part(of: reserve))
        make(token, person, .transfer(pair, size))
        // What lies there already trades as well.
        let input = (world.model.tokens[token]?.balance(pair) ?? .zero)
            .subtractingReportingOverflow(reserve)
        var out = output(before, input.overflow ? .zero : input.partialValue, isForward)
        switch random.below(8) {
        case 0: out = out.wrappingAdd(.one)
        case 1: out = part(of: out)
        case 2: out = amount()
        default: break
        }
        let outs: (UInt256, UInt256) = isForward ? (.zero, out) : (out, .zero)
        make(pair, person, .swap(outs.0, outs.1, random.below(4) == 0 ? holder() : person, []))
    }

    /// The largest output that the fee leaves; zero where there is none.
    private func output(_ pair: ModelPair, _ input: UInt256, _ isForward: Bool) -> UInt256 {
        let reserves =
            isForward ? (pair.reserve0, pair.reserve1) : (pair.reserve1, pair.reserve0)
        let scale = ModelMath.whole(pair.feeScale)
        let kept = ModelMath.whole(input) * (scale - ModelMath.whole(pair.fee))
        let denominator = ModelMath.whole(reserves.0) * scale + kept
        if denominator.isZero { return .zero }
        return ModelMath.lowWord(kept * ModelMath.whole(reserves.1) / denominator)
    }

    /// Pays in both tokens, most often in the pair's ratio, and mints.
    mutating func addLiquidity(_ pair: Address, _ person: Address) {
        guard let before = world.model.pairs[pair] else { return }
        let balance0 = world.model.tokens[before.token0]?.balance(person) ?? .zero
        let balance1 = world.model.tokens[before.token1]?.balance(person) ?? .zero
        let amount0 = part(of: balance0)
        var amount1 = part(of: balance1)
        if !before.reserve0.isZero, random.below(4) > 0 {
            let fair =
                ModelMath.whole(amount0) * ModelMath.whole(before.reserve1)
                / ModelMath.whole(before.reserve0)
            amount1 = min(balance1, ModelMath.lowWord(fair))
        }
        make(before.token0, person, .transfer(pair, amount0))
        make(before.token1, person, .transfer(pair, amount1))
        make(pair, person, .mint(random.below(4) == 0 ? holder() : person))
    }

    /// Pays in shares, most often of somebody who has any, and burns.
    mutating func removeLiquidity(_ pair: Address, _ person: Address) {
        let all = world.model.pairs[pair]?.shares ?? ModelToken()
        let richest = TwinWorld.people.max { all.balance($0) < all.balance($1) } ?? person
        let person = random.below(4) == 0 ? person : richest
        let shares = all.balance(person)
        make(pair, person, .transfer(pair, part(of: shares)))
        make(pair, person, .burn(random.below(4) == 0 ? holder() : person))
    }

    /// A swap with data, which calls its recipient; the payment comes from there.
    mutating func flash(_ pair: Address, _ person: Address) {
        guard let before = world.model.pairs[pair] else { return }
        let isForward = random.below(2) == 0
        let token = isForward ? before.token0 : before.token1
        let taker = random.below(6) == 0 ? holder() : TwinWorld.flashTaker
        if taker == TwinWorld.flashTaker {
            let balance = world.model.tokens[token]?.balance(person) ?? .zero
            make(token, person, .transfer(taker, part(of: balance)))
        }
        let held = world.model.tokens[token]?.balance(taker) ?? .zero
        let payment = random.below(6) == 0 ? amount() : held
        let out = output(before, payment, isForward)
        let modes = [
            FlashTaker.pays, FlashTaker.pays, FlashTaker.triesPairAndPays, FlashTaker.keeps,
            FlashTaker.entersPair,
        ]
        let data = [modes[random.below(5)], token.word, payment]
        let outs: (UInt256, UInt256) = isForward ? (.zero, out) : (out, .zero)
        make(pair, person, .swap(outs.0, outs.1, taker, data))
    }

    mutating func setFee(_ person: Address) {
        let isOn = random.below(3) > 0
        let caller = random.below(4) == 0 ? person : TwinWorld.setter
        make(TwinWorld.factory, caller, .setFeeTo(isOn ? TwinWorld.people[3] : .zero))
    }

    mutating func sendEther(_ person: Address) {
        let target = holder()
        var call: ModelCall? = nil
        if random.below(2) == 0 {
            call = random.below(2) == 0 ? .transfer(holder(), amount()) : .sync
        }
        world.send(
            random.below(2) == 0 ? .zero : UInt256(random.next() % 2_000_000_000),
            to: target,
            call,
            from: person,
            nonceShift: [0, 0, 0, 0, 0, 0, 1, -1][random.below(8)],
            price: 5 + UInt64(random.below(8))
        )
        countCall()
    }

    /// A call of a token's own functions, shares among them.
    mutating func token(_ person: Address) {
        let token = anyToken()
        let spender = TwinWorld.people[random.below(4)]
        let shares = (world.model.tokens[token] ?? world.model.pairs[token]?.shares)
        let balance = shares?.balance(person) ?? .zero
        switch random.below(4) {
        case 0:
            let all = random.below(4) == 0
            make(token, person, .approve(spender, all ? .max : amount()))
        case 1:
            let allowed = shares?.allowance(spender, person) ?? .zero
            let theirs = shares?.balance(spender) ?? .zero
            let value = random.below(4) == 0 ? amount() : part(of: min(allowed, theirs))
            make(token, person, .transferFrom(spender, holder(), value))
        default:
            let value = random.below(4) == 0 ? amount() : part(of: balance)
            make(token, person, .transfer(holder(), value))
        }
    }

    mutating func view() -> ModelCall {
        switch random.below(5) {
        case 0: .balanceOf(holder())
        case 1: .allowance(holder(), holder())
        case 2: .totalSupply
        case 3: .getReserves
        default: .kLast
        }
    }

    // MARK: Draws

    mutating func holder() -> Address {
        TwinWorld.holders[random.below(TwinWorld.holders.count)]
    }

    /// A token, or a pair's shares.
    mutating func anyToken() -> Address {
        random.below(2) == 0
            ? TwinWorld.tokens[random.below(3)] : TwinWorld.pairs[random.below(3)]
    }

    /// Any amount: of this world's size, near a power of two, or tiny.
    mutating func amount() -> UInt256 {
        switch random.below(4) {
        case 0: UInt256(UInt64(random.below(4)))
        case 1: random.edgeWord()
        default: random.word() >> (256 - random.below(bits + 1))
        }
    }

    /// From nothing to all, most often a small part.
    mutating func part(of whole: UInt256) -> UInt256 {
        switch random.below(12) {
        case 0: return whole
        case 1: return .zero
        default:
            // A reserve has 112 bits: more than that at once is for one draw in eight.
            let excess = random.below(8) == 0 ? 0 : max(0, whole.bitWidth - 111)
            let parts = ModelMath.whole(whole) * .init(1 + random.below(1_000)) / 1_000
            return ModelMath.lowWord(parts) >> (excess + random.below(12))
        }
    }
}
