import Foundation

/// What Package.swift declares, as SwiftPM itself reads it.
struct Manifest: Sendable {
    /// A target, and the targets and products it names.
    struct Target: Equatable, Sendable {
        let name: String
        let dependencies: Set<String>
    }

    let targets: [Target]

    /// Reads the output of `swift package dump-package`; test and system targets are left out.
    init(parsing json: Data) throws {
        targets = try JSONDecoder().decode(Dump.self, from: json).targets
            .filter { ["regular", "executable"].contains($0.type) }
            // What tests share is a target too, but no module of the product.
            .filter { $0.path?.hasPrefix("Tests/") != true }
            .map { target in
                let names = target.dependencies.compactMap { $0.values.first?.first??.name }
                return Target(name: target.name, dependencies: Set(names))
            }
    }

    /// Asks SwiftPM, with a build folder of its own: the test run holds the usual one.
    static func checkout() throws -> Manifest {
        let scratch = FileManager.default.temporaryDirectory
            .appending(path: "ballast-tidy-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "--package-path", SourceTree.root.path(percentEncoded: false),
            "--scratch-path", scratch.path(percentEncoded: false), "dump-package",
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let json = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try Manifest(parsing: json)
    }

    private struct Dump: Decodable {
        struct Target: Decodable {
            let name: String
            let type: String
            let path: String?
            let dependencies: [[String: [Part?]]]
        }
        let targets: [Target]
    }

    /// An item of a dependency: its name comes first, then a package, aliases or a condition.
    private struct Part: Decodable {
        let name: String?

        init(from decoder: any Decoder) throws {
            name = try? decoder.singleValueContainer().decode(String.self)
        }
    }
}
