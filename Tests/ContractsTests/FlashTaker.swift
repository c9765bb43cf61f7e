import Execution
import Primitives
import WideMath

/// Takes flash swaps and does what their data says: a word that is one of the numbers below, a
/// token and an amount.
enum FlashTaker: Contract {
    /// Pays the amount of the token to the pair.
    static let pays = UInt256(0)
    /// Does nothing.
    static let keeps = UInt256(1)
    /// Calls the pair, which is locked, and fails as it does.
    static let entersPair = UInt256(2)
    /// Calls the pair, whatever becomes of that, and then pays.
    static let triesPairAndPays = UInt256(3)

    static let name = "FlashTaker"
    static let slotCount: UInt32 = 0
    private static let callback = ABI.selector("uniswapV2Call(address,uint256,uint256,bytes)")
    private static let sync = Selector(0xfff6_cae9, "sync()")
    private static let transfer = Selector(0xa905_9cbb, "transfer(address,uint256)")

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        guard frame.selector == callback else { throw .revert(.empty) }
        // Four heads, the length of the data and its three words.
        let input = try frame.arguments(5)
        guard input[4] == 96 else { throw .revert(.empty) }
        let words = try frame.arguments(8)
        switch words[5] {
        case keeps: return frame.output()
        case entersPair: _ = try frame.call(frame.caller, sync)
        case triesPairAndPays:
            _ = try frame.lowLevelCall(frame.caller, data: [0xff, 0xf6, 0xca, 0xe9])
        default: break
        }
        let payment = [frame.caller.word, words[7]]
        _ = try frame.call(words.address(6), transfer, words: payment)
        return frame.output()
    }
}
