import Reporting
import Testing

@Suite struct `A line of progress` {
    private func text(_ done: UInt64, _ seconds: Double, _ columns: Int) -> String {
        ProgressLine(done: done, total: 26_280, seconds: seconds).text(columns: columns)
    }

    @Test func `says how far, how fast and how long still`() {
        #expect(
            text(13_140, 10, 80) == "block 13,140 of 26,280 (50 %), 1,314 blocks/s, 10 s left"
        )
        #expect(
            text(100, 60, 80) == "block 100 of 26,280 (0 %), 2 blocks/s, 4 h 21 min left"
        )
        #expect(text(26_280, 10, 80).hasSuffix("(100 %), 2,628 blocks/s, 0 s left"))
    }

    @Test func `leaves out what does not fit, and never fills the last column`() {
        #expect(text(13_140, 10, 56) == "block 13,140 of 26,280 (50 %), 10 s left")
        #expect(text(13_140, 10, 24) == "50 %, 10 s left")
        #expect(text(13_140, 10, 10) == "50 %")
        #expect(text(13_140, 10, 4) == "")
        for columns in 0...100 {
            #expect(text(13_140, 10, columns).count < max(columns, 1))
        }
    }

    @Test func `begins before there is anything to count`() {
        #expect(text(0, 0, 80) == "block 0 of 26,280 (0 %), 0 blocks/s, years left")
        let none = ProgressLine(done: 0, total: 0, seconds: 0)
        #expect(none.text(columns: 80) == "block 0 of 0 (100 %), 0 blocks/s, 0 s left")
    }
}
