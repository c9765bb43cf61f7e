import Primitives
import WideMath

/// A smart contract: a stateless Swift type whose state is in the storage of its account.
public protocol Contract: Sendable {
    /// The name that its declared code carries.
    static var name: String { get }
    /// How many numbered storage slots it uses.
    static var slotCount: UInt32 { get }
    /// Answers one call: reads the selector and arguments from the frame, returns the output.
    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output
}

/// The first four bytes of calldata, which name a function in Solidity's ABI.
public struct Selector: Hashable, Sendable {
    /// The four bytes as a big-endian number.
    public let value: UInt32
    /// The signature that hashes to the selector; a test holds every literal to it.
    public let signature: String

    /// Names a function.
    public init(_ value: UInt32, _ signature: String) {
        self.value = value
        self.signature = signature
    }
}

/// What a contract hands back; the bytes themselves are in the machine's return buffer.
public struct Output: Sendable {
    let count: Int
}

/// An event of a contract: one log entry.
public protocol Event: Sendable {
    /// The Keccak-256 hash of the event's signature, its first topic.
    static var topic: UInt256 { get }
    /// Writes the indexed arguments as topics and the others as data.
    func write(to log: borrowing LogWriter)
}

/// Writes one log entry of the running frame.
public struct LogWriter: ~Copyable {
    let machine: MachinePointer

    /// Adds an indexed argument; a log entry has at most four topics.
    @inline(__always)
    public func topic(_ value: some Word) { machine.pointee.logs.addTopic(value.word) }

    /// Adds an argument that is not indexed.
    @inline(__always)
    public func data(_ value: some Word) { machine.pointee.logs.addData(value.word) }
}
