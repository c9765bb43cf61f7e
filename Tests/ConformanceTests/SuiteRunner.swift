import Conformance
import Foundation

/// Checks the text of a file with a suite.
func check(_ suite: String, _ text: String, name: String = "cases.json") throws -> SuiteReport {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "conformance-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    return try Conformance.run(suite: suite, file: file.path)
}
