import BigInt
import WideMath

/// What of a vault's balances does not count: what others may claim, and gains that the vault has
/// not seen yet or that are still locked.
struct KeeperGains {
    private let unlocking: UInt64
    private var owed: [UInt256]
    private var unseen: [UInt256]
    private var locked: [GainModel]

    init(count: Int, unlocking: UInt64) {
        self.unlocking = unlocking
        owed = Array(repeating: .zero, count: count)
        unseen = owed
        locked = Array(repeating: GainModel(), count: count)
    }

    /// Something fell into the vault.
    mutating func add(_ amount: UInt256, of index: Int) {
        if unlocking > 0 { unseen[index] = unseen[index].wrappingAdd(amount) }
    }

    /// The vault looks: what it has not seen yet begins to unlock.
    mutating func look(at now: UInt64) {
        for index in unseen.indices where !unseen[index].isZero {
            locked[index].lock(BigUInt(unseen[index]), at: now, for: unlocking)
            unseen[index] = .zero
        }
    }

    /// Something was left out of a redemption.
    mutating func owe(_ amount: UInt256, of index: Int) {
        owed[index] = owed[index].wrappingAdd(amount)
    }

    /// All that was left out was claimed.
    mutating func pay(_ index: Int) { owed[index] = .zero }

    /// What counts of a balance; nothing where less is held.
    func counted(_ index: Int, of held: UInt256, at now: UInt64) -> UInt256 {
        let rest = rest(index, at: now)
        return held > rest ? held.wrappingSubtract(rest) : .zero
    }

    /// Whether a balance covers what does not count.
    func isCovered(_ index: Int, by held: UInt256, at now: UInt64) -> Bool {
        held >= rest(index, at: now)
    }

    private func rest(_ index: Int, at now: UInt64) -> UInt256 {
        let known = owed[index].wrappingAdd(unseen[index])
        return unlocking == 0 ? known : known.wrappingAdd(locked[index].locked(at: now).word)
    }
}
