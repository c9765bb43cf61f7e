import Primitives

/// A constant-product pool of two tokens.
public struct Pool: Sendable, Hashable {
    /// The pool's name.
    public var name: String
    /// The name of the token that is priced.
    public var base: String
    /// The name of the token that it is priced in.
    public var quote: String
    /// The part of each trade's input that stays with the pool.
    public var fee: BasisPoints
    /// The reserve of the quote token at the start; the base side follows from the prices then.
    public var liquidity: TokenAmount

    /// The depth at 1 % below which it is a drought; nothing where none is named.
    public var drought: TokenAmount?

    /// Makes a pool; the fee is Uniswap V2's unless given.
    public init(
        name: String,
        base: String,
        quote: String,
        fee: BasisPoints = BasisPoints(30),
        liquidity: TokenAmount
    ) {
        self.name = name
        self.base = base
        self.quote = quote
        self.fee = fee
        self.liquidity = liquidity
    }

    /// Both tokens, the base first.
    public var tokens: [String] { [base, quote] }

    /// Whether the pool trades these two tokens, whichever is its quote.
    public func trades(_ one: String, _ other: String) -> Bool {
        (base == one && quote == other) || (base == other && quote == one)
    }
}
