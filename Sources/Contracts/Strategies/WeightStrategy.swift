import Execution
import Primitives
import WideMath

/// A strategy that is weights and a trigger: it says its targets, the rest is here.
///
/// A new one writes `targets`, and `answer` if it has functions of its own.
public protocol WeightStrategy: Contract {
    /// The weights to hold now, parts of their sum.
    static func targets(_ frame: borrowing Frame) throws(Fault) -> [UInt256]
    /// Answers the functions that not every strategy has; reverts without data if there are none.
    static func answer(_ selector: UInt32, _ frame: borrowing Frame) throws(Fault) -> Output
}

extension WeightStrategy {
    /// Has no functions but those of every strategy.
    public static func answer(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        throw .revert(.empty)
    }

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        guard let selector = frame.selector else { throw .revert(.empty) }
        switch selector {
        case Strategy.Function.targets.value:
            return frame.output(array: try targets(frame))
        case Strategy.Function.assess.value:
            return frame.output(words: try assess(frame).words)
        case Strategy.Function.signal.value:
            try signal(frame)
            return frame.output()
        default:
            return try answer(selector, frame)
        }
    }

    /// Judges the values in calldata by the trigger and the targets of now.
    private static func assess(_ frame: borrowing Frame) throws(Fault) -> Assessment {
        let input = try frame.arguments(2)
        let targets = try targets(frame)
        let array = try input.array(0, wordsPerElement: 1)
        guard array.count == targets.count else {
            throw Strategy.Refusal.badValues(count: array.count, expected: targets.count)
        }
        var values: [UInt256] = []
        values.reserveCapacity(array.count)
        for number in 0..<array.count {
            values.append(try input.word(atByte: array.start + 32 * number))
        }
        return try frame[Strategy.Storage.trigger].judge(
            values: values,
            targets: targets,
            now: frame.timestamp,
            lastRebalance: input[1],
            signalledAt: frame[Strategy.Storage.signalledAt]
        )
    }

    /// Notes that the event has come; only the signaller may say so.
    private static func signal(_ frame: borrowing Frame) throws(Fault) {
        guard frame.caller == frame[Strategy.Storage.signaller] else {
            throw Strategy.Refusal.notSignaller(frame.caller)
        }
        markSignal(frame)
    }

    /// Notes an event, as a change of an owner's weights is one.
    static func markSignal(_ frame: borrowing Frame) {
        frame[Strategy.Storage.signalledAt] = frame.timestamp
        frame.emit(Strategy.Signalled(by: frame.caller))
    }

    /// Puts what every strategy has at an address, as a genesis block does.
    static func place(
        at address: Address,
        trigger: Trigger,
        signaller: Address,
        weights: [UInt256],
        on machine: Machine
    ) {
        machine.place(Self.self, at: address)
        machine.write(Strategy.Storage.trigger, of: address, trigger)
        machine.write(Strategy.Storage.signaller, of: address, signaller)
        machine.write(Strategy.Storage.weights, of: address, weights)
    }
}
