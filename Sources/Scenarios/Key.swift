/// What a value of the format looks like, and how it is read.
protocol Form<Value>: Sendable {
    /// What reading gives.
    associatedtype Value
    /// What should stand here, with an example: `a duration, for example 13 s`.
    var expected: String { get }
    /// What an editor needs to know of it; it admits whatever `read` accepts.
    var schema: Schema { get }
    /// Reads and checks a value.
    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Value
}

/// What values may refer to: the parts of the scenario that are already decoded.
struct Context {
    /// The assets.
    var assets: [Asset] = []
    /// The pools.
    var pools: [Pool] = []
    /// The vault's quote token, if there is a vault.
    var vaultQuote: String?
    /// When the chain begins, in seconds since 1970-01-01T00:00:00Z.
    var start: UInt64 = 0
}

/// Whether a key may be left out.
enum Presence: Sendable, Hashable {
    /// It may not.
    case required
    /// It may, and means nothing then, or something that depends on the rest of the scenario.
    case optional
    /// It may, and stands for this text then.
    case fallback(String)
}

/// A key of a section without the type of its value.
protocol KeyDescription: Sendable {
    /// The key itself.
    var name: String { get }
    /// Whether it may be left out.
    var presence: Presence { get }
    /// What should stand there, with an example.
    var expected: String { get }
    /// What the key is for, in one sentence.
    var about: String { get }
    /// What may stand there, with what the key is for and its default.
    var schema: Schema { get }
}

/// A key of a section: the one place that says how it is called, read and left out.
struct Key<ValueForm: Form>: KeyDescription {
    let name: String
    let form: ValueForm
    let presence: Presence
    let about: String
    var expected: String { form.expected }

    init(_ name: String, _ form: ValueForm, _ presence: Presence, _ about: String) {
        self.name = name
        self.form = form
        self.presence = presence
        self.about = about
    }

    init(_ name: String, _ form: ValueForm, _ about: String) {
        self.init(name, form, .required, about)
    }
}

/// The keys of one kind of section; decoding, suggestions and documentation all read it.
struct KeyTable: Sendable {
    /// What the section is: `the chain`.
    let title: String
    /// Its keys, in the order in which they are written.
    let keys: [any KeyDescription]

    /// The names of the keys.
    var names: [String] { keys.map(\.name) }
}
