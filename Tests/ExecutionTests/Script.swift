import Chain
import Execution
import Ledger
import Primitives
import WideMath

/// One thing that a scripted contract does.
indirect enum Step {
    case store(UInt64, UInt64)
    case load(UInt64)
    case add(UInt64, UInt64)
    case subtract(UInt64, UInt64)
    case emit(UInt64)
    case charge(UInt64)
    case revert(UInt64)
    case halt
    /// Calls a script; `isCaught` as `try … catch` in Solidity.
    case call(Address, [Step], isCaught: Bool)
    /// Makes a static call with a `StaticAction`; what it fails with is caught.
    case staticCall(Address, StaticAction)
    /// Calls itself again and again until a call fails, and counts the frames.
    case recurse
    /// Puts the gas left into the output.
    case gasLeft

    var words: [UInt256] {
        switch self {
        case .store(let slot, let value): [0, UInt256(slot), UInt256(value)]
        case .load(let slot): [1, UInt256(slot)]
        case .add(let slot, let value): [2, UInt256(slot), UInt256(value)]
        case .subtract(let slot, let value): [3, UInt256(slot), UInt256(value)]
        case .emit(let number): [4, UInt256(number)]
        case .charge(let units): [5, UInt256(units)]
        case .revert(let number): [6, UInt256(number)]
        case .halt: [7]
        case .call(let target, let script, let isCaught):
            [8, target.word, isCaught ? 1 : 0, UInt256(UInt64(script.words.count))] + script.words
        case .staticCall(let target, let action): [9, target.word, UInt256(action.rawValue)]
        case .recurse: [10]
        case .gasLeft: [11]
        }
    }
}

extension [Step] {
    var words: [UInt256] { flatMap(\.words) }
    var calldata: [UInt8] { ABI.encodeCall(selector: Script.run.value, words: words) }
}

/// What a static call asks a scripted contract to do.
enum StaticAction: UInt64 {
    case load, store, add, emit, storeInCall
}

/// A contract that does what its calldata says, and returns the words it came across.
enum Script: Contract {
    static let name = "Script"
    static let slotCount: UInt32 = 8
    static let run = Selector(0x0000_0001, "run")
    static let act = Selector(0x0000_0002, "act")
    static let recurse = Selector(0x0000_0003, "recurse")

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        let input = try frame.arguments(0)
        var words: [UInt256] = []
        for offset in stride(from: 0, to: input.count, by: 32) {
            words.append(try input.word(atByte: offset))
        }
        switch frame.selector {
        case run.value: return frame.output(words: try run(words, frame))
        case recurse.value: return frame.output(recursion(frame))
        default:
            act(words[0].limb0, frame)
            return frame.output()
        }
    }

    private static func run(
        _ words: [UInt256],
        _ frame: borrowing Frame
    ) throws(Fault) -> [UInt256] {
        var output: [UInt256] = []
        var next = 0
        func take() -> UInt256 {
            next += 1
            return words[next - 1]
        }
        while next < words.count {
            switch take().limb0 {
            case 0:
                let slot = Slot<UInt256>(UInt32(take().limb0))
                frame[slot] = take()
            case 1: output.append(frame[Slot<UInt256>(UInt32(take().limb0))])
            case 2:
                let slot = Slot<TokenAmount>(UInt32(take().limb0))
                try frame[slot] += TokenAmount(take())
            case 3:
                let slot = Slot<TokenAmount>(UInt32(take().limb0))
                try frame[slot] -= TokenAmount(take())
            case 4: frame.emit(Happened(number: take()))
            case 5: frame.charge(Int(take().limb0))
            case 6: throw .revert(.error(signature: "No(uint256)", arguments: [take()]))
            case 7: throw .halt(.invalidOpcode)
            case 8:
                let target = Address(word: take())
                let isCaught = !take().isZero
                let count = Int(take().limb0)
                let script = Array(words[next..<(next + count)])
                next += count
                do throws(Fault) {
                    output += try called(target, script, frame)
                } catch {
                    if !isCaught { throw error }
                }
            case 9:
                let target = Address(word: take())
                let action = take()
                do throws(Fault) {
                    _ = try frame.staticCall(target, act, action)
                    output.append(1)
                } catch { output.append(0) }
            case 10: output.append(recursion(frame))
            default: output.append(UInt256(try frame.gasLeft().units))
            }
        }
        return output
    }

    private static func called(
        _ target: Address,
        _ script: [UInt256],
        _ frame: borrowing Frame
    ) throws(Fault) -> [UInt256] {
        let returned = try frame.call(target, run, words: script)
        var words: [UInt256] = []
        for index in 0..<(returned.count / 32) { words.append(try returned.word(index)) }
        return words
    }

    private static func recursion(_ frame: borrowing Frame) -> UInt256 {
        guard let deeper = try? frame.call(frame.address, recurse).word() else { return 1 }
        return deeper.wrappingAdd(.one)
    }

    private static func act(_ action: UInt64, _ frame: borrowing Frame) {
        switch StaticAction(rawValue: action) {
        case .store: frame[Slot<UInt256>(0)] = 1
        case .add: try? frame[Slot<TokenAmount>(0)] += TokenAmount(1)
        case .emit: frame.emit(Happened(number: 1))
        case .storeInCall:
            _ = try? frame.call(frame.address, run, words: [Step].words([.store(0, 1)]))
        default: _ = frame[Slot<UInt256>(0)]
        }
    }
}

extension [Step] {
    static func words(_ script: [Step]) -> [UInt256] { script.words }
}

/// An event of one number.
struct Happened: Event {
    let number: UInt256
    static let topic = UInt256(77)
    func write(to log: borrowing LogWriter) { log.data(number) }
}
