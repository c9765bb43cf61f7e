import BigInt
import Contracts
import Primitives
import WideMath

/// What the vault is worth, worked out from its tokens in whole numbers of any size.
extension ShareWorld {
    /// The exact value and the shares that it is divided by, virtual ones on both sides.
    struct Worth {
        /// (NAV + 1) · 10²⁶, in quote units, nothing rounded.
        let value: BigUInt
        /// Supply and virtual shares.
        let shares: BigUInt

        /// Whether a share is worth less than before.
        func isBelow(_ before: Worth) -> Bool { value * before.shares < before.value * shares }
    }

    /// What the vault holds of an asset and nobody may claim.
    func free(_ index: Int) -> BigUInt {
        let token = assets[index].token
        let held = balance(token, Self.vault)
        let owed = BigUInt(machine.read(Vault.Storage.owed[token], of: Self.vault).raw)
        return held > owed ? held - owed : 0
    }

    /// What the vault knows of that.
    func booked(_ index: Int) -> BigUInt {
        BigUInt(machine.read(Vault.Storage.booked[assets[index].token], of: Self.vault).raw)
    }

    /// What counts of an asset: neither claimed nor locked.
    func counted(_ index: Int) -> BigUInt {
        let fees = machine.read(Vault.Storage.fees, of: Self.vault)
        if fees.unlocking == 0 { return free(index) }
        let known = min(free(index), booked(index))
        let locked = locked(assets[index].token)
        return known > locked ? known - locked : 0
    }

    /// What is still locked of a gain: amount · time left ÷ time in all, rounded up.
    func locked(_ token: Address) -> BigUInt {
        let gain = machine.read(Vault.Storage.gains[token], of: Self.vault)
        let now = machine.block.timestamp
        guard now < gain.until, gain.since < gain.until else { return 0 }
        let left = BigUInt(gain.until - max(now, gain.since))
        return (BigUInt(gain.amount) * left).dividedUp(by: BigUInt(gain.until - gain.since))
    }

    /// The exact value of an amount of an asset · 10²⁶.
    func exactValue(_ amount: BigUInt, _ index: Int) -> BigUInt {
        let asset = assets[index]
        return amount * asset.answer * quote.unit * .ten(18 - asset.decimals)
    }

    /// NAV as the vault states it: every position rounded down.
    var nav: BigUInt {
        assets.indices.reduce(0) { $0 + exactValue(counted($1), $1) / .ten(26) }
    }

    /// The same with every position rounded up.
    var navUp: BigUInt {
        assets.indices.reduce(0) { $0 + exactValue(counted($1), $1).dividedUp(by: .ten(26)) }
    }

    var virtual: BigUInt { .ten(Int(terms.offset)) }

    var worth: Worth {
        let value = assets.indices.reduce(BigUInt.ten(26)) { $0 + exactValue(counted($1), $1) }
        return Worth(value: value, shares: supply + virtual)
    }
}
