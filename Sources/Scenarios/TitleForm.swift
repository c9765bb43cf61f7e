/// The title of a scenario, which also names a folder.
struct TitleForm: Form {
    var expected: String {
        "a title of 1 to 64 letters, digits, spaces, - and _, beginning with a letter or digit"
    }

    var schema: Schema { .word("[A-Za-z0-9][A-Za-z0-9 _-]{0,63}") }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> String {
        let text = try element.text(expected)
        let isPlain = text.utf8.allSatisfy { NameForm.isWord($0) || $0 == UInt8(ascii: " ") }
        guard isPlain, (1...64).contains(text.utf8.count), text.first?.isNameStart == true else {
            throw element.error("\(Wording.quoted(text)) is not a title", "write \(expected)")
        }
        return text
    }
}

extension Character {
    fileprivate var isNameStart: Bool { self != " " && self != "-" && self != "_" }
}
