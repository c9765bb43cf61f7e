import Agents
import Primitives
import TestSupport
import Testing
import WideMath

/// A sandwich that a block of the chain holds, as a row for each of its swaps.
///
/// Source: `market/onchain/sandwiches.csv` of ../shared, whose figures are those of the pairs'
/// `Swap` and `Sync` events.
struct RealSandwich {
    let hop: RouteHop
    /// The victims with what they received as the least they accept.
    let swaps: [PendingSwap]
    let frontIn: UInt256
    let frontOut: UInt256
    let backOut: UInt256

    /// Block 12,775,690, pair 0xefb4…a477: WETH into another token, four victims.
    ///
    /// The first asked for 60 tokens and paid for 62 units more than that.
    static func ofBlock12775690() throws -> RealSandwich {
        try RealSandwich(
            reserveIn: "6100730078533223111149",
            reserveOut: "564556729270849363798353",
            front: ("12108789017249529876", "1114969767487478978357"),
            victims: [
                ("652974555369106606", "60000000000000000000"),
                ("300000000000000000", "27561865602394087181"),
                ("125000000000000000", "11483313070817976324"),
                ("30000000000000000000", "2742522049933966038599"),
            ],
            backOut: "12158780499164852150"
        )
    }

    /// The sandwich of a number in the file; nothing, and a line that says so, where there is no
    /// folder ../shared.
    static func ofFile(_ sandwich: Int) throws -> RealSandwich? {
        guard let data = try SharedFiles.data("market/onchain/sandwiches.csv") else { return nil }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        let names = try #require(lines.first).split(separator: ",").map(String.init)
        let rows = lines.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            return Dictionary(uniqueKeysWithValues: zip(names, fields.map(String.init)))
        }.filter { $0["sandwich"] == "\(sandwich)" }
        func field(_ row: [String: String], _ name: String) throws -> String {
            try #require(row[name])
        }
        let front = try #require(rows.first { $0["role"] == "front" })
        let back = try #require(rows.first { $0["role"] == "back" })
        let (i, o) = try field(front, "amount0_in") == "0" ? (1, 0) : (0, 1)
        return try RealSandwich(
            reserveIn: field(front, "reserve\(i)_before"),
            reserveOut: field(front, "reserve\(o)_before"),
            front: (field(front, "amount\(i)_in"), field(front, "amount\(o)_out")),
            victims: rows.filter { $0["role"] == "victim" }.map {
                (try field($0, "amount\(i)_in"), try field($0, "amount\(o)_out"))
            },
            backOut: field(back, "amount\(i)_out")
        )
    }

    private init(
        reserveIn: String,
        reserveOut: String,
        front: (String, String),
        victims: [(String, String)],
        backOut: String
    ) throws {
        func number(_ text: String) throws -> UInt256 { try #require(UInt256(decimal: text)) }
        hop = Lanes.hop(0, try number(reserveIn), try number(reserveOut))
        swaps = try victims.map {
            PendingSwap(
                tokenIn: Lanes.tokenIn,
                amountIn: try number($0.0),
                amountOutMin: try number($0.1)
            )
        }
        frontIn = try number(front.0)
        frontOut = try number(front.1)
        self.backOut = try number(backOut)
    }
}
