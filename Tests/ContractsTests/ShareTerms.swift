import Primitives
import TestSupport

/// What a random vault for the tests of shares is like.
struct ShareTerms {
    var quoteDecimals: Int
    /// Those of the other assets, one to three.
    var assetDecimals: [Int]
    var offset: UInt64
    /// Basis points a year.
    var management: UInt64
    /// Basis points of gains.
    var performance: UInt64
    /// Seconds; zero for at once.
    var unlocking: UInt64
    var zeroSharesAllowed: Bool
    var hasReceiver: Bool
    var hasCap: Bool

    /// Quote token of 0, 6 or 18 decimals, offset 0, 3 or 6, fees and unlocking on or off.
    init(_ random: inout TestNumbers) {
        quoteDecimals = [0, 6, 18][random.below(3)]
        assetDecimals = (0...random.below(3)).map { _ in random.below(19) }
        offset = [0, 3, 6][random.below(3)]
        management = random.below(2) == 0 ? 0 : UInt64(random.below(500))
        performance = random.below(2) == 0 ? 0 : UInt64(random.below(3_000))
        unlocking = random.below(2) == 0 ? 0 : UInt64(1 + random.below(86_400))
        zeroSharesAllowed = random.below(2) == 0
        hasReceiver = random.below(4) > 0
        hasCap = random.below(4) == 0
    }

    var text: String {
        """
        decimals \(quoteDecimals) and \(assetDecimals), offset \(offset), fees \(management) and \
        \(performance)\(hasReceiver ? "" : " to nobody"), unlocking \(unlocking)
        """
    }
}
