import Execution
import Primitives
import WideMath

extension Vault {
    /// The answer of an asset's oracle; reverts if it cannot be believed.
    ///
    /// It lies within its bounds, is young enough, and near the pool's average where one is kept.
    static func answer(
        _ token: Address,
        _ terms: OracleTerms,
        _ frame: borrowing Frame
    ) throws(Fault) -> UInt256 {
        // The quote token is worth one of itself.
        if terms.feed == .zero { return PriceFeed.answerUnit }
        let round = try frame.staticCall(terms.feed, PriceFeed.latestRoundData)
        let answer = try round.word(1)
        let time = try round.word(3)
        let bounds = frame[Storage.bounds[token]]
        guard bounds.hold(answer) else { throw Refusal.badAnswer(token, answer, bounds) }
        guard let updatedAt = time.asUInt64, updatedAt <= frame.timestamp else {
            throw Refusal.futureAnswer(token, updatedAt: time, now: frame.timestamp)
        }
        let age = frame.timestamp - updatedAt
        guard age <= terms.ageMax else {
            throw Refusal.staleOracle(token, age: age, limit: terms.ageMax)
        }
        if terms.averageDeviation.count > 0 {
            try requireNear(average: frame[Storage.averages[token]], token, terms, answer, frame)
        }
        return answer
    }

    /// |answer − average| ≤ deviation · average.
    private static func requireNear(
        average source: Address,
        _ token: Address,
        _ terms: OracleTerms,
        _ answer: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let average = try frame.staticCall(source, PoolTwap.Function.consult).word()
        let distance = answer > average ? try answer - average : try average - answer
        let allowed = terms.averageDeviation
        // Each side · 10,000; an average is below 2¹⁴⁴ or so, an answer below 2¹²⁸.
        guard try distance * BasisPoints.whole.word <= average * allowed.word else {
            throw Refusal.oracleDeviates(token, answer: answer, average: average, allowed)
        }
    }
}
