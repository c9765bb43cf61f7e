import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `Wrapped ether` {
    let street: Street

    init() throws {
        street = try Street()
        street.fund(Street.alice, Street.ether)
    }

    @Test func `is deposited by function, as plain ether and by any unknown call`() {
        #expect(call(WrappedEther.deposit, value: 5).failure == nil)
        let plain = street.machine.call(Street.wrapper, from: Street.alice, data: [], value: Wei(3))
        #expect(plain.failure == nil)
        #expect(call(Selector(0xdead_beef, "unknown()"), value: 2).failure == nil)
        #expect(balance(Street.alice) == 10)
        #expect(call(ERC20.totalSupply).word() == 10)
        #expect(street.ether(Street.wrapper) == 10)
    }

    @Test func `is withdrawn as far as it goes`() {
        call(WrappedEther.deposit, value: 10)
        #expect(call(WrappedEther.withdraw, [11]).failure == .revert(.empty))
        #expect(call(WrappedEther.withdraw, [4]).failure == nil)
        #expect(call(WrappedEther.withdraw, [0]).failure == nil)
        #expect(balance(Street.alice) == 6)
        #expect(street.ether(Street.alice) == Street.ether.wrappingSubtract(6))
    }

    @Test func `moves within balances and allowances`() {
        call(WrappedEther.deposit, value: 10)
        #expect(call(ERC20.transfer, [Street.bob.word, 11]).failure == .revert(.empty))
        #expect(call(ERC20.transfer, [Street.bob.word, 1]).word() == 1)
        #expect(take(1).failure == .revert(.empty))
        call(ERC20.approve, [Street.bob.word, 4])
        #expect(take(3).word() == 1)
        #expect(take(2).failure == .revert(.empty))
        call(ERC20.approve, [Street.bob.word, .max])
        #expect(take(2).word() == 1)
        let words = [Street.alice.word, Street.bob.word]
        #expect(call(ERC20.allowance, words).word() == .max)
        #expect(balance(Street.bob) == 6 && balance(Street.alice) == 4)
    }

    @Test func `refuses ether where none is meant`() {
        for function in [
            ERC20.transfer, ERC20.approve, ERC20.balanceOf, ERC20.totalSupply,
            WrappedEther.withdraw,
        ] {
            let words = [Street.bob.word, UInt256.zero]
            #expect(call(function, words, value: 1).failure == .revert(.empty))
        }
    }

    @discardableResult
    private func call(
        _ function: Selector,
        _ words: [UInt256] = [],
        value: UInt256 = .zero
    ) -> WhatIfResult {
        street.call(Street.wrapper, from: Street.alice, function, words, value: value)
    }

    private func take(_ amount: UInt256) -> WhatIfResult {
        let words = [Street.alice.word, Street.bob.word, amount]
        return street.call(Street.wrapper, from: Street.bob, ERC20.transferFrom, words)
    }

    private func balance(_ holder: Address) -> UInt256? {
        street.call(Street.wrapper, from: Street.bob, ERC20.balanceOf, [holder.word]).word()
    }
}
