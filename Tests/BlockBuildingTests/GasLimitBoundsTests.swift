import BlockBuilding
import Primitives
import Testing

@Suite struct `The bounds of the gas limit` {
    /// Source: go-ethereum, consensus/misc/eip1559/eip1559_test.go, TestBlockGasLimits.
    @Test(
        arguments: [
            (10_000_000, 20_000_000, true), (10_000_000, 20_019_530, true),
            (10_000_000, 20_019_531, false), (10_000_000, 19_980_470, true),
            (10_000_000, 19_980_469, false),
        ] as [(UInt64, UInt64, Bool)]
    )
    func `count the parent twice at London`(parent: UInt64, limit: UInt64, valid: Bool) {
        #expect(GasLimitBounds.allowAtLondon(Gas(limit), after: Gas(parent)) == valid)
    }

    /// Source: the same.
    @Test(
        arguments: [
            (20_000_000, 20_019_530, true), (20_000_000, 20_019_531, false),
            (20_000_000, 19_980_470, true), (20_000_000, 19_980_469, false),
            (40_000_000, 40_039_061, true), (40_000_000, 40_039_062, false),
            (40_000_000, 39_960_939, true), (40_000_000, 39_960_938, false),
        ] as [(UInt64, UInt64, Bool)]
    )
    func `are less than a 1,024th away`(parent: UInt64, limit: UInt64, valid: Bool) {
        #expect(GasLimitBounds.allow(Gas(limit), after: Gas(parent)) == valid)
    }

    /// Source: Ethereum Yellow Paper, section 4.3.4: at least 5,000.
    @Test func `start at 5,000`() {
        #expect(GasLimitBounds.allow(Gas(5_000), after: Gas(5_000)))
        #expect(GasLimitBounds.allow(Gas(5_000), after: Gas(5_003)))
        #expect(!GasLimitBounds.allow(Gas(4_999), after: Gas(5_000)))
        #expect(!GasLimitBounds.allow(Gas(4_999), after: Gas(4_999)))
    }

    @Test func `never trap`() {
        for parent in [0, 1, 1_023, .max] as [UInt64] {
            for limit in [0, 5_000, .max] as [UInt64] {
                _ = GasLimitBounds.allow(Gas(limit), after: Gas(parent))
                _ = GasLimitBounds.allowAtLondon(Gas(limit), after: Gas(parent))
            }
        }
        #expect(GasLimitBounds.allow(Gas(.max), after: Gas(.max)))
        #expect(!GasLimitBounds.allowAtLondon(Gas(.max), after: Gas(.max)))
        // A limit that moves by nothing at all needs a parent of 1,024 at least.
        #expect(!GasLimitBounds.allow(Gas(0), after: Gas(0)))
    }
}
