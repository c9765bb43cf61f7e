import Foundation

/// The reference files beside the repository, which tests sweep where they exist.
package enum SharedFiles {
    /// The address of a file in the folder `shared` next to the repository.
    ///
    /// Nothing, and a line that says so, where that folder is not there.
    package static func url(_ path: String, file: String = #filePath) -> URL? {
        var folder = URL(filePath: file).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        {
            if folder.path == "/" { break }
            folder = folder.deletingLastPathComponent()
        }
        let shared = folder.deletingLastPathComponent().appending(path: "shared")
        guard FileManager.default.fileExists(atPath: shared.path) else {
            print("skipped: ../shared not found")
            return nil
        }
        return shared.appending(path: path)
    }

    /// The bytes of such a file; nothing, and a line that says so, where there is no folder.
    package static func data(_ path: String, file: String = #filePath) throws -> Data? {
        guard let url = url(path, file: file) else { return nil }
        return try Data(contentsOf: url)
    }

    /// The objects of a JSON array; none, and a line that says so, where there is no folder.
    package static func objects(
        _ path: String,
        file: String = #filePath
    ) throws -> [[String: Any]] {
        guard let url = url(path, file: file) else { return [] }
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
        guard let objects = json as? [[String: Any]], !objects.isEmpty else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return objects
    }
}
