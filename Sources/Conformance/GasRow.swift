import Foundation

/// A row of `evm/univ2_gas.json`: one transaction of a real contract and what it cost.
struct GasRow: Decodable {
    /// What the transaction does.
    let op: String
    /// What was true before, after the name of the token's contract where several are measured.
    let pre: String
    let ok: Bool
    let reason: String?
    let refund: UInt64
    let logs: Int
    let intrinsic: Int
    let calldataBytes: Int
    /// Missing where it was not written down.
    let nonzero: Int?
    let cancun: Int
    let prague: Int
    /// Missing where it was not written down.
    let pragueFloor: Int?
    let breakdown: Breakdown

    /// What the execution spent, by kind; what was not spent is missing.
    struct Breakdown: Decodable {
        let sload: Int?
        let sstore: Int?
        let log: Int?
    }

    private enum CodingKeys: String, CodingKey {
        case op, pre, ok, reason, refund, logs, intrinsic, calldataBytes, nonzero
        case cancun = "gas_cancun_revm"
        case prague = "gas_prague_pyevm"
        case pragueFloor = "prague_floor"
        case breakdown = "gas_breakdown"
    }
}

/// A file of measured transactions.
struct GasFile: Decodable {
    let rows: [Checked<GasRow>]
}
