import Execution
import Primitives
import WideMath

extension Vault {
    /// What shares stand for at this moment, once the fees that are due are paid in shares.
    struct Standing {
        let book: Book
        /// Shares, those due for fees included.
        let supply: TokenAmount
        /// Ten to the offset.
        let virtual: UInt256
        /// Shares due for fees, not yet issued.
        let feeShares: TokenAmount
        /// The high-water mark after them.
        let highWater: UInt256

        init(_ frame: borrowing Frame) throws(Fault) {
            try self.init(try Book(frame), frame)
        }

        init(_ book: Book, _ frame: borrowing Frame) throws(Fault) {
            frame.charge(ComputeCharge.vaultFees)
            self.book = book
            virtual = Vault.virtualShares(frame)
            let issued = frame[ShareLedger.Storage.totalSupply]
            var mark = frame[Storage.highWater]
            guard frame[Storage.feeReceiver] != .zero else {
                supply = issued
                feeShares = .zero
                highWater = mark
                return
            }
            let terms = frame[Storage.fees]
            var supply = try issued + Vault.managementShares(issued, terms, frame)
            if terms.performance.count > 0 {
                let price = try VaultMath.sharePrice(
                    supply: supply,
                    nav: book.nav,
                    virtual: virtual
                )
                let fee = try VaultMath.performanceFee(
                    supply: supply,
                    price: price,
                    highWater: mark,
                    rate: terms.performance
                )
                supply =
                    try supply
                    + VaultMath.feeShares(
                        fee: fee,
                        supply: supply,
                        nav: book.nav,
                        virtual: virtual
                    )
                mark = max(
                    mark,
                    try VaultMath.sharePrice(supply: supply, nav: book.nav, virtual: virtual)
                )
            }
            self.supply = supply
            feeShares = try supply - issued
            highWater = mark
        }

        /// Shares for quote tokens coming in, rounded down.
        func sharesIn(for assets: TokenAmount) throws(Fault) -> TokenAmount {
            try VaultMath.shares(
                for: assets,
                supply: supply,
                nav: book.navUp,
                virtual: virtual,
                rounding: .down
            )
        }

        /// Quote tokens for shares coming in, rounded up.
        func assetsIn(for shares: TokenAmount) throws(Fault) -> TokenAmount {
            try VaultMath.assets(
                for: shares,
                supply: supply,
                nav: book.navUp,
                virtual: virtual,
                rounding: .up
            )
        }

        /// Shares that a value leaving takes with it, rounded up.
        func sharesOut(for value: TokenAmount) throws(Fault) -> TokenAmount {
            try VaultMath.shares(
                for: value,
                supply: supply,
                nav: book.nav,
                virtual: virtual,
                rounding: .up
            )
        }

        /// The value that shares leaving take with them, rounded down.
        func valueOut(for shares: TokenAmount) throws(Fault) -> TokenAmount {
            try VaultMath.assets(
                for: shares,
                supply: supply,
                nav: book.nav,
                virtual: virtual,
                rounding: .down
            )
        }
    }

    /// Ten to the offset of the vault's shares.
    static func virtualShares(_ frame: borrowing Frame) -> UInt256 {
        VaultMath.virtualShares(offset: ShareTerms(word: frame.immutable).offset)
    }

    /// Shares due for management since the last accrual.
    static func managementShares(
        _ supply: TokenAmount,
        _ terms: FeeTerms,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        guard terms.management.count > 0, frame.timestamp > terms.accruedAt else { return .zero }
        return try VaultMath.managementShares(
            supply: supply,
            rate: terms.management,
            seconds: frame.timestamp - terms.accruedAt
        )
    }

    /// Locks gains, issues the shares due for fees and remembers NAV: the beginning of every call
    /// that uses prices.
    static func settle(_ frame: borrowing Frame) throws(Fault) -> Standing {
        let terms = frame[Storage.fees]
        try lockGains(terms.unlocking, frame)
        let standing = try Standing(frame)
        try issueFees(standing.feeShares, terms, frame)
        if standing.highWater != frame[Storage.highWater] {
            frame[Storage.highWater] = standing.highWater
        }
        if frame[Storage.suspectSince] != 0 { frame[Storage.suspectSince] = 0 }
        return standing
    }

    /// Issues shares to the receiver of fees and charges management up to now.
    static func issueFees(
        _ shares: TokenAmount,
        _ terms: FeeTerms,
        _ frame: borrowing Frame
    ) throws(Fault) {
        if !shares.isZero {
            let receiver = frame[Storage.feeReceiver]
            try ShareLedger.mint(to: receiver, shares, frame)
            frame.emit(FeesPaid(receiver: receiver, shares: shares))
        }
        guard terms.management.count > 0, terms.accruedAt != frame.timestamp else { return }
        var terms = terms
        terms.accruedAt = frame.timestamp
        frame[Storage.fees] = terms
    }

    /// Charges management up to now, which needs no price.
    static func chargeManagement(_ frame: borrowing Frame) throws(Fault) {
        let terms = frame[Storage.fees]
        let supply = frame[ShareLedger.Storage.totalSupply]
        let isCharged = frame[Storage.feeReceiver] != .zero
        try issueFees(
            isCharged ? try managementShares(supply, terms, frame) : .zero,
            terms,
            frame
        )
    }

    /// Takes fees and locks gains without anything else; anybody may call it.
    static func accrue(_ frame: borrowing Frame) throws(Fault) {
        _ = try enter(.accrue, frame)
        let standing = try settle(frame)
        try remember(standing.book.nav, standing.supply, frame)
        leave(frame)
    }

    /// Remembers NAV for views under a bad oracle, and a new price for the breaker once a day.
    static func remember(
        _ nav: TokenAmount,
        _ supply: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame[Storage.lastNAV] = nav
        guard frame[Storage.limits].breakerDrop.count > 0 else { return }
        let reference = frame[Storage.reference]
        guard frame.timestamp - min(reference.takenAt, frame.timestamp) >= 86_400 else { return }
        let price = try VaultMath.sharePrice(
            supply: supply,
            nav: nav,
            virtual: virtualShares(frame)
        )
        frame[Storage.reference] = ReferencePrice(price: price, takenAt: frame.timestamp)
    }
}
