/// A scenario to begin with: a commented file that teaches the format.
public struct Template: Sendable {
    /// The word that asks for it.
    public let name: String
    /// What it is, in a few words.
    public let about: String
    /// The file.
    public let text: String

    /// All there are, the first being the one to begin with.
    public static let all: [Template] = [vault, mev, crash, index, empty]

    /// The template of a name, or the one that was meant.
    public static func named(_ name: String) throws(TemplateError) -> Template {
        if let template = all.first(where: { $0.name == name }) { return template }
        let names = all.map(\.name)
        let remedy = Wording.remedy(for: name, among: names, listing: "there are")
        throw TemplateError("no template \(Wording.quoted(name)); \(remedy)")
    }
}

/// Why there is no such template, and what to do, on one line.
public struct TemplateError: Error, CustomStringConvertible {
    /// The line.
    public let description: String

    init(_ description: String) { self.description = description }
}
