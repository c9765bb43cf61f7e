import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// What a swap's liquidity takes, before it is tried out.
enum LiquidityGas {
    /// Adding and removing it: two whole transactions, rounded up.
    static let usual = Gas(260_000)
}

/// Both transactions of liquidity for one swap, while their amounts are being found.
struct LiquidityDraft {
    /// How many shares of the pool the first brings; zero until it has been tried.
    var shares = UInt256.zero
    /// What the second brings back; nothing until it has been tried.
    var back: LiquidityPlan.Size?
    private let pool: PoolInfo
    private let wallet: Wallet
    private let size: LiquidityPlan.Size
    private let victim: Hash32
    private let baseFee: Wei
    private var tip = Wei.zero
    private var limits: (mint: Gas, burn: Gas) = (Gas(1_000_000), Gas(1_000_000))

    init(
        _ pool: PoolInfo,
        _ wallet: Wallet,
        _ size: LiquidityPlan.Size,
        _ victim: Hash32,
        fee baseFee: Wei
    ) {
        self.pool = pool
        self.wallet = wallet
        self.size = size
        self.victim = victim
        self.baseFee = baseFee
    }

    /// Fixes the tip, and limits of half as much gas again as was used.
    mutating func pay(tip: Wei, mintGas: Gas, burnGas: Gas) {
        func limit(_ gas: Gas) -> Gas { Gas(gas.units + gas.units / 2 + 10_000) }
        self.tip = tip
        limits = (limit(mintGas), limit(burnGas))
    }

    /// Adds exactly the size, or fails.
    var mint: Outbox.Order {
        order(
            Router.Function.addLiquidity.value,
            [size.base, size.quote, size.base, size.quote],
            gasLimit: limits.mint,
            .jitMint(victim: victim)
        )
    }

    /// Removes what was added, for exactly what came back on the fork.
    var burn: Outbox.Order {
        order(
            Router.Function.removeLiquidity.value,
            [shares, back?.base ?? .zero, back?.quote ?? .zero],
            gasLimit: limits.burn,
            .jitBurn(victim: victim)
        )
    }

    private func order(
        _ selector: UInt32,
        _ amounts: [UInt256],
        gasLimit: Gas,
        _ purpose: Purpose
    ) -> Outbox.Order {
        Outbox.Order(
            target: pool.router,
            data: pool.liquidityCalldata(
                selector,
                amounts,
                to: wallet.address,
                // It stands for one block alone, whose time is not known here.
                deadline: .max
            ),
            gasLimit: gasLimit,
            fees: (tip, Wei(baseFee.raw.wrappingAdd(tip.raw))),
            purpose: purpose
        )
    }
}
