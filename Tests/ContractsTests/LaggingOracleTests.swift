import BigInt
import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// What the loss limit says where an oracle lags, and what it does not: WETH is at 1,960 USDC, and
/// its oracle, which answers anew from 2 % on, still says 2,000.
///
/// The vault holds 1,000,000 USDC, should hold half WETH, and may lose 10 basis points of NAV,
/// 1,000 USDC. The pool, 19,600,000 USDC and 10,000 WETH, is where the market is. The keeper buys
/// WETH for 218,000 USDC, has the vault buy for 100,000, and sells his own again.
@Suite struct `A lagging oracle` {
    private let street: Street
    private let pushed = BigUInt(218_000_000_000)
    private let sold = BigUInt(100_000_000_000)
    /// A WETH, and a USDC in 10⁻¹⁸ of it.
    private let ether = BigUInt.ten(18)

    init() throws {
        street = try Street()
        street.limit {
            $0.loss = BasisPoints(10)
            $0.slippage = BasisPoints(200)
        }
        street.give(street.pair, Street.usdc, UInt256(19_600_000_000_000))
        street.give(street.pair, Street.weth, Street.ether.wrappingMultiply(10_000))
        street.call(street.pair, from: Street.bank, Pair.Function.mint, [Street.bank.word])
        street.deposit(1_000_000_000_000, from: Street.alice)
        for token in [Street.usdc, Street.weth] {
            street.give(Street.keeper, token, UInt256.one << 100)
        }
    }

    /// What 997/1000 of an input buy at reserves x and y.
    private func output(_ input: BigUInt, _ x: BigUInt, _ y: BigUInt) -> BigUInt {
        997 * input * y / (1_000 * x + 997 * input)
    }

    private func swap(_ amount: BigUInt, of token: Address, for out: BigUInt) {
        let outs = token == Street.usdc ? [.zero, out.word] : [out.word, .zero]
        let words = outs + [Street.keeper.word, 128, 0]
        street.call(token, from: Street.keeper, ERC20.transfer, [street.pair.word, amount.word])
        let result = street.call(street.pair, from: Street.keeper, Pair.Function.swap, words)
        #expect(result.failure == nil)
    }

    /// USDC, of which a balance has a millionth, and WETH at 1,960, in 10⁻¹⁸ of a USDC.
    private func worthOutside(_ holder: Address) -> BigInt {
        let usdc = BigUInt(street.balance(Street.usdc, holder))
        let weth = BigUInt(street.balance(Street.weth, holder))
        return BigInt(usdc * .ten(12) + weth * 1_960)
    }

    /// Quote units in USDC, to the millionth.
    private func text(_ units: BigUInt) -> String {
        let digits = "\(units % 1_000_000)"
        return "\(units / 1_000_000)." + String(repeating: "0", count: 6 - digits.count) + digits
    }

    @Test func `costs what it is wrong by, on top of the limit`() {
        // By hand: his purchase, then the vault's, then his sale.
        let (x, y) = (BigUInt(19_600_000_000_000), 10_000 * ether)
        let his = output(pushed, x, y)
        let bought = output(sold, x + pushed, y - his)
        let back = output(his, y - his - bought, x + pushed + sold)
        // At 2,000 the vault's WETH is worth ⌊bought · 2,000 ÷ 10¹²⌋ millionths of a USDC.
        let lost = sold - bought * 2_000 / .ten(12)
        let lostOutside = sold * .ten(12) - bought * 1_960
        // e = 1 − 1,960 ÷ 2,000, of what was bought at 2,000: 40 USDC a WETH.
        let allowed = 1_000 * ether + bought * 40
        let gained = BigInt(back * .ten(12)) - BigInt(pushed * .ten(12))

        let holders = [Street.keeper, street.pair, Street.vault]
        let before = holders.map(worthOutside)
        swap(pushed, of: Street.usdc, for: his)
        #expect(street.rebalance([street.trade(sell: Street.usdc, sold.word)]).failure == nil)
        swap(his, of: Street.weth, for: back)
        let changes = zip(holders.map(worthOutside), before).map { $0 - $1 }

        let nav = street.call(Street.vault, from: Street.bob, Vault.Function.totalAssets).word()
        #expect(nav == (1_000_000_000_000 - lost).word)
        #expect(changes[0] == gained)
        #expect(changes[2] == -BigInt(lostOutside))
        // Nobody else is in it: what he gained is what the vault lost less what the pool earned.
        #expect(changes.reduce(0, +) == 0)
        // 986.013462 of 1,000 USDC at the oracle, which is all that the vault can see …
        #expect(lost == 986_013_462)
        // … and nearly three times the limit outside, of 2,980.279… that are allowed.
        #expect(lostOutside == BigUInt("2966293191924755117920", radix: 10))
        #expect(allowed == BigUInt("2980279730777045813920", radix: 10))
        #expect(lostOutside > 2 * 1_000 * ether && lostOutside <= allowed)
        print("lagging oracle: at oracle prices lost \(text(lost)) USDC of 1000, the limit")
        print(
            "lagging oracle: at outside prices lost \(text(lostOutside / .ten(12))) USDC of",
            "\(text(allowed / .ten(12))), limit + error × moved"
        )
    }

    /// With 220,000 USDC he would push the price so far that the vault loses 1,005.9 USDC.
    @Test func `costs no more than that`() {
        let (x, y) = (BigUInt(19_600_000_000_000), 10_000 * ether)
        let pushed = BigUInt(220_000_000_000)
        swap(pushed, of: Street.usdc, for: output(pushed, x, y))
        #expect(
            street.rebalance([street.trade(sell: Street.usdc, sold.word)]).failure
                == refusal(
                    "ValueLost(uint256,uint256,uint256)",
                    [1_005_915_453_000_000, 1_000_000_000_000_000, 1_000_000_000_000]
                )
        )
    }

    /// Once the oracle says 1,960 too, what is lost is the same at both prices: 985.8 USDC where he
    /// bought for 18,000 before.
    @Test func `costs nothing any more when it has caught up`() {
        street.price(dollars: 1_960)
        let (x, y) = (BigUInt(19_600_000_000_000), 10_000 * ether)
        let pushed = BigUInt(18_000_000_000)
        let his = output(pushed, x, y)
        let bought = output(sold, x + pushed, y - his)
        swap(pushed, of: Street.usdc, for: his)
        #expect(street.rebalance([street.trade(sell: Street.usdc, sold.word)]).failure == nil)
        let lost = sold - bought * 1_960 / .ten(12)
        let nav = street.call(Street.vault, from: Street.bob, Vault.Function.totalAssets).word()
        #expect(nav == (1_000_000_000_000 - lost).word)
        // The exact loss, rounded up to a quote unit.
        #expect(lost == (sold * .ten(12) - bought * 1_960).dividedUp(by: .ten(12)))
        #expect(lost == 985_793_449)
    }
}
