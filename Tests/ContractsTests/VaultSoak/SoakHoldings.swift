import Primitives
import WideMath

/// Who holds how many of a token, in the order in which the ledger met them.
struct SoakHoldings {
    private(set) var holders: [Address] = []
    private(set) var amounts: [UInt256] = []

    mutating func append(_ holder: Address, _ amount: UInt256) {
        holders.append(holder)
        amounts.append(amount)
    }

    /// What a holder has.
    subscript(holder: Address) -> UInt256 {
        holders.firstIndex(of: holder).map { amounts[$0] } ?? .zero
    }

    /// The sum; nothing where no word holds it.
    var sum: UInt256? {
        var total = UInt256.zero
        for amount in amounts {
            let next = total.addingReportingOverflow(amount)
            if next.overflow { return nil }
            total = next.partialValue
        }
        return total
    }

    /// A holder has more.
    mutating func add(_ amount: UInt256, to holder: Address) throws(Fault) {
        guard let index = holders.firstIndex(of: holder) else { return append(holder, amount) }
        amounts[index] = try amounts[index] + amount
    }

    /// A holder has less; reverts where he has not that much.
    mutating func take(_ amount: UInt256, from holder: Address) throws(Fault) {
        guard let index = holders.firstIndex(of: holder) else {
            if !amount.isZero { throw .revert(.panic(.arithmeticOverflow)) }
            return
        }
        amounts[index] = try amounts[index] - amount
    }

    /// The first holder who does not have what is expected here, but for some.
    ///
    /// Both are of one ledger, so that whoever was met before has his place in both.
    func difference(from expected: SoakHoldings, except: [Address] = []) -> String? {
        for index in 0..<max(holders.count, expected.holders.count) {
            let isHere = index < holders.count
            let holder = isHere ? holders[index] : expected.holders[index]
            let isAligned =
                isHere && index < expected.holders.count && expected.holders[index] == holder
            let now = isHere ? amounts[index] : self[holder]
            let wanted = isAligned ? expected.amounts[index] : expected[holder]
            if now != wanted, !except.contains(holder) {
                return "\(holder) has \(now), not \(wanted)"
            }
            // Where the orders part, whom the other met at this place.
            if !isAligned, isHere, index < expected.holders.count {
                let other = expected.holders[index]
                if self[other] != expected.amounts[index], !except.contains(other) {
                    return "\(other) has \(self[other]), not \(expected.amounts[index])"
                }
            }
        }
        return nil
    }
}
