import Signing

/// A path of a wallet's tree in text: `m/44'/60'/0'/0/0`, where `'`, `h` or `H` means hardened.
struct DerivationPath {
    /// The longest path that is walked: a node has at most 255 ancestors.
    private static let indicesMax = 255

    let indices: [UInt32]

    init(_ text: String) throws(CaseFailure) {
        let malformed = CaseFailure.malformed(field: "path", expected: "a path from m")
        var parts = text.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard parts.popFirst() == "m", parts.count <= Self.indicesMax else { throw malformed }
        var indices: [UInt32] = []
        for part in parts {
            let isHardened = part.last.map { "'hH".contains($0) } ?? false
            let digits = isHardened ? part.dropLast() : part
            guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let index = UInt32(digits), index < HDWallet.hardened
            else { throw malformed }
            indices.append(isHardened ? HDWallet.hardened | index : index)
        }
        self.indices = indices
    }
}
