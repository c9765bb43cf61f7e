import Contracts
import Execution
import Primitives
import WideMath

/// A way in which the answer of the street's WETH feed cannot be believed, and the refusal that
/// says so.
enum OracleTrouble: CaseIterable {
    case zero, negative, low, high, stale, future, futureBeyondWords
    case codeless, reverts, halts, short
    case aboveAverage, belowAverage, averageReverts

    private static let other = Address(word: 0x4444)
    private static let dollars2000 = UInt256(200_000_000_000)

    /// Makes it so, an hour's answer at 2,000 before.
    func begin(_ street: Street) {
        switch self {
        case .zero: street.store(Street.feed, PriceFeed.Storage.answer.location, UInt256.zero)
        case .negative: street.store(Street.feed, PriceFeed.Storage.answer.location, UInt256.max)
        case .low: bound(street, Vault.AnswerBounds(min: 200_000_000_001, max: 0))
        case .high: bound(street, Vault.AnswerBounds(min: 1, max: 199_999_999_999))
        case .stale: street.wait(seconds: 3_601)
        case .future:
            street.store(Street.feed, PriceFeed.Storage.updatedAt.location, Street.start + 1)
        case .futureBeyondWords:
            replaceFeed(street, .says, updatedAt: .one << 64)
        case .codeless: setFeed(street, Self.other)
        case .reverts: replaceFeed(street, .reverts)
        case .halts: replaceFeed(street, .halts)
        case .short: replaceFeed(street, .returnsShort)
        // 2,000 is 2 % above 1,960.78…, and 2 % below 2,040.81…: a cent further each.
        case .aboveAverage: average(street, .says, 196_078_431_372)
        case .belowAverage: average(street, .says, 204_081_632_654)
        case .averageReverts: average(street, .reverts, 0)
        }
    }

    /// What a call that needs the price refuses with.
    var fault: Fault {
        let token = Street.weth.word
        switch self {
        case .zero: return bad(.zero, 0, 0)
        case .negative: return bad(.max, 0, 0)
        case .low: return bad(Self.dollars2000, 200_000_000_001, 0)
        case .high: return bad(Self.dollars2000, 1, 199_999_999_999)
        case .stale:
            return refusal("StaleOracle(address,uint256,uint256)", [token, 3_601, 3_600])
        case .future: return early(UInt256(Street.start + 1))
        case .futureBeyondWords: return early(.one << 64)
        case .codeless, .halts, .short: return .revert(.empty)
        case .reverts, .averageReverts: return refusal("no answer")
        case .aboveAverage: return deviates(196_078_431_372)
        case .belowAverage: return deviates(204_081_632_654)
        }
    }

    private func bad(_ answer: UInt256, _ least: UInt256, _ most: UInt256) -> Fault {
        refusal(
            "BadAnswer(address,uint256,uint256,uint256)",
            [Street.weth.word, answer, least, most]
        )
    }

    private func early(_ updatedAt: UInt256) -> Fault {
        refusal(
            "FutureAnswer(address,uint256,uint256)",
            [Street.weth.word, updatedAt, UInt256(Street.start)]
        )
    }

    private func deviates(_ average: UInt256) -> Fault {
        refusal(
            "OracleDeviates(address,uint256,uint256,uint256)",
            [Street.weth.word, Self.dollars2000, average, 200]
        )
    }

    private func bound(_ street: Street, _ bounds: Vault.AnswerBounds) {
        street.store(Street.vault, Vault.Storage.bounds[Street.weth], bounds)
    }

    private func setFeed(_ street: Street, _ feed: Address) {
        street.store(
            Street.vault,
            Vault.Storage.oracles[Street.weth],
            Vault.OracleTerms(feed: feed, ageMax: 3_600, decimals: 18)
        )
    }

    private func replaceFeed(
        _ street: Street,
        _ mode: HostileFeed.Mode,
        updatedAt: UInt256 = UInt256(Street.start)
    ) {
        place(street, mode, Self.dollars2000)
        street.store(Self.other, HostileFeed.updatedAt.location, updatedAt)
        setFeed(street, Self.other)
    }

    private func average(_ street: Street, _ mode: HostileFeed.Mode, _ answer: UInt256) {
        place(street, mode, answer)
        street.store(Street.vault, Vault.Storage.averages[Street.weth], Self.other)
        street.store(
            Street.vault,
            Vault.Storage.oracles[Street.weth],
            Vault.OracleTerms(
                feed: Street.feed,
                ageMax: 3_600,
                decimals: 18,
                averageDeviation: BasisPoints(200)
            )
        )
    }

    private func place(_ street: Street, _ mode: HostileFeed.Mode, _ answer: UInt256) {
        street.machine.place(HostileFeed.self, at: Self.other)
        street.store(Self.other, HostileFeed.mode.location, mode.rawValue)
        street.store(Self.other, HostileFeed.answer.location, answer)
    }
}
