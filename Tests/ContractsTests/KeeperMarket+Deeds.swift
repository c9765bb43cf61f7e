import BigInt
import Contracts
import Execution
import Primitives
import WideMath

/// The keeper's transactions with the vault, each judged when it is done.
extension KeeperMarket {
    /// Counts what was done or refused; a call that is refused changes nothing.
    private mutating func note(_ result: WhatIfResult, _ name: String) -> Bool {
        guard let failure = result.failure else {
            done[name, default: 0] += 1
            return true
        }
        refused["\(name): \(Self.reason(failure))", default: 0] += 1
        if tokens.indices.map({ balance($0, Self.vault) }) != held {
            failures.append("\(name): changed something though refused")
        }
        return false
    }

    static func reason(_ failure: Fault) -> String {
        switch failure {
        case .revert(.error(let signature, _)): String(signature.prefix { $0 != "(" })
        case .revert(.message(let text)): text
        default: "\(failure)"
        }
    }

    /// What is kept of each asset is what was left after the last transaction.
    private mutating func requireUntouched(_ name: String) {
        let now = tokens.indices.map { balance($0, Self.vault) }
        if now != held { failures.append("before \(name): holds \(now), not \(held)") }
    }

    // MARK: Trades

    /// A slice of a rebalance or a bid: books what it took, and holds it to the bounds.
    @discardableResult
    mutating func trade(
        _ name: String,
        isSlice: Bool,
        _ body: (KeeperMarket) -> WhatIfResult
    ) -> Bool {
        requireUntouched(name)
        let result = body(self)
        guard note(result, name) else { return false }
        gains.look(at: now)
        let before = counted(held)
        let heldBefore = held
        held = tokens.indices.map { balance($0, Self.vault) }
        if isSlice { bookSlice() }
        for index in held.indices where !gains.isCovered(index, by: held[index], at: now) {
            failures.append("\(name): sold locked gains of asset \(index)")
        }
        let taken = ledger.book(from: before, to: counted(held), prices, at: now)
        lost += taken.lost
        allowed += taken.allowed
        failures += ledger.violations().map { "\(name): \($0)" }
        if taken.lost != worth(heldBefore) - worth(held) {
            failures.append("\(name): what counts lost \(taken.lost), not what is held")
        }
        return true
    }

    private mutating func bookSlice() {
        if !episode.isOpen(at: now, for: terms.openFor) { ledger.open() }
        let wasRested = episode.slice(
            at: now,
            of: terms.mode == .slices ? terms.sliceCount : 1,
            for: terms.openFor,
            cooldown: terms.limits.cooldown
        )
        if !wasRested { failures.append("a rebalance began in the cool-down") }
    }

    /// Opens an auction.
    @discardableResult
    mutating func openAuction() -> Bool {
        let result = call(Self.vault, from: Self.keeper, Vault.Function.openAuction)
        guard note(result, "open") else { return false }
        gains.look(at: now)
        ledger.open()
        if !episode.open(at: now, for: terms.openFor, terms.limits.cooldown) {
            failures.append("an auction began in the cool-down")
        }
        return true
    }

    /// Raises an auction's goals, or ends it.
    mutating func finishAuction() {
        let raised = call(Self.vault, from: Self.keeper, Vault.Function.raiseTargets)
        if note(raised, "raise") { return gains.look(at: now) }
        let closed = call(Self.vault, from: Self.keeper, Vault.Function.closeRebalance)
        guard note(closed, "close") else { return }
        gains.look(at: now)
        episode.end(at: now)
    }

    // MARK: Shares and gifts

    /// Something of shares: no share is worth less at the oracles afterwards.
    ///
    /// (V + 1) ÷ (supply + virtual) does not fall, with V the unrounded value of what counts:
    /// deposits buy into more than V, each value rounded up, and who leaves takes with him a part
    /// of less than V, each value rounded down. At outside prices a share can lose by this what
    /// the mean error of all assets, weighted by value, changes; see docs/VAULT.md.
    @discardableResult
    mutating func share(
        _ function: Selector,
        _ words: [UInt256],
        looks: Bool = true,
        _ then: (inout KeeperMarket) -> Void = { _ in }
    ) -> Bool {
        let name = String(function.signature.prefix { $0 != "(" })
        requireUntouched(name)
        let (shares, before) = (BigUInt(supply) + virtual, value(counted(held)))
        let result = call(Self.vault, from: Self.partner, function, words)
        guard note(result, name) else { return false }
        if looks { gains.look(at: now) }
        then(&self)
        flow()
        let (sharesAfter, after) = (BigUInt(supply) + virtual, value(counted(held)))
        // One quote unit stands beside NAV, as shares do beside the supply.
        if (after + ledger.scale) * shares < (before + ledger.scale) * sharesAfter {
            failures.append("\(name): \(before) for \(shares) became \(after) for \(sharesAfter)")
        }
        return true
    }

    /// Leaves in kind but for some assets, whose slices stay claimable.
    mutating func leave(_ part: UInt256, without left: [Int]) {
        let all = BigUInt(supply) + virtual
        let slices = counted(held).map { (BigUInt($0) * BigUInt(part) / all).word }
        let owner = Self.partner.word
        let words = [part, owner, owner, 128, UInt256(UInt64(left.count))]
        let function = Vault.Function.redeemInKindExcept
        let list = left.map { tokens[$0].word }
        share(function, words + list, looks: false) { market in
            for index in left { market.gains.owe(slices[index], of: index) }
        }
    }

    /// Fetches what was left out.
    mutating func claim(_ index: Int) {
        let words = [tokens[index].word, Self.partner.word]
        share(Vault.Function.claim, words, looks: false) { $0.gains.pay(index) }
    }

    /// Gives the vault something.
    mutating func donate(_ index: Int, _ amount: UInt256) {
        requireUntouched("donation")
        let words = [Self.vault.word, amount]
        let result = call(tokens[index], from: Self.partner, ERC20.transfer, words)
        guard note(result, "donation") else { return }
        gains.add(amount, of: index)
        flow()
    }
    /// What went into the vault or out of it other than by trades.
    private mutating func flow() {
        let before = worth(held)
        held = tokens.indices.map { balance($0, Self.vault) }
        flowed += before - worth(held)
    }

    // MARK: Values

    /// Shares on paper.
    private var virtual: BigUInt { .ten(Int(terms.offset)) }

    /// At the oracles, in scaled quote units.
    private func value(_ amounts: [UInt256]) -> BigUInt {
        amounts.indices.reduce(0) {
            $0 + ledger.exact(amounts[$1], of: $1, at: prices[$1].answer)
        }
    }

    /// At outside prices, in scaled quote units.
    func worth(_ amounts: [UInt256]) -> BigInt {
        BigInt(
            amounts.indices.reduce(BigUInt(0)) {
                $0 + ledger.exact(amounts[$1], of: $1, at: prices[$1].outside)
            }
        )
    }
}
