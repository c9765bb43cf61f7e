import Chain
import Execution
import Ledger
import Primitives
import Testing
import WideMath

/// Gas line by line: nothing is left out and nothing counted twice, however a transaction ends.
@Suite struct `The trace of gas` {
    /// Every way that the meter goes: storage, logs, hashes, calls with and without ether and
    /// limits, creations, reverts, halts, debts and refusals, nested.
    @Test(
        arguments: [
            [], [Step.store(0, 5), .load(0), .emit(9)], [.store(1, 0), .store(1, 7), .store(1, 7)],
            [.add(0, 3), .subtract(0, 1), .subtract(0, 9)],
            [.call(Bench.other, [.store(0, 1), .emit(2)], isCaught: false), .load(2)],
            [.call(Bench.other, [.store(0, 1), .revert(2)], isCaught: true), .store(3, 1)],
            [.call(Bench.other, [.store(0, 1), .halt], isCaught: true), .store(3, 1)],
            [.call(Bench.other, [.store(0, 1), .charge(9_000_000)], isCaught: true), .load(0)],
            [.call(Bench.other, [.revert(2)], isCaught: false)], [.store(0, 5), .revert(3)],
            [.store(0, 5), .halt], [.store(0, 5), .charge(9_000_000)],
            [.charge(975_000), .store(0, 1)],
            [.staticCall(Bench.other, .store), .store(0, 1)],
            [.staticCall(Bench.other, .send), .load(0)], [.staticCall(Bench.other, .create)],
            [.send(Bench.other, wei: 1, gas: 0, []), .load(0)],
            [.send(Bench.bob, wei: 1, gas: 500, []), .value],
            [.send(Bench.other, wei: 1, gas: 5_000, [.store(0, 1)])],
            [.send(Address(word: 0x7777), wei: 3, gas: 0, [])],
            [.create(1, wei: 0, salt: nil), .create(2, wei: 1, salt: 4), .load(0)],
            [.recover(hash: 1, v: 27, r: 2, s: 3)], [.recurse],
        ] as [[Step]]
    )
    func `sums to the gas of the receipt`(_ script: [Step]) throws {
        let bench = Bench()
        bench.machine.tracesGas = true
        bench.state.setBalance(of: bench.state.account(Bench.one), to: Wei(10))
        bench.preset(1, 3)
        let transaction = bench.transaction(script)
        let result = try bench.send(transaction)
        let bill = GasBill(
            of: transaction,
            fork: bench.machine.fork,
            execution: bench.machine.gasLines,
            refund: result.gasRefund
        )
        #expect(bill.total == Int(result.gasUsed.units))
        #expect(bill.lines.first?.gas == 21_000)
        #expect(bill.lines.allSatisfy { $0.depth >= 0 })
    }

    /// The prices of EIP-2929 and EIP-2200, which the lines name one by one.
    @Test func `names each access with its price`() throws {
        let bench = Bench()
        bench.machine.tracesGas = true
        bench.preset(1, 3)
        try bench.run([.load(1), .load(1), .store(1, 0), .store(2, 8), .emit(9)])
        let lines = bench.machine.gasLines.filter { $0.item != .computation }
        #expect(lines.map(\.gas) == [2_100, 100, 2_900, 22_100, 375 + 375 + 8 * 32])
        let (first, second) = (StorageKey(slot: 1), StorageKey(slot: 2))
        #expect(
            lines.map(\.item) == [
                .load(first, isCold: true), .load(first, isCold: false),
                .store(first, isCold: false, from: 3, to: 0),
                .store(second, isCold: true, from: 0, to: 8),
                .log(topic: Happened.topic, topics: 1, bytes: 32),
            ]
        )
    }

    @Test func `puts the lines of a callee one deeper, under its own address`() throws {
        let bench = Bench()
        bench.machine.tracesGas = true
        try bench.run([.call(Bench.other, [.load(0)], isCaught: true), .load(3)])
        let lines = bench.machine.gasLines
        let call = try #require(
            lines.firstIndex {
                $0.item == .call(Bench.other, selector: Script.run.value)
            }
        )
        let inner = lines.filter { $0.depth == 1 }
        #expect(!inner.isEmpty)
        #expect(inner.allSatisfy { $0.contract == Bench.other })
        #expect(lines[call + 1].depth == 1)
        #expect(lines.last { $0.depth == 0 }?.contract == Bench.one)
    }

    @Test func `changes nothing of what it traces, and is off unless asked for`() throws {
        let script: [Step] = [
            .store(0, 5), .call(Bench.other, [.store(0, 1), .revert(2)], isCaught: true), .emit(1),
            .store(0, 0),
        ]
        let (plain, traced) = (Bench(), Bench())
        traced.machine.tracesGas = true
        #expect(try plain.run(script) == traced.run(script))
        #expect(plain.machine.gasLines.isEmpty)
        #expect(plain.snapshot == traced.snapshot)
        #expect(plain.machine.stateRoot == traced.machine.stateRoot)
        traced.machine.tracesGas = false
        #expect(traced.machine.gasLines.isEmpty)
    }

    /// A contract that is created, one whose constructor reverts, halts or runs out of gas, and
    /// init code that no contract has.
    @Test(arguments: [7, 13, 14, 15, nil] as [UInt64?])
    func `sums to the gas of the receipt of a creation`(_ word: UInt64?) throws {
        let bench = Bench()
        bench.machine.register(Child.self)
        bench.machine.tracesGas = true
        var transaction = bench.transaction(to: nil)
        if let word { transaction.data = Child.code.bytes + UInt256(word).bigEndianBytes }
        let result = try bench.send(transaction)
        let bill = GasBill(
            of: transaction,
            fork: bench.machine.fork,
            execution: bench.machine.gasLines,
            refund: result.gasRefund
        )
        #expect(bill.total == Int(result.gasUsed.units))
        // EIP-3860: two a word of init code.
        let words = (transaction.data.count + 31) / 32
        let creation = bill.lines.first { $0.item == .creationTransaction(words: words) }
        #expect(creation?.gas == 32_000 + 2 * words)
        #expect((result.status == .success) == (word == 7))
    }

    /// Calldata of 3 zero and 2 other bytes, EIP-2028; the floor of EIP-7623 is 21,000 and 10 for a
    /// token, of which a zero byte is one and another four.
    @Test func `bills calldata, access lists and the floor of calldata`() throws {
        let bench = Bench(fork: .prague)
        bench.machine.tracesGas = true
        var transaction = bench.transaction(to: Bench.bob)
        transaction.data = [0, 0, 0, 1, 2]
        transaction.accessList = []
        let result = try bench.send(transaction)
        let bill = GasBill(
            of: transaction,
            fork: .prague,
            execution: bench.machine.gasLines,
            refund: result.gasRefund
        )
        #expect(bill.lines.map(\.gas) == [21_000, 3 * 4 + 2 * 16, 11 * 10 - 44])
        #expect(bill.lines.map(\.item).last == .floor)
        #expect(bill.total == 21_110 && result.gasUsed == Gas(21_110))
    }
}
