import BlockBuilding
import Chain
import Contracts
import Execution
import Ledger
import Primitives
import Testing
import WideMath

/// Three tokens, a pair of batches between each two, a router, and people with plenty of all.
struct BatchStreet {
    static let tokens = [0x1000, 0x2000, 0x3000].map { Address(word: UInt256($0 as UInt64)) }
    static let factory = Address(word: 0xfac)
    static let router = Address(word: 0x40)
    static let lender = Address(word: 0x1e9d)
    /// What each person has of each token.
    static let purse = UInt256.one << 100

    let street = Street(senders: 1)
    /// Of token 0 and 1, 0 and 2, 1 and 2.
    let pairs: [Address]
    let fee: BasisPoints
    let people: [Address]
    var machine: Machine { street.machine }

    /// Pools hold the same amounts of both tokens as the first pair, `reserves`.
    init(
        people: Int = 4,
        _ reserve0: UInt256,
        _ reserve1: UInt256,
        fee: UInt64 = 30
    ) throws {
        let machine = street.machine
        self.fee = BasisPoints(fee)
        self.people = (0..<people).map { Self.person($0) }
        machine.place(Factory.self, at: Self.factory, immutable: UInt256(fee))
        Router.place(
            at: Self.router,
            factory: Self.factory,
            fee: BasisPoints(fee),
            on: machine
        )
        for token in Self.tokens { Token.place(at: token, decimals: 18, on: machine) }
        for person in self.people {
            let account = machine.state.account(person)
            machine.state.setBalance(of: account, to: Wei(1_000_000_000_000_000_000))
            for token in Self.tokens {
                Self.call(machine, token, .zero, Token.mint, [person.word, Self.purse])
                Self.call(machine, token, person, ERC20.approve, [Self.router.word, .max])
            }
        }
        var pairs: [Address] = []
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            let (token0, token1) = (Self.tokens[one], Self.tokens[other])
            let pair = try PairAddress.pair(token0, token1, factory: Self.factory)
            Pair.place(
                token0,
                token1,
                at: pair,
                factory: Self.factory,
                fee: BasisPoints(fee),
                as: BatchPair.self,
                on: machine
            )
            Self.call(machine, token0, .zero, Token.mint, [pair.word, reserve0])
            Self.call(machine, token1, .zero, Token.mint, [pair.word, reserve1])
            Self.call(machine, pair, Self.lender, Pair.Function.mint, [Self.lender.word])
            pairs.append(pair)
        }
        self.pairs = pairs
    }

    /// An address of no precompile and no contract.
    static func person(_ index: Int) -> Address {
        Address(word: UInt256(UInt64(0x10_0000 + index)))
    }

    private static func call(
        _ machine: Machine,
        _ target: Address,
        _ caller: Address,
        _ function: Selector,
        _ words: [UInt256]
    ) {
        let data = ABI.encodeCall(selector: function.value, words: words)
        let result = machine.call(target, from: caller, data: data)
        #expect(result.failure == nil, "\(function.signature)")
    }

    /// A swap through the router by a person, along tokens by number.
    func swap(
        _ person: Int,
        _ amount: UInt256,
        _ path: [Int],
        min: UInt256 = .zero,
        nonce: UInt64 = 0,
        arrival: UInt64? = nil
    ) -> PendingTransaction {
        let tokens = path.map { Self.tokens[$0].word }
        let data = ABI.encodeCall(
            selector: Router.Function.swapExactTokensForTokens.value,
            words: [amount, min, 160, Self.person(person).word, .max, UInt256(UInt64(path.count))]
                + tokens
        )
        return send(person, to: Self.router, data, nonce: nonce, arrival: arrival)
    }

    /// A person's call of anything.
    func send(
        _ person: Int,
        to target: Address,
        _ data: [UInt8] = [],
        nonce: UInt64 = 0,
        arrival: UInt64? = nil,
        gasLimit: UInt64 = 400_000
    ) -> PendingTransaction {
        waiting(
            plain(nonce: nonce, gasLimit: gasLimit, to: target, data: data),
            from: UInt64(0x10_0000 + person),
            arrival: arrival ?? UInt64(person)
        )
    }

    func build(_ pending: [PendingTransaction]) -> BuiltBlock {
        BlockBuilder(policy: BatchAuction()).rebuild(pending, on: machine) { _ in }
    }

    func balance(_ person: Int, _ token: Int) -> UInt256 {
        ShareLedger.balance(of: Self.person(person), token: Self.tokens[token], on: machine).raw
    }

    /// What a person has of a token beyond what he began with.
    func gain(_ person: Int, _ token: Int) throws -> UInt256 {
        try balance(person, token) - Self.purse
    }

    func reserves(_ pair: Int = 0) -> Reserves {
        machine.read(Pair.Storage.reserves, of: pairs[pair])
    }

    func product(_ pair: Int = 0) -> UInt256 {
        let reserves = reserves(pair)
        return UInt256(low: reserves.reserve0).wrappingMultiply(UInt256(low: reserves.reserve1))
    }
}
