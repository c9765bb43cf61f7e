import Primitives
import Testing
import WideMath

@testable import Ledger

@Suite struct `A world state` {
    let state = StateBox()
    let alice = Address(word: 0xa11ce)
    let slot = StorageKey(slot: 1)

    @Test func `undoes everything since a checkpoint`() {
        let account = state.account(alice)
        let cell = state.cell(account, slot)
        state.setBalance(of: account, to: Wei(5))
        state.setNonce(of: account, to: 2)
        state.store(cell, 10)
        state.beginTransaction()

        let checkpoint = state.checkpoint()
        state.setBalance(of: account, to: Wei(6))
        state.setBalance(of: account, to: Wei(7))
        state.setNonce(of: account, to: 3)
        state.setCode(of: account, to: 4, slotCount: 2)
        #expect(!state.warm(account) && state.warm(account))
        #expect(!state.warm(cell) && state.warm(cell))
        state.store(cell, 11)
        state.store(cell, 12)
        state.rollBack(checkpoint)

        #expect(state.balance(of: account) == Wei(5))
        #expect(state.nonce(of: account) == 2)
        #expect(state.code(of: account) == -1)
        #expect(state.value(cell) == 10)
        #expect(state.original(cell) == 10)
        #expect(!state.warm(account))
        #expect(!state.warm(cell))
    }

    @Test func `keeps what is committed inside what is kept`() {
        let cell = state.cell(state.account(alice), slot)
        let outer = state.checkpoint()
        state.store(cell, 1)
        let inner = state.checkpoint()
        state.store(cell, 2)
        state.commit(inner)
        state.commit(outer)
        #expect(state.value(cell) == 2)
    }

    @Test func `undoes what is committed inside what is undone`() {
        let cell = state.cell(state.account(alice), slot)
        let outer = state.checkpoint()
        state.store(cell, 1)
        let inner = state.checkpoint()
        state.store(cell, 2)
        #expect(state.warm(cell))
        state.commit(inner)
        state.rollBack(outer)
        #expect(state.value(cell) == 0)
        #expect(!state.warm(cell))
    }

    @Test func `undoes only the inner of two checkpoints`() {
        let account = state.account(alice)
        let cell = state.cell(account, slot)
        let outer = state.checkpoint()
        state.store(cell, 1)
        #expect(!state.warm(account))
        let inner = state.checkpoint()
        state.store(cell, 2)
        state.setNonce(of: account, to: 9)
        state.rollBack(inner)
        #expect(state.value(cell) == 1)
        #expect(state.nonce(of: account) == 0)
        #expect(state.warm(account))
        state.commit(outer)
        #expect(state.value(cell) == 1)
    }

    @Test func `undoes transactions that began inside a checkpoint`() {
        let cell = state.cell(state.account(alice), slot)
        state.store(cell, 1)
        let checkpoint = state.checkpoint()
        for value in 2...4 {
            state.beginTransaction()
            #expect(!state.warm(cell))
            state.store(cell, UInt256(UInt64(value)))
        }
        state.rollBack(checkpoint)
        #expect(state.value(cell) == 1)
    }

    @Test func `gives a transaction back its warm cells when one begun since is undone`() {
        let account = state.account(alice)
        let cell = state.cell(account, slot)
        state.beginTransaction()
        #expect(!state.warm(cell))
        state.store(cell, 5)
        let checkpoint = state.checkpoint()
        state.beginTransaction()
        #expect(!state.warm(cell))
        #expect(!state.warm(account))
        state.store(cell, 6)
        state.rollBack(checkpoint)
        #expect(state.warm(cell))
        #expect(state.original(cell) == 0)
        #expect(!state.warm(account))
    }

    @Test func `begins with declared storage warm, also after an undone touch`() {
        let account = state.account(alice)
        let entry = StorageKey(slot: 2, key: 7)
        let inner = StorageKey(slot: 3, key: 7, secondKey: .max)
        let other = state.account(Address(word: 2))
        state.beginTransaction()
        for key in [slot, entry, inner] { state.declare(account, key.place) }
        let checkpoint = state.checkpoint()
        for key in [slot, entry, inner] { #expect(state.warm(state.cell(account, key))) }
        state.rollBack(checkpoint)
        for key in [slot, entry, inner] {
            #expect(state.warm(state.cell(account, key)))
            #expect(!state.warm(state.cell(other, key)))
        }
        #expect(!state.warm(state.cell(account, StorageKey(slot: 2, key: 8))))
        state.beginTransaction()
        for key in [slot, entry, inner] { #expect(!state.warm(state.cell(account, key))) }
    }

    @Test func `takes a precompile as warm, always`() {
        let account = state.account(Address(word: 1))
        state.setCode(of: account, to: WorldState.precompile, slotCount: 0)
        #expect(state.warm(account))
        state.beginTransaction()
        #expect(state.warm(account))
        #expect(state.isEmpty(account))
    }

    @Test func `remembers the value at the beginning of the transaction`() {
        let cell = state.cell(state.account(alice), slot)
        state.store(cell, 7)
        state.beginTransaction()
        #expect(state.original(cell) == 7)
        state.store(cell, 8)
        state.store(cell, 9)
        #expect(state.original(cell) == 7)
        state.store(cell, 7)
        #expect(state.original(cell) == 7)
        state.beginTransaction()
        state.store(cell, 6)
        state.beginTransaction()
        #expect(state.original(cell) == 6)
    }

    @Test func `takes a store after an undone one as the first`() {
        let cell = state.cell(state.account(alice), slot)
        state.store(cell, 7)
        state.beginTransaction()
        let first = state.checkpoint()
        state.store(cell, 8)
        state.rollBack(first)
        #expect(state.original(cell) == 7)
        #expect(changed().isEmpty)
        state.store(cell, 9)
        let second = state.checkpoint()
        state.store(cell, 10)
        state.rollBack(second)
        #expect(state.value(cell) == 9)
        #expect(state.original(cell) == 7)
        #expect(changed() == [9])
    }

    @Test func `names each cell that the transaction changed once`() {
        let account = state.account(alice)
        let one = state.cell(account, StorageKey(slot: 1))
        let two = state.cell(account, StorageKey(slot: 2, key: 5))
        state.store(one, 1)
        state.beginTransaction()
        #expect(changed().isEmpty)
        state.store(one, 1)
        #expect(changed().isEmpty)
        state.store(two, 20)
        state.store(one, 2)
        state.store(two, 21)
        #expect(changed() == [21, 2])
        state.store(one, 1)
        #expect(changed() == [21])
        state.beginTransaction()
        #expect(changed().isEmpty)
    }

    @Test func `names the cells of this transaction only inside a checkpoint`() {
        let account = state.account(alice)
        let checkpoint = state.checkpoint()
        state.store(state.cell(account, StorageKey(slot: 1)), 1)
        state.beginTransaction()
        state.store(state.cell(account, StorageKey(slot: 2)), 2)
        #expect(changed() == [2])
        state.rollBack(checkpoint)
        #expect(changed().isEmpty)
    }

    @Test func `gives the balance before each change`() {
        let account = state.account(alice)
        state.setBalance(of: account, to: Wei(1))
        state.beginTransaction()
        state.setBalance(of: account, to: Wei(1))
        state.setBalance(of: account, to: Wei(2))
        state.setBalance(of: account, to: Wei(3))
        var before: [Wei] = []
        state.forEachBalanceChange { _, balance in before.append(balance) }
        #expect(before == [Wei(1), Wei(2)])
    }

    private func changed() -> [UInt256] {
        var values: [UInt256] = []
        state.forEachChangedEntry { values.append($0.value) }
        return values
    }
}
