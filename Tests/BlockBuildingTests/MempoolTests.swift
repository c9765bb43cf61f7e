import BlockBuilding
import Chain
import Execution
import Primitives
import Signing
import Testing
import WideMath

@Suite struct `The mempool` {
    private let street = Street()
    private var mempool = Mempool(chainID: 1, verifiesSignatures: true)

    @Test mutating func `keeps what arrives in order, with its sender`() throws {
        try mempool.add(plain(nonce: 0), by: street.keys[0])
        try mempool.add(plain(nonce: 0), by: street.keys[1], block: 4)
        #expect(mempool.pending.map(\.sender) == street.keys.prefix(2).map(\.address))
        #expect(mempool.pending.map(\.arrival) == [0, 1])
        #expect(mempool.pending.map(\.arrivalBlock) == [1, 4])
        #expect(mempool.holds(street.keys[0].address))
        #expect(!mempool.holds(street.keys[2].address))
    }

    /// geth's price bump: 10 % of both fees, rounded up.
    @Test(
        arguments: [
            (100, 1_000, 110, 1_100, true), (100, 1_000, 109, 1_100, false),
            (100, 1_000, 110, 1_099, false), (100, 1_000, 100, 1_000, false),
            (101, 1_001, 112, 1_102, true), (101, 1_001, 111, 1_102, false),
            (101, 1_001, 112, 1_101, false), (0, 1_000, 0, 1_100, true), (1, 1, 2, 2, true),
            (1, 1, 1, 2, false),
        ] as [(UInt64, UInt64, UInt64, UInt64, Bool)]
    )
    mutating func `replaces a transaction by one whose fees are both a tenth higher`(
        _ tip: UInt64,
        _ max: UInt64,
        _ newTip: UInt64,
        _ newMax: UInt64,
        _ replaces: Bool
    ) throws {
        let key = street.keys[0]
        try mempool.add(plain(nonce: 3, tip: tip, max: max), by: key)
        try mempool.add(plain(nonce: 4), by: key)
        let rival = plain(nonce: 3, tip: newTip, max: newMax, gasLimit: 30_000)
        if replaces {
            try mempool.add(rival, by: key)
            #expect(mempool.pending.map(\.transaction) == [plain(nonce: 4), rival])
            #expect(mempool.pending.map(\.arrival) == [1, 2])
        } else {
            let before = mempool.pending
            #expect(throws: MempoolRefusal.replacementUnderpriced) {
                try mempool.add(rival, by: key)
            }
            #expect(mempool.pending == before)
        }
    }

    @Test mutating func `lets no fee out of range replace or be replaced`() throws {
        let key = street.keys[0]
        func dear(_ fee: Wei) -> Transaction {
            var transaction = plain()
            transaction.maxFeePerGas = fee
            return transaction
        }
        try mempool.add(dear(Wei(.max)), by: key)
        #expect(throws: MempoolRefusal.replacementUnderpriced) {
            try mempool.add(dear(Wei(1)), by: key)
        }
        #expect(mempool.pending.count == 1)
    }

    @Test mutating func `refuses another chain's transactions`() {
        #expect(throws: MempoolRefusal.invalid(.wrongChain(expected: 1, got: 5))) {
            try mempool.add(plain(chainID: 5), by: street.keys[0])
        }
        #expect(mempool.pending == [])
    }

    @Test mutating func `refuses what is no signature`() {
        #expect(throws: MempoolRefusal.invalid(.invalidSignature)) {
            try mempool.add(
                SignedTransaction(plain(), signature: unsigned),
                Mempool.Arrival(
                    claimedSender: street.keys[0].address,
                    block: 1,
                    author: "test",
                    purpose: .trade
                )
            )
        }
        #expect(mempool.pending == [])
    }

    @Test mutating func `believes the signature and not the claim`() throws {
        try mempool.add(
            plain().signed(by: street.keys[0]),
            Mempool.Arrival(
                claimedSender: street.keys[1].address,
                block: 1,
                author: "test",
                purpose: .trade
            )
        )
        #expect(mempool.pending.map(\.sender) == [street.keys[0].address])
    }

    @Test func `believes the claim where signatures are assumed`() throws {
        var mempool = Mempool(chainID: 1, verifiesSignatures: false)
        try mempool.add(
            SignedTransaction(plain(), signature: unsigned),
            Mempool.Arrival(
                claimedSender: street.keys[1].address,
                block: 1,
                author: "test",
                purpose: .trade
            )
        )
        #expect(mempool.pending.map(\.sender) == [street.keys[1].address])
    }

    @Test mutating func `counts waiting nonces`() throws {
        let key = street.keys[0]
        #expect(mempool.nextNonce(of: key.address, after: 7) == 7)
        try mempool.add(plain(nonce: 7), by: key)
        #expect(mempool.nextNonce(of: key.address, after: 7) == 8)
        try mempool.add(plain(nonce: 9), by: key)
        // A gap is filled first; what stands behind it then counts.
        #expect(mempool.nextNonce(of: key.address, after: 7) == 8)
        try mempool.add(plain(nonce: 8), by: key)
        #expect(mempool.nextNonce(of: key.address, after: 7) == 10)
        #expect(mempool.nextNonce(of: key.address, after: 12) == 12)
        #expect(mempool.nextNonce(of: street.keys[1].address, after: 2) == 2)
    }

    @Test mutating func `survives the last nonce there is`() throws {
        let key = street.keys[0]
        try mempool.add(plain(nonce: .max), by: key)
        #expect(mempool.nextNonce(of: key.address, after: 0) == 0)
        #expect(mempool.nextNonce(of: key.address, after: .max) == .max)
    }

    @Test func `drops what has waited for its patience`() throws {
        var mempool = Mempool(
            chainID: 1,
            verifiesSignatures: true,
            limits: MempoolLimits(patience: 3)
        )
        try mempool.add(plain(nonce: 0), by: street.keys[0], block: 10)
        try mempool.add(plain(nonce: 0), by: street.keys[1], block: 11)
        try mempool.add(plain(nonce: 0), by: street.keys[2], block: 10)
        #expect(mempool.settle(removing: [2], block: 12).isEmpty)
        #expect(mempool.pending.map(\.arrival) == [0, 1])
        #expect(mempool.settle(removing: [], block: 13).map(\.arrival) == [0])
        #expect(mempool.settle(removing: [], block: 14).map(\.arrival) == [1])
        #expect(mempool.pending == [])
        #expect(Mempool(chainID: 1, verifiesSignatures: true).limits.patience == 25)
    }

    /// A block's own order is another than that of arrival, and bundles' transactions never waited.
    @Test func `takes out what is gone in whatever order it is named`() throws {
        let street = Street(senders: 4)
        var mempool = Mempool(chainID: 1, verifiesSignatures: true)
        for key in street.keys.prefix(2) { try mempool.add(plain(nonce: 0), by: key, block: 10) }
        for nonce in 1...2 as ClosedRange<UInt64> {
            _ = try mempool.admit(
                plain(nonce: nonce).signed(by: street.keys[0]),
                Mempool.Arrival(
                    claimedSender: street.keys[0].address,
                    block: 10,
                    author: "",
                    purpose: .trade
                )
            )
        }
        for key in street.keys.suffix(2) { try mempool.add(plain(nonce: 0), by: key, block: 10) }
        #expect(mempool.pending.map(\.arrival) == [0, 1, 4, 5])
        #expect(mempool.settle(removing: [5, 17, 3, 0, 2], block: 10).isEmpty)
        #expect(mempool.pending.map(\.arrival) == [1, 4])
    }
}
