import Conformance
import Foundation
import Testing

@Suite struct `The suite of storage gas` {
    /// EIP-3529's row of storing 0 twice over 1, and EIP-2200's of 0, then 1.
    private static let london = """
        [{"code":"0x60006000556000600055","usedGas":3012,"refund":4800,"original":1,
          "effectiveGas":-1788}]
        """
    private static let istanbul = """
        [{"cells":["0x60006000556001600055","5812","4200","1","0","1",""]}]
        """

    @Test(arguments: [
        ("eip3529.json", london, true), ("eip2200.json", istanbul, true),
        ("eip2929_without_3529.json", london, false), ("eip2200.json", london, false),
        ("rows.json", london, false), ("eip3529.json", #"[{"usedGas":1}]"#, false),
        ("eip3529.json", #"[{"cells":[1]}]"#, false),
        (
            "eip3529.json",
            #"[{"code":"0x6000600055600160","usedGas":3012,"refund":2800,"original":1}]"#, false
        ),
    ])
    func `goes by the rules that the file's name says`(
        _ name: String,
        _ text: String,
        _ passes: Bool
    ) throws {
        let folder = URL.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        let report = try Conformance.run(suite: "sstore", file: file.path)
        #expect(report.isPassed == passes, "\(report)")
        #expect(report.passed + report.failed == 1)
    }
}
