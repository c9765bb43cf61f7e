import Foundation
import Scenarios

/// Reads scenario files from disk.
public enum ScenarioFile {
    /// The scenario in a file, or the one-line reason why there is none; `overrides` replace some
    /// of its values, as `vault.guards.slippage=50 bp`.
    ///
    /// Files of prices that it names are read with it.
    public static func read(
        _ path: String,
        overrides: [String] = []
    ) throws(ScenarioError) -> Scenario {
        func refuse(_ message: String, _ remedy: String) -> ScenarioError {
            ScenarioError(file: path, line: nil, path: "", message: message, remedy: remedy)
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw refuse("no such file", "check the path; scenarios/ has examples")
        }
        if isFolder.boolValue { throw refuse("this is a folder", "give a file inside it") }
        // One byte over the limit is enough to see that the file is too large; a device or a pipe
        // that never ends is not read further.
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw refuse("cannot be read", "check its permissions")
        }
        defer { try? handle.close() }
        let data: Data
        do {
            data = try handle.read(upToCount: Scenario.fileSizeMax + 1) ?? Data()
        } catch {
            throw refuse("cannot be read", "check the file and its permissions")
        }
        if data.count > Scenario.fileSizeMax {
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            let size = attributes?[.size] as? Int ?? data.count
            throw Scenario.tooLarge(bytes: max(size, data.count), file: path)
        }
        var scenario = try Scenario.decode(
            bytes: [UInt8](data),
            file: path,
            overrides: overrides
        )
        var files = BarFiles(scenarioPath: path)
        try files.fill(&scenario)
        return scenario
    }
}
