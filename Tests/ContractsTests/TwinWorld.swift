import Chain
import Contracts
import Execution
import Ledger
import Primitives
import Testing
import WideMath

/// A machine with three tokens and three pairs, and the plain model of the same.
struct TwinWorld {
    static let tokens = [Address(word: 0x1000), Address(word: 0x2000), Address(word: 0x3000)]
    static let pairs = [Address(word: 0x41), Address(word: 0x42), Address(word: 0x43)]
    static let factory = Address(word: 0x5000)
    static let flashTaker = Address(word: 0x6000)
    static let people = (0..<4).map { Address(word: UInt256(0xa11ce + UInt64($0))) }
    static let setter = Address(word: 0x5e77)
    static let coinbase = Address(word: 0xc01b)
    /// Whoever may hold something.
    static let holders = people + pairs + tokens + [.zero, setter, flashTaker, factory]

    let machine: Machine
    var model: ModelWorld
    /// What differed first.
    private(set) var difference: String?

    /// A world at a time, with the accumulators of prices at a number so that they can wrap.
    init(timestamp: UInt64, priceCumulative: UInt256) {
        machine = Machine(
            state: WorldState(),
            fork: .osaka,
            block: BlockContext(
                number: 1,
                timestamp: timestamp,
                baseFee: Wei(7),
                gasLimit: Gas(30_000_000),
                coinbase: Self.coinbase,
                chainID: 1
            )
        )
        model = ModelWorld(
            factory: Self.factory,
            feeToSetter: Self.setter,
            flashTaker: Self.flashTaker
        )
        for token in Self.tokens {
            machine.place(Token.self, at: token, immutable: 18)
            model.tokens[token] = ModelToken()
        }
        machine.place(Factory.self, at: Self.factory)
        machine.write(Factory.Storage.feeToSetter, of: Self.factory, Self.setter)
        machine.place(FlashTaker.self, at: Self.flashTaker)
        for (index, pair) in Self.pairs.enumerated() {
            // The last pair's fee has no tenth: 25 of 10,000.
            placePair(pair, without: index, index == 2 ? 25 : 30, priceCumulative)
        }
        for (index, person) in Self.people.enumerated() {
            let ether = UInt256(1_000_000_000).wrappingMultiply(UInt256(UInt64(index)))
            machine.state.setBalance(of: machine.state.account(person), to: Wei(ether))
            model.ether[person] = ether
        }
    }

    private mutating func placePair(
        _ pair: Address,
        without index: Int,
        _ fee: UInt64,
        _ priceCumulative: UInt256
    ) {
        let both = Self.tokens.indices.filter { $0 != index }.map { Self.tokens[$0] }
        machine.place(Pair.self, at: pair, immutable: UInt256(fee))
        machine.write(Pair.Storage.factory, of: pair, Self.factory)
        machine.write(Pair.Storage.token0, of: pair, both[0])
        machine.write(Pair.Storage.token1, of: pair, both[1])
        machine.write(Pair.Storage.unlocked, of: pair, .one)
        machine.write(Pair.Storage.price0Cumulative, of: pair, priceCumulative)
        machine.write(Pair.Storage.price1Cumulative, of: pair, priceCumulative)
        model.pairs[pair] = ModelPair(
            token0: both[0],
            token1: both[1],
            fee: fee == 30 ? 3 : UInt256(fee),
            feeScale: fee == 30 ? 1_000 : 10_000,
            price0Cumulative: priceCumulative,
            price1Cumulative: priceCumulative
        )
    }

    /// Runs a call on both and compares how it ended; gives the model's answer.
    mutating func call(
        _ target: Address,
        from caller: Address,
        _ call: ModelCall
    ) -> ModelAnswer {
        let result = machine.call(target, from: caller, data: call.calldata)
        let answer = answer(target, caller, call)
        compare("\(call) of \(target) by \(caller)", result.failure, answer)
        require("return data of \(call)", result.returnData, answer.returnData)
        compareTouched(by: target)
        return answer
    }

