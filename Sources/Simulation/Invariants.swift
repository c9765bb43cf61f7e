import Agents
import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// An invariant that does not hold.
public struct Violation: Hashable, Sendable {
    /// Which one, by a fixed name.
    public let invariant: String
    /// The numbers.
    public let detail: String
    /// The block in which it was found.
    public let block: UInt64
    /// The transaction after which it was found; nothing in a full recount.
    public let transaction: Hash32?
}

/// What must hold whatever agents do: after each transaction over what it touched, and in full
/// from storage every 1,000 blocks and at the end.
///
/// - supply: Σ balances = supply, for every token, pair and the vault's shares;
/// - pool product: k of no pair falls but by burn, sync or skim; of a pair with an open batch, not
///   from its opening to its close;
/// - ether: Σ balances changes by the burnt base fee and nothing else;
/// - nonce: an included transaction uses one;
/// - share price: the vault's falls only with its oracles and within the trading loss allowed;
/// - solvency: on a fork every holder redeems in kind, in random order, and gets his slice.
public struct Invariants {
    /// How many checks have been made.
    public private(set) var checked: UInt64 = 0
    private let accounts: WatchedAccounts
    private let vault: VaultInfo?
    private var ether: UInt256
    /// The accounts whose balance a transaction changed, while they are added up.
    private var changed: [AccountIndex] = []
    /// The pairs that traded in a batch since the last block.
    private var batched: [AccountIndex] = []
    private var stream: RandomStream

    /// The invariants of a world as it is now.
    public init(_ world: World) {
        accounts = WatchedAccounts(world)
        vault = world.vault
        ether = Self.totalEther(world.machine)
        stream = RandomStream(seed: world.scenario.seed, name: "invariants")
    }

    // MARK: After a transaction

    /// Checks what the transaction just executed touched.
    mutating func check(
        _ included: IncludedTransaction,
        on machine: Machine,
        baseFee: Wei
    ) -> [Violation] {
        let touched = Touched(machine, accounts)
        var report = Report(block: machine.block.number, transaction: included.pending)
        checkSupply(touched, &report)
        checkPools(touched, included.receipt.logs, machine, &report)
        checkEther(included, machine, baseFee, &report)
        checkNonce(included, machine, &report)
        if touched.isVaultChanged, let vault {
            checkShare(vault, included.receipt.logs, machine, &report)
            if touched.isVaultStorageChanged { checkSolvency(vault, machine, &report) }
        } else if vault != nil {
            // Where neither its storage nor its balances changed, its books are the same.
            report.require(true, "share price") { "" }
        }
        checked += report.checked
        return report.violations
    }

    private func checkSupply(_ touched: Touched, _ report: inout Report) {
        for (account, change) in touched.supplies {
            // before + minted = after, without a subtraction that could go below zero.
            var left = change.balancesBefore
            left.add(change.supplyAfter)
            var right = change.balancesAfter
            right.add(change.supplyBefore)
            report.require(left == right, "supply") {
                "\(accounts.names[account] ?? "?"): balances went from \(change.balancesBefore) to "
                    + "\(change.balancesAfter), supply from \(change.supplyBefore) to "
                    + "\(change.supplyAfter)"
            }
        }
    }

    private mutating func checkPools(
        _ touched: Touched,
        _ logs: [Log],
        _ machine: Machine,
        _ report: inout Report
    ) {
        for (account, change) in touched.reserves {
            let address = machine.state.address(of: account)
            if BatchPair.isOpen(address, on: machine) {
                if !batched.contains(account) { batched.append(account) }
                continue
            }
            let wrote = { (topic: UInt256) in
                logs.contains { $0.address == address && $0.topics.first == topic }
            }
            // `sync` takes what is there; reserves that change without any event have no excuse.
            let traded = wrote(Pair.Swap.topic) || wrote(Pair.Mint.topic)
            let excused = wrote(Pair.Burn.topic) || (wrote(Pair.Sync.topic) && !traded)
            if excused { continue }
            let before = change.before.product
            let after = change.after.product
            report.require(after >= before, "pool product") {
                "\(accounts.names[account] ?? "?"): k fell from \(before) to \(after)"
            }
        }
    }

