import Chain
import Contracts
import Primitives
import WideMath

/// Feeds an oracle: when the price has moved by the threshold, and at least every heartbeat.
public struct OracleReporter: Agent {
    /// The agent's name.
    public let name: String
    private let wallet: Wallet
    private let feed: Address
    private let asset: TokenInfo
    private let quote: TokenInfo
    private let heartbeat: UInt64
    private let deviation: BasisPoints
    private let fees: FeePolicy

    /// A reporter of the price of an asset in a quote token; the heartbeat in seconds.
    public init(
        name: String,
        wallet: Wallet,
        feed: Address,
        asset: TokenInfo,
        quote: TokenInfo,
        heartbeat: UInt64,
        deviation: BasisPoints,
        fees: FeePolicy
    ) {
        self.name = name
        self.wallet = wallet
        self.feed = feed
        self.asset = asset
        self.quote = quote
        self.heartbeat = heartbeat
        self.deviation = deviation
        self.fees = fees
    }

    /// Submits the outside price if it is due and nothing of its own waits.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        guard !outbox.holds(wallet) else { return }
        let price =
            view.prices[asset.index] / view.prices[quote.index] * outbox.strain.answerFactor
        guard let answer = UInt256(truncating: price * PriceFeed.answerUnit.asDouble) else {
            return
        }
        let last = PriceFeed.latest(of: feed, on: view.machine)
        let now = view.machine.block.timestamp
        let age = now > last.updatedAt ? now - last.updatedAt : 0
        let gap =
            answer > last.answer
            ? answer.wrappingSubtract(last.answer) : last.answer.wrappingSubtract(answer)
        // gap / last ≥ deviation, without a division.
        let moved = gap.multipliedReportingOverflow(by: 10_000)
        let bound = last.answer.multipliedReportingOverflow(by: deviation.word)
        let isDue = !moved.overflow && !bound.overflow && moved.partialValue >= bound.partialValue
        guard age >= heartbeat || (isDue && !gap.isZero) else { return }
        outbox.send(
            Outbox.Order(
                target: feed,
                data: ABI.encodeCall(selector: PriceFeed.submit.value, words: [answer]),
                gasLimit: Gas(90_000),
                fees: fees.fees(baseFee: view.machine.block.baseFee),
                purpose: .oracleUpdate
            ),
            from: wallet,
            author: name
        )
    }
}
