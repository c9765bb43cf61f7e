import Primitives
import WideMath

/// The rest of the chain's users, who fill blocks so that the base fee stays near a figure.
public struct BlockSpaceSettings: Sendable, Hashable {
    /// The figure.
    public var baseFee: BaseFeePath

    /// Makes settings.
    public init(baseFee: BaseFeePath) { self.baseFee = baseFee }
}
