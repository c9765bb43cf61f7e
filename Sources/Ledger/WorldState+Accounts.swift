import Primitives
import WideMath

extension WorldState {
    /// The account at an address; it is entered, empty, if it is not known yet.
    ///
    /// An empty entry is no account of the protocol (EIP-161): it has no code, nonce or balance.
    @inline(__always)
    public mutating func account(_ address: Address) -> AccountIndex {
        let key = Key160(address.word)
        let guess = recent.base + Int((key.low ^ key.low >> 32 ^ key.middle) & Self.recentMask)
        let position = Int(guess.pointee)
        if position < accounts.count, (accounts.base + position).pointee.address == key {
            return AccountIndex(position)
        }
        let found = lookUp(key)
        guess.pointee = Int32(found)
        return AccountIndex(found)
    }

    /// The accounts and entries met last are guessed by some bits of their keys.
    static let recentMask: UInt64 = 255

    @inline(never)
    private mutating func lookUp(_ key: Key160) -> Int {
        let hash = KeyHash.mix(key.word, space: 0)
        let found = accountTable.find(hash) { (accounts.base + $0).pointee.address == key }
        return found >= 0 ? found : enter(key, hash: hash)
    }

    @inline(never)
    private mutating func enter(_ address: Key160, hash: UInt64) -> Int {
        let index = accounts.append(
            AccountRecord(
                address: address,
                code: Self.noCode,
                balance: .zero,
                nonce: 0,
                slotBase: -1,
                slotCount: 0,
                touch: 0
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
    public func address(of account: AccountIndex) -> Address {
        Address(word: accounts[account.position].address.word)
    }

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
    @inline(__always)
    public mutating func setNonce(of account: AccountIndex, to nonce: UInt64) {
        record(.nonce, account.position, previous: UInt256(accounts[account.position].nonce))
        accounts[account.position].nonce = nonce
    }

    /// The code number of an account without code.
    public static let noCode: Int32 = -1
    /// The code number of a precompile, which has no code and is always warm (EIP-2929).
    public static let precompile: Int32 = -2

    /// The number of an account's code, `noCode` or `precompile`.
    @inline(__always)
    public func code(of account: AccountIndex) -> Int32 { accounts[account.position].code }

    /// Whether the account is none of the protocol: no code, nonce or balance (EIP-161).
    public func isEmpty(_ account: AccountIndex) -> Bool {
        let record = accounts.base + account.position
        return record.pointee.code < 0 && record.pointee.nonce == 0
            && record.pointee.balance.isZero
    }

    /// Gives an account code, with a cell for each of its numbered storage slots.
    public mutating func setCode(of account: AccountIndex, to code: Int32, slotCount: UInt32) {
        let previous = accounts[account.position].code
        record(.code, account.position, previous: UInt256(UInt64(previous + 2)))
        accounts[account.position].code = code
        // The block of cells outlives a roll-back: it holds zeros, which is what absent slots are.
        guard code >= 0, accounts[account.position].slotBase < 0 else { return }
        layOutSlots(account, count: slotCount)
    }

    /// Makes the block of cells of an account's numbered slots.
    ///
    /// Not for an account whose slots were asked for before it had code, as a test may: cells
    /// never move, so those slots stay where they are.
    private mutating func layOutSlots(_ account: AccountIndex, count: UInt32) {
        let keys = (0..<count).map { Key160(UInt256(UInt64($0))) }
        for (slot, key) in keys.enumerated()
        where find(account.raw, UInt32(slot) | Cell.looseBit, key) >= 0 { return }
        accounts[account.position].slotBase = Int32(cells.count)
        accounts[account.position].slotCount = count
        for (slot, key) in keys.enumerated() { appendCell(account.raw, UInt32(slot), key) }
    }

    /// Whether the account is warm in this transaction; warms it if not (EIP-2929).
    @inline(__always)
    public mutating func warm(_ account: AccountIndex) -> Bool {
        let record = accounts.base + account.position
        let touch = Int(record.pointee.touch)
        if touch >= touchStart, touch < touches.count,
            (touches.base + touch).pointee.code == ~account.position
        {
            return true
        }
        return makeWarm(account)
    }

    @inline(never)
    private mutating func makeWarm(_ account: AccountIndex) -> Bool {
        let record = accounts.base + account.position
        if touches.isFull || record.pointee.code == Self.precompile {
            return makeWarmSlowly(account)
        }
        record.pointee.touch = UInt32(touches.count)
        touches.appendWithinCapacity(Touch(code: ~account.position, original: .zero))
        return false
    }

    @inline(never)
    private mutating func makeWarmSlowly(_ account: AccountIndex) -> Bool {
        touches.makeRoom()
        return code(of: account) == Self.precompile || makeWarm(account)
    }
}
