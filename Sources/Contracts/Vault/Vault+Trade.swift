import Execution
import Primitives
import WideMath

extension Vault {
    /// One trade of a rebalance, as a keeper worked it out off-chain.
    ///
    /// An amount of zero carries on with what the trade before it gave: a route over several
    /// pools. Several trades in one token are a split over pools. The largest amount of all stands
    /// for whatever is held of the quote token beyond its goal when the trade's turn comes: what
    /// sales before it bring is not known when the trades are worked out.
    public struct Trade: Hashable, Sendable {
        /// The pair to trade with.
        public let pair: Address
        /// What is sold.
        public let tokenIn: Address
        /// How much of it; zero for all that the trade before gave, `spare` for the quote token
        /// beyond its goal.
        public let amountIn: TokenAmount
        /// The least that must come back.
        public let amountOutMin: TokenAmount

        /// The amount that stands for the quote token beyond its goal.
        public static let spare = TokenAmount(.max)

        /// Makes a trade.
        public init(
            pair: Address,
            tokenIn: Address,
            amountIn: TokenAmount,
            amountOutMin: TokenAmount
        ) {
            self.pair = pair
            self.tokenIn = tokenIn
            self.amountIn = amountIn
            self.amountOutMin = amountOutMin
        }

        /// Reads four words.
        init(words: ArraySlice<UInt256>) {
            let start = words.startIndex
            self.init(
                pair: Address(word: words[start]),
                tokenIn: Address(word: words[start + 1]),
                amountIn: TokenAmount(words[start + 2]),
                amountOutMin: TokenAmount(words[start + 3])
            )
        }

        /// The four words.
        var words: [UInt256] { [pair.word, tokenIn.word, amountIn.raw, amountOutMin.raw] }
    }

    /// The calldata of `rebalance`.
    public static func rebalanceCalldata(_ trades: [Trade]) -> [UInt8] {
        ABI.encodeCall(selector: Function.rebalance.value, words: [32] + encode(trades))
    }

    /// The trades in the calldata of `rebalance`; nothing if it is that of another function.
    public static func trades(inCalldata data: [UInt8]) -> [Trade]? {
        guard data.count >= 68, (data.count - 4) % 32 == 0,
            UInt256(bigEndian: data[0..<4]) == UInt256(UInt64(Function.rebalance.value))
        else { return nil }
        let words = words(of: data.dropFirst(4))
        return words[0] == 32 ? decode(words.dropFirst()) : nil
    }

    /// The trades in a call of `rebalance`; reverts without data for calldata that is none.
    static func trades(_ frame: borrowing Frame) throws(Fault) -> [Trade] {
        let input = try frame.arguments(1)
        let array = try input.array(0, wordsPerElement: 4)
        var trades: [Trade] = []
        for index in 0..<array.count {
            try frame.checkGas()
            let start = array.start + 128 * index
            var words: [UInt256] = []
            for offset in 0..<4 { words.append(try input.word(atByte: start + 32 * offset)) }
            trades.append(Trade(words: words[...]))
        }
        return trades
    }

    /// Length and elements of an array of trades.
    static func encode(_ trades: [Trade]) -> [UInt256] {
        [UInt256(UInt64(trades.count))] + trades.flatMap(\.words)
    }

    /// The trades after their length; nothing if words are missing.
    static func decode(_ words: ArraySlice<UInt256>) -> [Trade]? {
        guard let length = words.first?.asInt, length <= (words.count - 1) / 4 else { return nil }
        let start = words.startIndex + 1
        return (0..<length).map { index in
            Trade(words: words[(start + 4 * index)..<(start + 4 * index + 4)])
        }
    }

    /// The whole words of some bytes.
    static func words(of bytes: ArraySlice<UInt8>) -> [UInt256] {
        stride(from: bytes.startIndex, to: bytes.endIndex - bytes.count % 32, by: 32).compactMap {
            UInt256(bigEndian: bytes[$0..<($0 + 32)])
        }
    }
}
