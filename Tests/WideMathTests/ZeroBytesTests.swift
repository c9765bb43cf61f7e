import TestSupport
import Testing
import WideMath

@Suite struct `Zero bytes` {
    @Test func `are counted at every length and place`() {
        var random = TestNumbers(seed: 3)
        for length in [0, 1, 4, 15, 16, 17, 31, 32, 68, 164, 239, 240, 241, 256, 1_000, 5_000] {
            for allowed in [[0], [1], [0, 1], [0, 0x80], [0, 0x7f, 0xff]] as [[UInt8]] {
                let bytes = (0..<length).map { _ in
                    allowed[Int(random.word().limb0 % UInt64(allowed.count))]
                }
                #expect(ZeroBytes.count(in: bytes) == bytes.count { $0 == 0 })
            }
        }
    }
}
