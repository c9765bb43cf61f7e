/// Why a scenario was refused: where, what and what to do about it.
public struct ScenarioError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file's name, as it was given.
    public let file: String
    /// The line, the first being 1; nothing where the whole file is meant.
    public let line: Int?
    /// Where in the scenario, such as `agents[2].fees.tip`; empty for the file as a whole.
    public let path: String
    /// What is wrong.
    public let message: String
    /// What to do about it; may be empty.
    public let remedy: String

    /// Makes an error.
    public init(file: String, line: Int?, path: String, message: String, remedy: String) {
        self.file = file
        self.line = line
        self.path = path
        self.message = message
        self.remedy = remedy
    }

    /// One line: `file:line: path: message; remedy`.
    public var description: String {
        var text = line.map { "\(file):\($0): " } ?? "\(file): "
        if !path.isEmpty { text += "\(path): " }
        text += message
        if !remedy.isEmpty { text += "; \(remedy)" }
        return text
    }
}
