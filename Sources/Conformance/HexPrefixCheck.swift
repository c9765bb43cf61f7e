import Primitives

/// The hex-prefix encoding of trie paths: a case of ethereum/tests BasicTests.
///
/// It has the nibbles as `seq`, whether they end at a value as `term`, and the encoding in
/// hexadecimal as `out`.
enum HexPrefixCheck {
    /// Whether a case is of this kind.
    static func isOne(_ value: JSONValue) -> Bool { value["seq"] != nil && value["term"] != nil }

    /// Throws unless the encoding is that of the case.
    static func check(_ value: JSONValue) throws(CaseFailure) {
        var nibbles: [UInt8] = []
        for entry in try value.entries("seq") {
            guard let number = entry.number?.asInt, let nibble = UInt8(exactly: number) else {
                throw .malformed(field: "seq", expected: "a list of numbers below 16")
            }
            nibbles.append(nibble)
        }
        guard case .bool(let isLeaf) = value["term"] else {
            throw .malformed(field: "term", expected: "true or false")
        }
        guard let encoding = HexPrefix.encode(nibbles, isLeaf: isLeaf) else {
            throw .malformed(field: "seq", expected: "a list of numbers below 16")
        }
        try CaseFailure.unless("the encoding", encoding, are: value.bytes("out"))
    }
}
