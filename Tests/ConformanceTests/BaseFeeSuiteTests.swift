import Conformance
import Testing

@Suite struct `The suite basefee` {
    @Test(arguments: [
        ("basefee_pairs", 62), ("geth_calcbasefee", 3), ("geth_gaslimit_bounds", 14),
    ])
    func `passes the reference files`(name: String, passed: Int) throws {
        try SuiteRun.expect("basefee", "eip1559/\(name).json", passed: passed)
    }

    private static let fee = #"{"parentBaseFee":1000000000,"parentGasLimit":20000000,"#

    @Test(arguments: [
        fee + #""parentGasUsed":9000000,"baseFee":987500000}"#,
        // The same numbers as text.
        #"{"parentBaseFee":"0x3b9aca00","parentGasLimit":"20000000","parentGasUsed":9000000,"#
            + #""baseFee":"987500000"}"#,
        #"{"parentGasLimit":10000000,"londonTransition":true,"gasLimit":20019530,"valid":true}"#,
        #"{"parentGasLimit":20000000,"gasLimit":20019531,"valid":false}"#,
    ])
    func `takes every shape of case`(text: String) throws {
        #expect(try check("basefee", "[\(text)]").passed == 1)
    }

    @Test(arguments: [
        fee + #""parentGasUsed":9000000,"baseFee":987500001}"#, fee + #""baseFee":987500000}"#,
        fee + #""parentGasUsed":-1,"baseFee":987500000}"#,
        fee + #""parentGasUsed":18446744073709551616,"baseFee":987500000}"#,
        fee + #""parentGasUsed":1.5,"baseFee":987500000}"#,
        fee + #""parentGasUsed":"0x10000000000000000","baseFee":987500000}"#,
        fee + #""parentGasUsed":9000000}"#, fee + #""parentGasUsed":9000000,"baseFee":null}"#,
        #"{"parentBaseFee":7,"parentGasLimit":1,"parentGasUsed":0,"baseFee":7}"#,
        #"{"parentGasLimit":20000000,"gasLimit":20019531,"valid":true}"#,
        #"{"parentGasLimit":20000000,"gasLimit":20019530,"valid":false}"#,
        #"{"parentGasLimit":20000000,"gasLimit":20019530,"valid":1}"#,
        #"{"parentGasLimit":20000000,"valid":true}"#,
        #"{"parentGasLimit":1,"gasLimit":1,"valid":true,"londonTransition":0}"#,
    ])
    func `fails a case that is wrong or incomplete`(text: String) throws {
        try SuiteRun.expectFailure("basefee", "[\(text)]")
    }

    @Test func `fails a file that is not one of cases`() throws {
        try SuiteRun.expectNoCases("basefee")
    }
}
