import BigInt
import Contracts
import Execution
import Primitives
import TestSupport
import WideMath

/// Calls of the vault as the properties make them.
extension ShareWorld {
    /// What is made of quote tokens or shares.
    enum Act: CaseIterable {
        case deposit, mint, withdraw, redeem

        /// Whether it issues shares.
        var isIn: Bool { self == .deposit || self == .mint }

        var function: Selector {
            switch self {
            case .deposit: Vault.Function.deposit
            case .mint: Vault.Function.mint
            case .withdraw: Vault.Function.withdraw
            case .redeem: Vault.Function.redeem
            }
        }

        var preview: Selector {
            switch self {
            case .deposit: Vault.Function.previewDeposit
            case .mint: Vault.Function.previewMint
            case .withdraw: Vault.Function.previewWithdraw
            case .redeem: Vault.Function.previewRedeem
            }
        }

        /// The refusals that come from the vault's rules, not from a fault of it.
        var allowed: Set<String> {
            isIn
                ? ["ZeroShares(uint256)", "CapExceeded(uint256,uint256)"]
                : PropertyRun.salesRefused
        }
    }

    /// Fees are taken and gains locked, so that the next call of this second does neither.
    func accrue() { call(Self.vault, from: Street.bob, Vault.Function.accrue) }

    /// An act for oneself, or from an owner to a receiver.
    func act(
        _ act: Act,
        _ amount: BigUInt,
        from caller: Address,
        to receiver: Address? = nil,
        of owner: Address? = nil
    ) -> WhatIfResult {
        var words = [amount.word, (receiver ?? caller).word]
        if !act.isIn { words.append((owner ?? caller).word) }
        return call(Self.vault, from: caller, act.function, words)
    }

    /// What an act for oneself would give; nothing changes.
    func simulated(_ act: Act, _ amount: BigUInt, _ holder: Address) -> WhatIfResult {
        let words = [amount.word, holder.word] + (act.isIn ? [] : [holder.word])
        return asked(act.function, words, from: holder)
    }

    /// A sensible amount for an act by somebody: small, large or the most that he can.
    mutating func draw(_ act: Act, for holder: Address) -> BigUInt {
        switch act {
        case .deposit: return amount(upTo: scale)
        case .mint:
            return amount(upTo: view(Vault.Function.convertToShares, [scale.word]) ?? scale)
        case .redeem: return amount(upTo: shares(holder))
        case .withdraw:
            // Beyond what an owner's shares cover there is a test of its own.
            return amount(upTo: view(Vault.Function.maxWithdraw, [holder.word]) ?? 0)
        }
    }

    /// Somebody with shares, who deposits some first where nobody has any.
    mutating func owner() -> Address {
        if let holder = holder() { return holder }
        let user = user()
        _ = act(.deposit, scale, from: user)
        return user
    }

    // MARK: Trouble

    /// Something that no view may fail under; `heal` ends it.
    mutating func trouble() {
        let index = 1 + random.below(assets.count - 1)
        let feed = assets[index].feed
        switch random.below(8) {
        case 0: machine.write(PriceFeed.Storage.answer, of: feed, UInt256.zero)
        case 1: machine.write(PriceFeed.Storage.answer, of: feed, UInt256.max)
        case 2: machine.write(PriceFeed.Storage.updatedAt, of: feed, UInt64.max)
        case 3: machine.write(PriceFeed.Storage.updatedAt, of: feed, 1)
        case 4: machine.write(Vault.Storage.lock, of: Self.vault, 2)
        case 5: setBalance(assets[index].token, of: Self.vault, .ten(77))
        case 6: call(Self.vault, from: Street.guardian, Vault.Function.halt)
        default: break
        }
    }

    /// Whatever was wrong is right again, balances aside.
    func heal(_ balances: [BigUInt]) {
        for index in assets.indices {
            setBalance(assets[index].token, of: Self.vault, balances[index])
            if index > 0 { report(index) }
        }
        machine.write(Vault.Storage.lock, of: Self.vault, 1)
        machine.write(Vault.Storage.status, of: Self.vault, Vault.Status())
    }

    var vaultBalances: [BigUInt] { assets.map { balance($0.token, Self.vault) } }
}
