import Contracts
import Execution
import Primitives
import WideMath

/// Takes a flash swap and pays back what its data says: a token and an amount.
enum Borrower: Contract {
    static let name = "Borrower"
    static let slotCount: UInt32 = 0

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        guard frame.selector == Pair.Function.callback.value else { throw .revert(.empty) }
        // Four heads, the length of the data and its two words.
        let words = try frame.arguments(7)
        let payment = [frame.caller.word, words[6]]
        _ = try frame.call(words.address(5), ERC20.transfer, words: payment)
        return frame.output()
    }
}
