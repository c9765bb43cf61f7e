import Contracts
import Execution
import Primitives
import WideMath

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

    /// Whether it trades these two tokens, whichever is its quote.
    public func trades(_ one: TokenInfo, _ other: TokenInfo) -> Bool {
        (base == one && quote == other) || (base == other && quote == one)
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
        spot(reserves(on: machine))
    }

    /// The same at reserves that have been read.
    public func spot(_ reserves: (base: UInt256, quote: UInt256)) -> Double {
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
            selector: Router.Function.swapExactTokensForTokens.value,
            words: [
                amountIn, amountOutMin, 160, to.word, UInt256(deadline), 2, path[0].word,
                path[1].word,
            ]
        )
    }
}
