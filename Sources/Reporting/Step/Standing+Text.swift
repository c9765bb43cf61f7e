import BlockBuilding
import Execution
import Primitives
import WideMath

extension Standing {
    /// The reason, for people.
    var text: String {
        switch self {
        case .fee(let tip): "tip \(Figures.gwei(tip)), the highest left"
        case .arrival: "by arrival"
        case .drawn: "drawn from the seed"
        case .committed(let block): "sealed and committed while block \(block) was next"
        case .sequenced: "by the greedy sequencing rule: buys and sells in turn"
        case .cleared: "by arrival; all swaps of a pair clear at one price"
        case .bundled(let author, let price):
            "bundle of \(author), which pays \(Figures.gwei(price)) a unit of gas"
        case .inserted(let author): "put first by the builder, whose searcher \(author) is"
        case .placed: "put there by hand"
        case .invalid(let reason): "left out: \(reason.text)"
        case .sealed: "left out: it came while this block was next, and is still sealed"
        case .censored: "left out: the builder censors its sender"
        case .delayed(let block): "left out: the builder keeps it back until block \(block)"
        case .passedOver: "left out: the policy took others"
        }
    }
}

extension InvalidTransaction {
    /// The reason with the numbers that decide it, where a block's maker can do something about it.
    var text: String {
        switch self {
        case .blockGasExceeded(let left, let limit):
            "asks for \(limit) gas, and the block has \(left) left"
        case .maxFeeBelowBaseFee(let max, let baseFee):
            "its maximum fee of \(Figures.gwei(max)) is below the base fee of "
                + Figures.gwei(baseFee)
        case .nonceTooLow(let expected, let got):
            "its nonce \(got) is used, the next is \(expected)"
        case .nonceTooHigh(let expected, let got):
            "its nonce is \(got), and \(expected) has to come first"
        default: label
        }
    }
}

extension Figures {
    /// Milliseconds from one time to another; negative where the other was before.
    static func since(_ start: UInt64, _ time: UInt64) -> String {
        grouped(Double(time) - Double(start), decimals: 0)
    }

    /// Wei as gwei, to the last wei: one more may decide who comes first.
    static func gwei(_ amount: Wei) -> String {
        let billion: UInt64 = 1_000_000_000
        let parts = amount.raw.quotientAndRemainder(dividingBy: UInt256(billion))
        guard let parts else { return "\(amount) wei" }
        var decimals = String("\(billion + parts.remainder.limb0)".dropFirst())
        while decimals.count > 3, decimals.hasSuffix("0") { decimals.removeLast() }
        return "\(parts.quotient).\(decimals) gwei"
    }

    /// A token amount in whole tokens, with as many decimals as tell small ones apart.
    static func whole(_ amount: Double) -> String {
        switch amount.magnitude {
        case 1_000...: grouped(amount, decimals: 2)
        case 1...: grouped(amount, decimals: 4)
        default: grouped(amount, decimals: 8)
        }
    }
}
