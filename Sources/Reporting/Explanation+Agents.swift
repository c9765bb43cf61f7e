import Primitives
import Scenarios
import WideMath

/// What each agent does, in one line.
extension Explanation {
    /// What an agent of a role does, with the settings that matter most.
    func deed(of role: AgentRole) -> String {
        switch role {
        case .keeper(let keeper):
            return "rebalances the vault when that is due"
                + (keeper.jitterBlocks == 0
                    ? "" : ", up to \(Canonical.blocks(keeper.jitterBlocks)) later at random")
                + (keeper.prefers == nil ? "" : ", first where least gain is realised")
        case .arbitrageur(let settings):
            return "trades \(Self.list(settings.pools, or: "pool")) back to the outside price"
                + least(settings.minProfit, quote(of: settings.pools.first))
        case .traders(let settings): return trades(settings)
        case .sandwicher(let settings):
            return "sandwiches trades in \(settings.pool), "
                + Self.words(settings.bidding) + least(settings.minProfit, quote(of: settings.pool))
        case .oracleReporter(let settings):
            return "reports the price of \(Self.list(settings.assets, or: "asset")) every "
                + "\(Canonical.duration(settings.heartbeat)) and after a move of "
                + Self.ratio(settings.deviation)
        case .blockSpace(let settings): return "fills blocks: " + Self.words(settings.baseFee)
        case .owner(let settings):
            let change =
                switch settings.change {
                case .targets(let targets):
                    Self.list(targets.map { "\(Self.ratio($0.weight)) \($0.asset)" }, or: "weight")
                case .units(let units):
                    Self.list(units.map { amount($0.units, of: $0.asset) }, or: "unit")
                }
            return "announces after \(Canonical.duration(settings.after)): \(change)"
        case .liquidityProvider(let settings):
            let rules = settings.leave.map { "leaves when \($0.when.text)" }
            return "provides \(Self.ratio(settings.share)) of \(settings.pool)"
                + rules.map { ", \($0)" }.joined()
        case .liquidations(let settings):
            let quote = quote(of: settings.pool)
            return "sells the collateral of \(amount(settings.debt, of: quote ?? "")) of debt in "
                + "\(settings.pool) as it falls by \(Self.ratio(settings.fallMin)) to "
                + Self.ratio(settings.fallMax)
        case .observer: return "keeps the averages of pools and of momentum"
        case .bidder(let settings):
            return "bids in the vault's auctions"
                + least(settings.minProfit, scenario.vault?.quote)
        case .cyclicArbitrageur(let settings):
            return "trades around cycles of pools from and to \(settings.token), "
                + Self.words(settings.bidding) + least(settings.minProfit, settings.token)
        case .jitProvider(let settings):
            return "adds liquidity to \(settings.pool) around single large swaps"
                + least(settings.minProfit, quote(of: settings.pool))
        case .copycat: return "sends what others have sent, for itself, where that pays"
        case .stuffer(let settings):
            let start = settings.start.map { "from \(Canonical.duration($0)) on" }
            return "fills \(Canonical.blocks(settings.blocks)), "
                + (start ?? "from the first keeper's call on")
        case .griefer(let settings):
            let cost = settings.budget.map { ", for at most \(amount($0, of: quoteOfVault))" }
            return "makes keepers' rebalances revert" + (cost ?? "")
        case .oraclePusher(let settings):
            let aim = settings.kind == .spot ? "around keepers' calls" : "at the end of blocks"
            return "pushes \(settings.pool) to \(Canonical.number(settings.factor)) times the "
                + "outside price, \(aim)"
        }
    }

    private func trades(_ settings: TradersSettings) -> String {
        let quote = quote(of: settings.pool) ?? ""
        let size =
            switch settings.size {
            case .fixed(let size): "\(amount(size, of: quote)) each"
            case .lognormal(let median, let sigma):
                "median \(amount(median, of: quote)), spread \(Canonical.number(sigma))"
            }
        let rate = Canonical.number(settings.ratePerBlock)
        let panic = settings.panic.map { ", otherwise when \($0.when.text)" }
        return "trades in \(settings.pool), \(rate) a block, \(size)" + (panic ?? "")
    }

    private static func words(_ bidding: Bidding) -> String {
        switch bidding {
        case .tips: "by tips"
        case .gasAuction: "in gas auctions"
        case .bundle(let share): "by bundles, bidding \(ratio(share))"
        }
    }

    private static func words(_ path: BaseFeePath) -> String {
        switch path {
        case .constant(let fee): return "the base fee stays near \(Canonical.fee(fee))"
        case .steps(let values, let every):
            let fees = values.prefix(4).map(Canonical.fee)
            let more = values.count > fees.count ? ["\(values.count - fees.count) more"] : []
            return "base fees of \(list(fees + more)), \(Canonical.duration(every)) each"
        }
    }

    private func least(_ profit: TokenAmount, _ token: String?) -> String {
        guard let token, !profit.isZero else { return "" }
        return ", for at least \(amount(profit, of: token))"
    }

    private func quote(of pool: String?) -> String? {
        pool.flatMap { scenario.pool(named: $0)?.quote }
    }

    private var quoteOfVault: String { scenario.vault?.quote ?? "" }
}
