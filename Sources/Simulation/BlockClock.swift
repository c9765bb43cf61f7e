import Primitives
import Scenarios

/// When the blocks of a run are made.
///
/// With a fixed block time, block n comes n times that after the start. With a Poisson process the
/// gaps are independent and exponential, drawn from the stream "blocks" and rounded to whole
/// milliseconds. Of a run with a time, blocks within it count, one exactly at its end too.
///
///     var clock = BlockClock(scenario)
///     clock.advance()
///     let timestamp = scenario.chain.start + clock.seconds
public struct BlockClock: Sendable {
    /// From the start to the last block, in milliseconds; 0 before the first.
    public private(set) var milliseconds: UInt64 = 0
    private let blockTime: BlockTime
    private var stream: RandomStream
    private var slots: RandomStream

    /// A clock before the first block.
    public init(_ scenario: Scenario) {
        blockTime = scenario.chain.blockTime
        stream = RandomStream(seed: scenario.seed, name: "blocks")
        slots = RandomStream(seed: scenario.seed, name: "slots")
    }

    /// The same in whole seconds, rounded down as a block's timestamp is.
    public var seconds: UInt64 { milliseconds / 1_000 }

    /// Goes on to the next block, a share of the slots on the way having none, and slots lasting so
    /// many times as long as usual, rounded to whole milliseconds.
    public mutating func advance(missing share: Double = 0, stretching factor: Double = 1) {
        passSlot(factor)
        // As many as a share of 99 % never misses in a row: it would be 10⁻⁴³ likely.
        var missed = 0
        while share > 0, missed < 10_000, slots.unit() < share {
            passSlot(factor)
            missed += 1
        }
    }

    private mutating func passSlot(_ factor: Double) {
        switch blockTime {
        case .fixed(let seconds):
            milliseconds += UInt64((Double(seconds * 1_000) * factor).rounded())
        case .poisson(let mean):
            // A draw is at most 53·ln 2, so that 10⁹ gaps of an hour on average stay far below
            // 2⁶⁴ ms.
            let gap = stream.exponential() * Double(max(mean, 1)) * 1_000
            milliseconds += UInt64((gap * factor).rounded())
        }
    }
}

extension BlockClock {
    /// Whole seconds, rounded up, from the start to the last of some blocks.
    ///
    /// Complexity: in proportion to the blocks.
    static func end(of scenario: Scenario, after blocks: UInt64) -> UInt64 {
        var clock = BlockClock(scenario)
        for _ in 0..<blocks { clock.advance() }
        return (clock.milliseconds + 999) / 1_000
    }
}

extension Scenario {
    /// How many blocks the run has, if no event changes how they come.
    ///
    /// Complexity: O(1); where they come at random and the run has a time, in proportion to the
    /// blocks.
    public var blocks: UInt64 {
        guard case .seconds(let seconds) = run.duration else { return blocksExpected }
        let missed = Double(chain.missedSlots.count) / 10_000
        if case .fixed = chain.blockTime, missed == 0 { return blocksExpected }
        var clock = BlockClock(self)
        var count: UInt64 = 0
        clock.advance(missing: missed)
        while clock.milliseconds <= seconds * 1_000 {
            count += 1
            clock.advance(missing: missed)
        }
        return count
    }
}
