import Crypto
import Foundation
import Scenarios
import Simulation

/// Reads the files of prices that a scenario and its variants name.
///
/// A file is read once for each window of time that is asked of it, in pieces, so that its size is
/// of no account.
struct BarFiles {
    /// What makes two readings the same.
    private struct Request: Hashable {
        let path: String
        let start: UInt64
        let end: UInt64
    }

    /// What one gave.
    private struct Reading {
        let content: FileReplay.Content
        let sha256: String
    }

    /// The scenario's file, for errors, whose folder paths start from.
    private let scenarioPath: String
    private var readings: [Request: Reading] = [:]

    /// Bytes that are read at a time.
    private static let pieceSize = 1 << 18

    init(scenarioPath: String) { self.scenarioPath = scenarioPath }

    /// Fills in the bars of a scenario and of its variants.
    mutating func fill(_ scenario: inout Scenario) throws(ScenarioError) {
        for index in scenario.assets.indices {
            guard case .file(var replay) = scenario.assets[index].price else { continue }
            try fill(&replay, of: scenario.assets[index].name, in: scenario)
            scenario.assets[index].price = .file(replay)
        }
        for index in scenario.variants.indices { try fill(&scenario.variants[index].scenario) }
        for index in scenario.levels.indices { try fill(&scenario.levels[index].scenario) }
    }

    private mutating func fill(
        _ replay: inout FileReplay,
        of asset: String,
        in scenario: Scenario
    ) throws(ScenarioError) {
        func refuse(_ message: String, _ remedy: String) -> ScenarioError {
            ScenarioError(
                file: scenarioPath,
                line: nil,
                path: "assets.\(asset).price.replay",
                message: message,
                remedy: remedy
            )
        }
        let path = resolved(replay.path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw refuse(
                "no file \(path)",
                "a path starts from the scenario's folder; --set assets.\(asset).price.replay=PATH "
                    + "gives another"
            )
        }
        if isFolder.boolValue { throw refuse("\(path) is a folder", "give a file inside it") }
        let request = Request(
            path: path,
            start: replay.from,
            end: replay.from + scenario.secondsToEnd
        )
        let reading: Reading
        if let known = readings[request] {
            reading = known
        } else {
            guard let handle = FileHandle(forReadingAtPath: path) else {
                throw refuse("\(path) cannot be read", "check its permissions")
            }
            defer { try? handle.close() }
            reading = try Self.read(handle, request)
            readings[request] = reading
        }
        if let expected = replay.sha256, expected != reading.sha256 {
            throw refuse(
                "\(path) is another file than the scenario was written for: its SHA-256 is "
                    + "\(reading.sha256)",
                "give the file of sha256, or remove that key"
            )
        }
        replay.sha256 = reading.sha256
        replay.content = reading.content
    }

    private func resolved(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        let folder = scenarioPath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return folder.isEmpty ? path : folder.joined(separator: "/") + "/" + path
    }

    private static func read(
        _ handle: FileHandle,
        _ request: Request
    ) throws(ScenarioError) -> Reading {
        var reader = BarReader(file: request.path, window: request.start..<request.end)
        var hash = SHA256()
        while true {
            let piece: Data?
            do {
                piece = try handle.read(upToCount: pieceSize)
            } catch {
                throw ScenarioError(
                    file: request.path,
                    line: nil,
                    path: "",
                    message: "cannot be read",
                    remedy: "check the file and its permissions"
                )
            }
            guard let piece, !piece.isEmpty else { break }
            hash.update(data: piece)
            // A typed throw does not pass through Data's closure.
            var failure: ScenarioError?
            piece.withUnsafeBytes { bytes in
                do throws(ScenarioError) {
                    try reader.add(bytes.bindMemory(to: UInt8.self))
                } catch { failure = error }
            }
            if let failure { throw failure }
        }
        let digits = hash.finalize().map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        return Reading(content: try reader.finish(), sha256: digits.joined())
    }
}
