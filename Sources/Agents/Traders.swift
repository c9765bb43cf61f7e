import Chain
import Contracts
import Primitives
import WideMath

/// Seeded order flow: people who trade for their own reasons.
public struct Traders: Agent {
    /// How large a trade is, in the pool's quote token.
    public enum Size: Hashable, Sendable {
        /// Always the same, in quote tokens.
        case fixed(Double)
        /// Log-normal with a median in quote tokens and the standard deviation of the logarithm.
        case lognormal(median: Double, sigma: Double)
    }

    /// The agent's name.
    public let name: String
    private let wallets: [Wallet]
    private let pool: PoolInfo
    private let ratePerBlock: Double
    private let size: Size
    private let slippage: BasisPoints
    private let fees: FeePolicy
    private var stream: RandomStream

    /// Traders who share a stream of random numbers.
    public init(
        name: String,
        wallets: [Wallet],
        pool: PoolInfo,
        ratePerBlock: Double,
        size: Size,
        slippage: BasisPoints,
        fees: FeePolicy,
        stream: RandomStream
    ) {
        self.name = name
        self.wallets = wallets
        self.pool = pool
        self.ratePerBlock = ratePerBlock
        self.size = size
        self.slippage = slippage
        self.fees = fees
        self.stream = stream
    }

    /// Sends as many trades as come up, each with the limit its sender accepts.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        let strain = outbox.strain
        // The mean of a sum of draws may not exceed what a draw can hold.
        for _ in 0..<stream.poisson(mean: min(ratePerBlock * strain.tradeRate, Self.rateMax)) {
            let wallet = wallets[Int(stream.below(UInt64(wallets.count)))]
            let sellsBase =
                strain.sellShare.map { stream.unit() < $0 } ?? (stream.below(2) == 0)
            let worth: Double
            switch size {
            case .fixed(let amount): worth = amount
            case .lognormal(let median, let sigma):
                worth = stream.lognormal(median: median, sigma: sigma)
            }
            trade(worth, sellsBase, wallet, view, &outbox)
        }
    }

    /// The most trades a block on average, however restless the times.
    private static let rateMax = 500.0

    private func trade(
        _ worth: Double,
        _ sellsBase: Bool,
        _ wallet: Wallet,
        _ view: borrowing BlockView,
        _ outbox: inout Outbox
    ) {
        let token = sellsBase ? pool.base : pool.quote
        let count = sellsBase ? worth / view.price(of: pool) : worth
        let balance = ShareLedger.balance(
            of: wallet.address,
            token: token.address,
            on: view.machine
        )
        guard let wanted = UInt256(truncating: count * token.unit.asDouble), !wanted.isZero,
            wanted <= balance.raw
        else { return }
        let expected = pool.quote(amountIn: wanted, sellsBase: sellsBase, on: view.machine)
        // The limit is rounded up, in favour of the trader.
        let least = expected.multiplied(
            by: UInt256(10_000 - min(slippage.count, 10_000)),
            dividedBy: 10_000,
            rounding: .up
        )
        guard let least, !least.isZero else { return }
        outbox.send(
            Outbox.Order(
                target: pool.router,
                data: pool.swapCalldata(
                    amountIn: wanted,
                    amountOutMin: least,
                    sellsBase: sellsBase,
                    to: wallet.address,
                    deadline: view.machine.block.timestamp + 1_200
                ),
                gasLimit: SwapGas.limit,
                fees: fees.fees(baseFee: view.machine.block.baseFee),
                purpose: .trade
            ),
            from: wallet,
            author: name
        )
    }
}

/// The gas that agents reckon with for a swap through the router.
enum SwapGas {
    /// What a swap is allowed to use.
    static let limit = Gas(220_000)
    /// What a swap usually uses.
    static let usual = Gas(115_000)
    /// What its transaction pays before it runs: 21,000 and its calldata, of which a third is not
    /// zero.
    static let intrinsic = Gas(23_000)
}
