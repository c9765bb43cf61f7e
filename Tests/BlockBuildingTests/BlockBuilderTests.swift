import BlockBuilding
import Chain
import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `A block builder` {
    private func build(_ street: Street, _ mempool: Mempool) -> BuiltBlock {
        BlockBuilder().build(on: street.machine, from: mempool) { _ in }
    }

    private func burn(_ gas: UInt64) -> [UInt8] {
        ABI.encodeCall(selector: GasBurner.burn.value, words: [UInt256(gas)])
    }

    @Test func `fills a block up to its gas limit by gas limits, and goes on with smaller ones`()
        throws
    {
        let street = Street(gasLimit: 100_000)
        var mempool = Mempool(chainID: 1, verifiesSignatures: true)
        // 90,000 are asked and 21,000 used; then 79,000 are left, which is less than 80,000.
        try mempool.add(plain(tip: 9, gasLimit: 90_000), by: street.keys[0])
        try mempool.add(plain(tip: 8, gasLimit: 80_000), by: street.keys[1])
        try mempool.add(plain(tip: 7, gasLimit: 79_000), by: street.keys[2])
        let block = build(street, mempool)
        #expect(
            block.transactions.map(\.pending.sender)
                == [street.keys[0], street.keys[2]].map(\.address)
        )
        #expect(block.gasUsed == Gas(42_000))
        #expect(block.transactions.map(\.receipt.cumulativeGasUsed) == [Gas(21_000), Gas(42_000)])
        #expect(block.transactions.map(\.index) == [0, 1])
        // What does not fit today waits.
        #expect(block.refused.isEmpty)
        #expect(street.nonce(street.keys[1].address) == 0)
    }

    @Test func `refuses what can never be valid, and lets the rest wait`() throws {
        let street = Street(senders: 6)
        for nonce in 0..<2 as Range<UInt64> {
            _ = try street.machine.execute(
                plain(nonce: nonce),
                from: street.keys[0].address,
                blockGasLeft: Gas(30_000_000)
            )
        }
        var mempool = Mempool(chainID: 1, verifiesSignatures: true)
        try mempool.add(plain(nonce: 1), by: street.keys[0])
        try mempool.add(plain(tip: 1_001, max: 1_000), by: street.keys[1])
        try mempool.add(plain(gasLimit: 20_999), by: street.keys[2])
        // EIP-7825: 2²⁴ gas at most.
        try mempool.add(plain(gasLimit: 16_777_217), by: street.keys[3])
        try mempool.add(plain(nonce: 5), by: street.keys[4])
        try mempool.add(plain(tip: 2), by: street.keys[5])
        let block = build(street, mempool)
        #expect(block.transactions.map(\.pending.sender) == [street.keys[5].address])
        let reasons = Dictionary(
            uniqueKeysWithValues: block.refused.map { ($0.pending.sender, $0.reason) }
        )
        #expect(
            reasons == [
                street.keys[0].address: .nonceTooLow(expected: 2, got: 1),
                street.keys[1].address: .priorityFeeAboveMaxFee(
                    priority: Wei(1_001),
                    max: Wei(1_000)
                ),
                street.keys[2].address: .gasLimitTooLow(required: Gas(21_000), limit: Gas(20_999)),
                street.keys[3].address: .gasLimitAboveCap(
                    cap: Gas(16_777_216),
                    limit: Gas(16_777_217)
                ),
            ]
        )
        for index in 1...4 { #expect(street.nonce(street.keys[index].address) == 0) }
    }

    @Test func `includes what reverts and halts, which pay and leave no logs`() throws {
        let street = Street()
        var mempool = Mempool(chainID: 1, verifiesSignatures: true)
        // No function has this selector.
        try mempool.add(
            plain(tip: 9, gasLimit: 50_000, to: Street.burner, data: [1, 2, 3, 4]),
            by: street.keys[0]
        )
        try mempool.add(
            plain(tip: 8, gasLimit: 50_000, to: Street.burner, data: burn(1_000_000)),
            by: street.keys[1]
        )
        try mempool.add(
            plain(tip: 7, gasLimit: 50_000, to: Street.burner, data: burn(5_000)),
            by: street.keys[2]
        )
        let before = street.keys.map { street.balance($0.address) }
        let block = build(street, mempool)
        #expect(
            block.transactions.map(\.receipt.status)
                == [.reverted(.empty), .halted(.outOfGas), .success]
        )
        #expect(block.transactions[0].receipt.gasUsed < Gas(50_000))
        #expect(block.transactions[1].receipt.gasUsed == Gas(50_000))
        var priority = UInt256.zero
        for (index, included) in block.transactions.enumerated() {
            let receipt = included.receipt
            let price = UInt256(100 + 9 - UInt64(index))
            #expect(receipt.effectiveGasPrice == Wei(price))
            #expect(receipt.logs.isEmpty)
            let used = UInt256(receipt.gasUsed.units)
            #expect(
                street.balance(street.keys[index].address)
                    == (try before[index] - used * price)
            )
            #expect(street.nonce(street.keys[index].address) == 1)
            priority = try priority + used * (price - 100)
        }
        #expect(street.balance(Street.coinbase) == priority)
    }

    @Test func `shows each transaction before the next begins`() throws {
        let street = Street()
        var mempool = Mempool(chainID: 1, verifiesSignatures: true)
        for (index, key) in street.keys.enumerated() {
            try mempool.add(plain(tip: 9 - UInt64(index)), by: key)
        }
        var seen: [[UInt64]] = []
        _ = BlockBuilder().build(on: street.machine, from: mempool) { _ in
            seen.append(street.keys.map { street.nonce($0.address) })
        }
        #expect(seen == [[1, 0, 0], [1, 1, 0], [1, 1, 1]])
    }

    @Test func `builds an empty block from an empty mempool`() {
        let block = build(Street(), Mempool(chainID: 1, verifiesSignatures: true))
        #expect(block.transactions.isEmpty)
        #expect(block.gasUsed == .zero)
    }
}
