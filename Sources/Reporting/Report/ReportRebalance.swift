import Agents
import Chain
import Measures
import Primitives
import Simulation
import WideMath

/// A rebalance, a slice of one or a bid, as a report shows it.
struct ReportRebalance {
    /// What it fell short by, in whole quote tokens.
    struct Loss {
        /// What waiting cost.
        var timing = 0.0
        /// What the pools were off the market.
        var basis = 0.0
        /// The pools' fees.
        var fee = 0.0
        /// What its own size cost.
        var impact = 0.0
        /// What attackers cost.
        var mev = 0.0

        /// All five, in the order of the waterfall.
        var terms: [Double] { [timing, basis, fee, impact, mev] }
    }

    /// How many trades are named; of more, the first.
    private static let tradesMost = 2

    /// The block.
    let block: UInt64
    /// Who sent it.
    let author: String
    /// What it was meant for, and why it failed if it did.
    let kind: String
    /// What was sold, in words.
    let sold: String
    /// What was bought, in words.
    let bought: String
    /// What was sold, in whole quote tokens at the block's outside prices.
    let value: Double
    /// What it fell short of the arrival's prices by, in whole quote tokens.
    let shortfall: Double
    /// The same by cause; nothing where a trade cannot be compared, or there is none.
    let loss: Loss?
    /// Base and priority fee together, in ether.
    let fee: Double

    /// Reads a transaction with what its trades lost.
    init(
        _ transaction: IncludedTransaction,
        _ record: BlockRecord,
        _ losses: [TradeLoss],
        _ vault: VaultInfo,
        _ tokens: [TokenInfo]
    ) {
        block = record.number
        author = transaction.pending.author
        let receipt = transaction.receipt
        let label = transaction.pending.purpose.label
        kind = receipt.status.label.map { "\(label), \(receipt.status.word): \($0)" } ?? label
        fee = receipt.gasPaidInEther
        let unit = vault.quote.unit.asDouble
        let prices = record.observation.prices
        func token(_ address: Address) -> TokenInfo? { tokens.first { $0.address == address } }
        func text(_ amount: UInt256, _ address: Address) -> String {
            guard let token = token(address) else { return "\(amount)" }
            return ReportText.amount(amount.asDouble / token.unit.asDouble, of: token)
        }
        func listed(_ texts: [String]) -> String {
            texts.count > Self.tradesMost
                ? "\(texts[0]) and \(texts.count - 1) more"
                : texts.joined(separator: ReportText.separator)
        }
        sold = listed(losses.map { text($0.trade.amountIn, $0.trade.tokenIn) })
        bought = listed(losses.map { text($0.trade.amountOut, $0.trade.tokenOut) })
        value = losses.reduce(0) { sum, loss in
            guard let token = token(loss.trade.tokenIn) else { return sum }
            return sum + loss.trade.amountIn.asDouble / token.unit.asDouble
                * prices[token.index] / prices[vault.quote.index]
        }
        shortfall = losses.reduce(0) { $0 + $1.shortfallInQuote.asDouble / unit }
        let terms = losses.compactMap(\.termsInQuote)
        guard !losses.isEmpty, terms.count == losses.count else {
            loss = nil
            return
        }
        loss = terms.reduce(into: Loss()) { sum, terms in
            sum.timing += terms.timing.asDouble / unit
            sum.basis += terms.basis.asDouble / unit
            sum.fee += terms.fee.asDouble / unit
            sum.impact += terms.impact.asDouble / unit
            sum.mev += terms.mev.asDouble / unit
        }
    }
}
