/// The 1,600 bits of Keccak's state and the permutation of its 24 rounds.
///
/// Source: "The Keccak reference", version 3.0, section 1.2; the lane of column x and row y is
/// number x + 5y.
package struct KeccakState: Sendable {
    /// The 25 lanes, row by row.
    package var lanes = InlineArray<25, UInt64>(repeating: 0)

    /// The state whose bits are all zero.
    package init() {}

    /// Keccak-f[1600].
    package mutating func permute() {
        var rows = Rows(lanes)
        for index in Self.roundConstants.indices { rows.round(Self.roundConstants[index]) }
        rows.store(to: &lanes)
    }

    private static let roundConstants: InlineArray<24, UInt64> = [
        0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a,
        0x8000_0000_8000_8000, 0x0000_0000_0000_808b, 0x0000_0000_8000_0001,
        0x8000_0000_8000_8081, 0x8000_0000_0000_8009, 0x0000_0000_0000_008a,
        0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
        0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089,
        0x8000_0000_0000_8003, 0x8000_0000_0000_8002, 0x8000_0000_0000_0080,
        0x0000_0000_0000_800a, 0x8000_0000_8000_000a, 0x8000_0000_8000_8081,
        0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
    ]
}

/// Five lanes side by side.
private struct Row {
    var x0, x1, x2, x3, x4: UInt64

    @inline(__always)
    init(_ x0: UInt64, _ x1: UInt64, _ x2: UInt64, _ x3: UInt64, _ x4: UInt64) {
        (self.x0, self.x1, self.x2, self.x3, self.x4) = (x0, x1, x2, x3, x4)
    }

    @inline(__always)
    static func ^ (left: Row, right: Row) -> Row {
        Row(
            left.x0 ^ right.x0,
            left.x1 ^ right.x1,
            left.x2 ^ right.x2,
            left.x3 ^ right.x3,
            left.x4 ^ right.x4
        )
    }

    /// χ: each lane with the two to its right.
    @inline(__always)
    var mixed: Row {
        Row(
            x0 ^ (~x1 & x2),
            x1 ^ (~x2 & x3),
            x2 ^ (~x3 & x4),
            x3 ^ (~x4 & x0),
            x4 ^ (~x0 & x1)
        )
    }
}

/// The state while it is permuted: 25 lanes that the compiler keeps apart.
private struct Rows {
    var y0, y1, y2, y3, y4: Row

    @inline(__always)
    init(_ lanes: InlineArray<25, UInt64>) {
        y0 = Row(lanes[0], lanes[1], lanes[2], lanes[3], lanes[4])
        y1 = Row(lanes[5], lanes[6], lanes[7], lanes[8], lanes[9])
        y2 = Row(lanes[10], lanes[11], lanes[12], lanes[13], lanes[14])
        y3 = Row(lanes[15], lanes[16], lanes[17], lanes[18], lanes[19])
        y4 = Row(lanes[20], lanes[21], lanes[22], lanes[23], lanes[24])
    }

    @inline(__always)
    func store(to lanes: inout InlineArray<25, UInt64>) {
        lanes = [
            y0.x0, y0.x1, y0.x2, y0.x3, y0.x4, y1.x0, y1.x1, y1.x2, y1.x3, y1.x4,
            y2.x0, y2.x1, y2.x2, y2.x3, y2.x4, y3.x0, y3.x1, y3.x2, y3.x3, y3.x4,
            y4.x0, y4.x1, y4.x2, y4.x3, y4.x4,
        ]
    }

    /// θ, ρ with π, χ and ι.
    @inline(__always)
    mutating func round(_ constant: UInt64) {
        let parity = y0 ^ y1 ^ y2 ^ y3 ^ y4
        let effect = Row(
            parity.x4 ^ rotated(parity.x1, 1),
            parity.x0 ^ rotated(parity.x2, 1),
            parity.x1 ^ rotated(parity.x3, 1),
            parity.x2 ^ rotated(parity.x4, 1),
            parity.x3 ^ rotated(parity.x0, 1)
        )
        let (a0, a1, a2, a3, a4) = (
            y0 ^ effect, y1 ^ effect, y2 ^ effect, y3 ^ effect, y4 ^ effect
        )
        y0 =
            Row(
                a0.x0,
                rotated(a1.x1, 44),
                rotated(a2.x2, 43),
                rotated(a3.x3, 21),
                rotated(a4.x4, 14)
            ).mixed
        y1 =
            Row(
                rotated(a0.x3, 28),
                rotated(a1.x4, 20),
                rotated(a2.x0, 3),
                rotated(a3.x1, 45),
                rotated(a4.x2, 61)
            ).mixed
        y2 =
            Row(
                rotated(a0.x1, 1),
                rotated(a1.x2, 6),
                rotated(a2.x3, 25),
                rotated(a3.x4, 8),
                rotated(a4.x0, 18)
            ).mixed
        y3 =
            Row(
                rotated(a0.x4, 27),
                rotated(a1.x0, 36),
                rotated(a2.x1, 10),
                rotated(a3.x2, 15),
                rotated(a4.x3, 56)
            ).mixed
        y4 =
            Row(
                rotated(a0.x2, 62),
                rotated(a1.x3, 55),
                rotated(a2.x4, 39),
                rotated(a3.x0, 41),
                rotated(a4.x1, 2)
            ).mixed
        y0.x0 ^= constant
    }

    @inline(__always)
    private func rotated(_ lane: UInt64, _ count: UInt64) -> UInt64 {
        lane << count | lane >> (64 - count)
    }
}
