import BigInt
import Testing
import WideMath

@Suite struct `UInt256 against BigInt` {
    @Test func `adds`() {
        let sum = UInt256.max.addingReportingOverflow(.one)
        #expect(sum.overflow && sum.partialValue == .zero)
    }
}
