import Contracts
import Execution
import Primitives
import WideMath

/// Takes a flash swap and pays what it was told beforehand.
enum FlashPayer: Contract {
    static let name = "FlashPayer"
    static let slotCount: UInt32 = 4

    enum Storage {
        static let token0 = Slot<Address>(0)
        static let token1 = Slot<Address>(1)
        static let amount0 = Slot<UInt256>(2)
        static let amount1 = Slot<UInt256>(3)
    }

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        guard frame.selector == Pair.Function.callback.value else { throw .revert(.empty) }
        let debts = [
            (frame[Storage.token0], frame[Storage.amount0]),
            (frame[Storage.token1], frame[Storage.amount1]),
        ]
        for (token, amount) in debts where !amount.isZero {
            _ = try frame.call(token, ERC20.transfer, words: [frame.caller.word, amount])
        }
        return frame.output()
    }
}
