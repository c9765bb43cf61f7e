import Foundation

/// A file of reference cases.
struct ReferenceFile {
    let bytes: Data
    /// Where it is, for what lies beside it.
    let path: String

    init(path: String) throws(ReferenceFileError) {
        do {
            bytes = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .unreadable(reason: "\(error.localizedDescription)")
        }
        self.path = path
    }

    /// The last part of its path: some files say there what their cases mean.
    var name: String { URL(filePath: path).lastPathComponent }

    /// The value that the file holds.
    func json() throws(ReferenceFileError) -> JSONValue {
        do {
            return try JSONDecoder().decode(JSONValue.self, from: bytes)
        } catch {
            throw .notJSON
        }
    }

    /// The cases, named: the entries of an array or of an object, the latter in order of name.
    func cases() throws(ReferenceFileError) -> [(name: String, value: JSONValue)] {
        let cases: [(name: String, value: JSONValue)]
        switch try json() {
        case .array(let values):
            cases = values.enumerated().map { index, value in
                (value["name"]?.string ?? "case \(index)", value)
            }
        case .object(let entries):
            cases = entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        default: throw .noCase
        }
        if cases.isEmpty { throw .noCase }
        return cases
    }
}

/// Why a file is not a file of cases.
enum ReferenceFileError: Error, Hashable, CustomStringConvertible {
    /// It is not there, or may not be read.
    case unreadable(reason: String)
    /// It is not JSON.
    case notJSON
    /// It has no case.
    case noCase
    /// A folder holds more files than are looked at.
    case tooManyFiles(max: Int)

    var description: String {
        switch self {
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .notJSON: "is not JSON"
        case .noCase: "has no case"
        case .tooManyFiles(let max): "holds more than \(max) files"
        }
    }
}
