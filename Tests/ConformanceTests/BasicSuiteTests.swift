import Conformance
import Foundation
import TestSupport
import Testing

@Suite struct `The suite basic` {
    @Test(arguments: [("genesishashestest", 3), ("hexencodetest", 12)])
    func `passes the reference files of tries and headers`(name: String, passed: Int) throws {
        try SuiteRun.expect("basic", "basic/\(name).json", passed: passed)
    }

    /// Source: ethereum/tests, BasicTests/hexencodetest.json, "zz,odd,open" and "nz,even,term".
    @Test(arguments: [
        #"{"seq":[0,0,1,2,3,4,5],"term":false,"out":"10012345"}"#,
        #"{"seq":[1,2,3,4],"term":true,"out":"0x201234"}"#,
    ])
    func `takes a path`(text: String) throws {
        #expect(try check("basic", #"{"path":\#(text)}"#).passed == 1)
    }

    @Test(arguments: [
        #"{"seq":[1,2,3,4],"term":false,"out":"201234"}"#, #"{"seq":[1,2,3,4],"term":true}"#,
        #"{"seq":[1,2,3,4],"term":1,"out":"201234"}"#, #"{"seq":[1,2,3,4],"out":"201234"}"#,
        #"{"seq":[16],"term":true,"out":"30"}"#, #"{"seq":[256],"term":true,"out":"30"}"#,
        #"{"seq":[-1],"term":true,"out":"30"}"#, #"{"seq":["a"],"term":true,"out":"3a"}"#,
        #"{"seq":1,"term":true,"out":"31"}"#,
        #"{"seq":[18446744073709551615],"term":true,"out":"30"}"#,
    ])
    func `fails a path that is wrong or incomplete`(text: String) throws {
        try SuiteRun.expectFailure("basic", #"{"path":\#(text)}"#)
    }

    @Test func `fails a first block with any other number`() throws {
        guard let data = try SharedFiles.data("vectors/basic/genesishashestest.json") else {
            return
        }
        let json = try JSONSerialization.jsonObject(with: data)
        let genesis = try #require(json as? [String: String])
        for (key, text) in genesis {
            for other in [text.dropLast(2) + "ff", text.dropLast(2), nil] {
                var changed = genesis
                changed[key] = other.map { String($0) }
                let data = try JSONSerialization.data(withJSONObject: changed)
                let report = try check("basic", String(decoding: data, as: UTF8.self))
                #expect(report.failed > 0, "\(key)")
            }
        }
    }
}
