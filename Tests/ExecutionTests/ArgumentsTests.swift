import Chain
import Execution
import Ledger
import Primitives
import Testing
import WideMath

/// Reads one array of two-word elements and one string of bytes.
private enum Reader: Contract {
    static let name = "Reader"
    static let slotCount: UInt32 = 0

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        let input = try frame.arguments(2)
        let array = try input.array(0, wordsPerElement: 2)
        let bytes = try input.bytes(1)
        var sum = UInt256.zero
        for index in 0..<(2 * array.count) {
            sum = try sum + input.word(atByte: array.start + 32 * index)
        }
        return frame.output(words: [
            UInt256(UInt64(array.count)), sum, UInt256(UInt64(bytes.count)),
        ])
    }
}

@Suite struct `Arguments of a call` {
    let bench = Bench()
    let reader = Address(word: 0x2000)

    init() { bench.machine.place(Reader.self, at: reader) }

    @Test func `are read where the offsets say`() {
        let outcome = call([64, 192, 2, 1, 2, 3, 4], then: word(3) + [1, 2, 3])
        // The bytes overlap the array: their length is its last word.
        #expect(outcome.failure == nil)
        #expect(outcome.word(0) == 2 && outcome.word(1) == 10 && outcome.word(2) == 4)
    }

    /// Offsets and lengths that point outside, at the edge of, or around the end of a word.
    @Test(
        arguments: [
            [.max, 64, 0], [64, .max, 0], [64, 64, .max], [96, 64, 0], [65, 64, 0], [64, 65, 0],
            [UInt256(UInt64.max), 64, 0], [UInt256(UInt64.max / 2), 64, 0],
            [64, UInt256(UInt64.max / 2), 0], [64, 64, UInt256(UInt64.max / 2)],
            [64, 64, UInt256(UInt64.max / 64)], [64, 64, 1], [64, 64, UInt256.one << 250],
            [UInt256(UInt64.max / 2 - 31), 64, 0],
        ] as [[UInt256]]
    )
    func `that point outside revert without data`(words: [UInt256]) {
        let outcome = call(words)
        #expect(outcome.failure == .revert(.empty))
        #expect(outcome.returnData.isEmpty)
    }

    @Test(arguments: [0, 1, 3, 4, 35, 67])
    func `that are too few revert without data`(count: Int) {
        let data = [UInt8](repeating: 0, count: count)
        #expect(
            bench.machine.simulate(reader, from: Bench.alice, data: data).failure
                == .revert(.empty)
        )
    }

    private func word(_ value: UInt64) -> [UInt8] { UInt256(value).bigEndianBytes }

    private func call(_ words: [UInt256], then rest: [UInt8] = []) -> WhatIfResult {
        bench.machine.simulate(
            reader,
            from: Bench.alice,
            data: ABI.encodeCall(selector: 9, words: words) + rest
        )
    }
}
