import Execution
import Primitives
import WideMath

extension Pair {
    /// Names the two tokens; only whoever created the pair may, which a factory does at once.
    static func initialize(
        _ token0: Address,
        _ token1: Address,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.initialize)
        guard frame.caller == frame[Storage.factory] else {
            throw .revert(.message("UniswapV2: FORBIDDEN"))
        }
        frame[Storage.token0] = token0
        frame[Storage.token1] = token1
    }
}
