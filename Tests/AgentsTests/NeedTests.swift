import Agents
import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

@testable import Agents

@Suite struct `What a keeper can spend` {
    /// A need with a maximum that is worth so much at a price of one.
    private func need(_ worth: UInt64, most: UInt64 = .max) throws -> Need {
        let world = try Stage().world
        let holding = try #require(world.vault?.holdings.first)
        return Need(holding, worth: UInt256(worth), most: UInt256(most), 1)
    }

    private func shares(_ spendable: UInt64, _ needs: [Need]) -> [UInt64] {
        Need.shares(of: UInt256(spendable), needs).map(\.limb0)
    }

    @Test func `is enough for everything, or the same part of each`() throws {
        let needs = [try need(100), try need(300), Need(quote: 600)]
        #expect(shares(1_000, needs) == [100, 300, 600])
        #expect(shares(5_000, needs) == [100, 300, 600])
        #expect(shares(100, needs) == [10, 30, 60])
        // 10.1, 30.3 and 60.6, each rounded down.
        #expect(shares(101, needs) == [10, 30, 60])
        #expect(shares(0, needs) == [0, 0, 0])
        #expect(shares(7, []) == [])
    }

    /// Half of all would be 50 and 150; the first may take 20, so that 180 are left for the other.
    @Test func `goes to the others where a maximum leaves something`() throws {
        #expect(shares(200, [try need(100, most: 20), try need(300)]) == [20, 180])
        #expect(shares(200, [try need(100, most: 20), try need(300, most: 50)]) == [20, 50])
        // With 20 and 50 gone, 30 are left for 300, a tenth.
        let needs = [try need(100, most: 20), try need(300, most: 50), try need(300)]
        #expect(shares(400, needs) == [20, 50, 300])
        #expect(shares(100, needs) == [14, 42, 42])
        #expect(shares(200, needs) == [20, 50, 130])
    }

    @Test func `is never exceeded, and no need and no maximum either`() throws {
        var random = Soak.numbers("needs")
        let holding = try #require(try Stage().world.vault?.holdings.first)
        for _ in 0..<1_000 {
            let needs = (0..<(1 + random.below(6))).map { _ in
                Need(
                    holding,
                    worth: UInt256(UInt64(random.below(1_000))),
                    most: random.below(2) == 0 ? .max : UInt256(UInt64(random.below(1_000))),
                    1
                )
            }
            let spendable = UInt64(random.below(3_000))
            let shares = shares(spendable, needs)
            #expect(shares.reduce(0, +) <= spendable, "\(Soak.label("needs")): \(needs)")
            let wanted = needs.map(\.wanted.limb0)
            #expect(zip(shares, wanted).allSatisfy(<=), "\(Soak.label("needs")): \(needs)")
            // What is left would not give each that wants more another unit.
            let open = zip(shares, wanted).count { $0 < $1 }
            let left = spendable - shares.reduce(0, +)
            #expect(open == 0 || left <= UInt64(needs.count), "\(Soak.label("needs")): \(needs)")
        }
    }
}
