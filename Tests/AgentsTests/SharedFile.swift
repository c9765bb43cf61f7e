import Foundation

/// A file of the `shared` folder that lies beside the checkout, or nothing, with a message, where
/// there is none.
func sharedFile(_ path: String, from source: String = #filePath) -> Data? {
    var folder = URL(fileURLWithPath: source).deletingLastPathComponent()
    while folder.path != "/" {
        let file = folder.appendingPathComponent("shared").appendingPathComponent(path)
        if let data = FileManager.default.contents(atPath: file.path) { return data }
        folder.deleteLastPathComponent()
    }
    print("skipped: no ../shared/\(path)")
    return nil
}
