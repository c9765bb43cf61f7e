import Primitives
import WideMath

/// The return data of the last call, until the next one.
public struct Returned {
    let machine: MachinePointer
    /// How many bytes came back.
    public let count: Int

    /// The word at a position; reverts without data if the callee returned less.
    @inline(__always)
    public func word(_ index: Int = 0) throws(Fault) -> UInt256 {
        if count < 32 * index + 32 { throw .revert(.empty) }
        return machine.pointee.returned.word(at: 32 * index)
    }

    /// All the bytes.
    public var bytes: [UInt8] { machine.pointee.returned.bytes(at: 0, count: count) }

    /// The token amount that came back.
    @inline(__always)
    public func amount() throws(Fault) -> TokenAmount { TokenAmount(try word()) }
}
