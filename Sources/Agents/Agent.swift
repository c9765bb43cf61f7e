import BlockBuilding
import Chain
import Execution
import Primitives
import WideMath

/// Somebody who looks at the chain before each block and may send transactions.
public protocol Agent: Sendable {
    /// The agent's name in the scenario.
    var name: String { get }
    /// Whether it answers to what the others have sent for the same block.
    var isSearcher: Bool { get }
    /// Looks and acts. What it sends reaches the mempool at once.
    mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox)
}

extension Agent {
    /// Most agents look at the last block only.
    public var isSearcher: Bool { false }
}

/// What an agent sees before a block: the state after the last one, prices and the mempool.
public struct BlockView: ~Copyable {
    /// The machine, with the coming block's context; agents read it and try things out on it.
    public let machine: Machine
    /// The outside price of each asset in dollars, by the asset's number.
    public let prices: [Double]
    /// The number of the asset that ether's price is taken from, if there is one.
    public let etherAsset: Int?
    /// Seconds since the scenario's start.
    public let elapsed: UInt64
    /// The gas used by the last block.
    public let gasUsedLast: Gas
    /// What the last block's contracts wrote down, transaction by transaction.
    public let logs: [[Log]]

    /// Makes a view.
    public init(
        machine: Machine,
        prices: [Double],
        etherAsset: Int?,
        elapsed: UInt64,
        gasUsedLast: Gas,
        logs: [[Log]] = []
    ) {
        self.machine = machine
        self.prices = prices
        self.etherAsset = etherAsset
        self.elapsed = elapsed
        self.gasUsedLast = gasUsedLast
        self.logs = logs
    }

    /// The outside price of one base token in quote tokens.
    public func price(of pool: PoolInfo) -> Double {
        prices[pool.base.index] / prices[pool.quote.index]
    }

    /// What an amount of gas costs at a price, in a token's smallest units; zero where no asset
    /// stands for ether.
    public func cost(of gas: Gas, at price: Wei, in token: TokenInfo) -> Double {
        guard let etherAsset else { return 0 }
        let ether = Double(gas.units) * price.raw.asDouble / 1e18
        return ether * prices[etherAsset] / prices[token.index] * token.unit.asDouble
    }
}

/// Where agents put what they send.
public struct Outbox {
    /// The mempool that it goes to, and that everybody sees.
    public private(set) var mempool: Mempool
    /// What agents decided not to send, and why.
    public private(set) var heldBack: [HeldBack] = []
    /// What the mempool refused, by the reason's label.
    public private(set) var rejected: [String] = []
    private let block: UInt64
    private let machine: Machine

    /// An outbox before a block.
    public init(mempool: Mempool, machine: Machine) {
        self.mempool = mempool
        self.machine = machine
        block = machine.block.number
    }

    /// A call to be signed and sent.
    public struct Order {
        /// The contract.
        public let target: Address
        /// The calldata.
        public let data: [UInt8]
        /// The most gas it may use.
        public let gasLimit: Gas
        /// What is offered for gas.
        public let fees: (priority: Wei, max: Wei)
        /// What the agent means by it.
        public let purpose: Purpose

        /// Makes an order.
        public init(
            target: Address,
            data: [UInt8],
            gasLimit: Gas,
            fees: (priority: Wei, max: Wei),
            purpose: Purpose
        ) {
            self.target = target
            self.data = data
            self.gasLimit = gasLimit
            self.fees = fees
            self.purpose = purpose
        }
    }

    /// Signs an order with the wallet's next nonce and hands it to the mempool.
    public mutating func send(_ order: Order, from wallet: Wallet, author: String) {
        let account = machine.state.account(wallet.address)
        let nonce = mempool.nextNonce(
            of: wallet.address,
            after: machine.state.nonce(of: account)
        )
        let transaction = Transaction(
            chainID: machine.block.chainID,
            nonce: nonce,
            maxPriorityFeePerGas: order.fees.priority,
            maxFeePerGas: order.fees.max,
            gasLimit: order.gasLimit,
            to: order.target,
            value: .zero,
            data: order.data
        )
        let signed = wallet.sign(transaction, verified: mempool.verifiesSignatures)
        do throws(InvalidTransaction) {
            try mempool.add(
                signed,
                claimedSender: wallet.address,
                block: block,
                author: author,
                purpose: order.purpose
            )
        } catch {
            rejected.append(error.label)
        }
    }

    /// Notes a rebalance that the keeper decided not to send.
    public mutating func holdBack(author: String, reason: String) {
        heldBack.append(HeldBack(author: author, reason: reason))
    }
}

/// A rebalance that a keeper did not send because it would have failed.
public struct HeldBack: Hashable, Sendable {
    /// The keeper.
    public let author: String
    /// Why it would have failed.
    public let reason: String
}
