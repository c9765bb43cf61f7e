import BlockBuilding
import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// Fills blocks so that nothing else fits in, for some blocks in a row: censorship by price.
///
/// It burns the whole gas limit with tips above all that it sees, in as many transactions as the
/// cap on one asks for (EIP-7825). It begins at a time, or when it first sees a keeper's call, and
/// raises the base fee by an eighth a block for itself: k blocks from a base fee b and a gas limit
/// G cost 8 b G ((9/8)^k − 1) and tips (the project's anchor A7).
public struct BlockStuffer: Agent {
    /// What it waits for.
    public enum Start: Hashable, Sendable {
        /// Seconds after the run's start.
        case time(UInt64)
        /// A keeper's call of a vault.
        case keeper(of: Address)
    }

    /// The agent's name.
    public let name: String
    /// It answers to what has been sent for the coming block.
    public let isSearcher = true
    private let wallet: Wallet
    private let burner: Address
    private let start: Start
    private let fees: FeePolicy
    /// The blocks that are left to be filled.
    private var blocksLeft: UInt64
    private var hasBegun = false

    /// A stuffer of some blocks.
    public init(
        name: String,
        wallet: Wallet,
        burner: Address,
        start: Start,
        blocks: UInt64,
        fees: FeePolicy
    ) {
        self.name = name
        self.wallet = wallet
        self.burner = burner
        self.start = start
        self.fees = fees
        blocksLeft = blocks
    }

    /// Fills the coming block, if its time has come and blocks are left.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        guard blocksLeft > 0, !outbox.holds(wallet) else { return }
        let seen = outbox.seen
        if !hasBegun { hasBegun = begins(seen, view) }
        guard hasBegun else { return }
        blocksLeft -= 1
        let baseFee = view.machine.block.baseFee
        let highest = seen.compactMap {
            PriorityFeeOrder.effectivePriorityFee($0.transaction, baseFee: baseFee)
        }.max()
        let raised = highest.map { Wei($0.raw.addingReportingOverflow(.one).partialValue) }
        let offered = fees.fees(baseFee: baseFee, tip: max(raised ?? .zero, fees.tip))
        for gas in parts(view.machine) {
            outbox.send(order(gas, offered), from: wallet, author: name)
        }
    }

    private func begins(_ seen: [PendingTransaction], _ view: borrowing BlockView) -> Bool {
        switch start {
        case .time(let second): view.elapsed >= second
        case .keeper(let vault): seen.contains { KeeperCall($0.transaction, to: vault) != nil }
        }
    }

    /// The block's gas in as few equal parts as the cap on a transaction allows.
    private func parts(_ machine: Machine) -> [Gas] {
        let limit = machine.block.gasLimit.units
        let cap = machine.transactionGasMax.units
        let count = (limit + cap - 1) / cap
        return (0..<count).map { part in
            Gas(limit * (part + 1) / count - limit * part / count)
        }
    }

    private func order(_ gas: Gas, _ offered: (priority: Wei, max: Wei)) -> Outbox.Order {
        Outbox.Order(
            target: burner,
            data: Self.burning(gas),
            gasLimit: gas,
            fees: offered,
            purpose: .stuffing
        )
    }

    /// The calldata of a call that uses exactly so much gas, intrinsic gas included.
    ///
    /// What is burnt depends on the bytes that say it. Where no number fits, up to 15 gas are
    /// left; nobody can use them. Too little to send anything at all burns nothing.
    static func burning(_ gas: Gas) -> [UInt8] {
        let fixed = UInt64(GasSchedule.transaction)
        var data = ABI.encodeCall(selector: GasBurner.burn.value, words: [.zero])
        for _ in 0..<4 {
            let intrinsic = data.reduce(fixed) {
                $0 + UInt64($1 == 0 ? GasSchedule.zeroByte : GasSchedule.nonZeroByte)
            }
            let amount = gas.units > intrinsic ? gas.units - intrinsic : 0
            let next = ABI.encodeCall(selector: GasBurner.burn.value, words: [UInt256(amount)])
            if next == data { return data }
            data = next
        }
        return data
    }
}
