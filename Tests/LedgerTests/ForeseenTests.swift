import Primitives
import Testing
import WideMath

@testable import Ledger

@Suite struct `Looking ahead` {
    @Test func `changes nothing, for what there is and for what there is not`() {
        let state = StateBox()
        let token = state.account(Address(word: 1))
        state.setCode(of: token, to: 0, slotCount: 2)
        for number in 0..<25_000 as Range<UInt64> {
            let holder = UInt256(number).wrappingMultiply(0x9e37_79b9_7f4a_7c15)
            state.store(state.cell(token, StorageKey(slot: 1, key: holder)), UInt256(number + 1))
        }
        #expect(state.isLarge)
        state.beginTransaction()
        let root = state.stateRoot { _ in .zero }
        let accounts = state.accountCount
        for number in 24_990..<25_010 as Range<UInt64> {
            let holder = UInt256(number).wrappingMultiply(0x9e37_79b9_7f4a_7c15)
            state.foresee(Address(word: holder))
            state.foresee(token, StorageKey(slot: 1, key: holder))
            state.foresee(token, StorageKey(slot: 0))
            state.foresee(token, StorageKey(slot: 1, key: .max))
        }
        state.fetchForeseen()
        #expect(state.stateRoot { _ in .zero } == root)
        #expect(state.accountCount == accounts)
        let cell = state.cell(token, StorageKey(slot: 1, key: 0))
        #expect(state.value(cell) == 1)
        #expect(!state.warm(cell))
    }
}
