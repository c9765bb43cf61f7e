import Foundation
import Testing

/// Order where fees say nothing: everybody offers the same.
@Suite struct `The order of equal fees` {
    /// Thirty trades a block from 40 wallets, all with the same fees.
    private static let crowd = """
        format: 1
        name: crowd
        seed: 11
        chain: { base_fee: 1 gwei }
        assets:
          WETH: { decimals: 18, price: 200 }
          USDC: { decimals: 6, price: 1 }
        pools:
          - { name: main, tokens: [WETH, USDC], fee: 30 bp, liquidity: 40_000_000 USDC }
        agents:
          - { name: a, role: traders, rate: 15 per block, size: 1_000 USDC, wallets: 20 }
          - { name: b, role: traders, rate: 15 per block, size: 1_000 USDC, wallets: 20 }
        ordering: { policy: priority_fee }
        run: { for: 4 blocks }
        """

    /// A process has its own hash seed and its own addresses in memory: what depended on either
    /// would come out otherwise in one of them.
    @Test func `is the same in 100 processes`() throws {
        let folder = try Scratch()
        try folder.write(Self.crowd, "a.yaml")
        var first: Data?
        for _ in 0..<100 {
            let outcome = try Program.run(
                ["run", "a.yaml", "--out", "run", "--quiet"],
                in: folder
            )
            #expect(outcome.code == 0, "\(outcome.errors)")
            let events = try folder.bytes("run/events.jsonl")
            if first == nil {
                first = events
                try Self.expectTies(events)
            }
            if events != first {
                Issue.record("another order")
                return
            }
            try FileManager.default.removeItem(at: folder.url.appending(path: "run"))
        }
    }

    /// Many transactions stand in one block with the same gas price.
    private static func expectTies(_ events: Data) throws {
        var equal: [String: Int] = [:]
        for line in String(decoding: events, as: UTF8.self).split(separator: "\n") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            guard object?["type"] as? String == "transaction",
                let block = object?["block"] as? Int,
                let price = object?["gas_price_wei"] as? String
            else { continue }
            equal["\(block) \(price)", default: 0] += 1
        }
        #expect(equal.values.filter { $0 > 20 }.count >= 3, "\(equal)")
    }
}
