import Contracts
import Execution
import Primitives
import WideMath

/// What an auction still has of one asset, at its price of now.
struct AuctionLot {
    /// A bid and the swap that closes it.
    struct Plan {
        /// How much of the asset.
        let amount: UInt256
        /// The quote tokens that the vault takes or pays for it.
        let quoteAmount: UInt256
        /// The quote tokens that the pool pays or takes for it.
        let swapAmount: UInt256
        /// What is left over, in quote units, before gas.
        let profit: Double
    }

    /// The asset.
    let holding: VaultInfo.Holding
    /// Whether the vault sells it.
    let isSale: Bool
    /// How much there is.
    private let amount: UInt256
    /// The quote tokens for all of it.
    private let quoteAmount: UInt256

    /// Nothing where the goal is met or the auction has no price.
    init?(
        _ holding: VaultInfo.Holding,
        held: UInt256,
        goal: UInt256,
        _ vault: Address,
        _ machine: Machine
    ) {
        guard held != goal else { return nil }
        self.holding = holding
        isSale = held > goal
        amount = isSale ? held.wrappingSubtract(goal) : goal.wrappingSubtract(held)
        let preview = machine.simulate(
            vault,
            from: .zero,
            data: ABI.encodeCall(
                selector: Vault.Function.bidPreview.value,
                words: [holding.token.address.word, amount]
            )
        )
        guard let quoteAmount = preview.word(1), !quoteAmount.isZero else { return nil }
        self.quoteAmount = quoteAmount
    }

    /// The bid that moves the asset's pool to the auction's price, within the lot and within the
    /// quote tokens that the vault has; nothing where it brings nothing.
    func plan(idle: UInt256, _ machine: Machine) -> Plan? {
        let pool = holding.pool
        let reserves = pool.reserves(on: machine)
        let isBase = pool.base == holding.token
        let (own, quote) =
            isBase ? (reserves.base, reserves.quote) : (reserves.quote, reserves.base)
        guard let price = RawPrice(numerator: amount, denominator: quoteAmount),
            let trade = RepegSizing.trade(
                reserve0: own,
                reserve1: quote,
                fee: pool.fee,
                price: price
            ),
            (trade.direction == .zeroForOne) == isSale
        else { return nil }
        var bid = min(isSale ? trade.amountIn : trade.amountOut, amount)
        if !isSale {
            // Rounded down: never more than the vault can pay.
            bid = min(bid, share(of: amount, idle, of: quoteAmount, .down))
        }
        if bid.isZero { return nil }
        let auction = share(of: quoteAmount, bid, of: amount, isSale ? .up : .down)
        let swapped =
            isSale
            ? try? ConstantProduct.amountOut(
                amountIn: bid,
                reserveIn: own,
                reserveOut: quote,
                fee: pool.fee
            )
            : try? ConstantProduct.amountIn(
                amountOut: bid,
                reserveIn: quote,
                reserveOut: own,
                fee: pool.fee
            )
        guard let swapped else { return nil }
        // The vault rounds twice; two units are left for that.
        let limit = isSale ? auction.wrappingAdd(2) : auction.wrappingSubtract(min(auction, 2))
        let (gets, pays) = isSale ? (swapped, limit) : (limit, swapped)
        guard gets > pays else { return nil }
        return Plan(
            amount: bid,
            quoteAmount: limit,
            swapAmount: swapped,
            profit: gets.wrappingSubtract(pays).asDouble
        )
    }

    private func share(
        of sum: UInt256,
        _ part: UInt256,
        of whole: UInt256,
        _ rounding: Rounding
    ) -> UInt256 {
        sum.multiplied(by: part, dividedBy: whole, rounding: rounding) ?? .zero
    }
}
