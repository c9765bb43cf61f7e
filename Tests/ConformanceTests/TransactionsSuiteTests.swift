import Conformance
import Testing

/// The transaction of EIP-155's example, signed on chain 1.
private let example =
    "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025"
    + "a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb7"
    + "03304b3800ccf555c9f3dc64214b297fb1966a3b6d83"
/// Source: EIP-155's example: Keccak-256 of the bytes above, and the address of key 0x4646…46.
private let result = """
    {"hash":"0x33469b22e9f636356c4160a87eb19df52b7412e8eac32a4a55ffe88ea8350788",
     "sender":"0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f","intrinsicGas":"0x5208"}
    """

@Suite struct `The suite of transactions` {
    @Test func `takes the form of ethereum/tests`() throws {
        let report = try run(
            #"{"one":{"_info":{},"txbytes":"\#(example)","result":{"Berlin":\#(result),"#
                + #""Frontier":\#(result),"Osaka":\#(result)}}}"#
        )
        #expect(report.isPassed, "\(report.failures)")
        #expect(report.notes == ["forks that are not modelled: Frontier"])
    }

    @Test func `counts what is out of scope`() throws {
        let report = try run(
            #"[{"txbytes":"0x03c0","result":{"Cancun":\#(result)}},"#
                + #"{"txbytes":"0x04c0","result":{"Prague":{"exception":"x"}}},"#
                + #"{"txbytes":"0x03c0","result":{"Berlin":{"exception":"x"}}},"#
                + #"{"txbytes":"0x03c0","result":{"Frontier":{"exception":"x"}}}]"#
        )
        #expect(report.skipped == 3 && report.passed == 1 && report.failed == 0)
        #expect(
            report.notes.contains("blob transactions (type 3) are out of scope")
                && report.notes.contains("set-code transactions (type 4) are out of scope")
        )
    }

    @Test(arguments: [
        // What is valid must not be called invalid, nor the other way round.
        #"[{"txbytes":"\#(example)","result":{"Berlin":{"exception":"x"}}}]"#,
        #"[{"txbytes":"0xc0","result":{"Berlin":\#(result)}}]"#,
        #"[{"txbytes":"\#(example)","result":{"Berlin":{}}}]"#,
        #"[{"txbytes":"\#(example)","result":{"Berlin":null}}]"#,
        #"[{"txbytes":"\#(example)"}]"#,
        #"[{"txbytes":5,"result":{"Berlin":{"exception":"x"}}}]"#,
        #"[{"txbytes":"0x1","result":{"Berlin":{"exception":"x"}}}]"#,
        #"[{"creates":[]}]"#, #"[{"creates":3}]"#, #"[{"creates":[{}]}]"#,
        #"[{"sender":"0x00","creates":[{"nonce":1,"address":"0x00"}]}]"#,
        #"[{"transaction":{}}]"#, #"[{"transaction":3,"privateKey":"0x00"}]"#,
    ])
    func `fails a case that is wrong or incomplete`(json: String) throws {
        let report = try run(json)
        #expect(report.failed == 1 && report.passed == 0, "\(report)")
    }

    private func run(_ text: String) throws -> SuiteReport { try check("transactions", text) }
}
