import Testing

@testable import Ledger

@Suite struct `An index table` {
    @Test func `finds everything it was given as it grows`() {
        var table = IndexTable(capacity: 1)
        for index in 0..<100_000 {
            table.insert(Self.hash(index), index: index)
            if index % 997 == 0 { #expect(table.find(Self.hash(index / 2)) { _ in true } >= 0) }
        }
        #expect(table.count == 100_000)
        for index in 0..<100_000 {
            #expect(table.find(Self.hash(index)) { $0 == index } == index)
        }
        #expect(table.find(Self.hash(100_000)) { $0 == 100_000 } == -1)
    }

    @Test func `keeps entries of equal hashes apart by their keys`() {
        var table = IndexTable(capacity: 16)
        for index in 0..<50 { table.insert(7 << 32, index: index) }
        for index in 0..<50 { #expect(table.find(7 << 32) { $0 == index } == index) }
        #expect(table.find(7 << 32) { _ in false } == -1)
    }

    private static func hash(_ index: Int) -> UInt64 {
        UInt64(index).multipliedReportingOverflow(by: 0x9e37_79b9_7f4a_7c15).partialValue
    }
}
