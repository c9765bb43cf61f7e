import Execution
import Primitives
import WideMath

extension Vault {
    /// Who gets what a redemption pays, and whose shares go.
    struct Parties {
        let receiver: Address
        let owner: Address
    }

    /// What the code fixes about the shares: decimals 8 bits, offset 8.
    public struct ShareTerms: Word {
        /// The decimals of the shares: the quote token's and the offset.
        public var decimals: UInt64
        /// The decimals that virtual shares stand for, 0 to 18.
        public var offset: UInt64

        /// The terms of a vault's shares.
        public init(quoteDecimals: UInt64, offset: UInt64) {
            decimals = quoteDecimals + offset
            self.offset = offset
        }

        /// Unpacks a word.
        public init(word: UInt256) {
            decimals = word.limb0 & 0xff
            offset = word.limb0 >> 8 & 0xff
        }

        /// The packed word.
        public var word: UInt256 { UInt256(decimals & 0xff | (offset & 0xff) << 8) }
    }

    // MARK: In

    /// Takes quote tokens and issues shares for them.
    static func deposit(
        _ assets: TokenAmount,
        to receiver: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        _ = try enter(.deposit, frame)
        let standing = try settle(frame)
        let shares = try standing.sharesIn(for: assets)
        try join(assets, shares, receiver, standing, frame)
        return shares
    }

    /// Issues shares and takes the quote tokens that they cost.
    static func mint(
        _ shares: TokenAmount,
        to receiver: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        _ = try enter(.deposit, frame)
        let standing = try settle(frame)
        let assets = try standing.assetsIn(for: shares)
        try join(assets, shares, receiver, standing, frame)
        return assets
    }

    private static func join(
        _ assets: TokenAmount,
        _ shares: TokenAmount,
        _ receiver: Address,
        _ standing: Standing,
        _ frame: borrowing Frame
    ) throws(Fault) {
        guard !shares.isZero || frame[Storage.limits].zeroSharesAllowed else {
            throw Refusal.zeroShares(assets)
        }
        let navAfter = try standing.book.nav + assets
        let cap = frame[Storage.cap]
        guard cap.isZero || navAfter <= cap else { throw Refusal.capExceeded(navAfter, cap) }
        let quote = frame[Storage.assets[0]]
        try take(quote, assets, frame)
        try ShareLedger.mint(to: receiver, shares, frame)
        frame.emit(Deposit(sender: frame.caller, owner: receiver, assets: assets, shares: shares))
        try remember(navAfter, try standing.supply + shares, frame)
        try book([quote], frame[Storage.fees].unlocking, frame)
        leave(frame)
    }

    // MARK: Out

    /// Pays an exact amount of quote tokens for the shares that it takes.
    static func withdraw(
        _ assets: TokenAmount,
        _ parties: Parties,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        _ = try enter(.withdraw, frame)
        let standing = try settle(frame)
        let sales = try Sales(paying: assets, standing.book, frame)
        let shares = try standing.sharesOut(for: sales.gross)
        try exit(sales, shares, parties, standing, frame)
        return shares
    }

    /// Pays the quote tokens that an exact number of shares is worth, less the cost of sales.
    static func redeem(
        _ shares: TokenAmount,
        _ parties: Parties,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        _ = try enter(.withdraw, frame)
        let standing = try settle(frame)
        let sales = try Sales(
            worth: try standing.valueOut(for: shares),
            standing.book,
            frame
        )
        try exit(sales, shares, parties, standing, frame)
        return sales.net
    }

    private static func exit(
        _ sales: Sales,
        _ shares: TokenAmount,
        _ parties: Parties,
        _ standing: Standing,
        _ frame: borrowing Frame
    ) throws(Fault) {
        try spendShares(of: parties.owner, shares, frame)
        try sales.carryOut(frame)
        let quote = frame[Storage.assets[0]]
        try pay(quote, parties.receiver, sales.net, frame)
        frame.emit(
            Withdraw(
                sender: frame.caller,
                receiver: parties.receiver,
                owner: parties.owner,
                assets: sales.net,
                shares: shares
            )
        )
        let left = standing.book.nav > sales.gross ? try standing.book.nav - sales.gross : .zero
        try remember(left, try standing.supply - shares, frame)
        try book([quote] + sales.tokens, frame[Storage.fees].unlocking, frame)
        leave(frame)
    }

    /// Burns shares of an owner, within the caller's allowance where he is another.
    static func spendShares(
        of owner: Address,
        _ shares: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        if owner != frame.caller {
            let place = ShareLedger.Storage.allowances[owner, frame.caller]
            if frame[place] != TokenAmount(.max) {
                try frame.update(place) { allowance throws(Fault) in
                    try DSMath.sub(allowance, shares)
                }
            }
        }
        try ShareLedger.burn(from: owner, shares, frame)
    }

    // MARK: Payments

    /// Sends tokens; a token that returns false counts as failed.
    static func pay(
        _ token: Address,
        _ to: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let outcome = try frame.lowLevelCall(token, ERC20.transfer, to, amount)
        guard try outcome.confirmsTransfer else { throw Refusal.transferFailed(token) }
    }

    /// Takes tokens from the caller, and looks whether they came and are the vault's: where more is
    /// owed than held, they would be others'.
    static func take(
        _ token: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let before = try free(token, frame)
        let outcome = try frame.lowLevelCall(
            token,
            ERC20.transferFrom,
            frame.caller,
            frame.address,
            amount
        )
        guard try outcome.confirmsTransfer else { throw Refusal.transferFailed(token) }
        let after = try free(token, frame)
        let expected = try before + amount
        guard after >= expected else { throw Refusal.paidShort(token, after, expected) }
    }
}
