import Foundation
import Primitives
import Scenarios

/// A run as its folder tells it, or a stored `summary.json` alone.
public struct StoredRun {
    /// Where it was read.
    public let path: String
    /// The summary.
    let summary: JSON
    /// What the summary's numbers are, in its order; empty for a summary without its scenario.
    let measures: [SummaryMeasure]

    /// The most that is read of a summary.
    private static let sizeMax = 64 << 20

    /// Reads a run folder, or a file that is a copy of a `summary.json`.
    public init(path: String) throws(StoredRunError) {
        self.path = path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw StoredRunError("\(path): no such file; give a run folder, or a summary.json")
        }
        let file = isFolder.boolValue ? "\(path)/summary.json" : path
        let data = try Self.read(file)
        guard let root = try? JSONDecoder().decode(StoredJSON.self, from: data).value,
            case .object = root
        else {
            throw StoredRunError("\(file): is no summary of a run; give one that ballast wrote")
        }
        guard root["format"]?.whole == SignedWhole(1) else {
            throw StoredRunError(
                "\(file): has no \"format\": 1; give a summary that ballast run wrote"
            )
        }
        summary = root
        let scenario = isFolder.boolValue ? try? Self.scenario(in: path) : nil
        measures = scenario.map { SummaryMeasure.all(of: $0) } ?? []
    }

    /// Whether its scenario is beside it, which names the units.
    var hasUnits: Bool { !measures.isEmpty }

    /// What was run, in a line.
    var title: String {
        func text(_ key: String) -> String { summary[key].map { $0.plain } ?? "unknown" }
        let interrupted = if case .bool(true) = summary["interrupted"] { true } else { false }
        return "\(text("scenario")), seed \(text("seed")), \(text("blocks")) blocks"
            + (interrupted ? ", interrupted" : "")
    }

    /// Every number, amount and missing number of the summary by its path, in alphabetical order.
    ///
    /// What is judged by the run's own file (`expectations`, `always`) is no measure.
    var numbers: [(path: String, value: JSON)] {
        var found: [(String, JSON)] = []
        guard case .object(let members) = summary else { return [] }
        for (key, value) in members where !Self.notMeasures.contains(key) {
            Self.collect(value, key, &found)
        }
        return found.sorted { $0.0 < $1.0 }
    }

    private static let notMeasures: Set = ["format", "seed", "expectations", "always"]

    private static func collect(_ value: JSON, _ path: String, _ found: inout [(String, JSON)]) {
        switch value {
        case .null, .int, .signed, .double: found.append((path, value))
        case .string: if value.whole != nil { found.append((path, value)) }
        case .bool: break
        case .object(let members):
            for (key, member) in members { collect(member, "\(path).\(key)", &found) }
        case .array(let items):
            for (index, item) in items.enumerated() {
                collect(item, "\(path).\(item.itemName ?? String(index))", &found)
            }
        }
    }

    private static func scenario(in folder: String) throws -> Scenario {
        let file = "\(folder)/scenario.resolved.yaml"
        return try Scenario.decode(bytes: [UInt8](try read(file)), file: file)
    }

    private static func read(_ file: String) throws(StoredRunError) -> Data {
        let data: Data
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
            defer { try? handle.close() }
            data = try handle.read(upToCount: sizeMax + 1) ?? Data()
        } catch {
            throw StoredRunError("\(file): cannot be read; give a folder that ballast run wrote")
        }
        guard data.count <= sizeMax else {
            throw StoredRunError("\(file): is larger than 64 MiB, which no summary is")
        }
        return data
    }
}

/// Why there is no run to compare.
public struct StoredRunError: Error, CustomStringConvertible {
    /// One line with the place and what to do.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// A JSON value of a file; keys come in alphabetical order.
private struct StoredJSON: Decodable {
    let value: JSON

    init(from decoder: any Decoder) throws {
        if let members = try? decoder.singleValueContainer().decode([String: StoredJSON].self) {
            value = .object(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value.value) })
            return
        }
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
            value = .null
        } else if let flag = try? single.decode(Bool.self) {
            value = .bool(flag)
        } else if let whole = try? single.decode(UInt64.self) {
            value = .int(whole)
        } else if let number = try? single.decode(Double.self) {
            value = .double(number)
        } else if let text = try? single.decode(String.self) {
            value = .string(text)
        } else {
            value = .array(try single.decode([StoredJSON].self).map(\.value))
        }
    }
}

extension JSON {
    /// The value as a person would write it: text without quotation marks.
    var plain: String {
        if case .string(let text) = self { text } else { line }
    }
}
