import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// The contracts that measured transactions need, and ways to put them into the state they need.
///
/// The files tell conditions in words, not amounts: pools hold the same of each token, by default
/// 100 units of 10¹⁸.
struct GasWorld {
    let machine: Machine
    /// What a pool holds of each token.
    let reserve: UInt256

    static let sender = address(0x11)
    static let other = address(0x22)
    static let fresh = address(0x33)
    static let factory = address(0x44)
    static let router = address(0x55)
    static let wrapper = address(0x99)
    static let vault = address(0xee)
    /// Tokens in order of address; ether's wrapper lies between the third and the fourth.
    static let tokens = [address(0x66), address(0x77), address(0x88), address(0xaa)]
    static let feeReceiver = address(0xdd)

    static let unit = UInt256(1_000_000_000_000_000_000)
    static let now: UInt64 = 1_700_000_000
    private static let gasLimit = Gas(10_000_000)

    /// A transaction to measure.
    struct Call {
        var sender = GasWorld.sender
        let target: Address
        var value = Wei.zero
        let data: [UInt8]

        init(_ target: Address, _ function: Selector, _ words: [UInt256], value: Wei = .zero) {
            self.target = target
            self.value = value
            data = ABI.encodeCall(selector: function.value, words: words)
        }

        /// Plain ether.
        init(_ target: Address, value: Wei) {
            self.target = target
            self.value = value
            data = []
        }
    }

    private static func address(_ byte: UInt8) -> Address {
        Address(bytes: [UInt8](repeating: byte, count: 20)) ?? .zero
    }

    init(fork: Fork, units: UInt64 = 100) {
        reserve = UInt256(units).wrappingMultiply(Self.unit)
        machine = Machine(
            state: WorldState(),
            fork: fork,
            block: BlockContext(
                number: 1,
                timestamp: Self.now,
                baseFee: .zero,
                gasLimit: Self.gasLimit,
                coinbase: Self.address(0xcc),
                chainID: 1
            )
        )
        machine.place(Factory.self, at: Self.factory, immutable: 30)
        machine.write(Factory.Storage.feeToSetter, of: Self.factory, Self.sender)
        // A contract's nonce begins at one (EIP-161).
        machine.state.setNonce(of: machine.state.account(Self.factory), to: 1)
        for token in Self.tokens { Token.place(at: token, decimals: 18, on: machine) }
        machine.place(WrappedEther.self, at: Self.wrapper)
        Router.place(
            at: Self.router,
            factory: Self.factory,
            fee: BasisPoints(30),
            wrappedEther: Self.wrapper,
            on: machine
        )
        for token in Self.tokens { hold(token, Self.sender, reserve) }
        machine.state.setBalance(
            of: machine.state.account(Self.sender),
            to: Wei(reserve)
        )
    }

    // MARK: Setting up

    /// Sets a balance.
    func hold(_ token: Address, _ holder: Address, _ amount: UInt256) {
        let place =
            token == Self.wrapper
            ? WrappedEther.Storage.balances[holder] : ShareLedger.Storage.balances[holder]
        machine.write(place, of: token, TokenAmount(amount))
    }

    /// Sets an allowance of the sender.
    func allow(_ token: Address, _ spender: Address, _ amount: UInt256) {
        let place =
            token == Self.wrapper
            ? WrappedEther.Storage.allowances[Self.sender, spender]
            : ShareLedger.Storage.allowances[Self.sender, spender]
        machine.write(place, of: token, TokenAmount(amount))
    }

    /// Places the pair of two tokens with full reserves from a block before this one.
    @discardableResult
    func pool(
        _ one: Address = Self.tokens[0],
        _ other: Address = Self.tokens[1],
        isUsed: Bool = true
    ) throws(CaseFailure) -> Address {
        let pair: Address
        do throws(Fault) {
            pair = try PairAddress.pair(one, other, factory: Self.factory)
        } catch {
            throw .refused(what: "a pair", reason: "\(error)")
        }
        Pair.place(
            one,
            other,
            at: pair,
            factory: Self.factory,
            fee: BasisPoints(30),
            on: machine
        )
        for token in [one, other] { hold(token, pair, reserve) }
        if one == Self.wrapper || other == Self.wrapper {
            machine.state.setBalance(
                of: machine.state.account(Self.wrapper),
                to: Wei(reserve)
            )
        }
        setReserves(pair, reserve, reserve, at: Self.now - 12)
        machine.write(ShareLedger.Storage.totalSupply, of: pair, TokenAmount(reserve))
        hold(pair, .zero, Pair.minimumLiquidity.raw)
        hold(pair, Self.sender, reserve.wrappingSubtract(Pair.minimumLiquidity.raw))
        if isUsed {
            machine.write(Pair.Storage.price0Cumulative, of: pair, Self.unit)
            machine.write(Pair.Storage.price1Cumulative, of: pair, Self.unit)
        }
        return pair
    }

    /// Sets what a pair remembers of its balances.
    func setReserves(_ pair: Address, _ amount0: UInt256, _ amount1: UInt256, at time: UInt64) {
        let reserves = Reserves(
            reserve0: amount0.low,
            reserve1: amount1.low,
            blockTimestampLast: UInt32(time & 0xffff_ffff)
        )
        machine.write(Pair.Storage.reserves, of: pair, reserves)
    }

    /// Adds to what a pair holds beyond its reserves.
    func surplus(_ pair: Address, _ token: Address, _ amount: UInt256) {
        hold(token, pair, reserve.wrappingAdd(amount))
    }

    /// What a unit of one token buys in a pool with full reserves.
    func output() -> UInt256 {
        let output = try? ConstantProduct.amountOut(
            amountIn: Self.unit,
            reserveIn: reserve,
            reserveOut: reserve,
            fee: BasisPoints(30)
        )
        return output ?? .zero
    }

    // MARK: Running

    /// Runs a transaction, unsigned.
    func execute(_ call: Call) throws(CaseFailure) -> ExecutionResult {
        do throws(InvalidTransaction) {
            return try machine.execute(
                transaction(call),
                from: call.sender,
                blockGasLeft: Self.gasLimit
            )
        } catch {
            throw .refused(what: "the transaction", reason: error.label)
        }
    }

    /// The transaction that makes a call.
    func transaction(_ call: Call) -> Transaction {
        Transaction(
            chainID: machine.block.chainID,
            nonce: machine.state.nonce(of: machine.state.account(call.sender)),
            maxPriorityFeePerGas: .zero,
            maxFeePerGas: .zero,
            gasLimit: Self.gasLimit,
            to: call.target,
            value: call.value,
            data: call.data
        )
    }
}
