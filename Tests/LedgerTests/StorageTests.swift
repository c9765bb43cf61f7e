import Primitives
import TestSupport
import Testing
import WideMath

@testable import Ledger

@Suite struct `Storage of accounts` {
    let state = StateBox()

    @Test func `keeps slots, mappings and mappings of mappings apart`() {
        let one = state.account(Address(word: 1))
        let other = state.account(Address(word: 2))
        state.setCode(of: one, to: 0, slotCount: 3)
        let keys = [
            StorageKey(slot: 2), StorageKey(slot: 3), StorageKey(slot: 7),
            StorageKey(slot: 4, key: 2), StorageKey(slot: 4, key: 3), StorageKey(slot: 5, key: 2),
            StorageKey(slot: 6, key: 2, secondKey: 3), StorageKey(slot: 6, key: 3, secondKey: 2),
            StorageKey(slot: 6, key: 2, secondKey: 2), StorageKey(slot: 8, key: 2, secondKey: 3),
        ]
        for (number, key) in keys.enumerated() {
            state.store(state.cell(one, key), UInt256(UInt64(number + 1)))
            state.store(state.cell(other, key), UInt256(UInt64(number + 101)))
        }
        for (number, key) in keys.enumerated() {
            #expect(state.peek(one, key) == UInt256(UInt64(number + 1)))
            #expect(state.peek(other, key) == UInt256(UInt64(number + 101)))
        }
    }

    @Test func `keeps an inner mapping's place through a roll-back`() {
        let account = state.account(Address(word: 1))
        let key = StorageKey(slot: 2, key: 8, secondKey: 9)
        let checkpoint = state.checkpoint()
        state.store(state.cell(account, key), 1)
        state.rollBack(checkpoint)
        #expect(state.peek(account, key) == 0)
        state.store(state.cell(account, key), 2)
        #expect(state.peek(account, StorageKey(slot: 2, key: 9, secondKey: 8)) == 0)
        #expect(state.peek(account, key) == 2)
    }

    @Test func `finds every one of 100,000 entries`() {
        let account = state.account(Address(word: 1))
        var random = TestNumbers(seed: 100)
        var keys: [UInt256] = []
        let checkpoint = state.checkpoint()
        for number in 0..<100_000 {
            let key = number % 2 == 0 ? UInt256(UInt64(number)) : random.word()
            keys.append(key)
            let cell = state.cell(account, StorageKey(slot: 1, key: key))
            state.store(cell, UInt256(UInt64(number + 1)))
        }
        for (number, key) in keys.enumerated() {
            #expect(
                state.peek(account, StorageKey(slot: 1, key: key)) == UInt256(UInt64(number + 1))
            )
        }
        var count = 0
        state.forEachEntry { entry in count += entry.value.isZero ? 0 : 1 }
        #expect(count == 100_000)
        state.rollBack(checkpoint)
        #expect(keys.allSatisfy { state.peek(account, StorageKey(slot: 1, key: $0)).isZero })
    }

    @Test func `finds every one of 10,000 accounts`() {
        for number in 1...10_000 {
            let account = state.account(Address(word: UInt256(UInt64(number)) << 96))
            state.setNonce(of: account, to: UInt64(number))
        }
        for number in 1...10_000 {
            let address = Address(word: UInt256(UInt64(number)) << 96)
            #expect(state.nonce(of: state.account(address)) == UInt64(number))
            #expect(state.address(of: state.account(address)) == address)
        }
        #expect(state.accountCount == 10_000)
    }

    @Test func `lists slots and mapping entries but no bookkeeping`() {
        let account = state.account(Address(word: 1))
        state.store(state.cell(account, StorageKey(slot: 5)), 50)
        state.store(state.cell(account, StorageKey(slot: 6, key: 60)), 61)
        state.store(state.cell(account, StorageKey(slot: 7, key: 70, secondKey: 71)), 72)
        var entries: [[UInt256]] = []
        state.forEachEntry { entries.append([UInt256(UInt64($0.slot)), $0.key, $0.value]) }
        #expect(entries == [[5, 5, 50], [6, 60, 61]])
    }
}
