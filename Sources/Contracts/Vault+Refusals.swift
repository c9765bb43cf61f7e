import Primitives
import WideMath

extension Vault {
    /// Why the vault refuses, as custom errors that carry the numbers.
    enum Refusal {
        static let reentered = custom("Reentered()", [])

        static func zeroShares(_ assets: TokenAmount) -> Fault {
            custom("ZeroShares(uint256)", [assets.raw])
        }

        static func transferFailed(_ token: Address) -> Fault {
            custom("TransferFailed(address)", [token.word])
        }

        static func notKeeper(_ caller: Address) -> Fault {
            custom("NotKeeper(address)", [caller.word])
        }

        static func coolingDown(until: UInt64, now: UInt64) -> Fault {
            custom("CoolingDown(uint256,uint256)", [UInt256(until), UInt256(now)])
        }

        static func staleOracle(age: UInt64, limit: UInt64) -> Fault {
            custom("StaleOracle(uint256,uint256)", [UInt256(age), UInt256(limit)])
        }

        static func badAnswer(_ answer: UInt256) -> Fault {
            custom("BadAnswer(uint256)", [answer])
        }

        /// Deviation and trigger in basis points.
        static func belowTrigger(deviation: UInt256, trigger: BasisPoints) -> Fault {
            custom("BelowTrigger(uint256,uint256)", [deviation, trigger.word])
        }

        static func unknownVenue(_ pair: Address) -> Fault {
            custom("UnknownVenue(address)", [pair.word])
        }

        static func unknownAsset(_ token: Address) -> Fault {
            custom("UnknownAsset(address)", [token.word])
        }

        static func belowMinimum(out: UInt256, minimum: UInt256) -> Fault {
            custom("BelowMinimum(uint256,uint256)", [out, minimum])
        }

        /// Values in quote units: what went in, what came out, the least allowed.
        static func slippageExceeded(
            valueIn: TokenAmount,
            valueOut: TokenAmount,
            least: TokenAmount
        ) -> Fault {
            custom(
                "SlippageExceeded(uint256,uint256,uint256)",
                [valueIn.raw, valueOut.raw, least.raw]
            )
        }

        /// Σ|deviation| in quote units times 10,000.
        static func notCloser(before: UInt256, after: UInt256) -> Fault {
            custom("NotCloser(uint256,uint256)", [before, after])
        }

        /// NAV in quote units: before the trades, after them, the least allowed.
        static func valueLost(
            before: TokenAmount,
            after: TokenAmount,
            least: TokenAmount
        ) -> Fault {
            custom("ValueLost(uint256,uint256,uint256)", [before.raw, after.raw, least.raw])
        }

        static let noTrades = custom("NoTrades()", [])

        private static func custom(_ signature: String, _ arguments: [UInt256]) -> Fault {
            .revert(.error(signature: signature, arguments: arguments))
        }
    }
}
