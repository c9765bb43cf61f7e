import Execution
import Primitives
import WideMath

extension PriceFeed {
    /// Asks a feed for its last answer and when that was given.
    ///
    /// The zero address stands for the quote token, which is always worth one of itself: it was
    /// "given" now. Reverts with `BadAnswer(uint256)` for zero, and for an answer of more than 128
    /// bits, negative ones included. How old an answer may be is for the caller to judge.
    static func latest(
        of feed: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> (answer: UInt256, updatedAt: UInt256) {
        if feed == .zero { return (answerUnit, UInt256(frame.timestamp)) }
        let round = try frame.staticCall(feed, latestRoundData)
        let answer = try round.word(1)
        guard !answer.isZero, answer.high == 0 else {
            throw .revert(.error(signature: "BadAnswer(uint256)", arguments: [answer]))
        }
        return (answer, try round.word(3))
    }
}
