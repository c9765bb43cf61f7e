import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `A rebalance` {
    let street: Street
    /// 10,000 USDC into 2,000,000 USDC and 1,000 WETH:
    /// ⌊997 · 10¹⁰ · 10²¹ ÷ (1,000 · 2·10¹² + 997 · 10¹⁰)⌋.
    let sold = UInt256(10_000_000_000)
    let bought = UInt256(4_960_273_038_901_078_125)
    /// Their value at 2,000 USDC, rounded down.
    let valueBought = UInt256(9_920_546_077)
    let million = UInt256(1_000_000_000_000)

    init() throws {
        street = try Street()
        street.fillPool()
    }

    private var trade: Vault.Trade { street.trade(sell: Street.usdc, sold) }
    /// So small that the pool's price stays within the slippage for some of them.
    private var small: Vault.Trade { street.trade(sell: Street.usdc, 1_000_000_000) }

    @Test func `trades toward the targets and says so`() {
        street.deposit(million, from: Street.alice)
        #expect(street.rebalance([trade]).failure == nil)
        #expect(street.balance(Street.weth, Street.vault) == bought)
        let logs = street.machine.collectedLogs
        #expect(
            logs.map { $0.topics[0] } == [
                ERC20.Transfer.topic, ERC20.Transfer.topic, Pair.Sync.topic, Pair.Swap.topic,
                Vault.Traded.topic, Vault.Rebalanced.topic, Vault.PhaseChanged.topic,
            ]
        )
        let traded = logs[4]
        #expect(
            Array(traded.topics.dropFirst())
                == [street.pair.word, Street.usdc.word, Street.weth.word]
        )
        #expect(traded.data == sold.bigEndianBytes + bought.bigEndianBytes)
        let navAfter = million.wrappingSubtract(sold).wrappingAdd(valueBought)
        #expect(logs[5].topics[1] == Street.keeper.word)
        #expect(
            logs[5].data
                == million.bigEndianBytes + navAfter.bigEndianBytes + sold.bigEndianBytes
        )
        let status = street.stored(Street.vault, Vault.Storage.status.location)
        #expect(status.lastRebalance == Street.start)
    }

    @Test func `sells what there is too much of in the other direction`() {
        street.give(Street.vault, Street.weth, UInt256(100).wrappingMultiply(Street.ether))
        let result = street.rebalance([street.trade(sell: Street.weth, Street.ether)])
        #expect(result.failure == nil)
        // ⌊997 · 10¹⁸ · 2·10¹² ÷ (1,000 · 10²¹ + 997 · 10¹⁸)⌋
        #expect(street.balance(Street.usdc, Street.vault) == 1_992_013_962)
    }

    @Test func `may take several trades, together or not at all`() {
        street.deposit(million, from: Street.alice)
        let bad = street.trade(sell: Street.usdc, sold, pair: Street.feed)
        #expect(
            street.rebalance([trade, bad]).failure
                == refusal("UnknownVenue(address)", [Street.feed.word])
        )
        #expect(street.balance(Street.weth, Street.vault) == 0)
        #expect(street.rebalance([small, small]).failure == nil)
        #expect(street.balance(Street.usdc, Street.vault) == 998_000_000_000)
    }

    @Test func `is refused to who is no keeper`() {
        street.deposit(million, from: Street.alice)
        #expect(
            street.rebalance([trade], from: Street.alice).failure
                == refusal("NotKeeper(address)", [Street.alice.word])
        )
    }

    @Test func `is refused without trades`() {
        street.deposit(million, from: Street.alice)
        #expect(street.rebalance([]).failure == refusal("NoTrades()", []))
    }

    @Test func `is refused until the vault has cooled down`() {
        street.deposit(million, from: Street.alice)
        #expect(street.rebalance([small]).failure == nil)
        let until = UInt256(Street.start + 600)
        street.wait(seconds: 599)
        #expect(
            street.rebalance([trade]).failure
                == refusal(
                    "CoolingDown(uint256,uint256)",
                    [until, UInt256(Street.start + 599)]
                )
        )
        street.wait(seconds: 1)
        #expect(street.rebalance([small]).failure == nil)
    }

    @Test func `is refused on an old answer`() {
        street.deposit(million, from: Street.alice)
        street.wait(seconds: 3_601)
        let stale = refusal(
            "StaleOracle(address,uint256,uint256)",
            [Street.weth.word, 3_601, 3_600]
        )
        #expect(street.rebalance([trade]).failure == stale)
        #expect(street.deposit(5, from: Street.bob).failure == stale)
        street.machine.block.timestamp -= 1
        #expect(street.rebalance([trade]).failure == nil)
    }

    @Test(arguments: [UInt256.zero, .one << 128])
    func `is refused on an answer that is none`(_ answer: UInt256) {
        street.deposit(million, from: Street.alice)
        street.store(Street.feed, PriceFeed.Storage.answer.location, answer)
        #expect(
            street.rebalance([trade]).failure
                == refusal(
                    "BadAnswer(address,uint256,uint256,uint256)",
                    [Street.weth.word, answer, 0, 0]
                )
        )
    }

    @Test func `is refused below the trigger`() {
        let nothing = refusal("NotDue(uint256,uint256)", [0, 500])
        #expect(street.rebalance([trade]).failure == nothing)
        street.deposit(UInt256(500_000_000_000), from: Street.alice)
        street.give(Street.vault, Street.weth, UInt256(260).wrappingMultiply(Street.ether))
        // 500,000 of 1,020,000 is 98.04 basis points from a half.
        #expect(
            street.rebalance([trade]).failure
                == refusal("NotDue(uint256,uint256)", [98, 500])
        )
    }

    @Test func `is refused for an asset that the vault does not know`() {
        street.deposit(million, from: Street.alice)
        #expect(
            street.rebalance([street.trade(sell: Street.feed, sold)]).failure
                == refusal("UnknownAsset(address)", [Street.feed.word])
        )
        let other = Address(word: 0x8000)
        street.placePair(other, Street.usdc, Street.router)
        street.store(Street.vault, Vault.Storage.venues[other], UInt256(31))
        #expect(
            street.rebalance([street.trade(sell: Street.usdc, sold, pair: other)]).failure
                == refusal("UnknownAsset(address)", [Street.router.word])
        )
    }

    @Test func `is refused below the keeper's own least`() {
        street.deposit(million, from: Street.alice)
        let wanted = bought.wrappingAdd(1)
        #expect(
            street.rebalance([street.trade(sell: Street.usdc, sold, min: wanted)]).failure
                == refusal("BelowMinimum(uint256,uint256)", [bought, wanted])
        )
        #expect(
            street.rebalance([street.trade(sell: Street.usdc, sold, min: bought)]).failure == nil
        )
    }

    @Test func `is refused where it loses more than the slippage`() {
        street.deposit(million, from: Street.alice)
        let large = UInt256(100_000_000_000)
        // ⌊997 · 10¹¹ · 10²¹ ÷ (1,000 · 2·10¹² + 997 · 10¹¹)⌋ at 2,000 USDC; 99 % of 10¹¹.
        #expect(
            street.rebalance([street.trade(sell: Street.usdc, large)]).failure
                == refusal(
                    "SlippageExceeded(uint256,uint256,uint256)",
                    [large, 94_965_947_516, 99_000_000_000]
                )
        )
    }

    /// A hostile keeper who buys and sells back: each trade is within the slippage, all are not.
    @Test func `is refused where many trades lose too much together`() throws {
        street.deposit(UInt256(20_000_000_000), from: Street.alice)
        let half = UInt256(10_000_000_000)
        // Half of 20,000 USDC buys 4.96 WETH at 0.3 % and half a per cent of impact.
        let back = UInt256(4_900_000_000_000_000_000)
        let turn = [street.trade(sell: Street.usdc, half), street.trade(sell: Street.weth, back)]
        let trades = Array(repeating: turn, count: 5).flatMap { $0 }
        let failure = street.rebalance(trades).failure
        guard case .revert(.error(let signature, let numbers)) = failure else {
            Issue.record("not refused: \(String(describing: failure))")
            return
        }
        #expect(signature == "ValueLost(uint256,uint256,uint256)")
        try #require(numbers.count == 3)
        // 1 % of 20,000 USDC.
        let most = UInt256(10_000_000_000_000_000)
        #expect(numbers[0] > most)
        #expect(Array(numbers.dropFirst()) == [most, 20_000_000_000])
    }

    @Test func `is refused where a weight ends further from its target`() {
        street.deposit(UInt256(700_000_000_000), from: Street.alice)
        street.give(Street.vault, Street.weth, UInt256(150).wrappingMultiply(Street.ether))
        // 70 : 30 sells of the smaller side: 701,992.013962 and 298,000 USDC, of 999,992.013962.
        // ⌊701,992.013962 ÷ 999,992.013962 · 10¹⁸⌋ − 0.5 · 10¹⁸
        #expect(
            street.rebalance([street.trade(sell: Street.weth, Street.ether)]).failure
                == refusal(
                    "WeightFurther(address,uint256,uint256)",
                    [
                        Street.usdc.word, UInt256(200_000_000_000_000_000),
                        UInt256(201_997_620_141_670_360),
                    ]
                )
        )
    }

    @Test func `calldata reads back`() throws {
        let trades = [trade, street.trade(sell: Street.weth, 3, min: 2, pair: Street.feed)]
        let data = Vault.rebalanceCalldata(trades)
        #expect(Vault.trades(inCalldata: data) == trades)
        #expect(Vault.trades(inCalldata: Array(data.dropLast(32))) == nil)
        #expect(Vault.trades(inCalldata: [1, 2, 3]) == nil)
    }

    /// A length or offset that points outside calldata.
    @Test(arguments: [[32, 1], [32, .max], [.max, 0], [64, 0], [33, 0]] as [[UInt256]])
    func `is refused for calldata that is none`(words: [UInt256]) {
        let result = street.call(
            Street.vault,
            from: Street.keeper,
            Vault.Function.rebalance,
            words
        )
        #expect(result.failure == .revert(.empty))
    }
}
