/// The name of an asset, a pool or an agent.
struct NameForm: Form {
    var expected: String { "a name of 1 to 32 letters, digits, - and _" }

    var schema: Schema { .word(Schema.Pattern.name) }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> String {
        let text = try element.text(expected)
        try Self.check(text, element)
        return text
    }

    /// Refuses text that is no name.
    static func check(_ text: String, _ element: Element) throws(ScenarioError) {
        if !text.utf8.allSatisfy(isWord) || !(1...32).contains(text.utf8.count) {
            throw element.error(
                "\(Wording.quoted(text)) is not a name",
                "write \(NameForm().expected)"
            )
        }
    }

    /// Whether a name may contain the byte.
    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: true
        default: false
        }
    }
}
