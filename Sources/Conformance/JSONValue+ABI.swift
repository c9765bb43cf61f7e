import Primitives
import WideMath

extension JSONValue {
    /// The value of a type of the ABI.
    ///
    /// Numbers are JSON numbers, or text in decimal digits or in hexadecimal ones after `0x`; the
    /// latter give the bits of a signed number. Bytes are hexadecimal text after `0x`, or any other
    /// text, which stands for its UTF-8. Arrays and tuples are JSON arrays.
    func abiValue(as type: ABIType) throws(CaseFailure) -> ABIValue {
        switch type {
        case .uint, .int: return .word(try abiNumber(as: type))
        case .bool:
            guard case .bool(let flag) = self else { throw unfit(type) }
            return .word(flag.word)
        case .address:
            guard let text = string, text.hasPrefix("0x"), let bytes = Hex.decode(text),
                let address = Address(bytes: bytes)
            else { throw unfit(type) }
            return .word(address.word)
        case .string:
            guard let text = string else { throw unfit(type) }
            return .string(text)
        case .bytes: return .bytes(try abiBytes(as: type))
        case .fixedBytes(let count):
            let bytes = try abiBytes(as: type)
            let isText = string?.hasPrefix("0x") == false
            guard isText ? bytes.count <= count : bytes.count == count,
                let word = UInt256(bigEndian: bytes)
            else { throw unfit(type) }
            return .word(word << (8 * (32 - bytes.count)))
        case .array(let element): return .array(try abiElements(as: type) { _ in element })
        case .fixedArray(let element, _): return .array(try abiElements(as: type) { _ in element })
        case .tuple(let members):
            let values = try abiElements(as: type) { $0 < members.count ? members[$0] : nil }
            return .tuple(values)
        }
    }

    private func abiElements(
        as type: ABIType,
        _ element: (Int) -> ABIType?
    ) throws(CaseFailure) -> [ABIValue] {
        guard case .array(let entries) = self else { throw unfit(type) }
        var values: [ABIValue] = []
        for (index, entry) in entries.enumerated() {
            guard let element = element(index) else { throw unfit(type) }
            values.append(try entry.abiValue(as: element))
        }
        return values
    }

    private func abiBytes(as type: ABIType) throws(CaseFailure) -> [UInt8] {
        guard let text = string else { throw unfit(type) }
        guard text.hasPrefix("0x") else { return Array(text.utf8) }
        guard let bytes = Hex.decode(text) else { throw unfit(type) }
        return bytes
    }

    private func abiNumber(as type: ABIType) throws(CaseFailure) -> UInt256 {
        if case .int(let bits) = type {
            if let text = string, text.hasPrefix("0x"), let raw = number {
                // The sign bit reaches up through the whole word.
                let isNegative = raw >> (bits - 1) == .one
                return isNegative ? raw | (UInt256.max << bits) : raw
            }
            if let magnitude = negated { return UInt256.zero.wrappingSubtract(magnitude) }
        }
        guard let number else { throw unfit(type) }
        return number
    }

    /// How far below zero a negative number is, where that is less than 2²⁵⁶.
    private var negated: UInt256? {
        switch self {
        case .string(let text) where text.hasPrefix("-"): UInt256(decimal: text.dropFirst())
        // A number with a fraction, or one whose last digits a Double does not hold, is none.
        case .number(let value) where value < 0 && value > -9_007_199_254_740_992:
            UInt64(exactly: -value).map { UInt256($0) }
        default: nil
        }
    }

    private func unfit(_ type: ABIType) -> CaseFailure {
        .malformed(field: "value", expected: "a value of \(type)")
    }
}
