import Execution
import Primitives
import WideMath

extension Frame {
    /// Refuses ether, as a function that is not payable does before anything else.
    @inline(__always)
    func refuseEther() throws(Fault) {
        guard value.isZero else { throw .revert(.empty) }
    }

    /// Charges a revert for its reason, whether the contract gave it or passes it on.
    func chargeReason(_ fault: Fault, _ gas: Int = ComputeCharge.reason) -> Fault {
        if case .revert(let revert) = fault, revert != .empty { charge(gas) }
        return fault
    }

    /// Returns a string.
    func output(text: String) -> Output {
        let bytes = Array(text.utf8)
        let padding = [UInt8](repeating: 0, count: (32 - bytes.count % 32) % 32)
        let head = UInt256(32).bigEndianBytes + UInt256(UInt64(bytes.count)).bigEndianBytes
        return output(bytes: head + bytes + padding)
    }
}

extension Frame {
    /// Stores a value that is narrower than its slot: an SLOAD and an SSTORE, as Solidity keeps
    /// the slot's other bits.
    func replace<Value: Word>(_ location: Location<Value>, with value: Value) {
        _ = self[location]
        self[location] = value
    }

    /// The same for a numbered slot.
    func replace<Value: Word>(_ slot: Slot<Value>, with value: Value) {
        replace(slot.location, with: value)
    }
}

extension Arguments {
    /// The addresses of the dynamic array at a position; reverts without data for more than
    /// `limit`, so that a hostile length costs nothing.
    func addresses(_ index: Int, limit: UInt64) throws(Fault) -> [Address] {
        let array = try array(index, wordsPerElement: 1)
        guard array.count <= limit else { throw .revert(.empty) }
        var addresses: [Address] = []
        for number in 0..<array.count {
            addresses.append(Address(word: try word(atByte: array.start + 32 * number)))
        }
        return addresses
    }
}
