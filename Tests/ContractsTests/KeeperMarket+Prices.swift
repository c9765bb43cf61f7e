import Contracts
import Execution
import Primitives
import WideMath

/// Time, outside prices, and oracles that follow them.
extension KeeperMarket {
    /// Time passes until the keeper comes again, as long as he likes; prices move meanwhile.
    mutating func wait() {
        let isOpen = episode.isOpen(at: now, for: terms.openFor)
        let seconds: UInt64 =
            switch terms.mode {
            case .slices where isOpen && random.below(8) > 0: terms.interval
            case .auction where isOpen: UInt64(random.below(Int(terms.duration) / 3))
            default: [12, 300, 3_600, 21_600, 86_400 - 1, 86_400][random.below(6)]
            }
        machine.block.timestamp += isOpen ? seconds : max(seconds, terms.limits.cooldown)
        machine.block.number += 1
        for index in 1..<tokens.count {
            move(index)
            follow(index)
        }
        reportEther()
    }

    /// A step up or down, a trend, and now and then a crash to a half or less.
    private mutating func move(_ index: Int) {
        var points = terms.trend + random.below(2 * terms.unrest + 1) - terms.unrest
        if terms.hasCrashes, random.below(20) == 0 { points = -3_000 - random.below(4_000) }
        let moved = Int(prices[index].outside) * (10_000 + points) / 10_000
        // Steps of at most a hundredth of a per cent remain possible.
        prices[index].outside = UInt64(min(max(moved, 10_000), 100_000_000_000_000))
    }

    /// The oracle answers anew where it is further off than its deviation, or after its heartbeat.
    private mutating func follow(_ index: Int) {
        let (answer, outside) = (prices[index].answer, prices[index].outside)
        let distance = answer > outside ? answer - outside : outside - answer
        let isOff = distance * 10_000 > terms.deviation * answer
        guard isOff || now - reportedAt[index] >= terms.heartbeat else { return }
        let most = Int(terms.deviation / 2)
        let error = terms.isNoisy ? random.below(2 * most + 1) - most : 0
        report(index, UInt64(Int(outside) * (10_000 + error) / 10_000))
    }

    mutating func report(_ index: Int, _ answer: UInt64) {
        prices[index].answer = answer
        reportedAt[index] = now
        machine.write(PriceFeed.Storage.answer, of: feed(index), UInt256(answer))
        machine.write(PriceFeed.Storage.updatedAt, of: feed(index), now)
    }

    /// Ether is at 2,000 quote tokens.
    func reportEther() {
        machine.write(PriceFeed.Storage.answer, of: Self.etherFeed, 200_000_000_000)
        machine.write(PriceFeed.Storage.updatedAt, of: Self.etherFeed, now)
    }

    /// By how much a price is too low at the oracle (above zero) or too high.
    func error(_ index: Int) -> Double {
        Double(prices[index].outside) / Double(prices[index].answer) - 1
    }
}
