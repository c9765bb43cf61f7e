import Contracts
import Execution
import Primitives
import WideMath

/// The conditions that rows of measured gas tell in words, and the transactions they measure.
enum GasScenario {
    /// Sets a world up and says what to run in it.
    typealias SetUp = @Sendable (GasWorld) throws(CaseFailure) -> GasWorld.Call

    /// What a row asks for.
    enum Answer {
        /// A transaction within a part of the reference; whether storage and logs are compared.
        case run(SetUp, tolerance: Double, comparesParts: Bool)
        /// Its contract is not modelled.
        case outOfScope(contract: String)
        /// Nothing is known of the condition.
        case unknown
    }

    /// The transaction of a row.
    static func answer(_ row: GasRow) -> Answer {
        if row.op.hasPrefix("ERC4626") {
            return vaults[key(row)].map { .run($0, tolerance: 0.15, comparesParts: false) }
                ?? .unknown
        }
        if let token = row.pre.split(separator: ":", maxSplits: 1).first, row.op.hasPrefix("ERC20.")
        {
            let kinds = ["uniswap-v2 test ERC20": GasWorld.tokens[0], "WETH9": GasWorld.wrapper]
            guard let kind = kinds.first(where: { token.hasPrefix($0.key) }) else {
                return .outOfScope(contract: String(token))
            }
            let condition = row.pre.dropFirst(token.count + 1).drop { $0 == " " }
            return tokens["\(row.op) | \(condition)"].map { scenario in
                let setUp: SetUp = { world throws(CaseFailure) in scenario(world, kind.value) }
                return .run(setUp, tolerance: 0.01, comparesParts: true)
            } ?? .unknown
        }
        for name in ["V3", "Set v2", "Balancer V2"] where row.op.hasPrefix(name) {
            return .outOfScope(contract: name)
        }
        let known = ethers[key(row)] ?? pairs[key(row)] ?? routers[key(row)]
        return known.map { .run($0, tolerance: 0.01, comparesParts: true) } ?? .unknown
    }

    private static func key(_ row: GasRow) -> String { "\(row.op) | \(row.pre)" }

    // MARK: Ether and tokens

    private static let ethers: [String: SetUp] = [
        "ETH transfer | recipient exists": { world in
            let account = world.machine.state.account(GasWorld.other)
            world.machine.state.setBalance(of: account, to: Wei(GasWorld.unit))
            return .init(GasWorld.other, value: Wei(GasWorld.unit))
        },
        "ETH transfer | recipient new account": { _ in
            .init(GasWorld.fresh, value: Wei(GasWorld.unit))
        },
        "WETH9.deposit | first (balance slot 0 -> nonzero)": { _ in
            .init(GasWorld.wrapper, WrappedEther.deposit, [], value: Wei(GasWorld.unit))
        },
        "WETH9.deposit | later": { world in
            world.hold(GasWorld.wrapper, GasWorld.sender, GasWorld.unit)
            return .init(GasWorld.wrapper, WrappedEther.deposit, [], value: Wei(GasWorld.unit))
        },
        "WETH9.withdraw | partial": { world in
            world.hold(GasWorld.wrapper, GasWorld.sender, world.reserve)
            let account = world.machine.state.account(GasWorld.wrapper)
            world.machine.state.setBalance(of: account, to: Wei(world.reserve))
            return .init(GasWorld.wrapper, WrappedEther.withdraw, [GasWorld.unit])
        },
    ]

    private typealias TokenSetUp = @Sendable (GasWorld, Address) -> GasWorld.Call

    private static let tokens: [String: TokenSetUp] = [
        "ERC20.transfer | recipient balance 0 -> nonzero, sender keeps balance": {
            transfer($0, $1, to: GasWorld.fresh)
        },
        "ERC20.transfer | recipient already holds": { transfer($0, $1, to: GasWorld.other) },
        "ERC20.transfer | whole sender balance -> existing holder (slot cleared, refund)": {
            transfer($0, $1, to: GasWorld.other, $0.reserve)
        },
        "ERC20.transfer | amount 0": { transfer($0, $1, to: GasWorld.sender, .zero) },
        "ERC20.transfer | self transfer": { transfer($0, $1, to: GasWorld.sender) },
        "ERC20.transfer FAILS | insufficient balance": {
            transfer($0, $1, to: GasWorld.other, UInt256.one << 200)
        },
        "ERC20.approve | new": { approve($0, $1, from: .zero, to: GasWorld.unit) },
        "ERC20.approve | overwrite nonzero by nonzero": {
            approve($0, $1, from: .one, to: GasWorld.unit)
        },
        "ERC20.approve | same value again": {
            approve($0, $1, from: GasWorld.unit, to: GasWorld.unit)
        },
        "ERC20.approve | to 0 (refund)": { approve($0, $1, from: GasWorld.unit, to: .zero) },
        "ERC20.transferFrom | finite allowance left over, recipient holds": {
            transferFrom($0, $1, to: GasWorld.other, allowance: $0.reserve)
        },
        "ERC20.transferFrom | uses whole allowance (slot cleared, refund), recipient holds": {
            transferFrom($0, $1, to: GasWorld.other, allowance: GasWorld.unit)
        },
        "ERC20.transferFrom | infinite allowance, recipient holds": {
            transferFrom($0, $1, to: GasWorld.other, allowance: .max)
        },
        "ERC20.transferFrom | infinite allowance, recipient new": {
            transferFrom($0, $1, to: GasWorld.fresh, allowance: .max)
        },
    ]

    private static func transfer(
        _ world: GasWorld,
        _ token: Address,
        to: Address,
        _ amount: UInt256 = GasWorld.unit
    ) -> GasWorld.Call {
        world.hold(token, GasWorld.sender, world.reserve)
        world.hold(token, GasWorld.other, GasWorld.unit)
        return .init(token, ERC20.transfer, [to.word, amount])
    }

    private static func approve(
        _ world: GasWorld,
        _ token: Address,
        from before: UInt256,
        to amount: UInt256
    ) -> GasWorld.Call {
        world.allow(token, GasWorld.other, before)
        return .init(token, ERC20.approve, [GasWorld.other.word, amount])
    }

    private static func transferFrom(
        _ world: GasWorld,
        _ token: Address,
        to: Address,
        allowance: UInt256
    ) -> GasWorld.Call {
        world.hold(token, GasWorld.sender, world.reserve)
        world.hold(token, GasWorld.other, GasWorld.unit)
        world.allow(token, GasWorld.feeReceiver, allowance)
        var call = GasWorld.Call(
            token,
            ERC20.transferFrom,
            [GasWorld.sender.word, to.word, GasWorld.unit]
        )
        call.sender = GasWorld.feeReceiver
        return call
    }
}
