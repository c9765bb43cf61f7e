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
    /// Sends ether with a script, empty for none, by a low-level call with a limit of gas, 0 for
    /// all; outputs whether it succeeded and how many bytes came back.
    case send(Address, wei: UInt64, gas: UInt64, [Step])
    /// Creates a `Child` of an argument, by CREATE2 with a salt if there is one; outputs its
    /// address or zero.
    case create(UInt64, wei: UInt64, salt: UInt64?)
    /// Outputs the caller's balance of ether that came with the call.
    case value
    /// Outputs the signer of a hash, by the precompile.
    case recover(hash: UInt256, v: UInt256, r: UInt256, s: UInt256)

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
        case .send(let target, let wei, let gas, let script):
            [12, target.word, UInt256(wei), UInt256(gas), UInt256(UInt64(script.words.count))]
                + script.words
        case .create(let argument, let wei, let salt):
            [13, UInt256(argument), UInt256(wei), UInt256(salt ?? 0)]
        case .value: [14]
        case .recover(let hash, let v, let r, let s): [15, hash, v, r, s]
        }
    }
}

extension [Step] {
    var words: [UInt256] { flatMap(\.words) }
    var calldata: [UInt8] { ABI.encodeCall(selector: Script.run.value, words: words) }
}

/// What a static call asks a scripted contract to do.
enum StaticAction: UInt64 {
    case load, store, add, emit, storeInCall, create, send, zeroSend
    case createInCall, emitInCall, sendInCall
}

/// A contract that does what its calldata says, and returns the words it came across.
enum Script: Contract {
    static let name = "Script"
    static let slotCount: UInt32 = 8
    static let takesEther = true
    static let run = Selector(0x0000_0001, "run")
    static let act = Selector(0x0000_0002, "act")
    static let recurse = Selector(0x0000_0003, "recurse")

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        // The `receive` of Solidity.
        if frame.input.isEmpty { return frame.output() }
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
            case 11: output.append(UInt256(try frame.gasLeft().units))
            case 12: output += try send(take(), take(), take(), take(), words, &next, frame)
            case 13:
                let (argument, wei, salt) = (take(), take(), take())
                let outcome = try frame.create(
                    Child.self,
                    [argument],
                    value: Wei(wei),
                    salt: salt.isZero ? nil : salt
                )
                output.append((outcome.address ?? .zero).word)
            case 14: output.append(frame.value.raw)
            default:
                let hash = Hash32(word: take())
                let signer = try frame.recoverSigner(hash, v: take(), r: take(), s: take())
                output.append(signer.word)
            }
        }
        return output
    }

    private static func send(
        _ target: UInt256,
        _ wei: UInt256,
        _ gas: UInt256,
        _ count: UInt256,
        _ words: [UInt256],
        _ next: inout Int,
        _ frame: borrowing Frame
    ) throws(Fault) -> [UInt256] {
        let script = Array(words[next..<(next + Int(count.limb0))])
        next += script.count
        let outcome = try frame.lowLevelCall(
            Address(word: target),
            data: script.isEmpty ? [] : ABI.encodeCall(selector: run.value, words: script),
            value: Wei(wei),
            gas: gas.isZero ? nil : Gas(gas.limb0)
        )
        return [outcome.succeeded.word, UInt256(UInt64(outcome.returned.count))]
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
        case .createInCall:
            let script: [Step] = [.create(1, wei: 0, salt: nil)]
            _ = try? frame.call(frame.address, run, words: script.words)
        case .emitInCall:
            _ = try? frame.call(frame.address, run, words: [Step].words([.emit(1)]))
        case .sendInCall:
            let script: [Step] = [.send(Bench.bob, wei: 1, gas: 0, [])]
            _ = try? frame.call(frame.address, run, words: script.words)
        case .create: _ = try? frame.create(Child.self, [1])
        case .send: _ = try? frame.lowLevelCall(Bench.bob, data: [], value: Wei(1))
        case .zeroSend: _ = try? frame.lowLevelCall(Bench.bob, data: [])
        default: _ = frame[Slot<UInt256>(0)]
        }
    }
}

extension [Step] {
    static func words(_ script: [Step]) -> [UInt256] { script.words }
}

/// A contract whose constructor stores its argument; 13 makes it revert, 14 halt, 15 take all gas.
enum Child: Contract {
    static let name = "Child"
    static let slotCount: UInt32 = 2
    static let constructorTakesEther = true
    static let argument = Slot<UInt256>(1)

    static func construct(_ frame: borrowing Frame) throws(Fault) -> UInt256 {
        guard let word = UInt256(bigEndian: frame.input) else { throw .revert(.empty) }
        frame[argument] = word
        if word == 13 { throw .revert(.message("unlucky")) }
        if word == 14 { throw .halt(.invalidOpcode) }
        if word == 15 { frame.charge(1 << 40) }
        return word
    }

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        frame.output(frame.immutable)
    }
}

/// An event of one number.
struct Happened: Event {
    let number: UInt256
    static let topic = UInt256(77)
    func write(to log: borrowing LogWriter) { log.data(number) }
}
