import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `A timelock` {
    let street: Street
    let timelock = Address(word: 0x71e1)
    let delay = UInt256(3_600)
    /// Moves 7 WETH of the timelock to Bob.
    let operation = Timelock.Operation(
        target: Street.weth,
        data: ABI.encodeCall(selector: ERC20.transfer.value, words: [Street.bob.word, 7])
    )

    init() throws {
        street = try Street()
        Timelock.place(at: timelock, minDelay: 3_600, proposer: Street.bank, on: street.machine)
        street.give(timelock, Street.weth, 7)
    }

    private func schedule(
        _ operation: Timelock.Operation,
        delay: UInt256? = nil,
        from caller: Address = Street.bank
    ) -> Fault? {
        let data = operation.scheduleCalldata(delay: delay ?? self.delay)
        return street.machine.call(timelock, from: caller, data: data).failure
    }

    private func execute(
        _ operation: Timelock.Operation,
        from caller: Address = Street.alice,
        value: Wei = .zero
    ) -> Fault? {
        let data = operation.executeCalldata
        return street.machine.call(timelock, from: caller, data: data, value: value).failure
    }

    private func cancel(_ id: UInt256, from caller: Address = Street.bank) -> Fault? {
        street.call(timelock, from: caller, Timelock.Function.cancel, [id]).failure
    }

    private func view(_ function: Selector, _ words: [UInt256]) -> UInt256? {
        street.call(timelock, from: Street.bob, function, words).word()
    }

    private func state(_ id: UInt256) -> Timelock.State? {
        view(Timelock.Function.getOperationState, [id]).flatMap {
            Timelock.State(rawValue: $0.limb0)
        }
    }

    private func unexpected(_ id: UInt256, _ bits: UInt256) -> Fault {
        refusal("TimelockUnexpectedOperationState(bytes32,bytes32)", [id, bits])
    }

    // MARK: Operations

    @Test func `makes a call after its delay`() {
        #expect(schedule(operation) == nil)
        let readyAt = UInt256(Street.start + 3_600)
        #expect(view(Timelock.Function.getTimestamp, [operation.id]) == readyAt)
        street.wait(seconds: 3_600)
        #expect(execute(operation) == nil)
        #expect(street.balance(Street.weth, Street.bob) == 7)
        #expect(view(Timelock.Function.getTimestamp, [operation.id]) == 1)
    }

    /// Python's keccak over `abi.encode(0x2000, 5, 0xa9059cbb…, 0, 9)`, and over an empty call.
    @Test func `names an operation as OpenZeppelin does`() throws {
        let operation = Timelock.Operation(
            target: Street.weth,
            value: Wei(5),
            data: operation.data,
            salt: 9
        )
        #expect(
            Hex.encode(operation.id.bigEndianBytes)
                == "0xd90a422b1f6d0b120facb296a6573dcd7d92dd5292e1b0f37ee579e84476d82b"
        )
        let empty = Timelock.Operation(target: Street.weth, data: [])
        #expect(
            Hex.encode(empty.id.bigEndianBytes)
                == "0x853ca2fb84f1fa89e274d95f5531d2bee733ed6cbdff34a938b4ca755e38fee3"
        )
        let arguments = try ABI.encode(
            [.word(Street.weth.word), .word(5), .bytes(operation.data), .word(0), .word(9)],
            as: ["address", "uint256", "bytes", "bytes32", "bytes32"].map { try ABIType($0) }
        )
        #expect(operation.executeCalldata.dropFirst(4) == arguments[...])
        let words = stride(from: 0, to: arguments.count, by: 32).map { start in
            UInt256(bigEndian: arguments[start..<start + 32]) ?? .zero
        }
        #expect(view(Timelock.Function.hashOperation, words) == operation.id)
    }

    /// Every state and every function, and what OpenZeppelin's contract answers there: the bits
    /// of the states expected, unset 1, waiting 2, ready 4, done 8.
    @Test(arguments: Timelock.State.allCases)
    func `does in each state what its table says`(_ start: Timelock.State) {
        let id = operation.id
        bring(to: start)
        #expect(state(id) == start)
        let isPending = start == .waiting || start == .ready
        #expect(view(Timelock.Function.isOperation, [id]) == (start != .unset).word)
        #expect(view(Timelock.Function.isOperationPending, [id]) == isPending.word)
        #expect(view(Timelock.Function.isOperationReady, [id]) == (start == .ready).word)
        #expect(view(Timelock.Function.isOperationDone, [id]) == (start == .done).word)

        let checkpoint = street.state.checkpoint()
        let scheduled = schedule(operation)
        #expect(scheduled == (start == .unset ? nil : unexpected(id, 1)))
        #expect(state(id) == (start == .unset ? .waiting : start))
        street.state.rollBack(checkpoint)

        let second = street.state.checkpoint()
        #expect(execute(operation) == (start == .ready ? nil : unexpected(id, 4)))
        #expect(state(id) == (start == .ready ? .done : start))
        street.state.rollBack(second)

        #expect(cancel(id) == (isPending ? nil : unexpected(id, 6)))
        #expect(state(id) == (isPending ? .unset : start))
    }

    private func bring(to state: Timelock.State) {
        if state == .unset { return }
        _ = schedule(operation)
        if state == .waiting { return street.wait(seconds: 3_599) }
        street.wait(seconds: 3_600)
        if state == .done { _ = execute(operation) }
    }

    @Test func `wants its least delay and a time that there is`() {
        #expect(
            schedule(operation, delay: 3_599)
                == refusal("TimelockInsufficientDelay(uint256,uint256)", [3_599, 3_600])
        )
        #expect(schedule(operation, delay: .max) == .revert(.panic(.arithmeticOverflow)))
        #expect(view(Timelock.Function.getMinDelay, []) == 3_600)
    }

    @Test func `wants the predecessor done`() {
        let first = operation
        let second = Timelock.Operation(target: Street.weth, data: [], predecessor: first.id)
        let third = Timelock.Operation(
            target: Street.weth,
            data: ABI.encodeCall(selector: ERC20.totalSupply.value, words: []),
            predecessor: first.id
        )
        for operation in [first, second, third] { #expect(schedule(operation) == nil) }
        street.wait(seconds: 3_600)
        #expect(
            execute(third) == refusal("TimelockUnexecutedPredecessor(bytes32)", [first.id])
        )
        #expect(execute(first) == nil)
        #expect(execute(third) == nil)
        // A token has no function without a name: it fails without a reason.
        #expect(execute(second) == refusal("FailedCall()", []))
    }

    // MARK: Roles

    @Test func `lets the proposer alone announce and take back`() throws {
        let error = "AccessControlUnauthorizedAccount(address,bytes32)"
        let alice = Street.alice
        let proposer = try word("b09aa5aeb3702cfd50b6b62bc4532604938f21248a27a1d5ca736082b6819cc1")
        let canceller = try word("fd643c72710c63c0180259aba6b2d05451e3591a24e58b62239378085726f783")
        let executor = try word("d8aa0f3194971a2a116679f7c2090f6939c8d4e01a2a8d7e41d55e5351469e63")
        #expect(schedule(operation, from: alice) == refusal(error, [alice.word, proposer]))
        #expect(schedule(operation) == nil)
        #expect(cancel(operation.id, from: alice) == refusal(error, [alice.word, canceller]))
        street.store(timelock, Timelock.Storage.executor.location, Street.keeper)
        street.wait(seconds: 3_600)
        #expect(execute(operation) == refusal(error, [alice.word, executor]))
        #expect(execute(operation, from: Street.keeper) == nil)
    }

    @Test func `changes its own delay only through itself`() {
        let update = Timelock.Function.updateDelay
        let refused = street.call(timelock, from: Street.bank, update, [5])
        #expect(
            refused.failure
                == refusal("TimelockUnauthorizedCaller(address)", [Street.bank.word])
        )
        let operation = Timelock.Operation(
            target: timelock,
            data: ABI.encodeCall(selector: update.value, words: [5])
        )
        #expect(schedule(operation) == nil)
        street.wait(seconds: 3_600)
        #expect(execute(operation) == nil)
        let change = street.machine.collectedLogs.first
        #expect(change?.topics == [Timelock.MinDelayChange.topic])
        #expect(change?.data == [3_600, 5].flatMap { UInt256($0).bigEndianBytes })
        #expect(view(Timelock.Function.getMinDelay, []) == 5)
    }

    // MARK: Calls

    @Test func `passes the reason of a failed call on`() {
        let operation = Timelock.Operation(
            target: Street.feed,
            data: ABI.encodeCall(selector: PriceFeed.submit.value, words: [1])
        )
        #expect(schedule(operation) == nil)
        street.wait(seconds: 3_600)
        #expect(execute(operation) == refusal("NotReporter(address)", [timelock.word]))
        #expect(state(operation.id) == .ready)
    }

    @Test func `sends ether that it has or is given`() {
        let operation = Timelock.Operation(target: Street.bob, value: Wei(5), data: [])
        #expect(schedule(operation) == nil)
        street.wait(seconds: 3_600)
        #expect(execute(operation) == refusal("FailedCall()", []))
        street.fund(Street.alice, 10)
        let sent = street.machine.call(timelock, from: Street.alice, data: [], value: Wei(3))
        #expect(sent.failure == nil)
        #expect(execute(operation, value: Wei(2)) == nil)
        #expect(street.ether(Street.bob) == 5 && street.ether(timelock) == 0)
        let schedule = operation.scheduleCalldata(delay: 3_600)
        let paid = street.machine.call(timelock, from: Street.bank, data: schedule, value: Wei(0))
        #expect(paid.failure == unexpected(operation.id, 1))
        street.fund(Street.bank, 1)
        let refused = street.machine.call(
            timelock,
            from: Street.bank,
            data: schedule,
            value: Wei(1)
        )
        #expect(refused.failure == .revert(.empty))
    }

    @Test func `notices that a call made itself done`() {
        let target = Address(word: 0x2ee2)
        street.machine.place(Twice.self, at: target)
        let operation = Timelock.Operation(target: target, data: [1, 2, 3])
        #expect(schedule(operation) == nil)
        street.wait(seconds: 3_600)
        #expect(execute(operation) == unexpected(operation.id, 4))
        #expect(state(operation.id) == .ready)
    }

    @Test func `tells what it announces and does`() throws {
        let types = ["address", "uint256", "bytes", "bytes32", "uint256"].map { try? ABIType($0) }
        let operation = Timelock.Operation(
            target: operation.target,
            data: operation.data,
            salt: 9
        )
        #expect(schedule(operation) == nil)
        var logs = street.machine.collectedLogs
        #expect(
            logs.map(\.topics) == [
                [Timelock.CallScheduled.topic, operation.id, 0],
                [Timelock.CallSalt.topic, operation.id],
            ]
        )
        let target = ABIValue.word(Street.weth.word)
        #expect(
            try ABI.decodeStrictly(logs[0].data, as: types.compactMap(\.self))
                == [target, .word(0), .bytes(operation.data), .word(0), .word(delay)]
        )
        #expect(logs[1].data == UInt256(9).bigEndianBytes)
        street.wait(seconds: 3_600)
        #expect(execute(operation) == nil)
        logs = street.machine.collectedLogs
        #expect(logs.last?.topics == [Timelock.CallExecuted.topic, operation.id, 0])
        #expect(
            try ABI.decodeStrictly(logs.last?.data ?? [], as: types.prefix(3).compactMap(\.self))
                == [target, .word(0), .bytes(operation.data)]
        )
        #expect(schedule(self.operation) == nil)
        #expect(cancel(self.operation.id) == nil)
        logs = street.machine.collectedLogs
        #expect(logs.last?.topics == [Timelock.Cancelled.topic, self.operation.id])
    }

    @Test func `refuses what is not its interface`() {
        let calls: [(Selector, [UInt256])] = [
            (Selector(0xdead_beef, "no()"), []), (Timelock.Function.execute, [1, 2, 160, 4]),
            (Timelock.Function.execute, [1, 2, .max, 4, 5]),
            (Timelock.Function.execute, [1, 2, 160, 4, 5, .max]),
            (Timelock.Function.schedule, [1, 2, 192, 4, 5]), (Timelock.Function.cancel, []),
        ]
        for (function, words) in calls {
            let result = street.call(timelock, from: Street.bank, function, words)
            #expect(result.failure == .revert(.empty), "\(function.signature)")
        }
        let short = street.machine.call(timelock, from: Street.bank, data: [1])
        #expect(short.failure == .revert(.empty))
    }

    private func word(_ digits: String) throws -> UInt256 {
        let bytes = try #require(Hex.decode("0x" + digits))
        return try #require(UInt256(bigEndian: bytes))
    }
}

/// Makes the timelock that calls it execute the same operation once more.
private enum Twice: Contract {
    static let name = "Twice"
    static let slotCount: UInt32 = 1
    static let called = Slot<Bool>(0)

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        if frame[called] { return frame.output() }
        frame[called] = true
        let again = Timelock.Operation(target: frame.address, data: frame.input)
        let outcome = try frame.lowLevelCall(frame.caller, data: again.executeCalldata)
        guard outcome.succeeded else { throw .revert(.message("refused")) }
        return frame.output()
    }
}
