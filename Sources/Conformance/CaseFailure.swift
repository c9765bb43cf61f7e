/// Why a case does not agree with its reference.
enum CaseFailure: Error, Hashable, CustomStringConvertible {
    /// A field that the case needs is not there.
    case missing(field: String)
    /// A field holds something else than it should.
    case malformed(field: String, expected: String)
    /// Nothing says what to check.
    case unknownShape(fields: [String])
    /// The result is another one.
    case different(what: String, expected: String, actual: String)
    /// What is valid was refused.
    case refused(what: String, reason: String)
    /// What is invalid was accepted.
    case accepted(what: String)

    var description: String {
        switch self {
        case .missing(let field): "the field \"\(field)\" is missing"
        case .malformed(let field, let expected): "\"\(field)\" is not \(expected)"
        case .unknownShape(let fields): "no known check has the fields \(fields)"
        case .different(let what, let expected, let actual):
            "\(what) is \(Self.short(actual)), expected \(Self.short(expected))"
        case .refused(let what, let reason): "\(what) was refused: \(reason)"
        case .accepted(let what): "\(what) is invalid but was accepted"
        }
    }

    private static func short(_ text: String) -> String {
        text.count <= 200 ? text : "\(text.prefix(200))… (\(text.count) characters)"
    }
}
