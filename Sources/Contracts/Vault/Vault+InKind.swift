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
        guard isLeftOut else {
            let held = try held(token, frame)
            return try balance(token, of: held, unlocking: unlocking, frame)
        }
        let question = ABI.encodeCall(
            selector: ERC20.balanceOf.value,
            words: [frame.address.word]
        )
        let outcome = try frame.lowLevelStaticCall(token, data: question, gas: leftOutGas)
        guard outcome.succeeded, let held = try? outcome.returned.amount() else { return .zero }
        return try balance(token, of: held, unlocking: unlocking, frame)
    }

    /// What a token left out gets to say its balance, many times what rebasing ones take: with all
    /// of the gas, two that burn it would leave nothing to pay the others with (EIP-150).
    private static let leftOutGas = Gas(200_000)

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
