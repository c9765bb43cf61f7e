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

    @Test func `keeps a numbered slot apart from the mapping of the same number`() {
        let account = state.account(Address(word: 1))
        state.setCode(of: account, to: 0, slotCount: 3)
        let keys = [
            StorageKey(slot: 9), StorageKey(slot: 9, key: 9), StorageKey(slot: 2),
            StorageKey(slot: 2, key: 2), StorageKey(slot: 9, key: 9, secondKey: 9),
            StorageKey(slot: 0), StorageKey(slot: 0, key: 0), StorageKey(slot: 1),
            StorageKey(slot: 1, key: 1),
        ]
        for (number, key) in keys.enumerated() {
            state.store(state.cell(account, key), UInt256(UInt64(number + 1)))
        }
        for (number, key) in keys.enumerated() {
            #expect(state.peek(account, key) == UInt256(UInt64(number + 1)))
        }
    }

    @Test func `keeps what numbered slots held before there was code`() {
        let account = state.account(Address(word: 1))
        state.store(state.cell(account, StorageKey(slot: 1)), 11)
        state.setCode(of: account, to: 0, slotCount: 3)
        #expect(state.peek(account, StorageKey(slot: 1)) == 11)
        var count = 0
        state.forEachEntry { entry in count += entry.value.isZero ? 0 : 1 }
        #expect(count == 1)
    }

    /// Solidity's layout of storage; the hashes are pycryptodome's of pad32(key) + pad32(slot).
    @Test func `knows where Solidity puts an entry`() {
        #expect(StorageKey(slot: 8).place == 8)
        #expect(
            Hash32(word: StorageKey(slot: 1, key: 1).place).description
                == "0xcc69885fda6bcc1a4ace058b4a62bf5e179ea78fd58a1ccd71c22cc9b688792f"
        )
        #expect(
            Hash32(word: StorageKey(slot: 1, key: 2, secondKey: 3).place).description
                == "0xc4660acc4bd0a40bb2aaddc291a83b2fbde6034df1730ebf08010adf2b678647"
        )
    }

    /// keccak256(pad32(3)) as every explorer shows it for an array in slot 3.
    @Test func `knows where Solidity puts an element of an array`() {
        let first = StorageKey(slot: 3, element: 0).place
        #expect(
            Hash32(word: first).description
                == "0xc2575a0e9e593c00f959f8c92f12db2869c3395a3b0502d05e2516446f71f85b"
        )
        #expect(StorageKey(slot: 3, element: 2).place == first.wrappingAdd(2))
        let account = state.account(Address(word: 1))
        let keys = [
            StorageKey(slot: 3, element: 7), StorageKey(slot: 3, key: 7), StorageKey(slot: 3),
            StorageKey(constant: 3),
        ]
        for (number, key) in keys.enumerated() {
            state.store(state.cell(account, key), UInt256(UInt64(number + 1)))
        }
        for (number, key) in keys.enumerated() {
            #expect(state.peek(account, key) == UInt256(UInt64(number + 1)))
        }
        var entries: Set<StorageKey> = []
        state.forEachEntry { entries.insert($0.key) }
        #expect(entries == Set(keys.dropLast()))
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

    @Test func `lists slots and entries by their keys but no bookkeeping`() {
        let account = state.account(Address(word: 1))
        state.store(state.cell(account, StorageKey(slot: 5)), 50)
        state.store(state.cell(account, StorageKey(slot: 6, key: 60)), 61)
        state.store(state.cell(account, StorageKey(slot: 7, key: 70, secondKey: 71)), 72)
        state.store(state.cell(account, StorageKey(slot: 6, key: .max)), 62)
        var entries: [StorageKey: UInt256] = [:]
        state.forEachEntry { entries[$0.key] = $0.value }
        #expect(
            entries == [
                StorageKey(slot: 5): 50, StorageKey(slot: 6, key: 60): 61,
                StorageKey(slot: 6, key: .max): 62,
                StorageKey(slot: 7, key: 70, secondKey: 71): 72,
            ]
        )
    }
}
