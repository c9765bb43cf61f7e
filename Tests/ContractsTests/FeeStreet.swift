import Contracts
import Execution
import Primitives
import WideMath

/// A street whose vault charges fees and unlocks gains over time, as its owner sets them.
struct FeeStreet {
    static let receiver = Address(word: 0xfee)
    /// 1,000,000 USDC.
    static let million = UInt256(1_000_000_000_000)

    let street: Street

    init() throws {
        street = try Street()
        street.fillPool()
    }

    /// Sets fees, in basis points, and a receiver.
    func setFees(
        management: UInt64 = 0,
        performance: UInt64 = 0,
        unlocking: UInt64 = 0,
        receiver: Address? = nil
    ) {
        var terms = Vault.FeeTerms()
        terms.management = BasisPoints(management)
        terms.performance = BasisPoints(performance)
        terms.unlocking = unlocking
        configure(.fees, terms.word)
        if let receiver { configure(.feeReceiver, receiver.word) }
    }

    @discardableResult
    func configure(_ setting: Vault.Setting, _ value: UInt256) -> WhatIfResult {
        street.call(
            Street.vault,
            from: Street.owner,
            Vault.Function.configure,
            [UInt256(setting.rawValue), 0, value]
        )
    }

    @discardableResult
    func accrue() -> WhatIfResult {
        street.call(Street.vault, from: Street.bob, Vault.Function.accrue)
    }

    /// Time passes and the feed says the same again.
    func wait(seconds: UInt64, dollars: UInt64 = 2_000) {
        street.wait(seconds: seconds)
        street.price(dollars: dollars)
    }

    func harvest(_ amount: UInt256) { street.give(Street.vault, Street.usdc, amount) }

    /// Redeems shares for quote tokens; the number of these.
    @discardableResult
    func redeem(_ shares: UInt256, of holder: Address) -> UInt256? {
        street.call(
            Street.vault,
            from: holder,
            Vault.Function.redeem,
            [shares, holder.word, holder.word]
        ).word()
    }

    func shares(_ holder: Address) -> UInt256 { street.balance(Street.vault, holder) }

    var supply: UInt256 { street.supply(Street.vault) }

    var total: UInt256? {
        street.call(Street.vault, from: Street.bob, Vault.Function.totalAssets).word()
    }

    var mark: UInt256 { street.stored(Street.vault, Vault.Storage.highWater.location) }

    func gain(_ token: Address = Street.usdc) -> Vault.LockedGain {
        street.stored(Street.vault, Vault.Storage.gains[token])
    }

    func booked(_ token: Address = Street.usdc) -> UInt256 {
        street.stored(Street.vault, Vault.Storage.booked[token]).raw
    }
}
