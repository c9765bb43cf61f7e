import Contracts
import Execution
import Primitives
import WideMath

/// One swap of a path: a pool, in one direction, with its reserves as they are.
public struct RouteHop: Hashable, Sendable {
    /// The pair's contract: hops of the same pair share its reserves.
    public let pair: Address
    /// The token that goes in.
    public let tokenIn: Address
    /// The token that comes out.
    public let tokenOut: Address
    /// The pair's reserve of the token that goes in.
    public let reserveIn: UInt256
    /// The pair's reserve of the token that comes out.
    public let reserveOut: UInt256
    /// The pair's fee.
    public let fee: BasisPoints

    /// Makes a hop.
    public init(
        pair: Address,
        tokenIn: Address,
        tokenOut: Address,
        reserveIn: UInt256,
        reserveOut: UInt256,
        fee: BasisPoints
    ) {
        self.pair = pair
        self.tokenIn = tokenIn
        self.tokenOut = tokenOut
        self.reserveIn = reserveIn
        self.reserveOut = reserveOut
        self.fee = fee
    }

    /// A hop through a pool at its present reserves, read without a charge.
    public init(_ pool: PoolInfo, sellsBase: Bool, on machine: Machine) {
        let reserves = pool.reserves(on: machine)
        self.init(
            pair: pool.pair,
            tokenIn: sellsBase ? pool.base.address : pool.quote.address,
            tokenOut: sellsBase ? pool.quote.address : pool.base.address,
            reserveIn: sellsBase ? reserves.base : reserves.quote,
            reserveOut: sellsBase ? reserves.quote : reserves.base,
            fee: pool.fee
        )
    }

    /// The hop through the same pair the other way.
    public var reversed: RouteHop {
        RouteHop(
            pair: pair,
            tokenIn: tokenOut,
            tokenOut: tokenIn,
            reserveIn: reserveOut,
            reserveOut: reserveIn,
            fee: fee
        )
    }

    /// Whether something can be swapped: both reserves hold something, within the 112 bits of a V2
    /// pair, and the fee leaves something.
    var isOpen: Bool {
        let most = SandwichSizing.reserveMax
        return !reserveIn.isZero && !reserveOut.isZero && reserveIn <= most && reserveOut <= most
            && fee < .whole
    }
}
