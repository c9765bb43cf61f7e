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

    /// The elements, a word each, of the dynamic array whose offset is at a position.
    ///
    /// Reverts without data unless all of them came back, so that a hostile length allocates
    /// nothing.
    public func array(_ index: Int) throws(Fault) -> [UInt256] {
        guard let offset = try word(index).asInt, offset % 32 == 0, offset <= count - 32 else {
            throw .revert(.empty)
        }
        let start = offset / 32 + 1
        guard let length = try word(start - 1).asInt, length <= count / 32 - start else {
            throw .revert(.empty)
        }
        var elements: [UInt256] = []
        elements.reserveCapacity(length)
        for position in start..<(start + length) { elements.append(try word(position)) }
        return elements
    }

    /// All the bytes.
    public var bytes: [UInt8] { machine.pointee.returned.bytes(at: 0, count: count) }

    /// The token amount that came back.
    @inline(__always)
    public func amount() throws(Fault) -> TokenAmount { TokenAmount(try word()) }
}
