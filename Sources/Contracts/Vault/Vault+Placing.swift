import Execution
import Primitives
import WideMath

extension Vault {
    /// A vault as a genesis block places it.
    public struct Configuration: Sendable {
        /// One asset.
        public struct Asset: Sendable {
            /// Its token.
            public var token: Address
            /// How it is priced.
            public var oracle: OracleTerms
            /// Between what an answer must lie.
            public var bounds: AnswerBounds
            /// Where and how often it is traded.
            public var trading: TradingTerms
            /// The most of it that one slice moves; zero for no limit.
            public var tradeMax: TokenAmount
            /// The pool average that its answer is compared with.
            public var average: Address

            /// An asset without bounds, average or limits of its own.
            public init(
                token: Address,
                oracle: OracleTerms,
                bounds: AnswerBounds = AnswerBounds(min: 0, max: 0),
                trading: TradingTerms = TradingTerms(venue: .zero),
                tradeMax: TokenAmount = .zero,
                average: Address = .zero
            ) {
                self.token = token
                self.oracle = oracle
                self.bounds = bounds
                self.trading = trading
                self.tradeMax = tradeMax
                self.average = average
            }
        }

        /// The assets; the first is the quote token.
        public var assets: [Asset]
        /// The decimals that virtual shares stand for, 0 to 18.
        public var offset: UInt64 = 3
        /// What the guards allow.
        public var limits = Limits()
        /// The least depth of a pool, in quote units; zero for none.
        public var depthMin = TokenAmount.zero
        /// The highest NAV that deposits may lead to, in quote units; zero for no limit.
        public var cap = TokenAmount.zero
        /// Fees.
        public var fees = FeeTerms()
        /// Who receives them.
        public var feeReceiver = Address.zero
        /// What keepers get.
        public var reward = RewardTerms()
        /// The oracle of ether.
        public var etherFeed = Address.zero
        /// The strategy.
        public var strategy: Address
        /// The execution module.
        public var execution: Address
        /// The owner.
        public var owner = Address.zero
        /// The guardian.
        public var guardian = Address.zero
        /// Who may rebalance.
        public var keepers: [Address] = []
        /// The pairs that may be traded with, and their fees.
        public var venues: [(pair: Address, fee: BasisPoints)] = []

        /// A vault without fees, roles or venues.
        public init(assets: [Asset], strategy: Address, execution: Address) {
            self.assets = assets
            self.strategy = strategy
            self.execution = execution
        }
    }

    /// Puts a vault at an address, as a genesis block does.
    ///
    /// Tokens that it is given afterwards, before the first block, are no gains: `book` says so.
    public static func place(
        at vault: Address,
        _ configuration: Configuration,
        on machine: Machine
    ) {
        let decimals = configuration.assets.first?.oracle.decimals ?? 0
        let terms = ShareTerms(quoteDecimals: decimals, offset: configuration.offset)
        machine.place(Vault.self, at: vault, immutable: terms.word)
        machine.write(Storage.lock, of: vault, 1)
        machine.write(Storage.assetCount, of: vault, UInt64(configuration.assets.count))
        for (number, asset) in configuration.assets.enumerated() {
            machine.write(Storage.assets[UInt64(number)], of: vault, asset.token)
            machine.write(Storage.oracles[asset.token], of: vault, asset.oracle)
            machine.write(Storage.bounds[asset.token], of: vault, asset.bounds)
            machine.write(Storage.trading[asset.token], of: vault, asset.trading)
            machine.write(Storage.tradeMax[asset.token], of: vault, asset.tradeMax)
            machine.write(Storage.averages[asset.token], of: vault, asset.average)
        }
        writePolicy(configuration, vault, machine)
        for keeper in configuration.keepers {
            machine.write(Storage.keepers[keeper], of: vault, true)
        }
        for venue in configuration.venues {
            machine.write(Storage.venues[venue.pair], of: vault, UInt256(venue.fee.count + 1))
        }
    }

    private static func writePolicy(
        _ configuration: Configuration,
        _ vault: Address,
        _ machine: Machine
    ) {
        var fees = configuration.fees
        fees.accruedAt = machine.block.timestamp
        // One quote unit for ten to the offset of shares: where every vault begins.
        let virtual = VaultMath.virtualShares(offset: configuration.offset)
        let price = VaultMath.pricePrecision.quotientAndRemainder(dividingBy: virtual)?.quotient
        machine.write(Storage.highWater, of: vault, price ?? .zero)
        machine.write(Storage.limits, of: vault, configuration.limits)
        machine.write(Storage.depthMin, of: vault, configuration.depthMin)
        machine.write(Storage.cap, of: vault, configuration.cap)
        machine.write(Storage.fees, of: vault, fees)
        machine.write(Storage.feeReceiver, of: vault, configuration.feeReceiver)
        machine.write(Storage.reward, of: vault, configuration.reward)
        machine.write(Storage.etherFeed, of: vault, configuration.etherFeed)
        machine.write(Storage.strategy, of: vault, configuration.strategy)
        machine.write(Storage.execution, of: vault, configuration.execution)
        machine.write(Storage.owner, of: vault, configuration.owner)
        machine.write(Storage.guardian, of: vault, configuration.guardian)
    }

    /// Takes the balances that a vault has been given as known, as a genesis block does.
    public static func book(of vault: Address, on machine: Machine) {
        for number in 0..<machine.read(Storage.assetCount, of: vault) {
            let token = machine.read(Storage.assets[number], of: vault)
            let balance = ShareLedger.balance(of: vault, token: token, on: machine)
            machine.write(Storage.booked[token], of: vault, balance)
        }
    }
}
