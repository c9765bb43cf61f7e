import Agents
import BlockBuilding
import Primitives
import Testing
import WideMath

@Suite struct `Block space control` {
    private func gap(_ fee: Wei, _ desired: Wei) -> UInt256 {
        fee < desired
            ? desired.raw.wrappingSubtract(fee.raw) : fee.raw.wrappingSubtract(desired.raw)
    }

    @Test func `burns the least gas that comes nearest, against every amount`() {
        var stream = RandomStream(seed: 1, name: "block space")
        for _ in 0..<400 {
            let limit = stream.below(400)
            let others = stream.below(450)
            let baseFee = Wei(UInt256(stream.below(2_000)))
            let desired = Wei(UInt256(stream.below(2_400)))
            let burn = BlockSpaceControl.gasToBurn(
                baseFee: baseFee,
                desired: desired,
                gasLimit: Gas(limit),
                gasUsedByOthers: Gas(others)
            )
            let start = min(others, limit)
            var best: (burn: UInt64, gap: UInt256, fee: Wei)?
            for used in start...max(limit, start) {
                let fee = BaseFee.next(
                    parent: baseFee,
                    gasUsed: Gas(used),
                    gasLimit: Gas(limit)
                )
                let gap = gap(fee, desired)
                if let best, best.gap <= gap { continue }
                best = (used - start, gap, fee)
            }
            #expect(burn.units == best?.burn)
        }
    }

    @Test func `steers a real base fee to one wei's worth of gas`() {
        let baseFee = Wei(20_000_000_000)
        let desired = Wei(21_000_000_000)
        let burn = BlockSpaceControl.gasToBurn(
            baseFee: baseFee,
            desired: desired,
            gasLimit: Gas(30_000_000),
            gasUsedByOthers: Gas(4_000_000)
        )
        // (21/20 − 1)·8 = 0.4 of the target above it: 21,000,000 gas in all.
        #expect(burn == Gas(17_000_000))
    }

    /// By what it is to find: no other amount leads nearer, nor a smaller one as near.
    @Test func `burns the least that comes nearest at any size`() {
        var stream = RandomStream(seed: 2, name: "block space")
        for _ in 0..<2_000 {
            let limit = 1 + stream.below(1 << (1 + stream.below(63)))
            let others = stream.below(limit)
            let baseFee = Wei(UInt256(stream.below(1 << (1 + stream.below(63)))))
            let desired = Wei(
                UInt256(truncating: baseFee.raw.asDouble * (0.8 + 0.4 * stream.unit())) ?? .zero
            )
            let burn = BlockSpaceControl.gasToBurn(
                baseFee: baseFee,
                desired: desired,
                gasLimit: Gas(limit),
                gasUsedByOthers: Gas(others)
            )
            func left(_ burn: UInt64) -> UInt256 {
                let used = Gas(others + burn)
                return gap(
                    BaseFee.next(parent: baseFee, gasUsed: used, gasLimit: Gas(limit)),
                    desired
                )
            }
            let found = left(burn.units)
            #expect(others + burn.units <= limit)
            if burn.units > 0 { #expect(left(burn.units - 1) > found) }
            if others + burn.units < limit { #expect(left(burn.units + 1) >= found) }
            for _ in 0..<20 { #expect(left(stream.below(limit - others + 1)) >= found) }
        }
    }

    @Test func `ends at the ends of what can be asked`() {
        for baseFee in [Wei.zero, Wei(.one), Wei(.max)] {
            for desired in [Wei.zero, Wei(.one), Wei(.max)] {
                for others in [0, 1, .max / 2, .max - 1, .max] as [UInt64] {
                    let burn = BlockSpaceControl.gasToBurn(
                        baseFee: baseFee,
                        desired: desired,
                        gasLimit: Gas(.max),
                        gasUsedByOthers: Gas(others)
                    )
                    #expect(burn.units <= .max - others)
                }
            }
        }
    }

    @Test func `burns nothing when the block is full or the fee is to fall`() {
        let full = BlockSpaceControl.gasToBurn(
            baseFee: Wei(100),
            desired: Wei(1_000),
            gasLimit: Gas(100),
            gasUsedByOthers: Gas(200)
        )
        #expect(full == .zero)
        let falling = BlockSpaceControl.gasToBurn(
            baseFee: Wei(100),
            desired: .zero,
            gasLimit: Gas(100),
            gasUsedByOthers: Gas(50)
        )
        #expect(falling == .zero)
    }
}
