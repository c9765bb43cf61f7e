import Execution
import Primitives
import WideMath

extension Factory {
    /// A pair was made; `number` is how many there are now.
    public struct PairCreated: Event {
        /// The token with the smaller address.
        public let token0: Address
        /// The token with the larger address.
        public let token1: Address
        /// Where the pair is.
        public let pair: Address
        /// How many pairs there are now.
        public let number: UInt64
        /// `PairCreated(address,address,address,uint256)`.
        public static let topic = eventTopic("PairCreated(address,address,address,uint256)")
        /// Two topics and two words.
        public func write(to log: borrowing LogWriter) {
            log.topic(token0)
            log.topic(token1)
            log.data(pair)
            log.data(number)
        }
    }

    /// Takes the first argument for who may change the receiver of the protocol fee, and the
    /// second for the pairs' fee in basis points: 30 if there is none, as in the original.
    public static func construct(_ frame: borrowing Frame) throws(Fault) -> UInt256 {
        let input = frame.input
        let setter = UInt256(bigEndian: input.prefix(32)) ?? .zero
        frame.replace(Storage.feeToSetter, with: Address(word: setter))
        return UInt256(bigEndian: input.dropFirst(32).prefix(32)) ?? 30
    }

    /// Creates the pair of two tokens at the address that its salt gives (CREATE2).
    static func createPair(
        _ tokenA: Address,
        _ tokenB: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> Address {
        frame.charge(ComputeCharge.createPairStart)
        guard tokenA != tokenB else {
            throw .revert(.message("UniswapV2: IDENTICAL_ADDRESSES"))
        }
        let (token0, token1) = tokenA < tokenB ? (tokenA, tokenB) : (tokenB, tokenA)
        guard token0 != .zero else {
            throw .revert(.message("UniswapV2: ZERO_ADDRESS"))
        }
        guard frame[Storage.pairs[token0, token1]] == .zero else {
            throw .revert(.message("UniswapV2: PAIR_EXISTS"))
        }
        frame.charge(ComputeCharge.createPairEnd)
        let salt = PairAddress.salt(token0, token1)
        let created = try frame.create(Pair.self, [frame.immutable], salt: salt)
        // The original goes on with address zero, which has no code to initialize.
        guard let pair = created.address else { throw .revert(.empty) }
        let words = [token0.word, token1.word]
        _ = try frame.call(pair, Pair.Function.initialize, words: words)
        frame.replace(Storage.pairs[token0, token1], with: pair)
        frame.replace(Storage.pairs[token1, token0], with: pair)
        let number = frame[Storage.pairCount]
        frame[Storage.pairCount] = number + 1
        frame.replace(Storage.allPairs[number], with: pair)
        let count = frame[Storage.pairCount]
        frame.emit(PairCreated(token0: token0, token1: token1, pair: pair, number: count))
        return pair
    }

    /// The pair at a position in the order they were made.
    static func pair(at position: UInt256, _ frame: borrowing Frame) throws(Fault) -> Address {
        frame.charge(ComputeCharge.factoryView)
        // An index outside the array is the old compiler's invalid opcode.
        guard position < UInt256(frame[Storage.pairCount]) else { throw .halt(.invalidOpcode) }
        return frame[Storage.allPairs[position.limb0]]
    }
}
