import Conformance
import Testing

@Suite struct `The suite abi` {
    @Test(arguments: [
        ("basic_abi_tests", 3), ("ethers_abi", 615), ("ethers_packed_keccak", 205),
    ])
    func `passes the reference files`(name: String, passed: Int) throws {
        try SuiteRun.expect("abi", "abi/\(name).json", passed: passed)
    }

    private static let zeros = String(repeating: "00", count: 31)
    private static let ones = String(repeating: "ff", count: 31)

    private static let short = String(repeating: "00", count: 30)

    /// The encodings are those of the Solidity documentation's rules, by hand.
    private static let values: [(String, String, String)] = [
        ("uint8", "1", "\(zeros)01"), ("uint8", #""1""#, "\(zeros)01"),
        ("uint8", #""0x1""#, "\(zeros)01"), ("uint8", #""0x""#, "\(zeros)00"),
        ("int8", "-1", "\(ones)ff"), ("int8", #""-1""#, "\(ones)ff"),
        ("int8", #""-128""#, "\(ones)80"), ("int8", #""0xff""#, "\(ones)ff"),
        ("int8", #""0x7f""#, "\(zeros)7f"), ("int256", #""-1""#, "\(ones)ff"),
        ("bool", "true", "\(zeros)01"), ("bytes32", #""0x\#(ones)01""#, "\(ones)01"),
        ("bytes2", #""a""#, "61\(zeros)"),
        ("(bool,uint8)", "[false,2]", "\(zeros)00\(zeros)02"),
        ("tuple(bool,uint8)", "[false,2]", "\(zeros)00\(zeros)02"),
        ("uint8[2]", "[1,2]", "\(zeros)01\(zeros)02"),
        ("uint8[]", "[2]", "\(zeros)20\(zeros)01\(zeros)02"),
        ("string", #""0x""#, "\(zeros)20\(zeros)023078\(short)"),
        ("bytes", #""0x""#, "\(zeros)20\(zeros)00"),
    ]

    private static let wrong: [(String, String, String)] = [
        ("uint8", "256", "\(zeros)00"), ("uint8", "-1", "\(zeros)01"), ("uint8", "1.5", ""),
        ("uint8", "true", "\(zeros)01"), ("uint8", #""""#, "\(zeros)00"),
        ("uint8", #""0xzz""#, ""), ("int8", #""-129""#, "\(ones)7f"), ("int8", #""-""#, ""),
        ("int8", #""0x100""#, "\(zeros)00"), ("int8", #""128""#, "\(zeros)80"),
        ("int8", "-1.5", "\(ones)ff"), ("int8", "-1e300", "\(ones)ff"),
        ("bool", "1", "\(zeros)01"), ("bool", #""true""#, "\(zeros)01"),
        ("bytes2", #""0x61""#, "61\(zeros)"), ("bytes2", #""abc""#, "616263"),
        ("bytes2", "1", ""), ("bytes", "null", ""), ("string", "1", ""),
        ("address", #""0x00""#, "\(zeros)00"), ("address", "0", "\(zeros)00"),
        ("(bool,uint8)", "[false]", "\(zeros)00"), ("(bool)", "[false,1]", "\(zeros)00"),
        ("(bool)", "{}", "\(zeros)00"), ("uint8[2]", "[1]", "\(zeros)01"),
        ("uint8[]", "1", "\(zeros)01"), ("uint7", "1", "\(zeros)01"), ("", "1", "\(zeros)01"),
        ("uint8[", "[1]", "\(zeros)01"), ("uint8[9999999999999]", "[]", ""),
        ("uint8", "1", "\(zeros)02"), ("uint8", "1", "\(zeros)0100"), ("uint8", "1", "0"),
    ]

    @Test(arguments: values)
    func `takes every shape of value`(type: String, value: String, encoded: String) throws {
        let text = #"[{"type":"\#(type)","value":\#(value),"encoded":"\#(encoded)"}]"#
        let report = try check("abi", text)
        #expect(report.passed == 1, "\(report.failures)")
    }

    @Test(arguments: wrong)
    func `fails a value that is wrong`(type: String, value: String, encoded: String) throws {
        let text = #"[{"type":"\#(type)","value":\#(value),"encoded":"\#(encoded)"}]"#
        try SuiteRun.expectFailure("abi", text)
    }

    /// Keccak-256 of no bytes, and so of nothing packed.
    private static let empty = "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"

    @Test func `takes every shape of case`() throws {
        for text in [
            #"{"types":[],"args":[],"result":""}"#, #"{"type":"()","value":[],"encoded":"0x"}"#,
            #"{"types":["bytes","string"],"values":["0x",""],"keccak256":"\#(Self.empty)"}"#,
        ] {
            #expect(try check("abi", "[\(text)]").passed == 1, "\(text)")
        }
    }

    @Test(arguments: [
        #"{"types":[],"args":[1],"result":""}"#, #"{"types":["bool"],"args":[],"result":""}"#,
        #"{"types":"bool","args":[],"result":""}"#, #"{"types":[1],"args":[1],"result":""}"#,
        #"{"args":[],"result":""}"#, #"{"types":[],"args":[]}"#, #"{"types":[]}"#,
        #"{"type":"()","value":[]}"#, #"{"value":[],"encoded":""}"#,
        #"{"types":[],"values":[],"keccak256":"00"}"#, #"{"types":[],"values":[]}"#,
        #"{"types":["bytes"],"values":["0x00"],"keccak256":"\#(empty)"}"#,
        #"{"types":["()"],"values":[[]],"keccak256":"\#(empty)"}"#,
        #"{"types":["string[]"],"values":[[""]],"keccak256":"\#(empty)"}"#,
    ])
    func `fails a case that is wrong or incomplete`(text: String) throws {
        try SuiteRun.expectFailure("abi", "[\(text)]")
    }

    @Test func `fails a file that is not one of cases`() throws {
        try SuiteRun.expectNoCases("abi")
    }
}
