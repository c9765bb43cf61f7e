import Chain
import Contracts
import Execution
import Foundation
import Primitives
import Testing
import WideMath

/// What the vault's calls cost as whole transactions, beside measured contracts: docs/GAS.md.
@Suite struct `The gas of a vault` {
    /// An asset beside WETH: 20 USDC each.
    private static let link = Address(word: 0x2100)
    private static let linkFeed = Address(word: 0x4100)
    private let street: Street
    private let linkPair: Address

    init() throws {
        street = try Street()
        let machine = street.machine
        linkPair = try PairAddress.pair(Street.usdc, Self.link, factory: Street.factory)
        Token.place(at: Self.link, decimals: 18, on: machine)
        street.placePair(linkPair, Street.usdc, Self.link)
        machine.place(PriceFeed.self, at: Self.linkFeed)
        street.store(Self.linkFeed, PriceFeed.Storage.reporter.location, Street.reporter)
        let answer = UInt256(20).wrappingMultiply(PriceFeed.answerUnit)
        street.call(Self.linkFeed, from: Street.reporter, PriceFeed.submit, [answer])
        let bank = Street.bank.word
        street.call(Self.link, from: .zero, Token.mint, [bank, .one << 200])
        street.give(linkPair, Street.usdc, UInt256(2_000_000_000_000))
        street.give(linkPair, Self.link, Street.ether.wrappingMultiply(100_000))
        street.call(linkPair, from: Street.bank, Pair.Function.mint, [bank])
        street.fillPool()
        street.store(Street.vault, Vault.Storage.assetCount.location, UInt64(3))
        street.store(Street.vault, Vault.Storage.assets[2], Self.link)
        street.store(
            Street.vault,
            Vault.Storage.oracles[Self.link],
            Vault.OracleTerms(feed: Self.linkFeed, ageMax: 3_600, decimals: 18)
        )
        street.store(
            Street.vault,
            Vault.Storage.trading[Self.link],
            Vault.TradingTerms(venue: linkPair)
        )
        street.store(Street.vault, Vault.Storage.venues[linkPair], UInt256(31))
        StaticWeights.place(
            at: Street.strategy,
            weights: [4_000, 3_000, 3_000],
            trigger: Trigger(.absolute, threshold: 100),
            on: machine
        )
        // 40,000 USDC, 34,000 of WETH and 26,000 of the other, held by two.
        street.deposit(UInt256(20_000_000_000), from: Street.alice)
        street.deposit(UInt256(20_000_000_000), from: Street.bob)
        street.give(Street.vault, Street.weth, Street.ether.wrappingMultiply(17))
        street.give(Street.vault, Self.link, Street.ether.wrappingMultiply(1_300))
        street.wait(seconds: 60)
    }

    private var trades: [Vault.Trade] {
        [
            street.trade(sell: Street.weth, UInt256(900_000_000_000_000_000)),
            street.trade(sell: Street.usdc, 1_800_000_000, pair: linkPair),
        ]
    }

    private func gas(_ data: [UInt8], from sender: Address) throws -> UInt64 {
        let machine = street.machine
        street.fund(sender, Street.ether)
        let result = try machine.execute(
            Transaction(
                chainID: 1,
                nonce: machine.state.nonce(of: machine.state.account(sender)),
                maxPriorityFeePerGas: .zero,
                maxFeePerGas: .zero,
                gasLimit: Gas(2_000_000),
                to: Street.vault,
                value: .zero,
                data: data
            ),
            from: sender,
            blockGasLeft: machine.block.gasLimit
        )
        #expect(result.status == .success)
        return result.gasUsed.units
    }

    private func call(_ function: Selector, _ words: [UInt256]) -> [UInt8] {
        ABI.encodeCall(selector: function.value, words: words)
    }

    /// References: ../shared/evm/univ2_gas.json, measured on the published bytecode (Prague).
    @Test func `stands in docs GAS md beside ERC-4626 and Set Protocol`() throws {
        let alice = Street.alice
        street.give(alice, Street.usdc, UInt256(2_000_000_000))
        street.call(Street.usdc, from: alice, ERC20.approve, [Street.vault.word, .max])
        // A first rebalance fills slots that later ones only change.
        #expect(street.rebalance(trades).failure == nil)
        street.wait(seconds: 600)
        let million = UInt256(1_000_000_000)
        let shares = UInt256(500_000_000_000)
        let deposit = try gas(
            call(Vault.Function.deposit, [million, alice.word]),
            from: alice
        )
        let redeem = try gas(
            call(Vault.Function.redeem, [shares, alice.word, alice.word]),
            from: alice
        )
        let inKind = try gas(
            call(Vault.Function.redeemInKind, [shares, alice.word]),
            from: alice
        )
        let rebalance = try gas(Vault.rebalanceCalldata(trades), from: Street.keeper)
        let trade = "`TradeModule.trade` of Set v2"
        let rows = [
            "| `deposit`, an existing holder | \(deposit) | 60259, solmate's ERC-4626 |",
            "| `redeem`, from idle quote tokens | \(redeem) | 75900, solmate's ERC-4626 |",
            "| `redeemInKind`, three assets | \(inKind) | 182305, Set v2 `redeem`, 3 components |",
            "| `rebalance`, two trades | \(rebalance) | 456746, two \(trade) |",
            "| the same | \(rebalance) | 574141, Set v2's `GIM.trade`, one each way |",
        ]
        let page = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "docs/GAS.md"),
            encoding: .utf8
        )
        for row in rows { #expect(page.contains(row), "docs/GAS.md should say: \(row)") }
    }
}