    /// Checks what the last block's batches did to their pairs.
    mutating func checkBatches(on machine: Machine) -> [Violation] {
        if batched.isEmpty { return [] }
        var report = Report(block: machine.block.number, transaction: nil)
        for account in batched {
            let address = machine.state.address(of: account)
            let before = machine.read(BatchPair.Storage.productBefore, of: address)
            let after = machine.read(Pair.Storage.reserves, of: address).product
            let isClosed = !BatchPair.isOpen(address, on: machine)
            report.require(isClosed && after >= before, "pool product") {
                "\(accounts.names[account] ?? "?"): k went from \(before) to \(after) in a batch "
                    + "that is \(isClosed ? "closed" : "still open")"
            }
        }
        batched = []
        checked += report.checked
        return report.violations
    }

    private mutating func checkEther(
        _ included: IncludedTransaction,
        _ machine: Machine,
        _ baseFee: Wei,
        _ report: inout Report
    ) {
        var before = WideSum()
        var after = WideSum()
        changed.removeAll(keepingCapacity: true)
        machine.state.forEachBalanceChange { account, previous in
            guard !changed.contains(account) else { return }
            changed.append(account)
            before.add(previous.raw)
        }
        for account in changed { after.add(machine.state.balance(of: account).raw) }
        let burnt = UInt256(included.receipt.gasUsed.units).wrappingMultiply(baseFee.raw)
        after.add(burnt)
        ether = ether.wrappingSubtract(burnt)
        report.require(before == after, "ether") {
            "accounts held \(before) wei before, and hold \(after) with what was burnt"
        }
    }

    private func checkNonce(
        _ included: IncludedTransaction,
        _ machine: Machine,
        _ report: inout Report
    ) {
        let account = machine.state.account(included.pending.sender)
        let nonce = machine.state.nonce(of: account)
        let expected = included.pending.transaction.nonce + 1
        report.require(nonce == expected, "nonce") {
            "the sender's nonce is \(nonce) after its transaction, not \(expected)"
        }
    }

    /// Balances and shares before and after, both at the answers of now: what oracles said is no
    /// loss, whatever else the transaction did beside.
    private func checkShare(
        _ vault: VaultInfo,
        _ logs: [Log],
        _ machine: Machine,
        _ report: inout Report
    ) {
        let before = VaultBooks(vault, machine, beforeTransaction: true)
        let after = VaultBooks(vault, machine)
        let allowed = AllowedLoss(vault, logs, machine)
        let virtual = vault.virtualShares
        // Fees are taken first, in shares: whatever came then came at the price after them.
        let sharesBefore = before.shares.raw.wrappingAdd(allowed.feeShares)
        let left = after.nav.raw.wrappingAdd(.one).wrappingAdd(allowed.value)
            .multipliedFullWidth(by: sharesBefore.wrappingAdd(virtual))
        let right = before.nav.raw.wrappingAdd(.one)
            .multipliedFullWidth(by: after.shares.raw.wrappingAdd(virtual))
        let holds = left.high != right.high ? left.high > right.high : left.low >= right.low
        report.require(holds, "share price") {
            "NAV \(before.nav) over \(before.shares) shares became \(after.nav) over "
                + "\(after.shares), with a loss of \(allowed.value) and \(allowed.feeShares) "
                + "shares of fees allowed"
        }
    }

