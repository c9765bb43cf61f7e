import Contracts
import Execution
import Primitives
import WideMath

/// The vault's balances and values, read without a charge.
///
/// Recomputed from the tokens', oracles' and vault's storage, not asked of the vault.
public struct VaultBooks: Sendable {
    /// What counts as the vault's: the quote token's balance, then the holdings'.
    public let balances: [TokenAmount]
    /// Their values at the oracles' answers, in quote units, each rounded down.
    public let values: [TokenAmount]
    /// The oracles' answers; one for the quote token.
    public let answers: [UInt256]
    /// The sum of the values.
    public let nav: TokenAmount
    /// The supply of shares.
    public let shares: TokenAmount

    /// The books as they are, or as they were when the last transaction began; either way at the
    /// answers that the oracles give now.
    public init(_ vault: VaultInfo, _ machine: Machine, beforeTransaction: Bool = false) {
        let storage = StorageView(vault.address, machine, isBefore: beforeTransaction)
        var balances: [TokenAmount] = []
        var values: [TokenAmount] = []
        var answers: [UInt256] = []
        let count = vault.holdings.count + 1
        balances.reserveCapacity(count)
        values.reserveCapacity(count)
        answers.reserveCapacity(count)
        var total = UInt256.zero
        for number in 0..<count {
            // Piece by piece: a copy of a holding or a token costs more than what is read of it.
            let (address, unit, answer) =
                number == 0
                ? (vault.quote.address, vault.quote.unit, PriceFeed.answerUnit)
                : (
                    vault.holdings[number - 1].token.address,
                    vault.holdings[number - 1].token.unit,
                    PriceFeed.latest(of: vault.holdings[number - 1].feed, on: machine).answer
                )
            let balance = storage.counted(address)
            // A value that does not fit a word cannot come from balances below 2¹²⁸; it counts
            // as the largest, so that a broken state shows rather than hides.
            let value =
                (try? VaultMath.value(
                    of: balance,
                    answer: answer,
                    assetUnit: unit,
                    quoteUnit: vault.quote.unit
                )) ?? TokenAmount(.max)
            balances.append(balance)
            values.append(value)
            answers.append(answer)
            let sum = total.addingReportingOverflow(value.raw)
            total = sum.overflow ? .max : sum.partialValue
        }
        self.balances = balances
        self.values = values
        self.answers = answers
        nav = TokenAmount(total)
        shares = storage.read(ShareLedger.Storage.totalSupply.location, of: vault.address)
    }
}

/// Storage as it is, or as it was when the last transaction began.
private struct StorageView {
    private let vault: Address
    private let machine: Machine
    private let isBefore: Bool
    /// Whether gains are being unlocked little by little.
    private var locksGains = false

    init(_ vault: Address, _ machine: Machine, isBefore: Bool) {
        self.vault = vault
        self.machine = machine
        self.isBefore = isBefore
        locksGains = read(Vault.Storage.fees.location, of: vault).unlocking > 0
    }

    func read<Value: Word>(_ place: Location<Value>, of address: Address) -> Value {
        isBefore ? machine.readOriginal(place, of: address) : machine.read(place, of: address)
    }

    /// The balance less what others may claim and what is still locked.
    func counted(_ token: Address) -> TokenAmount {
        let held = read(ShareLedger.Storage.balances[vault], of: token)
        let owed = read(Vault.Storage.owed[token], of: vault)
        let free = (try? held - owed) ?? .zero
        if !locksGains { return free }
        let booked = read(Vault.Storage.booked[token], of: vault)
        let gain = read(Vault.Storage.gains[token], of: vault)
        let locked = (try? gain.locked(at: machine.block.timestamp)) ?? .max
        return (try? min(free, booked) - TokenAmount(locked)) ?? .zero
    }
}
