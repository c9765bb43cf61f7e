import Chain
import Execution
import Ledger
import Primitives
import Testing
import WideMath

/// Source: EIP-161, EIP-170, EIP-684, EIP-1014, EIP-3860 and execution-specs (cancun),
/// `generic_create` and `process_create_message`.
@Suite struct `A creation` {
    static let childCode = Child.code.bytes

    @Test func `by a transaction puts the contract where sender and nonce say`() throws {
        let bench = Bench()
        bench.machine.register(Child.self)
        var transaction = bench.transaction(to: nil)
        transaction.data = Self.childCode + UInt256(7).bigEndianBytes
        transaction.value = Wei(5)
        let result = try bench.send(transaction)
        let address = ContractAddress.create(sender: Bench.alice, nonce: 0)
        #expect(result.status == .success)
        #expect(bench.nonce(address) == 1)
        #expect(bench.balance(address) == 5)
        #expect(bench.stored(1, in: address) == 7)
        // The constructor's cold store of a new value and 200 a byte of code.
        let intrinsic = IntrinsicGas(of: transaction, fork: .cancun).charge
        #expect(result.gasUsed == Gas(UInt64(intrinsic + 22_100 + 200 * Self.childCode.count)))
    }

    @Test(arguments: [13 as UInt64, 14, 15])
    func `by a transaction that fails leaves the nonce and no contract`(_ word: UInt64) throws {
        let bench = Bench()
        bench.machine.register(Child.self)
        var transaction = bench.transaction(to: nil)
        transaction.data = Self.childCode + UInt256(word).bigEndianBytes
        transaction.value = Wei(5)
        let result = try bench.send(transaction)
        let address = ContractAddress.create(sender: Bench.alice, nonce: 0)
        #expect(bench.nonce(Bench.alice) == 1)
        #expect(bench.isEmpty(address))
        #expect(bench.stored(1, in: address) == 0)
        switch word {
        case 13: #expect(result.status == .reverted(.message("unlucky")))
        case 14: #expect(result.status == .halted(.invalidOpcode))
        default: #expect(result.status == .halted(.outOfGas))
        }
        #expect((result.gasUsed == Gas(1_000_000)) == (word != 13))
    }

    @Test func `by a transaction onto an account with a nonce burns all the gas`() throws {
        let bench = Bench()
        bench.machine.register(Child.self)
        let address = ContractAddress.create(sender: Bench.alice, nonce: 0)
        bench.state.setNonce(of: bench.state.account(address), to: 1)
        var transaction = bench.transaction(to: nil)
        transaction.data = Self.childCode + UInt256(7).bigEndianBytes
        let result = try bench.send(transaction)
        #expect(result.status == .halted(.addressCollision))
        #expect(result.gasUsed == Gas(1_000_000))
        #expect(bench.nonce(Bench.alice) == 1)
    }

    @Test func `by CREATE takes the creator's nonce, by CREATE2 the salt`() throws {
        let bench = Bench()
        try bench.run([
            .create(7, wei: 0, salt: nil), .create(8, wei: 0, salt: nil),
            .create(9, wei: 0, salt: 77),
        ])
        // Scripts are placed, not created: their nonce begins at zero.
        let plain = (0..<2).map { ContractAddress.create(sender: Bench.one, nonce: UInt64($0)) }
        let salted = ContractAddress.create2(
            sender: Bench.one,
            salt: 77,
            initCodeHash: keccak256(Self.childCode + UInt256(9).bigEndianBytes)
        )
        #expect(bench.returned == [plain[0].word, plain[1].word, salted.word])
        #expect(bench.nonce(Bench.one) == 3)
        for (address, argument) in zip(plain + [salted], [7, 8, 9] as [UInt256]) {
            #expect(bench.nonce(address) == 1)
            #expect(bench.stored(1, in: address) == argument)
        }
    }

    @Test func `costs 32,000, init code by the word, the constructor, and code by the byte`() throws
    {
        // 8 bytes of code and one word of arguments are two words of init code.
        let fixed = 32_000 + 2 * 2 + 22_100 + 200 * Self.childCode.count
        #expect(Self.childCode.count == 8)
        #expect(try Bench().gas([.create(7, wei: 0, salt: nil)]) == fixed)
        #expect(try Bench().gas([.create(7, wei: 0, salt: 1)]) == fixed + 6 * 2)
    }

