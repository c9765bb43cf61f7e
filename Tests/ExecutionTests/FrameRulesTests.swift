import Chain
import Execution
import Ledger
import Primitives
import Testing
import WideMath

/// Source: EIP-150, EIP-2200, EIP-2929, EIP-3529 and execution-specs (cancun).
@Suite struct `A frame` {
    @Test func `1,024 deep cannot call: gas back and no data`() throws {
        let bench = Bench()
        bench.machine.place(Digger.self, at: Address(word: 0x1004))
        let limit: UInt64 = 1_000_000_000_000
        try bench.send(
            bench.transaction([], to: Address(word: 0x1004), gasLimit: limit),
            blockGasLeft: Gas(limit)
        )
        // Depth reached, success and bytes of the call beyond it, and what it cost: touching a
        // warm account.
        #expect(bench.returned == [1_024, 0, 0, 100])
    }

    @Test func `that fails takes nothing from the warm set that the transaction began with`() throws
    {
        let bench = Bench()
        var transaction = bench.transaction([
            .call(Bench.one, [.load(1), .revert(1)], isCaught: true), .gasLeft, .load(1), .gasLeft,
            .send(Bench.coinbase, wei: 0, gas: 1, []), .gasLeft,
            .send(Bench.alice, wei: 0, gas: 1, []), .gasLeft,
        ])
        transaction.accessList = [AccessListEntry(address: Bench.one, storageKeys: [1])]
        try bench.send(transaction)
        #expect(bench.spent(0, 2) == 100)
        // The coinbase (EIP-3651) and the sender.
        #expect(bench.spent(2, 5) == 100 && bench.spent(5, 8) == 100)
    }

    @Test func `that fails leaves each slot's value at the beginning what it was`() throws {
        let bench = Bench()
        bench.preset(0, 5)
        // Undone: 5 to 6. Then 5 to 6 is a first change, and back to 5 restores.
        let script: [Step] = [
            .call(Bench.one, [.store(0, 6), .revert(1)], isCaught: true), .gasLeft,
            .store(0, 6), .gasLeft,
            .call(Bench.one, [.store(0, 7), .store(0, 5), .revert(1)], isCaught: true),
            .gasLeft, .store(0, 5), .gasLeft,
        ]
        let result = try bench.run(script)
        // Cold again after the roll-back, and then warm.
        #expect(bench.spent(0, 1) == 2_100 + 2_900)
        #expect(bench.spent(2, 3) == 100)
        #expect(result.gasRefund == Gas(2_800))
        #expect(bench.stored(0) == 5)
    }

    @Test func `may lower the refund that another has raised`() throws {
        let bench = Bench()
        bench.preset(0, 5)
        // Cleared by the outer frame (+4,800), set again by the inner (-4,800).
        let lowered = try bench.run([
            .store(0, 0), .call(Bench.one, [.store(0, 6)], isCaught: false),
        ])
        #expect(lowered.gasRefund == .zero)
        // The same, but the inner frame fails: the refund stands, capped at a fifth once.
        bench.preset(0, 5)
        let kept = try bench.run([
            .store(0, 0), .call(Bench.one, [.store(0, 6), .revert(1)], isCaught: true),
            .charge(100_000),
        ])
        #expect(kept.gasRefund == Gas(4_800))
    }

    @Test func `sees the data of its last call, also of one that failed`() throws {
        let bench = Bench()
        try bench.run([
            .send(Bench.other, wei: 0, gas: 0, [.gasLeft, .gasLeft]),
            .send(Bench.other, wei: 0, gas: 0, [.revert(1)]),
            .send(Bench.other, wei: 0, gas: 0, [.halt]),
            .send(Bench.other, wei: 0, gas: 0, []),
        ])
        #expect(bench.returned == [1, 64, 0, 36, 0, 0, 1, 0])
    }

    @Test(arguments: [
        (0 as UInt64, Receipt.Status.reverted(.empty), 0),
        (1, .reverted(.message("reason")), 100), (2, .reverted(.panic(.divisionByZero)), 36),
        (3, .halted(.invalidOpcode), 0), (4, .reverted(.message("")), 68),
    ])
    func `fails in one of four ways that its caller can tell apart`(
        _ kind: UInt64,
        _ status: Receipt.Status,
        _ bytes: Int
    ) throws {
        let bench = Bench()
        let address = Address(word: 0x1005)
        bench.machine.place(Failing.self, at: address)
        var transaction = bench.transaction([], to: address)
        transaction.data = UInt256(kind).bigEndianBytes
        let result = try bench.send(transaction)
        #expect(result.status == status)
        #expect(bench.machine.returnData.count == bytes)
        #expect((result.gasUsed == Gas(1_000_000)) == (kind == 3))
    }
}

/// A contract that calls itself as deep as it can, and says how the last call went.
enum Digger: Contract {
    static let name = "Digger"
    static let slotCount: UInt32 = 0

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        let before = try frame.gasLeft().units
        let outcome = try frame.lowLevelCall(frame.address, data: [])
        let spent = before - (try frame.gasLeft().units)
        if outcome.succeeded {
            var words: [UInt256] = []
            for index in 0..<4 { words.append(try outcome.returned.word(index)) }
            words[0] = words[0].wrappingAdd(.one)
            return frame.output(words: words)
        }
        let bytes = UInt256(UInt64(outcome.returned.count))
        return frame.output(words: [0, 0, bytes, UInt256(spent)])
    }
}

/// A contract that fails as its calldata says.
enum Failing: Contract {
    static let name = "Failing"
    static let slotCount: UInt32 = 0

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.input.last {
        case 0: throw .revert(.empty)
        case 1: throw .revert(.message("reason"))
        case 2: throw .revert(.panic(.divisionByZero))
        case 3: throw .halt(.invalidOpcode)
        default: throw .revert(.message(""))
        }
    }
}
