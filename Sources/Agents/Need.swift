import WideMath

/// What a keeper wants to buy in a slice, or to keep of the quote token.
struct Need {
    /// The holding; nothing for the quote token.
    let holding: VaultInfo.Holding?
    /// The value to buy, in quote units.
    let worth: UInt256
    /// The most that the asset's own maximum admits, in its units.
    let most: UInt256
    /// Quote units for one unit of the asset, for estimates.
    let price: Double

    /// A need of a holding.
    init(_ holding: VaultInfo.Holding, worth: UInt256, most: UInt256, _ price: Double) {
        self.holding = holding
        self.worth = worth
        self.most = most
        self.price = price
    }

    /// A need of quote tokens.
    init(quote amount: UInt256) {
        holding = nil
        worth = amount
        most = .max
        price = 1
    }

    /// What its own maximum leaves of it, in quote units.
    var wanted: UInt256 { min(worth, UInt256(truncating: most.asDouble * price) ?? .max) }

    /// Divides what can be spent over needs: the same part of each, up to its own maximum; what a
    /// maximum leaves goes to the others. Rounded down, so that the sum is never exceeded.
    static func shares(of spendable: UInt256, _ needs: [Need]) -> [UInt256] {
        var shares = needs.map(\.wanted)
        var open = Array(needs.indices)
        var left = spendable
        while !open.isEmpty {
            let sum = open.reduce(UInt256.zero) { $0.wrappingAdd(needs[$1].worth) }
            if sum <= left { return shares }
            let parts = open.map { index in
                needs[index].worth.multiplied(by: left, dividedBy: sum, rounding: .down) ?? .zero
            }
            let capped = zip(open, parts).filter { $1 >= shares[$0] }.map(\.0)
            if capped.isEmpty {
                for (index, part) in zip(open, parts) { shares[index] = part }
                return shares
            }
            for index in capped { left = left.wrappingSubtract(shares[index]) }
            open.removeAll(where: capped.contains)
        }
        return shares
    }
}
