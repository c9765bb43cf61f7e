import Execution
import Primitives
import WideMath

extension PoolTwap {
    /// Asks an oracle for a pool's average price: quote tokens for one whole asset, with 8
    /// decimals, and the seconds that it averages over.
    ///
    /// Passes the oracle's refusal on: `TooYoung` or `NoReserves`.
    static func consult(
        _ oracle: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> (answer: UInt256, span: UInt256) {
        let returned = try frame.staticCall(oracle, Function.consult)
        return (try returned.word(0), try returned.word(1))
    }
}
