/// Free text.
struct TextForm: Form {
    /// The most characters.
    let lengthMax: Int

    var expected: String { "a text of at most \(lengthMax) characters" }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> String {
        guard let scalar = element.node.scalar else { return try element.text(expected) }
        if element.isEmpty { return "" }
        if scalar.string.unicodeScalars.count > lengthMax {
            throw element.error("is too long", "write \(expected)")
        }
        return scalar.string
    }
}

/// The title of a scenario, which also names a folder.
struct TitleForm: Form {
    var expected: String {
        "a title of 1 to 64 letters, digits, spaces, - and _, beginning with a letter or digit"
    }

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

/// The name of an asset, a pool or an agent.
struct NameForm: Form {
    var expected: String { "a name of 1 to 32 letters, digits, - and _" }

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

/// One of a few words.
struct ChoiceForm<Choice>: Form
where Choice: RawRepresentable & CaseIterable & Sendable, Choice.RawValue == String {
    var words: [String] { Choice.allCases.map(\.rawValue) }
    var expected: String { Wording.choice(words) }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Choice {
        let text = try element.text(expected)
        if let choice = Choice(rawValue: text) { return choice }
        throw element.error(
            "\(Wording.quoted(text)) is not one of the choices",
            Wording.remedy(for: text, among: words, listing: "the choices are")
        )
    }
}

/// The name of an asset that exists.
struct AssetForm: Form {
    var expected: String { "the name of an asset" }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Asset {
        let text = try element.text(expected)
        if let asset = context.assets.first(where: { $0.name == text }) { return asset }
        let names = context.assets.map(\.name)
        throw element.error(
            "no asset \(Wording.quoted(text))",
            Wording.remedy(for: text, among: names, listing: "the assets are")
        )
    }
}

/// The name of a pool that exists.
struct PoolForm: Form {
    var expected: String { "the name of a pool" }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Pool {
        let text = try element.text(expected)
        if let pool = context.pools.first(where: { $0.name == text }) { return pool }
        let names = context.pools.map(\.name)
        throw element.error(
            "no pool \(Wording.quoted(text))",
            Wording.remedy(for: text, among: names, listing: "the pools are")
        )
    }
}

/// A list of values of one form.
struct ListForm<Item: Form>: Form {
    /// The form of each item.
    let item: Item
    /// How many there may be.
    let count: ClosedRange<Int>

    var expected: String { "a list, each item being \(item.expected)" }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> [Item.Value] {
        let elements = try element.items(expected)
        if !count.contains(elements.count) {
            let least = Canonical.grouped(count.lowerBound)
            let most = Canonical.grouped(count.upperBound)
            throw element.error(
                "is a list of \(Canonical.grouped(elements.count))",
                "give \(least == most ? least : "\(least) to \(most)")"
            )
        }
        var values: [Item.Value] = []
        for element in elements { values.append(try item.read(element, context)) }
        return values
    }
}

/// Any part of the file, taken as it is and decoded later.
struct ElementForm: Form {
    /// What should stand there.
    let expected: String

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Element { element }
}

/// The version of the format, of which there is one.
struct FormatForm: Form {
    var expected: String { "the version of the format, 1" }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) {
        let text = try element.text(expected)
        if text != "1" {
            throw element.error(
                "format \(Wording.quoted(text)) is not known",
                "this program reads format: 1"
            )
        }
    }
}
