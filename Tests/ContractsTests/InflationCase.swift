import Primitives
import TestSupport
import WideMath

/// A donation attack on the first deposit of a vault: ANCHORS A7, `erc4626_inflation.json`.
///
/// The attacker deposits, gives tokens away, and waits for the victim's deposit. Both gains are
/// what each would have by redeeming first right after it: one after the other, the second would
/// get a unit of rounding more in some of them.
struct InflationCase: CustomStringConvertible {
    /// Decimals that virtual shares stand for; nothing for a vault without them.
    let offset: UInt64?
    let victim: UInt256
    let attacker: UInt256
    let donation: UInt256
    let victimShares: UInt256
    /// A signed decimal number.
    let attackerGain: String
    let victimGain: String

    /// Reads a case of the file; nothing where a field is missing or no number.
    init?(_ object: [String: Any]) {
        func word(_ key: String) -> UInt256? {
            (object[key] as? String).flatMap { UInt256(decimal: $0) }
        }
        guard let victim = word("userDeposit"), let attacker = word("attackerDeposit"),
            let donation = word("donation"), let victimShares = word("victimShares"),
            let attackerGain = object["attackerPnL"] as? String,
            let victimGain = object["victimPnL"] as? String
        else { return nil }
        offset = (object["offset"] as? Int).map { UInt64($0) }
        self.victim = victim
        self.attacker = attacker
        self.donation = donation
        self.victimShares = victimShares
        self.attackerGain = attackerGain
        self.victimGain = victimGain
    }

    var description: String {
        """
        offset \(offset.map { "\($0)" } ?? "none"), attacker \(attacker), donation \(donation), \
        victim \(victim)
        """
    }

    /// What came back less what was put in, as a signed decimal number.
    static func gain(_ back: UInt256, _ put: UInt256) -> String {
        back < put ? "-\(put.wrappingSubtract(back))" : "\(back.wrappingSubtract(put))"
    }

    /// The cases of the file; none, and a line that says so, where it is missing.
    static func file() throws -> [InflationCase?] {
        try SharedFiles.objects("anchors/erc4626_inflation.json").map { InflationCase($0) }
    }

    /// Three cases of the file for each offset, so that they are tested without it too: offset,
    /// attacker's deposit, donation, victim's shares, both gains; the victim puts in 10¹⁸.
    static let known = """
        none 1 100000000000000000 9 9999999999999999 -10000000000000000
        none 1 1000000000000000000 0 1000000000000000000 -1000000000000000000
        none 1000000 500000000000000000000000 1 499999500000499998 -499999500000499999
        0 1 1000000000000000000 1 -333333333333333334 -333333333333333333
        0 1 2000000000000000000 0 -500000000000000000 -1000000000000000000
        0 1000000 100000100000000000000000 9 -999990000109 -99999100008999902
        3 1 1000000000000000000000 1 -499750124937531234383 -499750124937531235
        3 1 2000000000000000000000 0 -999500000000000000000 -1000000000000000000
        3 1000000 500000500000000000000000000 1 -499500000500499499001 -499999999500000501
        6 1 1000000000000000000000000 1 -499999750000124999937501 -499999750000125000
        6 1 2000000000000000000000000 0 -999999500000000000000000 -1000000000000000000
        6 100 50500000000000000000000000 1 -499999504950499950985150 -499999995049505000
        """.split(separator: "\n").map { line in
            let words = line.split(separator: " ").map(String.init)
            let names = ["attackerDeposit", "donation", "victimShares", "attackerPnL", "victimPnL"]
            var object: [String: Any] = ["userDeposit": "1000000000000000000"]
            if let offset = words.first.flatMap({ Int($0) }) { object["offset"] = offset }
            for (name, word) in zip(names, words.dropFirst()) { object[name] = word }
            return InflationCase(object)
        }
}
