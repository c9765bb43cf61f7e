import Primitives
import Scenarios
import WideMath

/// What each wallet of an agent starts with.
struct Funding {
    /// Ether for gas.
    let ether: Wei
    /// Tokens that the file states, by name.
    let tokens: [String: TokenAmount]
    /// Where the file states no funds at all: this many dollars' worth of every token.
    let dollarsOfEach: UInt64?

    init(_ agent: AgentSettings) {
        var ether: Wei?
        var tokens: [String: TokenAmount] = [:]
        for fund in agent.funds ?? [] {
            switch fund {
            case .ether(let amount): ether = amount
            case .token(let name, let amount): tokens[name] = amount
            }
        }
        self.tokens = tokens
        self.ether = ether ?? agent.role.defaultEther
        dollarsOfEach = agent.funds == nil ? agent.role.defaultDollars : nil
    }
}

extension AgentRole {
    /// Enough for the gas of long runs; the background bidder stands for everybody else.
    fileprivate var defaultEther: Wei {
        let ether = UInt256(1_000_000_000_000_000_000)
        if case .blockSpace = self { return Wei(ether.wrappingMultiply(1_000_000_000)) }
        return Wei(ether.wrappingMultiply(1_000))
    }

    /// What roles that trade hold of every token, in dollars.
    fileprivate var defaultDollars: UInt64? {
        switch self {
        case .arbitrageur, .sandwicher, .bidder, .cyclicArbitrageur, .jitProvider, .copycat,
            .griefer, .oraclePusher:
            100_000_000
        case .traders: 10_000_000
        case .keeper, .oracleReporter, .blockSpace, .owner, .observer, .stuffer,
            .liquidityProvider, .liquidations:
            nil
        }
    }
}

extension AgentSettings {
    /// How many accounts the agent acts from.
    var walletCount: Int {
        switch role {
        case .traders(let settings): settings.wallets
        case .arbitrageur(let settings): settings.pools.count
        case .oracleReporter(let settings): settings.assets.count
        case .liquidations(let settings): Int(settings.positions)
        case .keeper, .sandwicher, .blockSpace, .owner, .observer, .bidder, .cyclicArbitrageur,
            .jitProvider, .copycat, .stuffer, .griefer, .oraclePusher, .liquidityProvider:
            1
        }
    }
}
