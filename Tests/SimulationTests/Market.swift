import Agents
import Chain
import Primitives
import Scenarios
import Simulation
import WideMath

/// A market in the token ABC, whose price is given block by block, and whoever acts in it.
///
/// No asset stands for ether, so that gas keeps nobody from anything.
struct Market {
    /// The prices of ABC: at the start, then of each block.
    var prices: [Double]
    /// The agents, each without braces: `name: flow, role: …`.
    var agents: [String]
    /// The pools in the same way.
    var pools = ["name: main, tokens: [ABC, USDC], liquidity: 8_000_000 USDC"]
    /// The events in the same way.
    var events: [String] = []
    /// The chain's keys beside the time of its blocks.
    var chain = "base_fee: 1 gwei"
    var seed: UInt64 = 1
    /// The name of the token.
    var token = "ABC"

    /// A price that changes at some blocks and stands still between.
    static func steps(_ steps: [(price: Double, blocks: Int)]) -> [Double] {
        [steps[0].price] + steps.flatMap { Array(repeating: $0.price, count: $0.blocks) }
    }

    /// The file.
    var text: String {
        let items = { (lines: [String]) in lines.map { "  - { \($0) }\n" }.joined() }
        return """
            format: 1
            name: market
            seed: \(seed)
            chain: { block_time: 12 s, \(chain), signatures: assumed }
            assets:
              \(token):
                decimals: 18
                price: { replay: [\(prices.map { "\($0)" }.joined(separator: ", "))], every: 12 s }
              USDC: { decimals: 6, price: 1 }
            pools:

            """ + items(pools).replacing("ABC", with: token) + "agents:\n" + items(agents)
                + (events.isEmpty ? "" : "events:\n" + items(events))
                + "run: { for: \(12 * (prices.count - 1)) s }\n"
    }

    func scenario() throws -> Scenario { try Scenario.decode(text, file: "market.yaml") }

    func flight() throws -> Flight { try Flight(try scenario()) }
}

extension Flight {
    /// The transactions of an agent with a purpose, with the numbers of their blocks.
    func transactions(
        of author: String,
        _ purpose: String
    ) -> [(block: UInt64, transaction: IncludedTransaction)] {
        records.flatMap { record in
            record.transactions
                .filter { $0.pending.author == author && $0.pending.purpose.label == purpose }
                .map { (record.number, $0) }
        }
    }

    /// The blocks of those that succeeded.
    func blocks(of author: String, _ purpose: String) -> [UInt64] {
        transactions(of: author, purpose)
            .filter { $0.transaction.receipt.status == .success }.map(\.block)
    }

    /// An agent's account.
    func account(_ agent: String, _ number: Int = 0) throws -> Address {
        guard let wallets = world.wallets.first(where: { $0.agent == agent }) else {
            throw MissingAgent(name: agent)
        }
        return wallets.addresses[number]
    }
}
