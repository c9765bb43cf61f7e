import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `A factory` {
    let street: Street
    let tokens = [Street.feed, Street.weth]

    init() throws { street = try Street() }

    @Test func `creates a pair at its salt's address, with its event`() throws {
        let result = create(tokens[0], tokens[1])
        #expect(result.failure == nil)
        let address = try PairAddress.pair(tokens[1], tokens[0], factory: Street.factory)
        #expect(result.word() == address.word)
        let logs = street.machine.collectedLogs
        #expect(
            logs.map(\.topics) == [
                [
                    Factory.PairCreated.topic, Street.weth.word, Street.feed.word,
                ]
            ]
        )
        #expect(logs.first?.data == address.word.bigEndianBytes + UInt256(2).bigEndianBytes)
        #expect(ask(.token0, at: address) == Street.weth.word)
        #expect(ask(.token1, at: address) == Street.feed.word)
        #expect(ask(.factory, at: address) == Street.factory.word)
        #expect(street.machine.immutable(at: address) == 30)
    }

    @Test func `knows its pairs in either order and by number`() throws {
        let second = try #require(create(tokens[0], tokens[1]).word())
        for pair in [tokens, tokens.reversed()] {
            let words = pair.map(\.word)
            let found = street.call(Street.factory, from: Street.bob, Self.getPair, words)
            #expect(found.word() == second)
        }
        let none = street.call(Street.factory, from: Street.bob, Self.getPair, [1, 2])
        #expect(none.word() == .zero)
        let count = street.call(Street.factory, from: Street.bob, Factory.Function.allPairsLength)
        #expect(count.word() == 2)
        let pairs = [0, 1].map { all($0).word() }
        #expect(pairs == [street.pair.word, second])
        #expect(all(2).failure == .halt(.invalidOpcode))
        #expect(all(.max).failure == .halt(.invalidOpcode))
    }

    @Test func `refuses equal tokens, the zero address and a pair that exists`() {
        #expect(
            create(Street.usdc, Street.usdc).failure == refusal("UniswapV2: IDENTICAL_ADDRESSES")
        )
        #expect(create(.zero, Street.usdc).failure == refusal("UniswapV2: ZERO_ADDRESS"))
        for tokens in [[Street.usdc, Street.weth], [Street.weth, Street.usdc]] {
            #expect(create(tokens[0], tokens[1]).failure == refusal("UniswapV2: PAIR_EXISTS"))
        }
    }

    @Test func `lets only the setter set`() {
        for function in [Factory.Function.setFeeTo, Factory.Function.setFeeToSetter] {
            let words = [Street.alice.word]
            let refused = street.call(Street.factory, from: Street.alice, function, words)
            #expect(refused.failure == refusal("UniswapV2: FORBIDDEN"))
        }
        let words = [Street.alice.word]
        street.call(Street.factory, from: Street.bank, Factory.Function.setFeeToSetter, words)
        let setter = street.call(Street.factory, from: .zero, Factory.Function.feeToSetter)
        #expect(setter.word() == Street.alice.word)
        street.call(Street.factory, from: Street.alice, Factory.Function.setFeeTo, words)
        let receiver = street.call(Street.factory, from: .zero, Factory.Function.feeTo)
        #expect(receiver.word() == Street.alice.word)
    }

    @Test func `alone may initialize a pair`() {
        let words = [Street.usdc.word, Street.weth.word]
        let refused = street.call(street.pair, from: Street.bank, Pair.Function.initialize, words)
        #expect(refused.failure == refusal("UniswapV2: FORBIDDEN"))
    }

    private static let getPair = Factory.Function.getPair

    private enum View { case token0, token1, factory }

    private func ask(_ view: View, at pair: Address) -> UInt256? {
        let function =
            switch view {
            case .token0: Pair.Function.token0
            case .token1: Pair.Function.token1
            case .factory: Pair.Function.factory
            }
        return street.call(pair, from: Street.bob, function).word()
    }

    private func create(_ one: Address, _ other: Address) -> WhatIfResult {
        let words = [one.word, other.word]
        return street.call(Street.factory, from: Street.bob, Factory.Function.createPair, words)
    }

    private func all(_ index: UInt256) -> WhatIfResult {
        street.call(Street.factory, from: Street.bob, Factory.Function.allPairs, [index])
    }
}
