import Chain
import Execution
import Ledger
import Primitives
import Signing
import Testing
import WideMath

/// Source: EIP-150, EIP-161, EIP-2929 and execution-specs (cancun), `call` and `generic_call`.
@Suite struct `A call with ether` {
    /// A bench whose first contract has ether.
    func funded() -> Bench {
        let bench = Bench()
        bench.state.setBalance(of: bench.state.account(Bench.one), to: Wei(1_000))
        return bench
    }

    @Test func `costs 9,000 more, and the callee gets 2,300 on top`() throws {
        let bench = funded()
        try bench.run([
            .call(Bench.other, [], isCaught: false), .gasLeft,
            .send(Bench.other, wei: 3, gas: 0, []), .gasLeft,
        ])
        // A warm account; the stipend, unused, is the caller's.
        #expect(
            bench.spent(0, 3) == 100 + 9_000 - 2_300
        )
        #expect(bench.returned[1] == 1)
        #expect(bench.balance(Bench.other) == 3)
        #expect(bench.balance(Bench.one) == 997)
    }

    @Test func `costs 25,000 more into an account that is empty`() throws {
        let bench = funded()
        let nobody = Address(word: 0xdead)
        try bench.run([.gasLeft, .send(nobody, wei: 3, gas: 0, []), .gasLeft])
        #expect(
            bench.spent(0, 3)
                == 2_600 + 9_000 + 25_000 - 2_300
        )
        try bench.run([.gasLeft, .send(nobody, wei: 3, gas: 0, []), .gasLeft])
        #expect(
            bench.spent(0, 3) == 2_600 + 9_000 - 2_300
        )
    }

    @Test func `of nothing into an account that is empty costs what touching it does`() throws {
        let bench = funded()
        try bench.run([.gasLeft, .send(Address(word: 0xdead), wei: 0, gas: 0, []), .gasLeft])
        #expect(bench.spent(0, 3) == 2_600)
        #expect(Array(bench.returned[1...2]) == [1, 0])
    }

    @Test func `at the top level pays nothing for an account that is empty`() throws {
        let bench = Bench()
        var transaction = bench.transaction(to: Address(word: 0xdead))
        transaction.data = []
        transaction.value = Wei(1)
        #expect(try bench.send(transaction).gasUsed == Gas(21_000))
    }

    @Test(arguments: [1 as UInt64, 700, 5_000])
    func `gives the callee the gas asked for and the stipend`(_ asked: UInt64) throws {
        let bench = funded()
        let got = asked + 2_300
        try bench.run([.send(Bench.other, wei: 1, gas: asked, [.charge(got)])])
        #expect(bench.returned[0] == 1)
        try bench.run([.send(Bench.other, wei: 1, gas: asked, [.charge(got + 1)])])
        #expect(bench.returned[0] == 0)
        try bench.run([.send(Bench.other, wei: 0, gas: asked, [.charge(asked + 1)])])
        #expect(bench.returned[0] == 0)
    }

    @Test func `adds the stipend after the clamp`() throws {
        let bench = funded()
        try bench.run([
            .call(Bench.other, [], isCaught: false), .gasLeft,
            .send(Bench.other, wei: 1, gas: .max, [.gasLeft]),
            .gasLeft, .send(Bench.other, wei: 1, gas: .max, [.charge(0xff_ffff)]), .gasLeft,
        ])
        // All but a 64th of what is left is forwarded, and the stipend comes on top, free: what
        // the callee burnt is more than the caller paid for it.
        let before = bench.returned[3].limb0 - 100 - 9_000
        #expect(bench.returned[4] == 0)
        #expect(bench.returned[6] == UInt256(before / 64))
        let needed = before - before / 64 + 2_300
        let exact = funded()
        try exact.run([
            .call(Bench.other, [], isCaught: false), .gasLeft,
            .send(Bench.other, wei: 1, gas: .max, [.gasLeft]),
            .gasLeft, .send(Bench.other, wei: 1, gas: .max, [.charge(needed)]), .gasLeft,
        ])
        #expect(exact.returned[3] == bench.returned[3])
        #expect(exact.returned[4] == 1)
    }

    @Test func `asking for more gas than may be forwarded gets what may be`() throws {
        let bench = funded()
        try bench.run([
            .gasLeft, .send(Bench.other, wei: 0, gas: .max, [.charge(1 << 40)]), .gasLeft,
        ])
        let available = bench.returned[0].limb0 - 2_600
        #expect(bench.returned[1] == 0)
        #expect(bench.returned[3] == UInt256(available / 64))
    }

    @Test func `asking for less gas keeps the rest from the callee`() throws {
        let bench = funded()
        try bench.run([
            .gasLeft, .send(Bench.other, wei: 0, gas: 5_000, [.charge(1 << 40)]), .gasLeft,
        ])
        #expect(bench.spent(0, 3) == 2_600 + 5_000)
    }

    @Test func `the caller does not have fails: gas and stipend back, no data`() throws {
        let bench = funded()
        try bench.run([
            .call(Bench.other, [.load(0)], isCaught: false), .gasLeft,
            .send(Bench.other, wei: 1_001, gas: 0, [.load(0)]), .gasLeft,
        ])
        #expect(Array(bench.returned[2...3]) == [0, 0])
        #expect(bench.spent(1, 4) == 100 + 9_000 - 2_300)
        #expect(bench.balance(Bench.other) == 0)
    }

    @Test func `moves it before the callee runs, and back if the callee fails`() throws {
        let bench = funded()
        try bench.run([
            .send(Bench.other, wei: 7, gas: 0, [.send(Bench.bob, wei: 7, gas: 0, []), .value])
        ])
        #expect(bench.returned[0] == 1)
        #expect(bench.balance(Bench.bob) == Bench.ether.raw.wrappingAdd(7))
        try bench.run([.send(Bench.other, wei: 7, gas: 0, [.revert(1)])])
        // The reason came back: a selector and one word.
        #expect(bench.returned == [0, 36])
        #expect(bench.balance(Bench.one) == 993)
        #expect(bench.balance(Bench.other) == 0)
    }

    @Test func `to a contract that takes none reverts without data`() throws {
        let bench = funded()
        bench.machine.place(Thrifty.self, at: Address(word: 0x1003))
        try bench.run([.send(Address(word: 0x1003), wei: 1, gas: 0, [])])
        #expect(bench.returned == [0, 0])
        try bench.run([.send(Address(word: 0x1003), wei: 0, gas: 0, [])])
        #expect(bench.returned == [1, 0])
        var transaction = bench.transaction(to: Address(word: 0x1003))
        transaction.value = Wei(1)
        #expect(try bench.send(transaction).status == .reverted(.empty))
    }

    @Test(arguments: [StaticAction.createInCall, .emitInCall, .sendInCall])
    func `or a creation or a log halts in the calls of a static frame too`(
        _ action: StaticAction
    ) throws {
        let bench = funded()
        bench.state.setBalance(of: bench.state.account(Bench.other), to: Wei(1_000))
        let result = try bench.run([.staticCall(Bench.other, action), .gasLeft])
        #expect(result.status == .success)
        // The inner frame halts; the outer one, which catches that, ends well.
        #expect(bench.returned[0] == 1)
        #expect(bench.machine.collectedLogs.isEmpty)
        #expect(bench.nonce(Bench.other) == 0)
        #expect(bench.balance(Bench.other) == 1_000)
        #expect(bench.balance(Bench.bob) == Bench.ether.raw)
    }

    @Test(arguments: [StaticAction.create, .send, .zeroSend])
    func `or a creation halts in a static frame; without ether it does not`(
        _ action: StaticAction
    ) throws {
        let bench = funded()
        let succeeds = action == .zeroSend
        bench.state.setBalance(of: bench.state.account(Bench.other), to: Wei(1_000))
        let result = try bench.run([.staticCall(Bench.other, action), .gasLeft])
        #expect(result.status == .success)
        #expect(bench.returned[0] == (succeeds ? 1 : 0))
        #expect((bench.returned[1] < 16_000) != succeeds)
        #expect(bench.nonce(Bench.other) == 0)
        #expect(bench.balance(Bench.other) == 1_000)
    }
}

