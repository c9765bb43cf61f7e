import BlockBuilding
import Foundation
import Primitives
import TestSupport
import Testing
import WideMath

private func next(_ parent: UInt256, _ used: UInt64, _ limit: UInt64) -> UInt256 {
    BaseFee.next(parent: Wei(parent), gasUsed: Gas(used), gasLimit: Gas(limit)).raw
}

@Suite struct `The base fee` {
    private struct Pair: Decodable {
        let parentBaseFee: UInt64
        let parentGasLimit: UInt64
        let parentGasUsed: UInt64
        let baseFee: UInt64
    }

    /// Header pairs of ethereum/tests and the cases of geth's `TestCalcBaseFee`.
    @Test(arguments: ["basefee_pairs", "geth_calcbasefee"])
    func `follows the vectors`(_ name: String) throws {
        guard let data = try SharedFiles.data("vectors/eip1559/\(name).json") else { return }
        let pairs = try JSONDecoder().decode([Pair].self, from: data)
        #expect(pairs.count >= 3)
        for pair in pairs {
            let fee = next(UInt256(pair.parentBaseFee), pair.parentGasUsed, pair.parentGasLimit)
            #expect(fee == UInt256(pair.baseFee))
        }
    }

    /// 12 chains of 60 full, 60 empty and 60 random blocks, made with exact integers elsewhere.
    @Test func `follows the chains`() throws {
        guard let data = try SharedFiles.data("anchors/eip1559_chains.json") else { return }
        let json = try JSONSerialization.jsonObject(with: data)
        let chains = try #require(json as? [[String: Any]])
        #expect(chains.count == 12)
        for chain in chains {
            let limit = try #require(chain["gasLimit"] as? NSNumber).uint64Value
            for (key, used) in [("fullBlocks", limit), ("emptyBlocks", 0)] {
                let fees = try #require(chain[key] as? [NSNumber]).map { UInt256($0.uint64Value) }
                for (parent, child) in zip(fees, fees.dropFirst()) {
                    #expect(next(parent, used, limit) == child)
                }
            }
            let key = try #require(chain.keys.first { $0.hasPrefix("randomUse") })
            let blocks = try #require(chain[key] as? [[Any]])
            for (before, after) in zip(blocks, blocks.dropFirst()) {
                let parent = try #require(before[0] as? NSNumber).uint64Value
                let used = try #require(after[1] as? NSNumber).uint64Value
                let child = try #require(after[0] as? NSNumber).uint64Value
                #expect(next(UInt256(parent), used, limit) == UInt256(child))
            }
        }
    }

    /// geth, `consensus/misc/eip1559/eip1559_test.go`, for a checkout without the shared files.
    @Test func `follows geth's three cases`() {
        #expect(next(1_000_000_000, 10_000_000, 20_000_000) == 1_000_000_000)
        #expect(next(1_000_000_000, 9_000_000, 20_000_000) == 987_500_000)
        #expect(next(1_000_000_000, 11_000_000, 20_000_000) == 1_012_500_000)
    }

    /// Anchor A7: from 1 wei full blocks reach 1 gwei after 169; from 1 gwei empty blocks reach
    /// 7 wei after 145 and stay.
    @Test func `climbs from 1 wei and stops at 7`() {
        var fee: UInt256 = 1
        var blocks = 0
        while fee < 1_000_000_000 {
            fee = next(fee, 30_000_000, 30_000_000)
            blocks += 1
        }
        #expect(blocks == 169)
        fee = 1_000_000_000
        blocks = 0
        while fee > 7 {
            fee = next(fee, 0, 30_000_000)
            blocks += 1
        }
        #expect(blocks == 145)
        #expect(next(7, 0, 30_000_000) == 7)
        #expect(next(7, 30_000_000, 30_000_000) == 8)
        #expect(next(8, 0, 30_000_000) == 7)
    }

    @Test func `is exact or nothing`() {
        func exact(_ parent: UInt256, _ used: UInt64, _ limit: UInt64) -> Wei? {
            BaseFee.exact(parent: Wei(parent), gasUsed: Gas(used), gasLimit: Gas(limit))
        }
        // EIP-1559 divides by half of the limit.
        #expect(exact(7, 0, 0) == nil && exact(7, 0, 1) == nil)
        #expect(next(7, 0, 1) == 7)
        // (2²⁵⁶ − 1) · 9/8 needs more than 256 bits; 2²⁵⁶ − 1 itself does not.
        #expect(exact(.max, 30_000_000, 30_000_000) == nil)
        #expect(next(.max, 30_000_000, 30_000_000) == .max)
        #expect(exact(.max, 15_000_000, 30_000_000) == Wei(.max))
        // The product has 320 bits: 2²⁵² · (2⁶⁴ − 1 − (2⁶³ − 1)) ÷ (2⁶³ − 1) ÷ 8.
        let parent = UInt256.one << 252
        #expect(exact(parent, .max, .max) == Wei(parent.wrappingAdd(rise)))
    }

    /// ⌊⌊2²⁵² · 2⁶³ ÷ (2⁶³ − 1)⌋ ÷ 8⌋ = 2²⁴⁹ + 2¹⁸⁶ + 2¹²³ + 2⁶⁰, by Python's integers.
    private let rise = [249, 186, 123, 60].reduce(UInt256.zero) { $0 | UInt256.one << $1 }

    @Test func `never traps, whatever the numbers`() {
        for parent in [0, 1, 7, .max, UInt256.max >> 1] as [UInt256] {
            for limit in [0, 1, 2, 3, 30_000_000, .max] as [UInt64] {
                for used in [0, 1, 2, limit / 2, limit, .max] {
                    let fee = next(parent, used, limit)
                    if used <= limit / 2 { #expect(fee <= parent) }
                    if limit < 2 { #expect(fee == parent) }
                    if used > limit / 2, limit >= 2 { #expect(fee > parent || fee == .max) }
                }
            }
        }
    }
}
