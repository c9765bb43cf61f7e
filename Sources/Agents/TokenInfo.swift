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
    /// Ten to the decimals: the smallest units in one token.
    public let unit: UInt256

    /// Makes a description.
    public init(name: String, address: Address, decimals: Int, index: Int) {
        self.name = name
        self.address = address
        self.decimals = decimals
        self.index = index
        unit = UInt256.powerOfTen(decimals) ?? .one
    }
}