/// A contract that keeps its default: no ether.
enum Thrifty: Contract {
    static let name = "Thrifty"
    static let slotCount: UInt32 = 0
    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output { frame.output() }
}

/// Source: yellow paper, appendix E; geth's core/vm/testdata/precompiles/ecRecover.json.
@Suite struct `The precompile ecrecover` {
    static let hash = UInt256(bigEndian: keccak256(Array("message".utf8)).bytes) ?? .zero

    @Test func `gives the signer for 3,000 and is warm`() throws {
        let bench = Bench()
        let key = try #require(PrivateKey(bytes: UInt256(42).bigEndianBytes))
        let signature = key.sign(Hash32(word: Self.hash))
        let v = UInt256(UInt64(signature.yParity) + 27)
        try bench.run([
            .gasLeft, .recover(hash: Self.hash, v: v, r: signature.r, s: signature.s), .gasLeft,
        ])
        #expect(bench.returned[1] == key.address.word)
        #expect(bench.spent(0, 2) == 3_100)
    }

    @Test func `gives nothing, and succeeds, where there is no signer`() throws {
        let bench = Bench()
        for (v, r, s) in [(26, 1, 1), (29, 1, 1), (27, 0, 1), (27, 1, 0), (.max, 1, 1)]
            as [(
                UInt256, UInt256, UInt256
            )]
        {
            try bench.run([.gasLeft, .recover(hash: 5, v: v, r: r, s: s), .gasLeft])
            #expect(bench.returned[1] == 0)
            #expect(bench.spent(0, 2) == 3_100)
        }
    }

    @Test func `halts with less gas than it costs`() throws {
        let bench = Bench()
        try bench.run([.gasLeft, .send(Address(word: 1), wei: 0, gas: 2_999, []), .gasLeft])
        #expect(bench.returned[1] == 0)
        #expect(bench.spent(0, 3) == 100 + 2_999)
    }

    @Test func `is the only one: the others halt by name`() throws {
        for (number, fork) in [(2 as UInt64, Fork.cancun), (0x0b, .prague), (0x100, .osaka)] {
            let bench = Bench(fork: fork)
            let address = Address(word: UInt256(number))
            let result = try bench.send(bench.transaction([], to: address))
            #expect(result.status == .halted(.unmodelledPrecompile(address)))
        }
        let bench = Bench(fork: .cancun)
        let result = try bench.send(bench.transaction([], to: Address(word: 0x0b)))
        #expect(result.status == .success)
    }
}
