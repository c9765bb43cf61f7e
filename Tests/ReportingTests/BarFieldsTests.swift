import TestSupport
import Testing

@testable import Reporting

private func number(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { BarFields.number($0) }
}

private func time(_ text: String) -> UInt64? {
    Array(text.utf8).withUnsafeBufferPointer { BarFields.time($0) }
}

@Suite struct `A field of a bar` {
    @Test func `is the nearest number to what is written`() {
        for seed in Soak.seeds("decimal fields", of: 300_000) {
            var numbers = TestNumbers(seed: seed)
            let digits = (0...numbers.below(20)).map { _ in "\(numbers.below(10))" }.joined()
            let place = numbers.below(digits.count + 1)
            let text = "\(digits.prefix(place)).\(digits.dropFirst(place))"
            #expect(number(text) == Double("0\(text)0"), "\(text), \(Soak.label("decimal fields"))")
        }
        #expect(number("1e-05") == 1e-5)
        #expect(number("-2.5E+3") == -2_500)
        #expect(number("0.1") == 0.1)
        #expect(number("123456789012345") == 123_456_789_012_345)
        #expect(number("1234567890123456789012345678901234567890") == 1.2345678901234568e39)
    }

    @Test(arguments: [
        "", ".", "nan", "NaN", "inf", "-inf", "0x10", "1.2.3", "1e", "e5", "--1", "1_000", "1 000",
        "1,5", "$5", "١", "+", "1-2",
    ])
    func `is no number`(_ text: String) { #expect(number(text) == nil) }

    @Test(arguments: [
        "1583971200", "1583971200.0", "1583971200000", "1583971200000000", "2020-03-12",
        "2020-03-12T00:00:00Z", "2020-03-12 00:00:00", "2020-03-12 00:00",
        "2020-03-12T00:00:00.000Z",
        "2020-03-12T00:00:00+00:00", "2020-03-12 00:00:00+0000", "2020-03-12 00:00:00 UTC",
    ])
    func `is a time`(_ text: String) { #expect(time(text) == 1_583_971_200) }

    @Test func `is a time in every month and leap year`() {
        #expect(time("1970-01-01") == 0)
        #expect(time("2000-02-29T23:59:59Z") == 951_868_799)
        #expect(time("2024-12-31 12:30") == 1_735_648_200)
        #expect(time("2100-03-01") == 4_107_542_400)
    }

    @Test(arguments: [
        "", "-1", "1583971200.5", "1583971200001", "2020-13-01", "2020-00-01", "2021-02-29",
        "2020-02-30", "1969-12-31", "2020-03-12T24:00:00Z", "2020-03-12T00:60:00Z", "2020-3-12",
        "2020-03-12T00:00:00+01:00", "2020-03-12T00:00:00.5Z", "2020-03-12X00:00:00", "12/03/2020",
        "99999999999999999999", "2020-03-12T", "2020-03-12T00", "é020-03-12",
    ])
    func `is no time`(_ text: String) { #expect(time(text) == nil) }
}
