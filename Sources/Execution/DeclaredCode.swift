import Primitives

/// The code that an account is said to have where a Swift contract stands for bytecode.
///
/// The bytes begin with the invalid instruction 0xfe, so no real machine would run them. They make
/// the code hash and the state root; where the contract stands for a published one, sizes and the
/// hash of the init code are that one's, so that gas and CREATE2 addresses are too.
public struct DeclaredCode: Hashable, Sendable {
    /// 0xfe, the length of the name, the name in UTF-8, the version.
    public let bytes: [UInt8]
    /// The size of the code, in bytes, which creation pays for by the byte.
    public let size: Int
    /// The published init code's size, in bytes, where the contract stands for one.
    public let initCodeSize: Int?
    /// The Keccak-256 hash of the published init code, where the contract stands for one.
    public let initCodeHash: Hash32?

    /// The code of a contract that is ours alone.
    ///
    /// At most 255 bytes of the name are used.
    public init(name: String, version: UInt8 = 1) {
        bytes = Self.bytes(name, version)
        size = bytes.count
        initCodeSize = nil
        initCodeHash = nil
    }

    /// The code of a contract that stands for a published one.
    public init(name: String, version: UInt8 = 1, size: Int, initCodeSize: Int, hash: Hash32) {
        bytes = Self.bytes(name, version)
        self.size = size
        self.initCodeSize = initCodeSize
        initCodeHash = hash
    }

    private static func bytes(_ name: String, _ version: UInt8) -> [UInt8] {
        let text = name.utf8.prefix(255)
        return [0xfe, UInt8(text.count)] + text + [version]
    }
}
