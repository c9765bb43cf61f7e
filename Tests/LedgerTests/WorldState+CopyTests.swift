import Primitives
import Testing
import WideMath

@testable import Ledger

@Suite struct `A copy of a state` {
    /// Accounts, numbered slots, mappings, wide keys and mappings of mappings, enough of each for
    /// tables to have grown.
    private static let keys: [StorageKey] =
        [StorageKey(slot: 0)]
        + (1...400 as ClosedRange<UInt64>).flatMap { number in
            let word = UInt256(number)
            return [
                StorageKey(slot: 1, key: word), StorageKey(slot: 2, key: UInt256(number, 1, 2, 3)),
                StorageKey(slot: 3, key: word, secondKey: word),
            ]
        }

    private static func filled() -> StateBox {
        let state = StateBox()
        for number in 1...50 as ClosedRange<UInt64> {
            let account = state.account(Address(word: UInt256(number)))
            state.setBalance(of: account, to: Wei(UInt256(number)))
            state.setNonce(of: account, to: number)
        }
        for (index, key) in keys.enumerated() {
            let cell = state.cell(state.account(Address(word: 7)), key)
            state.store(cell, UInt256(UInt64(index + 1)))
        }
        return state
    }

    private func root(_ state: StateBox) -> Hash32 { state.stateRoot { _ in .zero } }

    @Test func `has the same accounts, slots and root`() {
        let state = Self.filled()
        let copy = state.copy()
        #expect(root(copy) == root(state))
        #expect(copy.accountCount == state.accountCount)
        let account = copy.account(Address(word: 7))
        #expect(account == state.account(Address(word: 7)))
        for (index, key) in Self.keys.enumerated() {
            #expect(copy.peek(account, key) == UInt256(UInt64(index + 1)))
            // Found again, not entered anew.
            #expect(copy.cell(account, key) == state.cell(account, key))
        }
    }

    @Test func `goes its own way`() {
        let state = Self.filled()
        let copy = state.copy()
        let before = root(state)
        let account = copy.account(Address(word: 7))
        copy.store(copy.cell(account, StorageKey(slot: 0)), 99)
        copy.setBalance(of: copy.account(Address(word: 1_000)), to: Wei(1))
        #expect(root(state) == before && root(copy) != before)
        state.setNonce(of: state.account(Address(word: 1)), to: 9)
        #expect(copy.nonce(of: copy.account(Address(word: 1))) == 1)
    }

    /// What a transaction has touched stays warm and keeps its original value.
    @Test func `is in the middle of the same transaction`() {
        let state = Self.filled()
        state.beginTransaction()
        let account = state.account(Address(word: 7))
        let cell = state.cell(account, StorageKey(slot: 0))
        #expect(!state.warm(cell))
        state.store(cell, 5)
        let copy = state.copy()
        #expect(copy.warm(cell) && copy.original(cell) == 1 && copy.value(cell) == 5)
        copy.beginTransaction()
        #expect(!copy.warm(cell) && copy.original(cell) == 5)
        #expect(state.original(cell) == 1)
    }
}
