import Execution
import Primitives
import WideMath

extension Executor {
    /// A pair to go through, with the fee that it takes.
    public struct Hop: Hashable, Sendable {
        /// The pair's contract.
        public let pair: Address
        /// The pair's fee.
        public let fee: BasisPoints

        /// Makes a hop.
        public init(pair: Address, fee: BasisPoints) {
            self.pair = pair
            self.fee = fee
        }

        /// Reads a hop from calldata; a fee above the whole reverts.
        init(word: UInt256) throws(Fault) {
            let fee = word >> 160
            guard fee <= UInt256(BasisPoints.whole.count) else {
                throw .revert(.message("Executor: INVALID_FEE"))
            }
            self.init(pair: Address(word: word), fee: BasisPoints(fee.limb0))
        }

        /// The word that calldata holds.
        public var word: UInt256 { pair.word | UInt256(fee.count) << 160 }
    }

    /// A route with its amounts.
    struct Route {
        /// A swap of the route.
        struct Leg {
            let pair: Address
            let sellsToken0: Bool
            let amountOut: UInt256
        }

        let legs: [Leg]

        /// What comes out at the end.
        let amountOut: UInt256

        /// Works a route out at the pairs as they are.
        init(
            _ amountIn: UInt256,
            of tokenIn: Address,
            along hops: [Hop],
            _ frame: borrowing Frame
        ) throws(Fault) {
            guard !hops.isEmpty else { throw .revert(.message("Executor: INVALID_PATH")) }
            var legs: [Leg] = []
            var token = tokenIn
            var amount = amountIn
            for hop in hops {
                try frame.checkGas()
                let sellsToken0 = try Self.passOn(&token, through: hop.pair, frame)
                frame.charge(ComputeCharge.askReserves)
                let returned = try frame.staticCall(hop.pair, Pair.Function.getReserves)
                let (reserve0, reserve1) = (try returned.word(0), try returned.word(1))
                amount = try ConstantProduct.amountOut(
                    amountIn: amount,
                    reserveIn: sellsToken0 ? reserve0 : reserve1,
                    reserveOut: sellsToken0 ? reserve1 : reserve0,
                    fee: hop.fee
                )
                frame.charge(ComputeCharge.amountOut)
                legs.append(Leg(pair: hop.pair, sellsToken0: sellsToken0, amountOut: amount))
            }
            self.legs = legs
            amountOut = amount
        }

        /// Puts the pair's other token in a token's place; whether it was token0.
        private static func passOn(
            _ token: inout Address,
            through pair: Address,
            _ frame: borrowing Frame
        ) throws(Fault) -> Bool {
            frame.charge(2 * ComputeCharge.askBalance)
            let token0 = Address(word: try frame.staticCall(pair, Pair.Function.token0).word())
            let token1 = Address(word: try frame.staticCall(pair, Pair.Function.token1).word())
            guard token == token0 || token == token1 else {
                throw .revert(.message("Executor: WRONG_TOKEN"))
            }
            let sellsToken0 = token == token0
            token = sellsToken0 ? token1 : token0
            return sellsToken0
        }
    }
}
