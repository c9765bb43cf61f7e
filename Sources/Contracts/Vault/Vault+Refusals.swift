import Primitives
import WideMath

extension Vault {
    /// Why the vault refuses, as custom errors that carry the numbers.
    enum Refusal {
        // MARK: Calls

        static let reentered = custom("Reentered()", [])

        static func wrongPhase(_ entry: Entry, _ phase: Phase) -> Fault {
            custom(
                "WrongPhase(uint256,uint256)",
                [UInt256(entry.rawValue), UInt256(phase.rawValue)]
            )
        }

        static func notKeeper(_ caller: Address) -> Fault {
            custom("NotKeeper(address)", [caller.word])
        }

        static func notGuardian(_ caller: Address) -> Fault {
            custom("NotGuardian(address)", [caller.word])
        }

        static func notOwner(_ caller: Address) -> Fault {
            custom("NotOwner(address)", [caller.word])
        }

        static func coolingDown(until: UInt64, now: UInt64) -> Fault {
            custom("CoolingDown(uint256,uint256)", [UInt256(until), UInt256(now)])
        }

        static func badSetting(_ setting: UInt256, _ value: UInt256) -> Fault {
            custom("BadSetting(uint256,uint256)", [setting, value])
        }

        // MARK: Shares

        static func zeroShares(_ assets: TokenAmount) -> Fault {
            custom("ZeroShares(uint256)", [assets.raw])
        }

        static func capExceeded(_ nav: TokenAmount, _ cap: TokenAmount) -> Fault {
            custom("CapExceeded(uint256,uint256)", [nav.raw, cap.raw])
        }

        static func transferFailed(_ token: Address) -> Fault {
            custom("TransferFailed(address)", [token.word])
        }

        static func paidShort(
            _ token: Address,
            _ balance: TokenAmount,
            _ expected: TokenAmount
        ) -> Fault {
            custom(
                "PaidShort(address,uint256,uint256)",
                [token.word, balance.raw, expected.raw]
            )
        }

        static func notEnough(_ wanted: TokenAmount, _ available: TokenAmount) -> Fault {
            custom("NotEnough(uint256,uint256)", [wanted.raw, available.raw])
        }

        static func nothingToClaim(_ owner: Address, _ token: Address) -> Fault {
            custom("NothingToClaim(address,address)", [owner.word, token.word])
        }

        // MARK: Oracles

        static func badAnswer(
            _ token: Address,
            _ answer: UInt256,
            _ bounds: AnswerBounds
        ) -> Fault {
            custom(
                "BadAnswer(address,uint256,uint256,uint256)",
                [token.word, answer, UInt256(low: bounds.min), UInt256(low: bounds.max)]
            )
        }

        static func futureAnswer(
            _ token: Address,
            updatedAt: UInt256,
            now: UInt64
        ) -> Fault {
            custom(
                "FutureAnswer(address,uint256,uint256)",
                [token.word, updatedAt, UInt256(now)]
            )
        }

        /// Ages in seconds.
        static func staleOracle(_ token: Address, age: UInt64, limit: UInt64) -> Fault {
            custom(
                "StaleOracle(address,uint256,uint256)",
                [token.word, UInt256(age), UInt256(limit)]
            )
        }

        /// Answers with 8 decimals, the limit in basis points.
        static func oracleDeviates(
            _ token: Address,
            answer: UInt256,
            average: UInt256,
            _ limit: BasisPoints
        ) -> Fault {
            custom(
                "OracleDeviates(address,uint256,uint256,uint256)",
                [token.word, answer, average, limit.word]
            )
        }

        // MARK: Circuit breaker

        static let nothingTripped = custom("NothingTripped()", [])

        static func stillWaiting(since: UInt64, grace: UInt64) -> Fault {
            custom("StillWaiting(uint256,uint256)", [UInt256(since), UInt256(grace)])
        }

        static func custom(_ signature: String, _ arguments: [UInt256]) -> Fault {
            .revert(.error(signature: signature, arguments: arguments))
        }
    }
}
