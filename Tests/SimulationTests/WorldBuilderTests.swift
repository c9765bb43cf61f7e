import Agents
import Chain
import Contracts
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

/// The first accounts and contracts of every Hardhat and Anvil node: the phrase "test … junk" and
/// the CREATE addresses of its account 0.
///
/// Source: https://hardhat.org/hardhat-network/docs/reference#initial-state.
private enum Hardhat {
    static let accounts = [
        "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
        "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC", "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
        "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65", "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc",
    ]
    static let contracts = [
        "0x5FbDB2315678afecb367f032d93F642f64180aa3", "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512",
        "0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0",
    ]
}

@Suite struct `A world` {
    @Test func `gives its accounts and contracts the addresses of every test chain`() throws {
        let world = try WorldBuilder.build(.quickstart())
        #expect(world.coinbase.checksummed == Hardhat.accounts[1])
        #expect(
            world.wallets.prefix(3).flatMap(\.addresses).map(\.checksummed)
                == Array(Hardhat.accounts[3...])
        )
        #expect(world.wallets.map(\.agent).prefix(3) == ["oracle", "keeper", "arbitrage"])
        #expect(world.tokens.map(\.address.checksummed) == Array(Hardhat.contracts[..<2]))
        let deployer = try #require(Address(text: Hardhat.accounts[0]))
        #expect(
            (0..<3).map { ContractAddress.create(sender: deployer, nonce: $0).checksummed }
                == Hardhat.contracts
        )
        let all = world.wallets.flatMap(\.addresses)
        #expect(Set(all).count == all.count)
    }

    /// EIP-1014 with the init-code hash of UniswapV2Library: the third contract is the factory.
    @Test func `puts a pair where CREATE2 does`() throws {
        let world = try WorldBuilder.build(.quickstart())
        let factory = try #require(Address(text: Hardhat.contracts[2]))
        let tokens = world.tokens.map(\.address).sorted()
        let salt = keccak256(tokens[0].bytes + tokens[1].bytes).bytes
        let initCodeHash = try #require(
            Hex.decode("96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f")
        )
        let hash = keccak256([0xff] + factory.bytes + salt + initCodeHash).bytes
        let pair = world.pools[0].pair
        #expect(pair.bytes == Array(hash.suffix(20)))
        #expect(world.machine.read(Pair.Storage.factory, of: pair) == factory)
    }

    @Test func `starts its vault at the targets with what was deposited`() throws {
        let flight = try Flight(.quickstart(blocks: 1))
        let vault = try #require(flight.start.vault)
        let info = try #require(flight.world.vault)
        // 40 % of 400,000 USDC, and 60 % in WETH at 200 dollars.
        let weth = try #require(UInt256.powerOfTen(18))
        #expect(vault.balances == [TokenAmount(160_000_000_000), TokenAmount(try weth * 1_200)])
        #expect(vault.nav == TokenAmount(400_000_000_000))
        #expect(vault.weights == [0.4, 0.6])
        #expect(vault.navAtMarket == 400_000)
        #expect(vault.sharePrice == 1)
        // A thousand shares for a unit: VaultMath.virtualShares.
        #expect(vault.shares == TokenAmount(400_000_000_000_000))
        #expect(info.targets(on: flight.world.machine) == [0.4, 0.6])
        #expect(vault.targets == [0.4, 0.6])
    }

    @Test func `fills its pools at the outside price`() throws {
        let flight = try Flight(.quickstart(blocks: 1))
        let pool = try #require(flight.start.pools.first)
        let weth = try #require(UInt256.powerOfTen(18))
        #expect(pool.reserveQuote == TokenAmount(4_000_000_000_000))
        #expect(pool.reserveBase == TokenAmount(try weth * 20_000))
        #expect(pool.spot == 200)
    }

    @Test func `gives each agent what the file says and no more`() throws {
        let world = try WorldBuilder.build(.quickstart())
        let ether = try #require(UInt256.powerOfTen(18))
        let sandwicher = try #require(world.wallets.first { $0.agent == "sandwicher" })
        let account = world.machine.state.account(sandwicher.addresses[0])
        #expect(world.machine.state.balance(of: account).raw == (try ether * 50))
        let held = world.tokens.map {
            ShareLedger.balance(
                of: sandwicher.addresses[0],
                token: $0.address,
                on: world.machine
            ).raw
        }
        #expect(held == [try ether * 2_000, 400_000_000_000])
    }

    @Test func `places an executor that may move what agents hold`() throws {
        let world = try WorldBuilder.build(.quickstart())
        let account = world.machine.state.account(world.executor)
        #expect(world.machine.state.code(of: account) >= 0)
        for agent in world.wallets where agent.agent == "sandwicher" {
            for token in world.tokens {
                let place = ShareLedger.Storage.allowances[agent.addresses[0], world.executor]
                #expect(world.machine.read(place, of: token.address) == TokenAmount(.max))
            }
        }
    }

    @Test func `is the same whatever the seed`() throws {
        var scenario = try Scenario.quickstart()
        let one = try WorldBuilder.build(scenario)
        scenario.seed = 7
        let other = try WorldBuilder.build(scenario)
        #expect(one.tokens == other.tokens)
        #expect(one.pools == other.pools)
        #expect(one.vault == other.vault)
        #expect(one.wallets.map(\.addresses) == other.wallets.map(\.addresses))
    }

    @Test func `refuses agents that need a vault where there is none`() throws {
        var scenario = try Scenario.quickstart()
        scenario.vault = nil
        let error = #expect(throws: WorldError.self) { try WorldBuilder.build(scenario) }
        #expect(
            error?.description
                == "agents.oracle: an oracle_reporter needs a vault that reads it"
        )
    }

    @Test func `refuses a pool that no contract could hold`() throws {
        var scenario = try Scenario.quickstart()
        scenario.pools[0].liquidity = TokenAmount(UInt256.one << 100)
        let error = #expect(throws: WorldError.self) { try WorldBuilder.build(scenario) }
        #expect(error?.description.hasPrefix("pools.main.liquidity: ") == true)
    }

    @Test func `calls everybody by name`() throws {
        let world = try WorldBuilder.build(.quickstart())
        #expect(world.name(of: world.wallets[1].addresses[0]) == "keeper")
        let flow = try #require(world.wallets.first { $0.agent == "flow" })
        #expect(flow.addresses.count == 8)
        #expect(world.name(of: flow.addresses[3]) == "flow[3]")
        #expect(world.name(of: world.tokens[1].address) == "USDC")
        #expect(world.name(of: world.pools[0].pair) == "main")
        #expect(world.name(of: world.pools[0].router) == "router")
        #expect(world.vault.map { world.name(of: $0.address) } == "vault")
        #expect(world.name(of: world.executor) == "executor")
        #expect(world.name(of: Address(word: 1)) == Address(word: 1).checksummed)
    }
}
