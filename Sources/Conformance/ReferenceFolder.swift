import Foundation

/// A folder of reference files, as the upstream repositories have them.
enum ReferenceFolder {
    /// The most files of a folder that are looked at.
    static let filesMax = 50_000

    /// Whether a path is that of a folder.
    static func exists(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    /// The files of a folder and of its folders, in order of path; those whose names start with a
    /// dot are left out, and links to folders are not followed.
    static func files(_ path: String) throws(ReferenceFileError) -> [String] {
        let root = URL(filePath: path, directoryHint: .isDirectory).resolvingSymlinksInPath()
        guard
            let walk = FileManager.default.enumerator(
                at: root,
                includingPropertiesForKeys: [.isRegularFileKey],
                options: [.skipsHiddenFiles]
            )
        else { throw .unreadable(reason: "the folder cannot be listed") }
        let prefix = root.path.hasSuffix("/") ? root.path : root.path + "/"
        var files: [String] = []
        for case let url as URL in walk where url.path.hasPrefix(prefix) {
            let target = url.resolvingSymlinksInPath()
            let values = try? target.resourceValues(forKeys: [.isRegularFileKey])
            guard values?.isRegularFile == true else { continue }
            files.append(String(url.path.dropFirst(prefix.count)))
            if files.count > filesMax { throw .tooManyFiles(max: filesMax) }
        }
        let start = path.hasSuffix("/") ? path : path + "/"
        return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { start + $0 }
    }
}
