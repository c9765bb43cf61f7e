import Execution
import Primitives
import TestSupport
import WideMath

/// Random calls on a twin world, with checkpoints nested at random.
struct RandomCalls {
    var world: TwinWorld
    var random: TestNumbers
    /// How many bits the amounts of this world have.
    let bits: Int
    private(set) var calls = 0
    /// How calls ended, by function and reason.
    private(set) var outcomes: [String: Int] = [:]
    private(set) var rollBacks = 0
    private(set) var deepest = 0

    init(_ random: TestNumbers) {
        var random = random
        // From dust to amounts that overflow reserves, products and supplies.
        bits = [20, 60, 80, 90, 100, 111, 113, 128, 255][random.below(9)]
        let beforeWrap = UInt64(1) << 32 - UInt64(random.below(2_000)) - 1
        let timestamp = random.below(4) == 0 ? beforeWrap : 1_700_000_000
        let price = random.below(2) == 0 ? UInt256.zero : .max.wrappingSubtract(.one << 150)
        world = TwinWorld(timestamp: timestamp, priceCumulative: price)
        self.random = random
    }

    /// Makes about so many calls; stops at the first difference.
    mutating func run(calls limit: Int) {
        issue()
        while calls < limit, world.difference == nil { explore(depth: 0, limit: limit) }
        world.compareAll()
    }

    /// Everybody gets tokens, and each pair its first liquidity, where that succeeds.
    private mutating func issue() {
        for token in TwinWorld.tokens {
            for person in TwinWorld.people {
                let amount = (UInt256.one << bits).wrappingSubtract(random.word() >> (257 - bits))
                make(token, .zero, .issue(person, amount >> 2))
            }
        }
        for pair in TwinWorld.pairs {
            for _ in 0..<8 where world.model.pairs[pair]?.shares.supply.isZero == true {
                addLiquidity(pair, TwinWorld.people[random.below(4)])
            }
        }
    }

    /// A run of calls inside a checkpoint that is kept or rolled back; deeper ones inside it.
    private mutating func explore(depth: Int, limit: Int) {
        deepest = max(deepest, depth)
        let before = world.model
        let root = random.below(16) == 0 ? world.machine.stateRoot : nil
        let checkpoint = world.machine.state.checkpoint()
        for _ in 0..<(1 + random.below(24)) where calls < limit && world.difference == nil {
            if depth < 12, random.below(8) == 0 {
                explore(depth: depth + 1, limit: limit)
            } else {
                act()
            }
        }
        // At the top most is kept, so that a world gets somewhere.
        if random.below(depth == 0 ? 5 : 2) == 0 {
            world.machine.state.rollBack(checkpoint)
            world.model = before
            rollBacks += 1
            world.compareAll()
            if let root { world.require("root", world.machine.stateRoot, root) }
        } else {
            world.machine.state.commit(checkpoint)
        }
    }

    private mutating func act() {
        if random.below(3) == 0 {
            world.machine.block.timestamp += UInt64(random.below(100))
            world.machine.block.number += 1
        }
        let pair = TwinWorld.pairs[random.below(3)]
        let person = TwinWorld.people[random.below(4)]
        switch random.below(20) {
        case 0..<5: trade(pair, person)
        case 5: addLiquidity(pair, person)
        case 6: removeLiquidity(pair, person)
        case 7: flash(pair, person)
        case 8: make(pair, person, .skim(holder()))
        case 9: make(pair, person, .sync)
        case 10: make(pair, person, .swap(amount(), amount(), holder(), []))
        case 11: make(pair, person, random.below(2) == 0 ? .mint(holder()) : .burn(holder()))
        case 12: setFee(person)
        case 13, 14: sendEther(person)
        case 15:
            // Only the zero address may.
            let issuer = random.below(3) == 0 ? .zero : person
            make(anyToken(), issuer, .issue(holder(), random.below(4) == 0 ? .max : amount()))
        case 16: make(anyToken(), holder(), view())
        default: token(person)
        }
    }

    mutating func make(_ target: Address, _ caller: Address, _ call: ModelCall) {
        countCall()
        let answer = world.call(target, from: caller, call)
        outcomes["\(call.name): \(answer.label)", default: 0] += 1
    }

    mutating func countCall() { calls += 1 }
}
