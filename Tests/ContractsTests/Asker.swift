import Execution
import Primitives
import WideMath

@testable import Contracts

/// Asks a strategy or a module as a vault does, and returns what it was told.
enum Asker: Contract {
    static let name = "Asker"
    static let slotCount: UInt32 = 0

    static let address = Address(word: 0xa5ce)
    static let targets = Selector(1, "the targets of (strategy, count)")
    static let assess = Selector(2, "a strategy's judgement of (strategy, lastRebalance, values…)")
    static let slice = Selector(3, "a slice of (module, index, elapsed)")
    static let factor = Selector(4, "a factor of (module, asset, elapsed, selling)")
    static let duration = Selector(5, "the duration of (module)")
    static let average = Selector(6, "the average price of (oracle)")

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        let input = try frame.arguments(1)
        let callee = input.address(0)
        switch frame.selector {
        case targets.value:
            let count = try word(1, input).asInt ?? 0
            return frame.output(
                array: try Strategy.targets(of: callee, count: count, frame)
            )
        case assess.value:
            var values: [UInt256] = []
            for index in 2..<(input.count / 32) { values.append(try word(index, input)) }
            let assessment = try Strategy.assess(
                callee,
                values: values,
                lastRebalance: try word(1, input).limb0,
                frame
            )
            return frame.output(words: assessment.words)
        case slice.value:
            let slice = try ExecutionModule.slice(
                try word(1, input).limb0,
                of: callee,
                elapsed: try word(2, input).limb0,
                frame
            )
            return frame.output(
                words: [slice.part, UInt256(slice.count), UInt256(slice.opensAt)]
            )
        case factor.value:
            return frame.output(
                try ExecutionModule.factor(
                    of: Address(word: try word(1, input)),
                    by: callee,
                    elapsed: try word(2, input).limb0,
                    selling: !(try word(3, input).isZero),
                    frame
                )
            )
        case duration.value:
            return frame.output(try ExecutionModule.duration(of: callee, frame))
        case average.value:
            let price = try PoolTwap.consult(callee, frame)
            return frame.output(words: [price.answer, price.span])
        default: throw .revert(.empty)
        }
    }

    private static func word(
        _ index: Int,
        _ input: borrowing Arguments
    ) throws(Fault) -> UInt256 {
        try input.word(atByte: 32 * index)
    }
}

/// Answers every call with the words in its storage, true or not.
enum Liar: Contract {
    static let name = "Liar"
    static let slotCount: UInt32 = 1
    static let words = DynamicArray<UInt256>(0)
    static let address = Address(word: 0x11a6)

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        var answer: [UInt256] = []
        for index in 0..<frame[words.count] { answer.append(frame[words[index]]) }
        return frame.output(words: answer)
    }
}

extension Street {
    /// Puts an asker and a liar into the street.
    func placeAsker() {
        machine.place(Asker.self, at: Asker.address)
        machine.place(Liar.self, at: Liar.address)
    }

    /// What an asker is told by a callee.
    func ask(_ question: Selector, _ callee: Address, _ words: [UInt256] = []) -> WhatIfResult {
        call(Asker.address, from: Self.alice, question, [callee.word] + words)
    }

    /// What an asker makes of an answer of these words.
    func ask(
        _ question: Selector,
        _ words: [UInt256],
        answeredBy answer: [UInt256]
    ) -> WhatIfResult {
        store(Liar.address, Liar.words.count.location, UInt64(answer.count))
        for (index, word) in answer.enumerated() {
            store(Liar.address, Liar.words[UInt64(index)], word)
        }
        return ask(question, Liar.address, words)
    }
}

extension WhatIfResult {
    /// All the words of the return data; nothing if it failed.
    var words: [UInt256]? {
        guard failure == nil else { return nil }
        return (0..<(returnData.count / 32)).compactMap { word($0) }
    }
}
