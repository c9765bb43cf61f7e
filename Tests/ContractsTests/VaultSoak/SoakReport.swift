/// How often each kind of deed was done and refused, over some worlds.
struct SoakReport {
    private(set) var done: [SoakKind: Int] = [:]
    private(set) var refused: [SoakKind: Int] = [:]
    /// How often a deed was refused for a reason, by kind and reason.
    private(set) var reasons: [String: Int] = [:]
    /// After how many deeds the share price was not judged.
    private(set) var unjudged = 0
    /// The first violation of each world that had one.
    private(set) var failures: [String] = []

    /// All deeds.
    var total: Int { done.values.reduce(0, +) + refused.values.reduce(0, +) }

    mutating func note(_ kind: SoakKind, refusedFor reason: String?) {
        guard let reason else {
            done[kind, default: 0] += 1
            return
        }
        refused[kind, default: 0] += 1
        reasons["\(kind.rawValue): \(reason)", default: 0] += 1
    }

    mutating func fail(_ text: String) { failures.append(text) }

    mutating func noteUnjudged(_ count: Int) { unjudged += count }

    mutating func merge(_ other: SoakReport) {
        done.merge(other.done, uniquingKeysWith: +)
        refused.merge(other.refused, uniquingKeysWith: +)
        reasons.merge(other.reasons, uniquingKeysWith: +)
        unjudged += other.unjudged
        failures += other.failures
    }

    /// A line a kind, with the commonest reasons of refusals.
    var table: String {
        SoakKind.allCases.map { kind in
            let name = kind.rawValue.padding(20)
            let counts = "\(done[kind, default: 0])".padding(9) + "\(refused[kind, default: 0])"
            let own = reasons.filter { $0.key.hasPrefix("\(kind.rawValue): ") }
                .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .prefix(5)
                .map { "\($0.key.dropFirst(kind.rawValue.count + 2)) \($0.value)" }
            return "\(name) \(kind.isRefusable ? counts : "\(done[kind, default: 0])") "
                + own.joined(separator: ", ")
        }
        .joined(separator: "\n")
    }
}

extension String {
    /// The text with spaces behind it up to a width.
    fileprivate func padding(_ width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
