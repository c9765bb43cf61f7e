import Agents
import BlockBuilding
import Chain
import Contracts
import Execution
import Primitives
import Scenarios
import Signing
import Simulation
import WideMath

/// A market for searchers: pools of WETH, USDC and LINK whose own agents are silent, so that a
/// test's agents act from their funded accounts, block by block, under any ordering.
///
/// WETH stands at 2,000 dollars, LINK at 20; `main` and `side` trade WETH for USDC with 30 and 5
/// bp, `link` LINK for USDC and `cross` LINK for WETH with 30 bp.
struct SearchStage {
    let world: World
    let policy: any BlockBuilding.OrderingPolicy
    /// The outside prices of WETH, USDC and LINK.
    var prices = [2_000.0, 1, 20]
    /// The bundles of the coming block.
    private(set) var bundles: [Bundle] = []
    private var mempool: Mempool

    /// A stage from the text of a scenario's agents, and of a vault if there is one, with the fee
    /// of the pool `main`.
    init(
        agents: String = "",
        vault: String = "",
        fee: String = "30 bp",
        ordering: String = "priority_fee",
        policy: any BlockBuilding.OrderingPolicy = PriorityFeeOrder()
    ) throws {
        let text = Self.text(agents: agents, vault: vault, fee: fee, ordering: ordering)
        world = try WorldBuilder.build(try Scenario.decode(text, file: "stage.yaml"))
        self.policy = policy
        mempool = Mempool(chainID: world.scenario.chain.id, verifiesSignatures: true)
        machine.block.number = 1
        machine.block.timestamp += 12
    }

    static func text(
        agents: String = "",
        vault: String = "",
        fee: String = "30 bp",
        ordering: String = "priority_fee"
    ) -> String {
        """
        format: 1
        name: a stage for searchers
        seed: 1
        chain: { base_fee: 10 gwei, gas_limit: 30_000_000 }
        assets:
          WETH: { decimals: 18, price: 2_000 }
          USDC: { decimals: 6, price: 1 }
          LINK: { decimals: 18, price: 20 }
        pools:
          - { name: main, tokens: [WETH, USDC], fee: \(fee), liquidity: 4_000_000 USDC }
          - { name: side, tokens: [WETH, USDC], fee: 5 bp, liquidity: 2_000_000 USDC }
          - { name: link, tokens: [LINK, USDC], fee: 30 bp, liquidity: 2_000_000 USDC }
          - { name: cross, tokens: [LINK, WETH], fee: 30 bp, liquidity: 1_000 WETH }
        \(vault)
        agents:
          - { name: flow, role: traders, pool: main, rate: 0 per block, size: 1 USDC }
          - { name: searcher, role: arbitrageur, pool: main }
          - { name: rival, role: arbitrageur, pool: main }
        \(agents)
        ordering: { policy: \(ordering) }
        run: { for: 100 blocks }
        """
    }

    var machine: Machine { world.machine }
    var baseFee: Wei { machine.block.baseFee }
    /// What waits, in order of arrival.
    var pending: [PendingTransaction] { mempool.pending }

    func pool(_ name: String) throws -> PoolInfo {
        guard let pool = world.pools.first(where: { $0.name == name }) else {
            throw Missing(name: name)
        }
        return pool
    }

    func token(_ name: String) throws -> TokenInfo {
        guard let token = world.tokens.first(where: { $0.name == name }) else {
            throw Missing(name: name)
        }
        return token
    }

    /// The wallet of one of the scenario's agents.
    func wallet(_ agent: String, _ number: Int = 0) throws -> Wallet {
        let tree = HDWallet(mnemonic: HDWallet.testMnemonic)
        guard let wallets = world.wallets.first(where: { $0.agent == agent }) else {
            throw Missing(name: agent)
        }
        for index in 3..<60 as Range<UInt32> {
            if let key = tree.ethereumAccount(index), key.address == wallets.addresses[number] {
                return Wallet(key)
            }
        }
        throw Missing(name: agent)
    }

    private struct Missing: Error {
        let name: String
    }

    func balance(_ token: TokenInfo, of wallet: Wallet) -> UInt256 {
        ShareLedger.balance(of: wallet.address, token: token.address, on: machine).raw
    }

    func ether(of address: Address) -> UInt256 {
        machine.state.balance(of: machine.state.account(address)).raw
    }

    // MARK: Acting

