import Primitives
import WideMath

/// A smart contract: a stateless Swift type whose state is in the storage of its account.
public protocol Contract: Sendable {
    /// The name that its declared code carries.
    static var name: String { get }
    /// How many numbered storage slots it uses, from slot 0 on.
    static var slotCount: UInt32 { get }
    /// The bytes that stand for its code; by default its name and version.
    static var code: DeclaredCode { get }
    /// Whether some of its functions take ether; those that do not then refuse it themselves.
    static var takesEther: Bool { get }
    /// Whether its constructor takes ether (`payable`).
    static var constructorTakesEther: Bool { get }
    /// Sets its storage up, once, and gives the word that its code fixes (Solidity's `immutable`).
    ///
    /// The frame's input is the ABI-encoded arguments, without a selector.
    static func construct(_ frame: borrowing Frame) throws(Fault) -> UInt256
    /// Names entries of its mappings that a call about to run is likely to touch; none is fine.
    static func foresee(_ call: borrowing CallOutline, _ foresight: Foresight)
    /// Answers one call: reads the selector and arguments from the frame, returns the output.
    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output
}

extension Contract {
    /// Its name and version 1.
    public static var code: DeclaredCode { DeclaredCode(name: name) }
    /// No ether, as a Solidity function that is not `payable`.
    public static var takesEther: Bool { false }
    /// No ether.
    public static var constructorTakesEther: Bool { false }
    /// Nothing in particular.
    public static func foresee(_ call: borrowing CallOutline, _ foresight: Foresight) {}
    /// Nothing to set up.
    public static func construct(_ frame: borrowing Frame) throws(Fault) -> UInt256 { .zero }
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