    /// On a fork, everybody redeems everything in kind, in random order.
    private mutating func checkSolvency(
        _ vault: VaultInfo,
        _ machine: Machine,
        _ report: inout Report
    ) {
        let account = machine.state.account(vault.address)
        var holders: [(Address, UInt256)] = []
        machine.state.forEachEntry { entry in
            if entry.account == account, entry.key.slot == ShareLedger.Storage.balances.index,
                !entry.value.isZero
            {
                holders.append((Address(word: entry.key.key), entry.value))
            }
        }
        stream.shuffle(&holders)
        let tokens = [vault.quote.address] + vault.holdings.map(\.token.address)
        let checkpoint = machine.state.checkpoint()
        for (holder, shares) in holders {
            let books = VaultBooks(vault, machine)
            let supply = books.shares.raw.wrappingAdd(managementShares(vault, books, machine))
            let held = tokens.map { ShareLedger.balance(of: holder, token: $0, on: machine) }
            let result = machine.call(
                vault.address,
                from: holder,
                data: ABI.encodeCall(
                    selector: Vault.Function.redeemInKind.value,
                    words: [shares, holder.word]
                )
            )
            report.require(result.failure == nil, "solvency") {
                "\(holder) cannot redeem \(shares) shares: \(result.failure?.label ?? "")"
            }
            if result.failure != nil { continue }
            for (index, token) in tokens.enumerated() {
                let now = ShareLedger.balance(of: holder, token: token, on: machine)
                let got = now.raw.wrappingSubtract(held[index].raw)
                // The slice by the specification's formula, from storage, rounded down.
                // A token that nobody can move stays claimable.
                let isHeld = PausableToken.isPaused(token, on: machine)
                let due = books.balances[index].raw.multiplied(
                    by: isHeld ? .zero : shares,
                    dividedBy: supply.wrappingAdd(vault.virtualShares),
                    rounding: .down
                )
                report.require(got == due, "solvency") {
                    "\(holder) got \(got) of \(token) for \(shares) shares, not "
                        + "\(due.map { "\($0)" } ?? "?")"
                }
            }
        }
        machine.state.rollBack(checkpoint)
    }

    /// Shares that a redemption issues for management before it pays.
    private func managementShares(
        _ vault: VaultInfo,
        _ books: VaultBooks,
        _ machine: Machine
    ) -> UInt256 {
        let terms = machine.read(Vault.Storage.fees, of: vault.address)
        let now = machine.block.timestamp
        guard machine.read(Vault.Storage.feeReceiver, of: vault.address) != .zero,
            now > terms.accruedAt
        else { return .zero }
        let shares = try? VaultMath.managementShares(
            supply: books.shares,
            rate: terms.management,
            seconds: now - terms.accruedAt
        )
        return shares?.raw ?? .zero
    }

    // MARK: In full

    /// Recounts everything from storage.
    mutating func checkInFull(on machine: Machine) -> [Violation] {
        var report = Report(block: machine.block.number, transaction: nil)
        var balances: [AccountIndex: WideSum] = [:]
        var supplies: [AccountIndex: UInt256] = [:]
        machine.state.forEachEntry { entry in
            guard accounts[entry.account] != .other else { return }
            if entry.key.slot == ShareLedger.Storage.balances.index {
                balances[entry.account, default: WideSum()].add(entry.value)
            } else if entry.key.slot == ShareLedger.Storage.totalSupply.index {
                supplies[entry.account] = entry.value
            }
        }
        for (account, name) in accounts.names.sorted(by: { $0.key.raw < $1.key.raw }) {
            let counted = balances[account] ?? WideSum()
            let supply = WideSum(supplies[account] ?? .zero)
            report.require(counted == supply, "supply") {
                "\(name): balances add up to \(counted), the supply is \(supply)"
            }
        }
        let total = Self.totalEther(machine)
        report.require(total == ether, "ether") {
            "all accounts hold \(total) wei; after burning it should be \(ether)"
        }
        if let vault { checkSolvency(vault, machine, &report) }
        checked += report.checked
        return report.violations
    }

    private static func totalEther(_ machine: Machine) -> UInt256 {
        var total = UInt256.zero
        for index in machine.state.allAccounts {
            total = total.wrappingAdd(machine.state.balance(of: index).raw)
        }
        return total
    }
}

/// Checks made and violations found.
private struct Report {
    let block: UInt64
    let transaction: PendingTransaction?
    var checked: UInt64 = 0
    var violations: [Violation] = []

    mutating func require(_ holds: Bool, _ invariant: String, _ detail: () -> String) {
        checked += 1
        if holds { return }
        violations.append(
            Violation(
                invariant: invariant,
                detail: detail(),
                block: block,
                transaction: transaction?.signed.signingHash
            )
        )
    }
}
