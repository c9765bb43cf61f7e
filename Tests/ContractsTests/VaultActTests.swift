import BigInt
import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// The properties of ERC-4626 that a16z wrote down (a16z/erc4626-tests, `ERC4626.prop.sol`):
/// previews and what deposits and withdrawals move.
@Suite struct `A vault's deposits and withdrawals keep the properties of ERC-4626` {
    // MARK: Previews

    @Test func `prop_previewDeposit: a deposit gives as many shares as it said`() throws {
        try preview(.deposit, "prop_previewDeposit")
    }

    @Test func `prop_previewMint: a mint costs as much as it said`() throws {
        try preview(.mint, "prop_previewMint")
    }

    @Test func `prop_previewWithdraw: a withdrawal takes as many shares as it said`() throws {
        try preview(.withdraw, "prop_previewWithdraw")
    }

    @Test func `prop_previewRedeem: a redemption pays as much as it said`() throws {
        try preview(.redeem, "prop_previewRedeem")
    }

    // MARK: Acts

    @Test func `prop_deposit: it takes the assets from the caller and gives shares`() throws {
        try comesIn(.deposit, "prop_deposit")
    }

    @Test func `prop_mint: it gives the shares and takes assets from the caller`() throws {
        try comesIn(.mint, "prop_mint")
    }

    @Test func `prop_withdraw: it pays the assets for shares of the owner`() throws {
        try goesOut(.withdraw, "prop_withdraw")
    }

    @Test func `prop_redeem: it takes the owner's shares and pays assets`() throws {
        try goesOut(.redeem, "prop_redeem")
    }

    /// Whoever asks, in the same state: what is said is what is done, refusals included.
    ///
    /// The standard would let the caller fare better; here nothing differs.
    private func preview(_ act: ShareWorld.Act, _ name: String) throws {
        try PropertyRun.check(name, isBySales: !act.isIn) { world, run in
            let caller = act.isIn ? world.user() : world.owner()
            let amount = world.draw(act, for: caller)
            let said = world.asked(act.preview, [amount.word], from: world.user())
            let done = world.act(act, amount, from: caller, to: world.user(), of: caller)
            run.note(world)
            guard let word = done.word() else {
                // Limits are none of a preview's business; all else fails the same way.
                run.expect(said.failure == done.failure || act.isIn, "\(said), but \(done)")
                return run.refuse(done, allowed: act.allowed)
            }
            run.expect(said.word() == word, "\(amount): said \(said), was \(word)")
        }
    }

    /// Returned, taken from the caller and given to the receiver, and off the allowance.
    private func comesIn(_ act: ShareWorld.Act, _ name: String) throws {
        try PropertyRun.check(name) { world, run in
            let (caller, receiver) = (world.user(), world.user())
            let quote = world.quote.token
            let amount = world.draw(act, for: caller)
            let isFinite = world.random.below(2) == 0
            let allowance: UInt256 = isFinite ? (world.scale * 1_000_000).word : .max
            world.approve(quote, from: caller, ShareWorld.vault, allowance)
            world.accrue()
            let before = (
                assets: world.balance(quote, caller), shares: world.shares(receiver),
                held: world.balance(quote, ShareWorld.vault), worth: world.worth
            )
            let result = world.act(act, amount, from: caller, to: receiver)
            let left = world.allowance(quote, caller, ShareWorld.vault)
            world.approve(quote, from: caller, ShareWorld.vault, .max)
            guard let word = result.word() else { return run.refuse(result, allowed: act.allowed) }
            let assets = act == .deposit ? amount : BigUInt(word)
            let shares = act == .deposit ? BigUInt(word) : amount
            run.expect(world.balance(quote, caller) == before.assets - assets, "\(assets) taken")
            run.expect(world.shares(receiver) == before.shares + shares, "\(shares) given")
            run.expect(
                world.balance(quote, ShareWorld.vault) == before.held + assets,
                "\(assets) kept"
            )
            run.expect(
                left == BigUInt(allowance) - (isFinite ? assets : 0),
                "\(left) of the allowance left"
            )
            run.expect(!world.worth.isBelow(before.worth), "a share lost value by \(result)")
        }
    }

    /// Returned, paid to the receiver, taken from the owner and off the caller's allowance.
    private func goesOut(_ act: ShareWorld.Act, _ name: String) throws {
        try PropertyRun.check(name, isBySales: true) { world, run in
            let (owner, receiver) = (world.owner(), world.user())
            let caller = world.random.below(2) == 0 ? owner : Street.keeper
            let amount = world.draw(act, for: owner)
            world.accrue()
            let needed = world.asked(act.preview, [amount.word]).word().map { BigUInt($0) }
            let isFinite = world.random.below(2) == 0
            let allowance = isFinite ? max(needed ?? 0, amount) : BigUInt(UInt256.max)
            world.approve(ShareWorld.vault, from: owner, Street.keeper, allowance.word)
            let quote = world.quote.token
            let before = (
                assets: world.balance(quote, receiver), shares: world.shares(owner),
                supply: world.supply, worth: world.worth
            )
            let result = world.act(act, amount, from: caller, to: receiver, of: owner)
            run.note(world)
            guard let word = result.word() else { return run.refuse(result, allowed: act.allowed) }
            let assets = act == .withdraw ? amount : BigUInt(word)
            let shares = act == .withdraw ? BigUInt(word) : amount
            run.expect(world.balance(quote, receiver) == before.assets + assets, "\(assets) paid")
            run.expect(world.shares(owner) == before.shares - shares, "\(shares) taken")
            run.expect(world.supply == before.supply - shares, "\(shares) burnt")
            let isSpent = isFinite && caller != owner
            run.expect(
                world.allowance(ShareWorld.vault, owner, Street.keeper)
                    == allowance - (isSpent ? shares : 0),
                "the allowance of \(allowance)"
            )
            run.expect(!world.worth.isBelow(before.worth), "a share lost value by \(result)")
            // Nobody else's shares without an allowance.
            world.approve(ShareWorld.vault, from: owner, Street.keeper, .zero)
            let rest = world.shares(owner)
            if rest > 0 {
                let theft = world.act(.redeem, 1, from: Street.keeper, of: owner)
                run.expect(theft.failure != nil && world.shares(owner) == rest, "stolen")
            }
        }
    }
}
