import Ledger
import Primitives
import WideMath

/// Writes down what the gas of the running transaction goes for.
///
/// A class, because the machine holds no more than a reference to it, which is nil as a rule: one
/// comparison is all that a charge costs then. What is charged between two notes is computation,
/// which the meter alone tells: contracts' charges for it are not noted one by one.
final class GasTrace {
    private(set) var lines: [GasLine] = []
    private var frames: [Address] = []
    /// What the meter showed after the last note.
    private var mark = 0

    /// Starts a transaction or call with the gas on the meter.
    func begin(_ target: Address, gas: Int) {
        lines.removeAll(keepingCapacity: true)
        frames = [target]
        mark = gas
    }

    /// Notes a charge that has just been made; `gas` is what it left on the meter.
    func note(_ item: GasLine.Item, _ charge: Int, left gas: Int) {
        settle(gas + charge)
        append(item, charge)
        mark = gas
    }

    /// Notes as computation what the meter has lost since the last note.
    func settle(_ gas: Int) {
        if mark != gas { append(.computation, mark - gas) }
        mark = gas
    }

    /// A callee begins with so much gas.
    func enter(_ callee: Address, gas: Int) {
        frames.append(callee)
        mark = gas
    }

    /// The callee has ended with so much left, and the caller goes on with `gas`.
    func leave(_ left: Int, gas: Int) {
        settle(left)
        frames.removeLast()
        mark = gas
    }

    private func append(_ item: GasLine.Item, _ charge: Int) {
        lines.append(
            GasLine(depth: frames.count - 1, contract: frames.last, item: item, gas: charge)
        )
    }
}

extension Machine {
    /// Whether what gas goes for is written down, line by line.
    public var tracesGas: Bool {
        get { core.pointee.trace != nil }
        set { core.pointee.trace = newValue ? GasTrace() : nil }
    }

    /// The lines of the execution of the last transaction or call, without what it paid before and
    /// after (`GasBill`); none unless `tracesGas`.
    public var gasLines: [GasLine] { core.pointee.trace?.lines ?? [] }
}

/// The notes of the machine, out of the way of runs that want none.
extension MachineCore {
    @inline(never)
    func noteStart(_ target: Address) { trace?.begin(target, gas: gas) }

    @inline(never)
    func noteEnd() { trace?.settle(gas) }

    @inline(never)
    func note(_ item: GasLine.Item, _ charge: Int) { trace?.note(item, charge, left: gas) }

    @inline(never)
    func noteHash(_ key: StorageKey) {
        let count = Int(key.depth)
        if count == 0 { return }
        note(.mappingHash(count: count), GasSchedule.mappingHash * count)
    }

    @inline(never)
    func noteLoad(_ cell: CellIndex, _ charge: Int) {
        let key = state.pointee.entry(at: cell).key
        note(.load(key, isCold: charge != GasSchedule.warmAccess), charge)
    }

    @inline(never)
    func noteStore(_ cell: CellIndex, isCold: Bool, from previous: UInt256, gas before: Int) {
        let entry = state.pointee.entry(at: cell)
        note(
            .store(entry.key, isCold: isCold, from: previous, to: entry.value),
            before - gas
        )
    }

    @inline(never)
    func noteLog(_ charge: Int) {
        let last = logs.last
        note(.log(topic: last.topic, topics: last.topicCount, bytes: last.dataCount), charge)
    }

    @inline(never)
    func noteAccess(_ account: AccountIndex, isCold: Bool, _ charge: Int) {
        note(.account(state.pointee.address(of: account), isCold: isCold), charge)
    }

    /// Before the meter of a callee is set to what it is given.
    @inline(never)
    func noteCall(_ frame: borrowing Frame, given forwarded: Int) {
        note(.call(frame.address, selector: frame.selector), 0)
        noteStipend(frame.value)
        trace?.enter(frame.address, gas: forwarded)
    }

    @inline(never)
    func noteCreation(words: Int, isHashed: Bool, _ charge: Int) {
        note(.creation(words: words, isHashed: isHashed), charge)
    }

    /// Before the constructor of a new contract runs.
    @inline(never)
    func noteEntry(_ created: Address, gas forwarded: Int) {
        trace?.enter(created, gas: forwarded)
    }

    /// After the caller has its own gas back.
    @inline(never)
    func noteExit(kept: Int) { trace?.leave(gas - kept, gas: gas) }

    /// Before a call that never begins gives back what it was given.
    @inline(never)
    func noteRefusal(_ frame: borrowing Frame) {
        note(.refusedCall(frame.address), 0)
        noteStipend(frame.value)
    }

    private func noteStipend(_ value: Wei) {
        if value.isZero { return }
        trace?.note(
            .stipend,
            -GasSchedule.callStipend,
            left: gas + GasSchedule.callStipend
        )
    }

    /// After a failure has set the meter; `left` is what it showed before.
    @inline(never)
    func noteFailure(_ left: Int) {
        trace?.settle(left)
        if left != gas { note(.halt, left - gas) }
        note(.failure(failure), 0)
    }
}