    @Test func `that fails keeps the creator's nonce and the warm address`() throws {
        let bench = Bench()
        let address = ContractAddress.create(sender: Bench.one, nonce: 0)
        try bench.run([
            .create(13, wei: 0, salt: nil), .gasLeft,
            .send(address, wei: 0, gas: 1, []), .gasLeft,
        ])
        #expect(bench.nonce(Bench.one) == 1)
        #expect(bench.returned[0] == 0)
        #expect(bench.spent(1, 4) == 100)
        #expect(bench.nonce(address) == 0)
    }

    @Test(arguments: [(13 as UInt64, false), (14, true), (15, true)])
    func `that fails gives back what a revert left and nothing after a halt`(
        _ word: UInt64,
        _ isHalt: Bool
    ) throws {
        let bench = Bench()
        try bench.run([.gasLeft, .create(word, wei: 0, salt: nil), .gasLeft])
        let before = bench.returned[0].limb0 - 32_004
        #expect(bench.returned[1] == 0)
        #expect((bench.returned[2] == UInt256(before / 64)) == isHalt)
        if !isHalt { #expect(bench.returned[2] == UInt256(before - 22_100)) }
    }

    @Test func `onto an account with code or a nonce burns what was forwarded`() throws {
        let bench = Bench()
        try bench.run([
            .create(7, wei: 0, salt: 5), .gasLeft, .create(7, wei: 0, salt: 5), .gasLeft,
        ])
        let before = bench.returned[1].limb0 - 32_004 - 12
        #expect(bench.returned[0] != 0)
        #expect(bench.returned[2] == 0)
        #expect(bench.returned[3] == UInt256(before / 64))
        #expect(bench.nonce(Bench.one) == 2)
    }

    @Test func `with more ether than there is fails, gas back and nonce kept`() throws {
        let bench = Bench()
        try bench.run([.gasLeft, .create(7, wei: 1, salt: nil), .gasLeft])
        #expect(bench.returned[1] == 0)
        #expect(bench.spent(0, 2) == 32_004)
        #expect(bench.nonce(Bench.one) == 0)
    }

    @Test func `by an account at the last nonce fails and its gas comes back`() throws {
        let bench = Bench()
        bench.state.setNonce(of: bench.state.account(Bench.one), to: .max)
        try bench.run([.gasLeft, .create(7, wei: 0, salt: nil), .gasLeft])
        #expect(bench.returned[1] == 0)
        #expect(bench.spent(0, 2) == 32_004)
    }

    @Test func `takes ether to the new account before its constructor runs`() throws {
        let bench = Bench()
        bench.state.setBalance(of: bench.state.account(Bench.one), to: Wei(9))
        try bench.run([.create(7, wei: 4, salt: nil)])
        let address = ContractAddress.create(sender: Bench.one, nonce: 0)
        #expect(bench.balance(address) == 4)
        #expect(bench.balance(Bench.one) == 5)
    }

    @Test func `of a contract whose constructor takes none refuses ether`() throws {
        let bench = Bench()
        bench.machine.register(Thrifty.self)
        var transaction = bench.transaction(to: nil)
        transaction.data = Thrifty.code.bytes
        transaction.value = Wei(1)
        #expect(try bench.send(transaction).status == .reverted(.empty))
        transaction.nonce = 1
        transaction.value = .zero
        #expect(try bench.send(transaction).status == .success)
    }

    @Test func `undone with its caller leaves no account, nonce or storage`() throws {
        let bench = Bench()
        let address = ContractAddress.create(sender: Bench.other, nonce: 0)
        try bench.run([
            .call(Bench.other, [.create(7, wei: 0, salt: nil), .revert(1)], isCaught: true)
        ])
        #expect(bench.nonce(Bench.other) == 0)
        #expect(bench.isEmpty(address))
        #expect(bench.stored(1, in: address) == 0)
        try bench.run([.call(Bench.other, [.create(8, wei: 0, salt: nil)], isCaught: false)])
        #expect(bench.returned == [address.word])
        #expect(bench.stored(1, in: address) == 8)
    }
}
