import Chain
import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `A token` {
    let street: Street

    init() throws {
        street = try Street()
        street.give(Street.alice, Street.usdc, 100)
    }

    @Test func `moves what its holder has`() {
        let result = send(ERC20.transfer, [Street.bob.word, 100])
        #expect(result.word() == 1)
        #expect(street.balance(Street.usdc, Street.bob) == 100)
        #expect(street.balance(Street.usdc, Street.alice) == 0)
    }

    @Test func `moves nothing to its holder itself`() {
        #expect(send(ERC20.transfer, [Street.alice.word, 100]).failure == nil)
        #expect(street.balance(Street.usdc, Street.alice) == 100)
    }

    @Test func `refuses more than its holder has`() {
        let result = send(ERC20.transfer, [Street.bob.word, 101])
        #expect(result.failure == refusal("ds-math-sub-underflow"))
        #expect(street.balance(Street.usdc, Street.alice) == 100)
    }

    /// Source: evm/univ2_gas.json, `ERC20.transfer FAILS`, "insufficient balance": one cold read,
    /// no store, and calldata of 21,572 with a recipient of 20 non-zero bytes and two of amount.
    @Test func `costs 24,184 where its holder has too little`() throws {
        let sender = Street.alice
        let account = street.state.account(sender)
        street.state.setBalance(of: account, to: Wei(UInt256.one << 90))
        let recipient = UInt256(bigEndian: [UInt8](repeating: 0xab, count: 20)) ?? .zero
        var transaction = Transaction(
            chainID: street.machine.block.chainID,
            nonce: street.state.nonce(of: account),
            maxPriorityFeePerGas: .zero,
            maxFeePerGas: street.machine.block.baseFee,
            gasLimit: Gas(100_000),
            to: Street.usdc,
            value: .zero,
            data: []
        )
        for amount in [0x7bab, 0x7b] as [UInt256] {
            let words = [recipient, amount]
            transaction.data = ABI.encodeCall(selector: ERC20.transfer.value, words: words)
            let intrinsic = IntrinsicGas(of: transaction, fork: street.machine.fork).charge
            let result = try street.machine.execute(
                transaction,
                from: sender,
                blockGasLeft: Gas(30_000_000)
            )
            #expect(result.status == .reverted(.message("ds-math-sub-underflow")))
            #expect(Int(result.gasUsed.units) - intrinsic == 24_184 - 21_572)
            transaction.nonce += 1
        }
    }

    @Test func `refuses more than the allowance and uses it up`() {
        send(ERC20.approve, [Street.bob.word, 30])
        let words = [Street.alice.word, Street.bob.word]
        let much = street.call(Street.usdc, from: Street.bob, ERC20.transferFrom, words + [31])
        #expect(much.failure == refusal("ds-math-sub-underflow"))
        let some = street.call(Street.usdc, from: Street.bob, ERC20.transferFrom, words + [20])
        #expect(some.failure == nil)
        #expect(send(ERC20.allowance, [Street.alice.word, Street.bob.word]).word() == 10)
    }

    @Test func `never uses the largest allowance up`() {
        send(ERC20.approve, [Street.bob.word, .max])
        let words = [Street.alice.word, Street.bob.word, 20]
        street.call(Street.usdc, from: Street.bob, ERC20.transferFrom, words)
        #expect(send(ERC20.allowance, [Street.alice.word, Street.bob.word]).word() == .max)
    }

    @Test func `is minted by genesis alone`() {
        let result = send(Token.mint, [Street.alice.word, 1])
        #expect(result.failure == refusal("Token: FORBIDDEN"))
        let over = street.call(Street.usdc, from: .zero, Token.mint, [Street.alice.word, .max])
        #expect(over.failure == refusal("ds-math-add-overflow"))
    }

    @Test func `tells its decimals`() {
        #expect(send(ERC20.decimals, []).word() == 6)
    }

    @discardableResult
    private func send(_ function: Selector, _ words: [UInt256]) -> WhatIfResult {
        street.call(Street.usdc, from: Street.alice, function, words)
    }
}

@Suite struct `A price feed` {
    @Test func `takes answers of its reporter`() throws {
        let street = try Street()
        street.wait(seconds: 5)
        let result = street.call(Street.feed, from: Street.reporter, PriceFeed.submit, [77])
        #expect(result.failure == nil)
        #expect(
            street.machine.collectedLogs.map(\.topics) == [[PriceFeed.AnswerUpdated.topic, 77, 2]]
        )
        let round = street.call(Street.feed, from: Street.alice, PriceFeed.latestRoundData)
        let now = UInt256(Street.start + 5)
        #expect((0..<5).map { round.word($0) } == [2, 77, now, now, 2])
        let latest = PriceFeed.latest(of: Street.feed, on: street.machine)
        #expect(latest.answer == 77 && latest.updatedAt == Street.start + 5)
    }

    @Test func `refuses others, and answers that are none`() throws {
        let street = try Street()
        let other = street.call(Street.feed, from: Street.alice, PriceFeed.submit, [77])
        #expect(other.failure == refusal("NotReporter(address)", [Street.alice.word]))
        for answer in [UInt256.zero, .one << 128, .max] {
            let bad = street.call(Street.feed, from: Street.reporter, PriceFeed.submit, [answer])
            #expect(bad.failure == refusal("BadAnswer(uint256)", [answer]))
        }
    }
}

@Suite struct `A gas burner` {
    @Test func `spends what it is told to, or all there is`() throws {
        let street = try Street()
        let burner = Address(word: 0x7000)
        street.machine.place(GasBurner.self, at: burner)
        let some = street.call(burner, from: Street.alice, GasBurner.burn, [123_456])
        #expect(some.failure == nil && some.gas == Gas(123_456))
        let all = street.call(burner, from: Street.alice, GasBurner.burn, [.max])
        #expect(all.failure == .halt(.outOfGas))
    }
}
