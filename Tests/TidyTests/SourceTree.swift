import Foundation

/// The Swift files of this checkout.
struct SourceTree: Sendable {
    /// The files under `Sources`, sorted by path.
    let sources: [SourceFile]
    /// The files under `Tests`, sorted by path.
    let tests: [SourceFile]
    /// The manifests and the benchmarks, sorted by path.
    let others: [SourceFile]

    /// The root of the checkout, two folders above this file's own.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Read once for all tests.
    static let checkout = Result { try SourceTree() }

    var all: [SourceFile] { sources + tests + others }

    private init() throws {
        sources = try Self.read("Sources")
        tests = try Self.read("Tests")
        others =
            try ["Package.swift", "Benchmarks/Package.swift"].map(Self.readFile)
            + Self.read("Benchmarks/Benchmarks")
    }

    private static func read(_ folder: String) throws -> [SourceFile] {
        try FileManager.default.subpathsOfDirectory(
            atPath: root.appending(path: folder).path(percentEncoded: false)
        )
        .filter { $0.hasSuffix(".swift") }
        .sorted()
        .map { try readFile("\(folder)/\($0)") }
    }

    private static func readFile(_ path: String) throws -> SourceFile {
        SourceFile(path, try String(contentsOf: root.appending(path: path), encoding: .utf8))
    }
}
