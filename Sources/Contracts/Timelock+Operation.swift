import Execution
import Primitives
import WideMath

extension Timelock {
    /// A call that the timelock is to make.
    public struct Operation: Hashable, Sendable {
        /// Whom to call.
        public let target: Address
        /// The ether to send along.
        public let value: Wei
        /// The calldata.
        public let data: [UInt8]
        /// The operation that must be done before; zero if there is none.
        public let predecessor: UInt256
        /// Tells operations apart that are the same otherwise.
        public let salt: UInt256

        /// Makes an operation.
        public init(
            target: Address,
            value: Wei = .zero,
            data: [UInt8],
            predecessor: UInt256 = .zero,
            salt: UInt256 = .zero
        ) {
            self.target = target
            self.value = value
            self.data = data
            self.predecessor = predecessor
            self.salt = salt
        }

        /// Reads the first five arguments of `schedule`, `execute` or `hashOperation`.
        init(_ input: borrowing Arguments) throws(Fault) {
            self.init(
                target: input.address(0),
                value: Wei(input[1]),
                data: try input.bytes(2),
                predecessor: input[3],
                salt: input[4]
            )
        }

        /// The identifier: the hash of `abi.encode(target, value, data, predecessor, salt)`.
        public var id: UInt256 {
            keccak256(encoded.flatMap(\.bigEndianBytes)).word
        }

        /// How many words are hashed for the identifier.
        var wordCount: Int { 6 + (data.count + 31) / 32 }

        private var encoded: [UInt256] {
            [target.word, value.raw, 160, predecessor, salt] + Timelock.tail(of: data)
        }

        /// The calldata of `execute`.
        public var executeCalldata: [UInt8] {
            ABI.encodeCall(selector: Function.execute.value, words: encoded)
        }

        /// The calldata of `schedule`; the delay is in seconds.
        public func scheduleCalldata(delay: UInt256) -> [UInt8] {
            ABI.encodeCall(
                selector: Function.schedule.value,
                words: [target.word, value.raw, 192, predecessor, salt, delay]
                    + Timelock.tail(of: data)
            )
        }
    }

    /// Bytes as the words of ABI: their number, and themselves, filled up with zeros.
    static func tail(of bytes: [UInt8]) -> [UInt256] {
        var words = [UInt256(UInt64(bytes.count))]
        for start in stride(from: 0, to: bytes.count, by: 32) {
            let chunk = bytes[start..<min(start + 32, bytes.count)]
            let word = UInt256(bigEndian: chunk) ?? .zero
            words.append(word << (8 * (32 - chunk.count)))
        }
        return words
    }
}