    /// The model's answer to a call.
    mutating func answer(
        _ target: Address,
        _ caller: Address,
        _ call: ModelCall
    ) -> ModelAnswer {
        do throws(ModelFailure) {
            let now = machine.block.timestamp
            return .returned(try model.call(target, from: caller, call, now: now))
        } catch {
            return .failed(error)
        }
    }

    mutating func compare(_ what: String, _ failure: Fault?, _ answer: ModelAnswer) {
        let matches =
            switch (failure, answer) {
            case (nil, .returned): true
            case (.halt(.invalidOpcode), .failed(.invalid)): true
            case (.revert(let reason), .failed(.revert)): reason.encoded == answer.returnData
            default: false
            }
        if !matches { note("\(what): \(String(describing: failure)), the model: \(answer)") }
    }

    mutating func require<Value: Equatable>(
        _ what: @autoclosure () -> String,
        _ value: Value,
        _ expected: Value
    ) {
        if value != expected { note("\(what()): \(value), the model: \(expected)") }
    }

    mutating func note(_ text: String) {
        if difference == nil { difference = text }
    }

    // MARK: The state

    /// Compares what a call of the target can have changed: it, and a pair's tokens.
    mutating func compareTouched(by target: Address) {
        if let pair = model.pairs[target] {
            comparePair(target, pair)
            for token in [pair.token0, pair.token1] { compareToken(token, model.tokens[token]) }
        } else if let token = model.tokens[target] {
            compareToken(target, token)
            compareAllowances(target, token)
        } else {
            compareRest()
        }
    }

    /// Compares everything.
    mutating func compareAll() {
        for (address, token) in model.tokens {
            compareToken(address, token)
            compareAllowances(address, token)
        }
        for (address, pair) in model.pairs {
            comparePair(address, pair)
            compareAllowances(address, pair.shares)
        }
        compareRest()
    }

    private mutating func compareToken(_ address: Address, _ token: ModelToken?) {
        guard let token else { return note("no token at \(address)") }
        require(
            "supply of \(address)",
            ShareLedger.totalSupply(of: address, on: machine).raw,
            token.supply
        )
        for holder in Self.holders {
            require(
                "balance of \(holder) in \(address)",
                ShareLedger.balance(of: holder, token: address, on: machine).raw,
                token.balance(holder)
            )
        }
    }

    private mutating func compareAllowances(_ address: Address, _ token: ModelToken) {
        for owner in Self.people {
            for spender in Self.people {
                require(
                    "allowance of \(spender) by \(owner) in \(address)",
                    machine.read(ShareLedger.Storage.allowances[owner, spender], of: address).raw,
                    token.allowance(owner, spender)
                )
            }
        }
    }

    private mutating func comparePair(_ address: Address, _ pair: ModelPair) {
        compareToken(address, pair.shares)
        let reserves = machine.read(Pair.Storage.reserves, of: address)
        require("reserve0 of \(address)", UInt256(low: reserves.reserve0), pair.reserve0)
        require("reserve1 of \(address)", UInt256(low: reserves.reserve1), pair.reserve1)
        require("time of \(address)", reserves.blockTimestampLast, pair.lastTime)
        for (name, slot, value) in [
            ("price0", Pair.Storage.price0Cumulative, pair.price0Cumulative),
            ("price1", Pair.Storage.price1Cumulative, pair.price1Cumulative),
            ("kLast", Pair.Storage.kLast, pair.kLast), ("lock", Pair.Storage.unlocked, .one),
        ] {
            require("\(name) of \(address)", machine.read(slot, of: address), value)
        }
    }

    /// The factory, ether and nonces.
    private mutating func compareRest() {
        require("feeTo", machine.read(Factory.Storage.feeTo, of: Self.factory), model.feeTo)
        for holder in Self.holders + [Self.coinbase] {
            let account = machine.state.account(holder)
            let (balance, nonce) = (
                machine.state.balance(of: account).raw, machine.state.nonce(of: account)
            )
            require("ether of \(holder)", balance, model.ether[holder] ?? .zero)
            require("nonce of \(holder)", nonce, model.nonces[holder] ?? 0)
        }
    }
}
