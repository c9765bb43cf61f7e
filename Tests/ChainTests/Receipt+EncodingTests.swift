import Chain
import Primitives
import Testing
import WideMath

@Suite struct `A receipt's encoding` {
    private func receipt(_ status: Receipt.Status, _ gas: UInt64, _ logs: [Log]) -> Receipt {
        Receipt(
            status: status,
            gasUsed: Gas(gas),
            cumulativeGasUsed: Gas(gas),
            logs: logs,
            effectiveGasPrice: Wei(7),
            gasRefund: .zero,
            returnData: [1]
        )
    }

    private let logs = [0x11, 0x111].map { address in
        Log(address: Address(word: address), topics: [0xdead, 0xbeef], data: [1, 0, 0xff])
    }

    /// The logs, and below it their bloom.
    ///
    /// Source: go-ethereum, core/types/receipt_test.go, TestReceiptMarshalBinary, the access-list
    /// receipt.
    private let tail = """
        f8be\
        f85d940000000000000000000000000000000000000011f842\
        a0000000000000000000000000000000000000000000000000000000000000dead\
        a0000000000000000000000000000000000000000000000000000000000000beef830100ff\
        f85d940000000000000000000000000000000000000111f842\
        a0000000000000000000000000000000000000000000000000000000000000dead\
        a0000000000000000000000000000000000000000000000000000000000000beef830100ff
        """

    private let bloom = """
        00000000000010000000000000000000000000000000000000000000000000000000000000000000000000\
        00000000000000000000000000000000000000000000000050000000000000000000000000000000000001\
        40000000000000000000000000000000000000000000000000000000000000000000000000000100000800\
        00000000000000000004000000000000000000000000000040000000000000000000000000000800000000\
        00000000000000000000000000000000000000000000040000000000000000000000000000000000000000\
        0000000000000000000010000000000000000000000000000000000000000000000000000000000000
        """

    @Test func `is that of a known receipt`() {
        let known = "f901c58001b90100" + bloom + tail
        let failed = receipt(.reverted(.empty), 1, logs)
        #expect(Hex.encode(failed.encoded(type: 0)) == "0x" + known)
        #expect(Hex.encode(failed.encoded(type: 1)) == "0x01" + known)
        #expect(Hex.encode(failed.encoded(type: 2)) == "0x02" + known)
        #expect(failed.encoded(type: 2) == receipt(.halted(.outOfGas), 1, logs).encoded(type: 2))
    }

    /// Source: go-ethereum, core/types/receipt_test.go, TestTypedReceiptEncodingDecoding, the
    /// first receipt.
    @Test func `of a success starts with 1`() {
        let encoded = receipt(.success, 0x62d4, []).encoded(type: 1)
        let zeros = String(repeating: "00", count: 256)
        #expect(Hex.encode(encoded) == "0x01f90108018262d4b90100" + zeros + "c0")
    }
}
