import Chain
import Execution
import Ledger
import Primitives
import Testing
import WideMath

@Suite struct `The gas of storage` {
    /// EIP-3529, test cases: original, values written, gas without the pushes, refund.
    static let table: [(original: UInt64, writes: [UInt64], gas: Int, refund: UInt64)] = [
        (0, [0, 0], 200, 0), (0, [0, 1], 20_100, 0), (0, [1, 0], 20_100, 19_900),
        (0, [1, 2], 20_100, 0), (0, [1, 1], 20_100, 0), (1, [0, 0], 3_000, 4_800),
        (1, [0, 1], 3_000, 2_800), (1, [0, 2], 3_000, 0), (1, [2, 0], 3_000, 4_800),
        (1, [2, 3], 3_000, 0), (1, [2, 1], 3_000, 2_800), (1, [2, 2], 3_000, 0),
        (1, [1, 0], 3_000, 4_800), (1, [1, 2], 3_000, 0), (1, [1, 1], 200, 0),
        (0, [1, 0, 1], 40_100, 19_900), (1, [0, 1, 0], 5_900, 7_600),
    ]

    @Test(arguments: table.indices)
    func `is that of EIP-3529's table for a warm slot`(row: Int) throws {
        let row = Self.table[row]
        let bench = Bench()
        bench.preset(0, UInt256(row.original))
        // The charge lifts the cap of a fifth above any refund of the table.
        var transaction = bench.transaction(
            row.writes.map { .store(0, $0) } + [.charge(200_000)]
        )
        transaction.accessList = [AccessListEntry(address: Bench.one, storageKeys: [0])]
        let result = try bench.send(transaction)
        let intrinsic = IntrinsicGas(of: transaction, fork: .cancun).charge
        #expect(
            Int(result.gasUsed.units + result.gasRefund.units) - intrinsic
                == row.gas + 200_000
        )
        #expect(result.gasRefund == Gas(row.refund))
    }

    @Test(arguments: table.indices)
    func `is 2,100 more for a cold slot`(row: Int) throws {
        let row = Self.table[row]
        let bench = Bench()
        bench.preset(0, UInt256(row.original))
        #expect(try bench.gas(row.writes.map { .store(0, $0) }) == row.gas + 2_100)
    }

    @Test func `of reading is 2,100 and then 100`() throws {
        #expect(try Bench().gas([.load(2)]) == 2_100)
        #expect(try Bench().gas([.load(2), .load(2)]) == 2_200)
        #expect(try Bench().gas([.store(2, 1), .load(2)]) == 22_200)
        #expect(try Bench().gas([.load(2), .store(2, 1)]) == 22_100)
    }

    @Test func `of a slot is that of the first touch again in the next transaction`() throws {
        let bench = Bench()
        #expect(try bench.gas([.store(0, 1)]) == 22_100)
        #expect(try bench.gas([.store(0, 2)]) == 5_000)
        #expect(try bench.gas([.store(0, 2)]) == 2_200)
    }

    @Test func `is less for a slot in the access list, which costs 4,300 in advance`() throws {
        let bench = Bench()
        var transaction = bench.transaction([.load(1)])
        let plain = IntrinsicGas(of: transaction, fork: .cancun).charge
        transaction.accessList = [AccessListEntry(address: Bench.one, storageKeys: [1])]
        let result = try bench.send(transaction)
        #expect(result.gasUsed == Gas(UInt64(plain + 2_400 + 1_900 + 100)))

        var call = bench.transaction([.call(Bench.other, [], isCaught: false)])
        let plainCall = IntrinsicGas(of: call, fork: .cancun).charge
        call.accessList = [AccessListEntry(address: Bench.other, storageKeys: [])]
        #expect(try bench.send(call).gasUsed == Gas(UInt64(plainCall + 2_400 + 200)))
    }

    /// EIP-3529: at most a fifth of the gas spent comes back.
    @Test func `comes back up to a fifth`() throws {
        let bench = Bench()
        for slot in 0..<4 { bench.preset(UInt32(slot), 1) }
        let transaction = bench.transaction((0..<4).map { .store($0, 0) })
        let spent = IntrinsicGas(of: transaction, fork: .cancun).charge + 4 * 5_000
        let result = try bench.send(transaction)
        #expect(spent / 5 < 4 * 4_800)
        #expect(result.gasRefund == Gas(UInt64(spent / 5)))
        #expect(result.gasUsed == Gas(UInt64(spent - spent / 5)))
    }

    @Test func `of compound assignment is that of a read and a write`() throws {
        let bench = Bench()
        bench.preset(0, 3)
        #expect(try bench.gas([.add(0, 4)]) == 5_000)
        #expect(bench.stored(0) == 7)
        #expect(try bench.gas([.subtract(0, 2)]) == 5_000)
        #expect(bench.stored(0) == 5)
    }

    @Test func `of compound assignment that overflows is that of a read alone`() throws {
        let bench = Bench()
        bench.preset(0, 3)
        let transaction = bench.transaction([.subtract(0, 4)])
        let result = try bench.send(transaction)
        let intrinsic = IntrinsicGas(of: transaction, fork: .cancun).charge
        #expect(result.status == .reverted(.panic(.arithmeticOverflow)))
        #expect(result.gasUsed == Gas(UInt64(intrinsic + 2_100)))
        #expect(bench.stored(0) == 3)
        bench.preset(0, .max)
        #expect(try bench.run([.add(0, 1)]).status == .reverted(.panic(.arithmeticOverflow)))
        #expect(bench.stored(0) == .max)
    }

    @Test func `is the same after a what-if that was undone`() throws {
        let script: [Step] = [
            .store(0, 0), .store(1, 5), .load(2), .add(3, 1), .emit(1),
            .call(Bench.other, [.store(0, 7)], isCaught: false),
        ]
        let plain = Bench()
        plain.preset(0, 9)
        let expected = try plain.run(script)

        let bench = Bench()
        bench.preset(0, 9)
        for _ in 0..<3 {
            let checkpoint = bench.state.checkpoint()
            #expect(try bench.run(script) == expected)
            bench.state.rollBack(checkpoint)
            let result = bench.machine.simulate(
                Bench.one,
                from: Bench.alice,
                data: script.calldata
            )
            #expect(result.failure == nil)
        }
        #expect(bench.snapshot[0] == Bench.ether.raw)
        #expect(try bench.run(script) == expected)
        #expect(bench.snapshot == plain.snapshot)
    }
}
