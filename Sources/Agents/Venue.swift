import Contracts
import Execution
import Primitives
import WideMath

/// A token as agents know it.
public struct TokenInfo: Hashable, Sendable {
    /// Its name in the scenario.
    public let name: String
    /// Its contract.
    public let address: Address
    /// Its decimals, 0 to 18.
    public let decimals: Int
    /// Its number among the scenario's assets.
    public let index: Int

    /// Makes a description.
    public init(name: String, address: Address, decimals: Int, index: Int) {
        self.name = name
        self.address = address
        self.decimals = decimals
        self.index = index
    }

    /// Ten to the decimals: the smallest units in one token.
    public var unit: UInt256 { UInt256.powerOfTen(decimals) ?? .one }
}

/// A pool as agents know it.
public struct PoolInfo: Hashable, Sendable {
    /// Its name in the scenario.
    public let name: String
    /// The pair's contract.
    public let pair: Address
    /// The router that knows the pair.
    public let router: Address
    /// The first token of the scenario's list.
    public let base: TokenInfo
    /// The second, in which its price and liquidity are stated.
    public let quote: TokenInfo
    /// The pool's fee.
    public let fee: BasisPoints

    /// Makes a description.
    public init(
        name: String,
        pair: Address,
        router: Address,
        base: TokenInfo,
        quote: TokenInfo,
        fee: BasisPoints
    ) {
        self.name = name
        self.pair = pair
        self.router = router
        self.base = base
        self.quote = quote
        self.fee = fee
    }

    /// The reserves as (base, quote), read without a charge.
    public func reserves(on machine: Machine) -> (base: UInt256, quote: UInt256) {
        let reserves = machine.read(Pair.Storage.reserves, of: pair)
        let reserve0 = UInt256(low: reserves.reserve0)
        let reserve1 = UInt256(low: reserves.reserve1)
        return base.address < quote.address ? (reserve0, reserve1) : (reserve1, reserve0)
    }

    /// The pool's price of one base token in quote tokens, for agents' estimates and series.
    public func spot(on machine: Machine) -> Double {
        let reserves = reserves(on: machine)
        if reserves.base.isZero { return 0 }
        return reserves.quote.asDouble / quote.unit.asDouble
            / (reserves.base.asDouble / base.unit.asDouble)
    }

    /// What a swap would return at the present reserves; zero if it would revert.
    public func quote(amountIn: UInt256, sellsBase: Bool, on machine: Machine) -> UInt256 {
        let reserves = reserves(on: machine)
        let out = try? ConstantProduct.amountOut(
            amountIn: amountIn,
            reserveIn: sellsBase ? reserves.base : reserves.quote,
            reserveOut: sellsBase ? reserves.quote : reserves.base,
            fee: fee
        )
        return out ?? .zero
    }

    /// The calldata of a swap through the router.
    public func swapCalldata(
        amountIn: UInt256,
        amountOutMin: UInt256,
        sellsBase: Bool,
        to: Address,
        deadline: UInt64
    ) -> [UInt8] {
        let path = sellsBase ? [base.address, quote.address] : [quote.address, base.address]
        return ABI.encodeCall(
            selector: Router.swapExactTokensForTokens.value,
            words: [
                amountIn, amountOutMin, 160, to.word, UInt256(deadline), 2, path[0].word,
                path[1].word,
            ]
        )
    }
}

/// A vault as keepers know it.
public struct VaultInfo: Hashable, Sendable {
    /// An asset beside the quote token, with the pool and the oracle it is rebalanced by.
    public struct Holding: Hashable, Sendable {
        /// The token.
        public let token: TokenInfo
        /// Its target weight.
        public let target: BasisPoints
        /// Where it is traded against the quote token.
        public let pool: PoolInfo
        /// Its oracle.
        public let feed: Address

        /// Makes a holding.
        public init(token: TokenInfo, target: BasisPoints, pool: PoolInfo, feed: Address) {
            self.token = token
            self.target = target
            self.pool = pool
            self.feed = feed
        }
    }

    /// The vault's contract.
    public let address: Address
    /// Its quote token.
    public let quote: TokenInfo
    /// The quote token's target weight.
    public let quoteTarget: BasisPoints
    /// Its other assets.
    public let holdings: [Holding]
    /// The deviation from which a rebalance is due.
    public let trigger: BasisPoints
    /// The most a trade may lose against the oracle.
    public let slippage: BasisPoints
    /// The time between two rebalances, in seconds.
    public let cooldown: UInt64

    /// Makes a description.
    public init(
        address: Address,
        quote: TokenInfo,
        quoteTarget: BasisPoints,
        holdings: [Holding],
        trigger: BasisPoints,
        slippage: BasisPoints,
        cooldown: UInt64
    ) {
        self.address = address
        self.quote = quote
        self.quoteTarget = quoteTarget
        self.holdings = holdings
        self.trigger = trigger
        self.slippage = slippage
        self.cooldown = cooldown
    }
}
