import BigInt
import Contracts
import Execution
import Foundation
import Primitives
import TestSupport
import Testing
import WideMath

/// The properties of ERC-4626 that a16z wrote down (a16z/erc4626-tests, `ERC4626.prop.sol`): the
/// views.
///
/// Each runs under random sequences of everything that may happen to a vault.
@Suite struct `A vault's views keep the properties of ERC-4626` {
    @Test func `every property of the reference list has its test`() throws {
        let names = try SharedFiles.objects("vectors/erc4626/a16z_properties.json")
            .compactMap { $0["property"] as? String }
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let sources = try ["VaultPropertyTests", "VaultActTests", "VaultRoundTripTests"].map {
            try String(contentsOf: folder.appending(path: "\($0).swift"), encoding: .utf8)
        }
        for name in names {
            let tests = sources.joined().matches(of: try Regex("func `\(name)[ :]"))
            #expect(tests.count == 1, "\(name)")
        }
        #expect(names.isEmpty || names.count == 24)
    }

    @Test func `prop_asset: it never reverts and never changes`() throws {
        try never(revert: Vault.Function.asset, name: "prop_asset") { world, word in
            BigUInt(word) == BigUInt(world.quote.token.word)
        }
    }

    @Test func `prop_totalAssets: it never reverts`() throws {
        try never(revert: Vault.Function.totalAssets, name: "prop_totalAssets") { _, _ in true }
    }

    @Test func `prop_maxDeposit: it never reverts`() throws {
        try never(revert: Vault.Function.maxDeposit, name: "prop_maxDeposit") { _, _ in true }
    }

    @Test func `prop_maxMint: it never reverts`() throws {
        try never(revert: Vault.Function.maxMint, name: "prop_maxMint") { _, _ in true }
    }

    @Test func `prop_maxWithdraw: it never reverts`() throws {
        try never(revert: Vault.Function.maxWithdraw, name: "prop_maxWithdraw") { _, _ in true }
    }

    @Test func `prop_maxRedeem: it never reverts and is at most what the owner has`() throws {
        try never(revert: Vault.Function.maxRedeem, name: "prop_maxRedeem") { world, word in
            BigUInt(word) <= world.shares(ShareWorld.users[0])
        }
    }

    @Test func `prop_convertToShares: it is the same whoever asks`() throws {
        try same(Vault.Function.convertToShares, name: "prop_convertToShares") { world, assets in
            // Rounded down, of a NAV with every position rounded up.
            assets * (world.supply + world.virtual) / (world.navUp + 1)
        }
    }

    @Test func `prop_convertToAssets: it is the same whoever asks`() throws {
        try same(Vault.Function.convertToAssets, name: "prop_convertToAssets") { world, shares in
            shares * (world.nav + 1) / (world.supply + world.virtual)
        }
    }

    /// Asks in any trouble, as anybody about anybody.
    private func never(
        revert function: Selector,
        name: String,
        _ isRight: (ShareWorld, UInt256) -> Bool
    ) throws {
        try PropertyRun.check(name) { world, run in
            let balances = world.vaultBalances
            world.trouble()
            let result = world.asked(function, [ShareWorld.users[0].word], from: world.user())
            run.expect(result.word() != nil, "\(String(describing: result.failure))")
            run.expect(isRight(world, result.word() ?? .max), "\(result.returnData)")
            world.heal(balances)
        }
    }

    /// Asks as two callers, and compares with the formula once fees are taken.
    private func same(
        _ function: Selector,
        name: String,
        _ formula: (ShareWorld, BigUInt) -> BigUInt
    ) throws {
        try PropertyRun.check(name) { world, run in
            let amount = world.amount(upTo: world.scale * 1_000)
            let first = world.asked(function, [amount.word], from: world.user())
            let second = world.asked(function, [amount.word], from: Street.keeper)
            run.expect(
                first.failure == nil && first.returnData == second.returnData,
                "\(first) and \(second)"
            )
            world.accrue()
            let answer = world.view(function, [amount.word])
            // Fees that were due counted before they were paid.
            run.expect(answer == first.word().map { BigUInt($0) }, "\(first) before fees")
            let expected = formula(world, amount)
            run.expect(answer == expected, "\(String(describing: answer)), not \(expected)")
        }
    }
}
