extension UInt256: CustomStringConvertible {
    /// The value in decimal digits.
    public var description: String {
        if let small = asUInt64 { return String(small) }
        var rest = self
        var groups: [UInt64] = []
        while !rest.isZero {
            guard let step = rest.quotientAndRemainder(dividingBy: Self.tenTo19) else { break }
            groups.append(step.remainder.limb0)
            rest = step.quotient
        }
        var text = String(groups.last ?? 0)
        for group in groups.dropLast().reversed() {
            let digits = String(group)
            text += String(repeating: "0", count: 19 - digits.count) + digits
        }
        return text
    }

    /// Reads decimal digits; nothing for any other character, no digit, or more than 256 bits.
    public init?(decimal text: some StringProtocol) {
        if text.isEmpty { return nil }
        var value = Self.zero
        for byte in text.utf8 {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            let product = value.multipliedReportingOverflow(by: 10)
            let sum = product.partialValue.addingReportingOverflow(Self(UInt64(byte - 0x30)))
            if product.overflow || sum.overflow { return nil }
            value = sum.partialValue
        }
        self = value
    }

    /// 10 to the power of `exponent`; nothing above 77, which needs more than 256 bits.
    public static func powerOfTen(_ exponent: Int) -> Self? {
        guard exponent >= 0, exponent <= 77 else { return nil }
        var value = Self.one
        for _ in 0..<exponent { value = value.wrappingMultiply(10) }
        return value
    }

    /// The nearest `Double`, for reports and agents' estimates; never for a balance.
    public var asDouble: Double {
        Double(limb0) + Double(limb1) * 0x1p64 + Double(limb2) * 0x1p128 + Double(limb3) * 0x1p192
    }

    /// The integer part of a `Double`; nothing if it is negative, not a number or too large.
    public init?(truncating value: Double) {
        guard value >= 0, value < 0x1p256 else { return nil }
        let exponent = value < 1 ? 0 : Int(value.exponent)
        if exponent < 53 {
            self.init(UInt64(value))
        } else {
            self = Self(value.significandBitPattern | 1 << 52) << (exponent - 52)
        }
    }

    private static let tenTo19 = UInt256(10_000_000_000_000_000_000)
}

extension UInt256 {
    /// Reads 32 bytes, most significant first.
    @inlinable @inline(__always)
    public init(bigEndian32 source: UnsafeRawPointer) {
        self.init(
            UInt64(bigEndian: source.loadUnaligned(fromByteOffset: 24, as: UInt64.self)),
            UInt64(bigEndian: source.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
            UInt64(bigEndian: source.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
            UInt64(bigEndian: source.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
        )
    }

    /// Writes 32 bytes, most significant first.
    @inlinable @inline(__always)
    public func storeBigEndian32(to target: UnsafeMutableRawPointer) {
        target.storeBytes(of: limb3.bigEndian, toByteOffset: 0, as: UInt64.self)
        target.storeBytes(of: limb2.bigEndian, toByteOffset: 8, as: UInt64.self)
        target.storeBytes(of: limb1.bigEndian, toByteOffset: 16, as: UInt64.self)
        target.storeBytes(of: limb0.bigEndian, toByteOffset: 24, as: UInt64.self)
    }

    /// The 32 bytes, most significant first.
    public var bigEndianBytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            if let base = buffer.baseAddress { storeBigEndian32(to: UnsafeMutableRawPointer(base)) }
            count = 32
        }
    }

    /// Reads at most 32 bytes, most significant first; nothing if there are more.
    public init?(bigEndian bytes: some Collection<UInt8>) {
        guard bytes.count <= 32 else { return nil }
        // A whole word that lies in one piece, as nearly all do, is read at once.
        if bytes.count == 32,
            let word = bytes.withContiguousStorageIfAvailable({ buffer in
                UnsafeRawBufferPointer(buffer).baseAddress.map { Self(bigEndian32: $0) }
            }) ?? nil
        {
            self = word
            return
        }
        var value = Self.zero
        for byte in bytes { value = value << 8 | Self(UInt64(byte)) }
        self = value
    }
}
