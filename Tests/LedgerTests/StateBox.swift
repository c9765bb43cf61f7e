import Primitives
import WideMath

@testable import Ledger

/// A state, which cannot be copied, behind a reference: `#expect` takes its parts apart.
final class StateBox {
    private var state: WorldState

    init(_ state: consuming WorldState = WorldState()) { self.state = state }

    func copy() -> StateBox { StateBox(state.copy()) }
    func beginTransaction() { state.beginTransaction() }
    func checkpoint() -> Checkpoint { state.checkpoint() }
    func commit(_ checkpoint: consuming Checkpoint) { state.commit(checkpoint) }
    func rollBack(_ checkpoint: consuming Checkpoint) { state.rollBack(checkpoint) }
    func account(_ address: Address) -> AccountIndex { state.account(address) }
    func address(of account: AccountIndex) -> Address { state.address(of: account) }
    var accountCount: Int { state.accountCount }
    var allAccounts: [AccountIndex] { Array(state.allAccounts) }
    func balance(of account: AccountIndex) -> Wei { state.balance(of: account) }
    func setBalance(of account: AccountIndex, to balance: Wei) {
        state.setBalance(of: account, to: balance)
    }
    func nonce(of account: AccountIndex) -> UInt64 { state.nonce(of: account) }
    func setNonce(of account: AccountIndex, to nonce: UInt64) {
        state.setNonce(of: account, to: nonce)
    }
    func code(of account: AccountIndex) -> Int32 { state.code(of: account) }
    func setCode(of account: AccountIndex, to code: Int32, slotCount: UInt32) {
        state.setCode(of: account, to: code, slotCount: slotCount)
    }
    func isEmpty(_ account: AccountIndex) -> Bool { state.isEmpty(account) }
    func warm(_ account: AccountIndex) -> Bool { state.warm(account) }
    func warm(_ cell: CellIndex) -> Bool { state.warm(cell) }
    func cell(_ account: AccountIndex, _ key: StorageKey) -> CellIndex {
        state.cell(account, key)
    }
    func value(_ cell: CellIndex) -> UInt256 { state.value(cell) }
    func original(_ cell: CellIndex) -> UInt256 { state.original(cell) }
    func store(_ cell: CellIndex, _ value: UInt256) { state.store(cell, value) }
    func peek(_ account: AccountIndex, _ key: StorageKey) -> UInt256 { state.peek(account, key) }
    func forEachEntry(_ body: (StorageEntry) -> Void) { state.forEachEntry(body) }
    func forEachChangedEntry(_ body: (StorageEntry) -> Void) { state.forEachChangedEntry(body) }
    func declare(_ account: AccountIndex, _ place: UInt256) { state.declare(account, place) }
    func forEachBalanceChange(_ body: (AccountIndex, Wei) -> Void) {
        state.forEachBalanceChange(body)
    }
    func stateRoot(codeHash: (Int32) -> Hash32) -> Hash32 { state.stateRoot(codeHash: codeHash) }
    var isLarge: Bool { state.isLarge }
    func foresee(_ address: Address) { state.foresee(address) }
    func foresee(_ account: AccountIndex, _ key: StorageKey) { state.foresee(account, key) }
    func fetchForeseen() { state.fetchForeseen() }
}
