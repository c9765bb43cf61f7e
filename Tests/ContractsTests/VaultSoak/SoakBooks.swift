import Contracts
import Execution
import Primitives
import WideMath

/// A vault at one moment: what it holds and is worth, worked out from storage, modes of tokens and
/// feeds alone, by the formulas of `docs/VAULT.md`.
struct SoakBooks {
    let recount: SoakRecount
    let now: UInt64
    let virtual: UInt256
    /// What each token says that the vault holds; nothing where it cannot be asked.
    let told: [UInt256?]
    /// Of that, or of what there is, what is neither claimed nor still locked.
    let counted: [UInt256]
    /// Whether there is less of a token than is owed of it or locked.
    let isShort: Bool
    /// The answers that are believed.
    let answers: [UInt256?]
    /// The same, and the market's prices in the place of others: to judge by.
    let judged: [UInt256]
    let units: [UInt256]
    let fees: Vault.FeeTerms
    let receiver: Address
    let limits: Vault.Limits
    let status: Vault.Status
    /// How many calls into the vault hostile tokens made, and how many of them it let in.
    let refused: UInt64
    let admitted: UInt64

    init(_ world: SoakWorld, _ recount: SoakRecount) {
        let vault = SoakWorld.vault
        self.recount = recount
        now = world.now
        virtual = world.virtual
        fees = world.machine.read(Vault.Storage.fees, of: vault)
        receiver = world.machine.read(Vault.Storage.feeReceiver, of: vault)
        limits = world.machine.read(Vault.Storage.limits, of: vault)
        status = world.status
        let unlocking = fees.unlocking
        let held = world.assets.indices.map { recount.tokens[$0][vault] }
        let told = held.enumerated().map { world.told($0.offset, $0.element) }
        self.told = told
        let rests = held.indices.map { index in
            world.rest(index, told[index] ?? held[index], recount.owed[index], unlocking)
        }
        counted = rests.map { $0 ?? .zero }
        isShort = rests.contains { $0 == nil }
        let answers = world.assets.indices.map { world.believed($0) }
        self.answers = answers
        judged = zip(world.assets, answers).map { $1 ?? $0.price }
        units = world.assets.map(\.unit)
        var (refused, admitted) = (UInt64(0), UInt64(0))
        for asset in world.assets where asset.isHostile {
            refused += world.machine.read(HostileToken.refused, of: asset.token)
            admitted += world.machine.read(HostileToken.admitted, of: asset.token)
        }
        self.refused = refused
        self.admitted = admitted
    }

    /// Whether the vault can value itself.
    var isPriced: Bool {
        !answers.contains { $0 == nil } && !told.contains { $0 == nil } && nav(at: judged) != nil
    }

    /// The value of an amount of an asset in quote units; nothing beyond a word.
    func value(
        _ amount: UInt256,
        _ index: Int,
        at answers: [UInt256],
        rounding: Rounding = .down
    ) -> UInt256? {
        let scale = UInt256(100_000_000)
        // Below 2¹²⁸ · 10¹⁸ and at most 10²⁶.
        let numerator = answers[index].times(units[0], over: 1)
        let denominator = units[index].times(scale, over: 1)
        return amount.multiplied(by: numerator, dividedBy: denominator, rounding: rounding)
    }

    /// The value of everything counted, each asset's rounded.
    func nav(at answers: [UInt256], rounding: Rounding = .down) -> UInt256? {
        var nav = UInt256.zero
        for index in counted.indices {
            guard let value = value(counted[index], index, at: answers, rounding: rounding) else {
                return nil
            }
            let sum = nav.addingReportingOverflow(value)
            if sum.overflow { return nil }
            nav = sum.partialValue
        }
        return nav
    }
}

extension SoakWorld {
    /// What a token says that the vault holds, where that is `held`.
    func told(_ index: Int, _ held: UInt256) -> UInt256? {
        guard assets[index].isHostile else { return held }
        switch mode(index) {
        case .hidesBalance, .haltsAsked: return nil
        case .saysMore:
            let sum = held.addingReportingOverflow(lie(index))
            return sum.overflow ? nil : sum.partialValue
        case .saysLess: return held > lie(index) ? held.wrappingSubtract(lie(index)) : .zero
        default: return held
        }
    }

    func lie(_ index: Int) -> UInt256 {
        machine.read(HostileToken.lie, of: assets[index].token).raw
    }

    /// What counts of a balance, less what is owed and what is locked, at most what the vault has
    /// booked; nothing where it is short of them.
    func rest(
        _ index: Int,
        _ held: UInt256,
        _ owed: UInt256,
        _ unlocking: UInt64
    ) -> UInt256? {
        if held < owed { return nil }
        let free = held.wrappingSubtract(owed)
        if unlocking == 0 { return free }
        let token = assets[index].token
        let booked = machine.read(Vault.Storage.booked[token], of: Self.vault).raw
        let known = min(free, booked)
        let gain = machine.read(Vault.Storage.gains[token], of: Self.vault)
        guard now < gain.until, gain.since < gain.until else { return known }
        let left = UInt256(gain.until - max(now, gain.since))
        let whole = UInt256(gain.until - gain.since)
        let locked = gain.amount.multiplied(by: left, dividedBy: whole, rounding: .up) ?? .max
        return known < locked ? nil : known.wrappingSubtract(locked)
    }
}
