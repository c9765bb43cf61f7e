import Agents
import BlockBuilding
import Chain
import Contracts
import Execution
import Primitives
import Simulation
import Testing
import WideMath

/// A stage with a vault of 60 % WETH and 40 % USDC, and a keeper who may be anybody.
extension SearchStage {
    /// The vault's guards as the file has them, and what a keeper gets.
    static func withVault(
        guards: String = "slippage: 100 bp",
        reward: String = "tip: 100 USDC, cap: 200 USDC",
        agents: String = "",
        policy: any OrderingPolicy = PriorityFeeOrder()
    ) throws -> SearchStage {
        try SearchStage(
            agents: """
                  - { name: oracle, role: oracle_reporter, asset: WETH }
                  - { name: keeper, role: keeper }
                \(agents)
                """,
            vault: """
                vault:
                  quote: USDC
                  targets: { WETH: 60 %, USDC: 40 % }
                  deposit: 400_000 USDC
                  trigger: { threshold: 5 % }
                  guards: { \(guards) }
                  reward: { \(reward) }
                  keepers: open
                """,
            policy: policy
        )
    }

    func vault() throws -> VaultInfo { try #require(world.vault) }

    /// Moves WETH to a price in whole dollars everywhere at once: outside, at the oracle, and in
    /// all pools, of which each keeps what it has of the other token.
    mutating func reprice(_ price: UInt64) throws {
        let weth = try token("WETH")
        let before = UInt256(UInt64(prices[weth.index]))
        prices[weth.index] = Double(price)
        for pool in world.pools where [pool.base, pool.quote].contains(weth) {
            let place = ShareLedger.Storage.balances[pool.pair]
            let held = machine.read(place, of: weth.address).raw
            let next = try mulDiv(held, before, UInt256(price), rounding: .down)
            machine.write(place, of: weth.address, TokenAmount(next))
            machine.call(
                pool.pair,
                from: pool.pair,
                data: ABI.encodeCall(selector: Pair.Function.sync.value, words: [])
            )
        }
        guard let feed = world.vault?.holdings.first?.feed else { return }
        let answer = UInt256(price).wrappingMultiply(PriceFeed.answerUnit)
        machine.call(
            feed,
            from: try wallet("oracle").address,
            data: ABI.encodeCall(selector: PriceFeed.submit.value, words: [answer])
        )
    }

    /// Lets the keeper send the rebalance that is due.
    mutating func rebalance() throws -> PendingTransaction {
        var keeper = ThresholdKeeper(
            name: "keeper",
            wallet: try wallet("keeper"),
            vault: try vault(),
            retryAfterBlocks: 1,
            fees: Self.fees
        )
        let sent = act(&keeper)
        #expect(sent.map(\.purpose) == [.rebalance])
        return try #require(sent.first)
    }
}
