import Primitives

/// The keys of `run`.
enum RunKeys {
    static let duration = Key(
        "for",
        RunDurationForm(),
        "The length of the run, in time or in blocks."
    )

    static let table = KeyTable(title: "the run", keys: [duration])
}
