import Contracts
import Execution
import Primitives
import TestSupport
import WideMath

/// Calls of those who come, hold shares and leave.
extension SoakWorld {
    private func call(
        _ caller: Address,
        _ function: Selector,
        _ words: [UInt256]
    ) -> SoakDeed {
        .call(SoakCall(caller, function, words))
    }

    mutating func deposit() -> SoakDeed {
        let caller = user()
        let words = [amount(upTo: scale), shareReceiver().word]
        return call(caller, Vault.Function.deposit, words)
    }

    mutating func mint() -> SoakDeed {
        let worth = asked(Vault.Function.convertToShares, [scale]).word()
        let most = worth ?? scale.times(virtual, over: 1)
        let caller = user()
        return call(caller, Vault.Function.mint, [amount(upTo: most), shareReceiver().word])
    }

    mutating func withdraw(_ recount: SoakRecount) -> SoakDeed {
        let owner = holder(recount)
        let most = asked(Vault.Function.maxWithdraw, [owner.word]).word() ?? .zero
        let assets = amount(upTo: random.below(4) == 0 ? scale : most)
        let caller = caller(for: owner)
        return call(caller, Vault.Function.withdraw, [assets, receiver().word, owner.word])
    }

    mutating func redeem(_ recount: SoakRecount) -> SoakDeed {
        let owner = holder(recount)
        let shares = amount(upTo: shares(owner))
        let caller = caller(for: owner)
        return call(caller, Vault.Function.redeem, [shares, receiver().word, owner.word])
    }

    mutating func redeemInKind(_ recount: SoakRecount) -> SoakDeed {
        let owner = holder(recount)
        let words = [amount(upTo: shares(owner)), receiver().word]
        return call(owner, Vault.Function.redeemInKind, words)
    }

    /// Leaves out what does not pay, or some assets by chance, sometimes more than there are.
    mutating func redeemInKindExcept(_ recount: SoakRecount) -> SoakDeed {
        let owner = holder(recount)
        var tokens: [Address] = []
        if random.below(4) > 0 {
            tokens = assets.indices.filter { !pays($0) }.map { assets[$0].token }
        }
        for asset in assets where random.below(4) == 0 { tokens.append(asset.token) }
        if random.below(12) == 0 { tokens += [SoakPeople.stranger, assets[0].token] }
        let shares = amount(upTo: shares(owner))
        let caller = caller(for: owner)
        let words = [shares, receiver().word, owner.word, 128, UInt256(UInt64(tokens.count))]
        return call(caller, Vault.Function.redeemInKindExcept, words + tokens.map(\.word))
    }

    mutating func claim(_ recount: SoakRecount) -> SoakDeed {
        var open: [(Int, Address)] = []
        for index in assets.indices {
            let claims = recount.claims[index]
            for (owner, amount) in zip(claims.holders, claims.amounts) where !amount.isZero {
                open.append((index, owner))
            }
        }
        if random.below(4) > 0, let (index, owner) = open.randomElement(using: &random) {
            return call(
                owner,
                Vault.Function.claim,
                [assets[index].token.word, receiver().word]
            )
        }
        let token = random.below(6) == 0 ? Self.vault : assets[random.below(assets.count)].token
        return call(anyone(), Vault.Function.claim, [token.word, receiver().word])
    }

    mutating func passShares(_ recount: SoakRecount) -> SoakDeed {
        let owner = holder(recount)
        let words = [shareReceiver().word, amount(upTo: shares(owner))]
        return call(owner, ERC20.transfer, words)
    }

    /// An allowance, or its use.
    mutating func passSharesOfOthers(_ recount: SoakRecount) -> SoakDeed {
        let owner = holder(recount)
        if random.below(2) == 0 {
            let allowance = random.below(3) == 0 ? UInt256.max : amount(upTo: shares(owner))
            return call(owner, ERC20.approve, [user().word, allowance])
        }
        let words = [owner.word, shareReceiver().word, amount(upTo: shares(owner) >> 3)]
        return call(caller(for: owner), ERC20.transferFrom, words)
    }

    /// Mostly the owner himself.
    private mutating func caller(for owner: Address) -> Address {
        random.below(3) == 0 ? user() : owner
    }
}
