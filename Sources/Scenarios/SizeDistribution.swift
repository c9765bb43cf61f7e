import Primitives
import WideMath

/// How large a trade is, in a pool's quote token.
public enum SizeDistribution: Sendable, Hashable {
    /// Always this much.
    case fixed(TokenAmount)
    /// `median · exp(sigma · z)` with z standard normal.
    case lognormal(median: TokenAmount, sigma: Double)
}
