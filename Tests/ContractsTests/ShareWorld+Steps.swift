import BigInt
import Contracts
import Primitives
import TestSupport
import WideMath

/// What comes along between two looks at a vault.
extension ShareWorld {
    mutating func step() {
        switch random.below(14) {
        case 0, 1: deposit()
        case 2: redeem()
        case 3: withdraw()
        case 4: redeemInKind()
        case 5: donate()
        case 6: movePrice()
        case 7: movePools()
        case 8: wait()
        case 9, 12, 13: invest()
        case 10: passShares()
        default: call(Self.vault, from: Street.bob, Vault.Function.accrue)
        }
    }

    // MARK: Draws

    mutating func user() -> Address { Self.users[random.below(Self.users.count)] }

    /// Nothing, one, of any length, or a part of the most.
    mutating func amount(upTo most: BigUInt) -> BigUInt {
        switch random.below(8) {
        case 0: min(most, BigUInt(random.below(3)))
        case 1, 2: most >> random.below(max(most.bitWidth, 1))
        case 3: most
        default: part(of: most)
        }
    }

    mutating func part(of whole: BigUInt) -> BigUInt { whole * BigUInt(random.below(1_000)) / 999 }

    /// The holder of some shares, if there is one.
    mutating func holder() -> Address? {
        Self.users.filter { shares($0) > 0 }.randomElement(using: &random)
    }

    // MARK: Shares

    mutating func deposit() {
        let (caller, receiver) = (user(), user())
        let assets = amount(upTo: scale)
        call(Self.vault, from: caller, Vault.Function.deposit, [assets.word, receiver.word])
    }

    private mutating func redeem() {
        guard let holder = holder() else { return deposit() }
        let words = [amount(upTo: shares(holder)).word, user().word, holder.word]
        call(Self.vault, from: holder, Vault.Function.redeem, words)
    }

    private mutating func withdraw() {
        guard let holder = holder() else { return deposit() }
        guard let most = view(Vault.Function.maxWithdraw, [holder.word]) else { return }
        let words = [amount(upTo: most).word, user().word, holder.word]
        call(Self.vault, from: holder, Vault.Function.withdraw, words)
    }

    private mutating func redeemInKind() {
        guard let holder = holder() else { return deposit() }
        let words = [amount(upTo: shares(holder)).word, user().word]
        call(Self.vault, from: holder, Vault.Function.redeemInKind, words)
    }

    private mutating func passShares() {
        guard let holder = holder() else { return deposit() }
        let words = [user().word, amount(upTo: shares(holder)).word]
        call(Self.vault, from: holder, ERC20.transfer, words)
    }

    // MARK: Around them

    /// Tokens fall into the vault: up to a tenth of the scale, or dust.
    mutating func donate() {
        let index = random.below(assets.count)
        let asset = assets[index]
        let value = random.below(3) == 0 ? BigUInt(random.below(300)) : amount(upTo: scale / 10)
        let gift = value * asset.unit * .ten(8) / (asset.answer * quote.unit)
        setBalance(asset.token, of: Self.vault, balance(asset.token, Self.vault) + gift)
        donated[index] += gift
    }

    mutating func movePrice() {
        let index = 1 + random.below(assets.count - 1)
        let old = assets[index].answer
        let percent = random.below(6) == 0 ? 30 + random.below(300) : 90 + random.below(21)
        assets[index].answer = min(max(old * BigUInt(percent) / 100, .ten(4)), .ten(16))
        report(index)
        setPool(index, percentOff: random.below(5) - 2)
    }

    /// Trades of others move the pools: seldom so far that the slippage guard minds.
    mutating func movePools() {
        for index in 1..<assets.count {
            let off = random.below(8) == 0 ? random.below(101) - 50 : random.below(7) - 3
            setPool(index, percentOff: off)
        }
    }

    mutating func wait() {
        machine.block.timestamp += UInt64(1 + random.below(100_000))
        machine.block.number += 1
        for index in 1..<assets.count { report(index) }
    }

    /// Moves value between the quote token and another asset at the oracle, as a perfect rebalance
    /// would.
    mutating func invest() {
        let index = 1 + random.below(assets.count - 1)
        let asset = assets[index]
        if random.below(3) > 0 {
            let paid = part(of: counted(0))
            let amount = paid * asset.unit * .ten(8) / (asset.answer * quote.unit)
            if amount == 0 { return }
            move(quote.token, out: paid)
            move(asset.token, in: amount)
        } else {
            let sold = part(of: counted(index))
            let amount = sold * asset.answer * quote.unit / (asset.unit * .ten(8))
            move(asset.token, out: sold)
            move(quote.token, in: amount)
        }
    }

    private func move(_ token: Address, in more: BigUInt = 0, out less: BigUInt = 0) {
        let held = balance(token, Self.vault)
        setBalance(token, of: Self.vault, held + more - less)
        let booked = BigUInt(machine.read(Vault.Storage.booked[token], of: Self.vault).raw)
        // Known to the vault, as its own trades are.
        if terms.unlocking > 0, booked + more >= less {
            machine.write(
                Vault.Storage.booked[token],
                of: Self.vault,
                TokenAmount((booked + more - less).word)
            )
        }
    }
}
