import Primitives
import WideMath

extension WorldState {
    /// The account at an address; it is entered, empty, if it is not known yet.
    ///
    /// An empty entry is no account of the protocol (EIP-161): it has no code, nonce or balance.
    @inline(never)
    public mutating func account(_ address: Address) -> AccountIndex {
        let hash = KeyHash.mix(address.word, space: 0)
        let found = accountTable.find(hash) { accounts[$0].address.word == address.word }
        return AccountIndex(found >= 0 ? found : enter(address, hash: hash))
    }

    @inline(never)
    private mutating func enter(_ address: Address, hash: UInt64) -> Int {
        let index = accounts.append(
            AccountRecord(
                address: address,
                balance: .zero,
                nonce: 0,
                code: -1,
                slotBase: -1,
                slotCount: 0,
                warmed: 0
            )
        )
        accountTable.insert(hash, index: index)
        return index
    }

    /// How many accounts have been entered.
    public var accountCount: Int { accounts.count }

    /// Every account entered, in the order in which they were met.
    public var allAccounts: some Sequence<AccountIndex> {
        (0..<accounts.count).lazy.map { AccountIndex($0) }
    }

    /// The address of an account.
    @inline(__always)
    public func address(of account: AccountIndex) -> Address { accounts[account.position].address }

    /// The balance of an account.
    @inline(__always)
    public func balance(of account: AccountIndex) -> Wei { accounts[account.position].balance }

    /// Sets a balance.
    public mutating func setBalance(of account: AccountIndex, to balance: Wei) {
        let previous = accounts[account.position].balance
        if previous == balance { return }
        record(.balance, account.position, previous: previous.raw)
        accounts[account.position].balance = balance
    }

    /// The nonce of an account.
    @inline(__always)
    public func nonce(of account: AccountIndex) -> UInt64 { accounts[account.position].nonce }

    /// Sets a nonce.
    public mutating func setNonce(of account: AccountIndex, to nonce: UInt64) {
        record(.nonce, account.position, previous: UInt256(accounts[account.position].nonce))
        accounts[account.position].nonce = nonce
    }

    /// The number of an account's code, or -1 where there is none.
    @inline(__always)
    public func code(of account: AccountIndex) -> Int32 { accounts[account.position].code }

    /// Gives an account code, with a cell for each of its numbered storage slots.
    public mutating func setCode(of account: AccountIndex, to code: Int32, slotCount: UInt32) {
        let previous = accounts[account.position].code
        record(.code, account.position, previous: UInt256(UInt64(previous + 1)))
        accounts[account.position].code = code
        // The block of cells outlives a roll-back: it holds zeros, which is what absent slots are.
        guard accounts[account.position].slotBase < 0 else { return }
        accounts[account.position].slotBase = cells.count
        accounts[account.position].slotCount = slotCount
        for slot in 0..<slotCount { appendCell(account.raw, slot, UInt256(UInt64(slot))) }
    }

    /// Whether the account is warm in this transaction; warms it if not (EIP-2929).
    @inline(__always)
    public mutating func warm(_ account: AccountIndex) -> Bool {
        if accounts[account.position].warmed == transaction { return true }
        makeWarm(account)
        return false
    }

    @inline(never)
    mutating func makeWarm(_ account: AccountIndex) {
        accounts[account.position].warmed = transaction
        warmings.append(Warming(code: ~account.position))
    }
}
