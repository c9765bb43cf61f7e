import Foundation
import WideMath

/// How much the randomised tests do, and what they draw from.
///
/// A run takes a fresh seed and prints it; `BALLAST_SEED` repeats it. Without `BALLAST_SOAK=1` a
/// long suite does one per cent of what `make soak` does.
package enum Soak {
    /// Whether the long suites run in full.
    package static let isFull = environment["BALLAST_SOAK"] == "1"

    /// The seed of this run.
    package static let seed: UInt64 = {
        let seed = number("BALLAST_SEED") ?? UInt64.random(in: 0...UInt64.max)
        print("seed: \(seed); BALLAST_SEED=\(seed) repeats this run's random tests")
        return seed
    }()

    /// The one case that suites of seeded cases do, where `BALLAST_CASE` gives its seed.
    package static let only = number("BALLAST_CASE")
    /// The only part that suites of many parts do; nothing for all of them.
    package static let part = environment["BALLAST_PART"].flatMap { Int($0) }

    /// How many of `full` cases this run does: all in a soak, otherwise one per cent.
    package static func count(of full: Int) -> Int { isFull ? full : max(1, full / 100) }

    /// A seed for each case of a suite that does `full` in a soak.
    package static func seeds(_ suite: String, of full: Int) -> [UInt64] {
        if let only { return [only] }
        var numbers = numbers(suite)
        return (0..<count(of: full)).map { _ in numbers.next() }
    }

    /// Numbers of their own for a part of a suite, the same whenever the seed is.
    package static func numbers(_ suite: String, part: Int = 0) -> TestNumbers {
        var mixer = Xoshiro256StarStar(seed: seed, name: "\(suite).\(part)")
        return TestNumbers(seed: mixer.next())
    }

    /// What a failure says, so that the run can be made again.
    package static func label(_ suite: String, part: Int = 0) -> String {
        "\(suite), part \(part): BALLAST_SEED=\(seed)\(isFull ? " BALLAST_SOAK=1" : "")"
    }

    /// A number that the environment gives; nothing where it does not.
    private static func number(_ name: String) -> UInt64? {
        guard let text = environment[name], !text.isEmpty else { return nil }
        guard let number = UInt64(text) else {
            print("\(name) is \"\(text)\"; it must be a whole number from 0 to 2^64 - 1")
            exit(2)
        }
        return number
    }

    private static var environment: [String: String] { ProcessInfo.processInfo.environment }
}
