import Primitives

/// Which fields a block header has: each upgrade that changed it added some at its end.
public enum HeaderShape: String, CaseIterable, Comparable, Sendable {
    /// Fifteen fields, until Berlin.
    case frontier
    /// With the base fee (EIP-1559), until Paris.
    case london
    /// With the withdrawals root (EIP-4895).
    case shanghai
    /// With the gas of blobs (EIP-4844) and the beacon chain's root (EIP-4788).
    case cancun
    /// With the hash of requests (EIP-7685); Osaka adds nothing.
    case prague

    /// The shape of a fork's headers.
    public init(_ fork: Fork) {
        switch fork {
        case .istanbul, .berlin: self = .frontier
        case .london: self = .london
        case .cancun: self = .cancun
        case .prague, .osaka: self = .prague
        }
    }

    /// How many fields the header has.
    public var fieldCount: Int {
        switch self {
        case .frontier: 15
        case .london: 16
        case .shanghai: 17
        case .cancun: 20
        case .prague: 21
        }
    }

    /// Whether a block has a list of withdrawals behind its ommers.
    public var hasWithdrawals: Bool { self >= .shanghai }

    /// Whether the left came first.
    public static func < (left: HeaderShape, right: HeaderShape) -> Bool {
        left.fieldCount < right.fieldCount
    }
}