    /// Lets an agent act as if everybody saw everything, and gives what it sent to the mempool.
    mutating func act(_ agent: inout some Agent, etherAsset: Int? = 0) -> [PendingTransaction] {
        let view = BlockView(
            machine: machine,
            prices: prices,
            etherAsset: etherAsset,
            elapsed: machine.block.timestamp - world.scenario.chain.start,
            gasUsedLast: .zero
        )
        var outbox = Outbox(mempool: mempool, machine: machine, policy: policy)
        outbox.take(Seat(name: agent.name), at: 0)
        agent.act(view, &outbox)
        let before = Set(mempool.pending.map(\.arrival))
        bundles += outbox.bundles
        mempool = outbox.mempool()
        return mempool.pending.filter { !before.contains($0.arrival) }
    }

    /// Sends an order for somebody.
    @discardableResult
    mutating func send(_ order: Outbox.Order, from wallet: Wallet) throws -> PendingTransaction {
        var outbox = Outbox(mempool: mempool, machine: machine, policy: policy)
        outbox.take(Seat(name: "somebody"), at: 0)
        outbox.send(order, from: wallet, author: "somebody")
        let before = Set(mempool.pending.map(\.arrival))
        let rejected = outbox.rejected
        mempool = outbox.mempool()
        guard let sent = mempool.pending.first(where: { !before.contains($0.arrival) }) else {
            throw Missing(name: rejected.joined())
        }
        return sent
    }

    /// Sends a swap whose limit is a slippage below the quote.
    @discardableResult
    mutating func swap(
        _ amountIn: UInt256,
        in name: String = "side",
        sellsBase: Bool = false,
        slippage: UInt64 = 500,
        tip: UInt64 = 2_000_000_000,
        from wallet: Wallet
    ) throws -> PendingTransaction {
        let pool = try pool(name)
        let expected = pool.quote(amountIn: amountIn, sellsBase: sellsBase, on: machine)
        let least = try mulDiv(expected, UInt256(10_000 - slippage), 10_000, rounding: .up)
        return try send(
            Outbox.Order(
                target: pool.router,
                data: pool.swapCalldata(
                    amountIn: amountIn,
                    amountOutMin: least,
                    sellsBase: sellsBase,
                    to: wallet.address,
                    deadline: machine.block.timestamp
                ),
                gasLimit: Gas(220_000),
                fees: (Wei(UInt256(tip)), Wei(1_000_000_000_000)),
                purpose: .trade
            ),
            from: wallet
        )
    }

    /// Swaps at once, outside any block.
    func swapNow(
        _ amountIn: UInt256,
        in name: String,
        sellsBase: Bool = false,
        from wallet: Wallet
    ) throws {
        let pool = try pool(name)
        machine.call(
            pool.router,
            from: wallet.address,
            data: pool.swapCalldata(
                amountIn: amountIn,
                amountOutMin: .zero,
                sellsBase: sellsBase,
                to: wallet.address,
                deadline: .max
            )
        )
    }

    /// Builds the block and opens the next one, 12 seconds later.
    @discardableResult
    mutating func build() -> BuiltBlock {
        let built = BlockBuilder(policy: policy)
            .build(on: machine, from: mempool, bundles: bundles) { _ in }
        _ = mempool.settle(
            removing: built.transactions.map(\.pending.arrival),
            block: machine.block.number
        )
        bundles = []
        machine.block.baseFee = BaseFee.next(
            parent: baseFee,
            gasUsed: built.gasUsed,
            gasLimit: machine.block.gasLimit
        )
        machine.block.number += 1
        machine.block.timestamp += 12
        return built
    }

    /// Everything that an agent may not change by looking: reserves, balances and nonces.
    var traces: [UInt256] {
        let holders = world.wallets.flatMap(\.addresses)
        return world.pools.map { machine.read(Pair.Storage.reserves, of: $0.pair).word }
            + world.tokens.flatMap { token in
                holders.map {
                    ShareLedger.balance(of: $0, token: token.address, on: machine).raw
                }
            }
            + holders.map { UInt256(machine.state.nonce(of: machine.state.account($0))) }
            + holders.map(ether)
    }

    /// Fees of 2 gwei on top of up to twice the base fee.
    static let fees = Agents.FeePolicy(
        tip: Wei(2_000_000_000),
        maxFee: .baseFeeThousandths(2_000)
    )
}

/// Whole units of a token of 18 decimals.
func whole(_ count: UInt64) -> UInt256 {
    UInt256(1_000_000_000_000_000_000).wrappingMultiply(UInt256(count))
}
