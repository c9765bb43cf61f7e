import Execution
import Primitives
import WideMath

extension Vault {
    /// Burns shares and pays their slice of every asset.
    ///
    /// It needs no price and works in every phase. Slices of assets left out, because their
    /// transfer fails, become claims of the owner.
    /// Management fees are taken, as they need no price; performance fees are not.
    static func redeemInKind(
        _ shares: TokenAmount,
        _ parties: Parties,
        leavingOut: [Address],
        _ frame: borrowing Frame
    ) throws(Fault) {
        _ = try enter(.redeemInKind, frame)
        let terms = frame[Storage.fees]
        try chargeManagement(frame)
        let supply = frame[ShareLedger.Storage.totalSupply]
        try spendShares(of: parties.owner, shares, frame)
        for number in 0..<frame[Storage.assetCount] {
            let token = frame[Storage.assets[number]]
            let isLeftOut = leavingOut.contains(token)
            let balance = try inKindBalance(token, terms.unlocking, isLeftOut, frame)
            let amount = try VaultMath.slice(
                of: balance,
                shares: shares,
                supply: supply,
                virtual: virtualShares(frame)
            )
            if terms.unlocking > 0 {
                let booked = frame[Storage.booked[token]]
                frame[Storage.booked[token]] = booked > amount ? try booked - amount : .zero
            }
            if isLeftOut {
                try frame[Storage.claims[parties.owner, token]] += amount
                try frame[Storage.owed[token]] += amount
                frame.emit(LeftOut(owner: parties.owner, token: token, amount: amount))
            } else {
                try pay(token, parties.receiver, amount, frame)
            }
        }
        // What views say under a bad oracle goes with the shares.
        let known = frame[Storage.lastNAV]
        frame[Storage.lastNAV] =
            try known
            - VaultMath.slice(
                of: known,
                shares: shares,
                supply: supply,
                virtual: virtualShares(frame)
            )
        frame.emit(
            RedeemedInKind(owner: parties.owner, receiver: parties.receiver, shares: shares)
        )
        leave(frame)
    }

    /// The balance to slice; nothing for a token left out whose balance cannot even be asked.
    private static func inKindBalance(
        _ token: Address,
        _ unlocking: UInt64,
        _ isLeftOut: Bool,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        do throws(Fault) {
            let held = try held(token, frame)
            return try balance(token, of: held, unlocking: unlocking, frame)
        } catch {
            if isLeftOut { return .zero }
            throw error
        }
    }

    /// Pays what the caller left out of a redemption before.
    static func claim(
        _ token: Address,
        to receiver: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        _ = try enter(.claim, frame)
        let amount = frame[Storage.claims[frame.caller, token]]
        guard !amount.isZero else { throw Refusal.nothingToClaim(frame.caller, token) }
        frame[Storage.claims[frame.caller, token]] = .zero
        try frame[Storage.owed[token]] -= amount
        try pay(token, receiver, amount, frame)
        frame.emit(Claimed(owner: frame.caller, token: token, amount: amount))
        leave(frame)
        return amount
    }
}
