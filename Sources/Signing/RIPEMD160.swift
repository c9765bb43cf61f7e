/// RIPEMD-160, which names the keys of BIP-32; no listed package exports it.
///
/// Source: Dobbertin, Bosselaers and Preneel, "RIPEMD-160: A Strengthened Version of RIPEMD",
/// 1996.
public enum RIPEMD160 {
    /// The 20 bytes of a message's hash.
    public static func hash(_ message: [UInt8]) -> [UInt8] {
        var padded = message + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        let bitCount = UInt64(message.count) * 8
        for shift in stride(from: 0, to: 64, by: 8) {
            padded.append(UInt8(bitCount >> shift & 0xff))
        }
        var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
        for start in stride(from: 0, to: padded.count, by: 64) {
            let words = (0..<16).map { word in
                (0..<4).reduce(0 as UInt32) { sum, byte in
                    sum | UInt32(padded[start + 4 * word + byte]) << UInt32(8 * byte)
                }
            }
            let left = line(state, words, leftOrder, leftShifts, leftConstants, firstRound: 0)
            let right = line(state, words, rightOrder, rightShifts, rightConstants, firstRound: 4)
            state = (0..<5).map { index in
                sum(state[(index + 1) % 5], left[(index + 2) % 5], right[(index + 3) % 5])
            }
        }
        return state.flatMap { word in
            stride(from: 0, to: 32, by: 8).map { UInt8(word >> UInt32($0) & 0xff) }
        }
    }

    /// One of the two lines of five rounds; the right one takes the functions backwards.
    private static func line(
        _ state: [UInt32],
        _ words: [UInt32],
        _ order: [Int],
        _ shifts: [UInt32],
        _ constants: [UInt32],
        firstRound: Int
    ) -> [UInt32] {
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for step in 0..<80 {
            let round = step / 16
            let mixed = mix(abs(firstRound - round), b, c, d)
            let rotated = rotate(
                sum(sum(a, mixed), words[order[step]], constants[round]),
                shifts[step]
            )
            (a, e, d, c, b) = (e, d, rotate(c, 10), b, sum(rotated, e))
        }
        return [a, b, c, d, e]
    }

    private static func mix(_ function: Int, _ x: UInt32, _ y: UInt32, _ z: UInt32) -> UInt32 {
        switch function {
        case 0: x ^ y ^ z
        case 1: (x & y) | (~x & z)
        case 2: (x | ~y) ^ z
        case 3: (x & z) | (y & ~z)
        default: x ^ (y | ~z)
        }
    }

    /// The sum modulo 2³²; three of them are below 2³⁴.
    private static func sum(_ x: UInt32, _ y: UInt32, _ z: UInt32 = 0) -> UInt32 {
        UInt32((UInt64(x) + UInt64(y) + UInt64(z)) & 0xffff_ffff)
    }

    private static func rotate(_ x: UInt32, _ count: UInt32) -> UInt32 {
        x << count | x >> (32 - count)
    }

    private static let leftConstants: [UInt32] = [
        0, 0x5a82_7999, 0x6ed9_eba1, 0x8f1b_bcdc, 0xa953_fd4e,
    ]
    private static let rightConstants: [UInt32] = [
        0x50a2_8be6, 0x5c4d_d124, 0x6d70_3ef3, 0x7a6d_76e9, 0,
    ]
    private static let leftOrder = [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8,
        3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12,
        1, 9, 11, 10, 0, 8, 12, 4, 13, 3, 7, 15, 14, 5, 6, 2,
        4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13,
    ]
    private static let rightOrder = [
        5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12,
        6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12, 4, 9, 1, 2,
        15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13,
        8, 6, 4, 1, 3, 11, 15, 0, 5, 12, 2, 13, 9, 7, 10, 14,
        12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11,
    ]
    private static let leftShifts: [UInt32] = [
        11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8,
        7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15, 9, 11, 7, 13, 12,
        11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5,
        11, 12, 14, 15, 14, 15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12,
        9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6,
    ]
    private static let rightShifts: [UInt32] = [
        8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6,
        9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12, 7, 6, 15, 13, 11,
        9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5,
        15, 5, 8, 11, 14, 14, 6, 14, 6, 9, 12, 9, 12, 5, 15, 8,
        8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11,
    ]
}
