import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// One pair of two plain tokens in a state of its own, with any reserves, driven unsigned.
struct PairBench {
    let machine: Machine
    let pair: Address
    let token0: Address
    let token1: Address

    /// Who provides liquidity and pays what a swap takes.
    static let payer = Address(word: 0xaa)
    /// Where the pair's factory is.
    static let factory = Address(word: 0xfac)

    private static let gasLimit = Gas(16_000_000)

    /// A pair without reserves; its tokens have different addresses.
    init(
        token0: Address = Address(word: 0x1000),
        token1: Address = Address(word: 0x2000),
        pair: Address? = nil,
        fork: Fork = .cancun
    ) throws(CaseFailure) {
        self.token0 = token0
        self.token1 = token1
        machine = Machine(
            state: WorldState(),
            fork: fork,
            block: BlockContext(
                number: 1,
                timestamp: 1_700_000_000,
                baseFee: .zero,
                gasLimit: Self.gasLimit,
                coinbase: .zero,
                chainID: 1
            )
        )
        do throws(Fault) {
            let address = try PairAddress.pair(token0, token1, factory: Self.factory)
            self.pair = pair ?? address
        } catch {
            throw .refused(what: "the pair", reason: "\(error)")
        }
        guard token0 < token1, self.pair != token0, self.pair != token1,
            ![token0, token1, self.pair].contains(Self.factory),
            ![token0, token1, self.pair].contains(Self.payer)
        else { throw .malformed(field: "token0", expected: "the smaller of two addresses") }
        machine.place(Factory.self, at: Self.factory, immutable: 30)
        machine.write(Factory.Storage.feeToSetter, of: Self.factory, Self.payer)
        for token in [token0, token1] {
            Token.place(at: token, decimals: 18, on: machine)
            machine.write(ShareLedger.Storage.totalSupply, of: token, TokenAmount(.max))
            give(token, to: Self.payer, UInt256.one << 255)
        }
        Pair.place(
            token0,
            token1,
            at: self.pair,
            factory: Self.factory,
            fee: BasisPoints(30),
            on: machine
        )
    }

    /// Gives the pair reserves that it holds in full, as if taken in the last block.
    func setReserves(_ reserve0: UInt256, _ reserve1: UInt256) throws(CaseFailure) {
        guard reserve0 >> 112 == .zero, reserve1 >> 112 == .zero else {
            throw .malformed(field: "reserves", expected: "below 2^112")
        }
        let reserves = Reserves(
            reserve0: reserve0.low,
            reserve1: reserve1.low,
            blockTimestampLast: UInt32(machine.block.timestamp & 0xffff_ffff)
        )
        machine.write(Pair.Storage.reserves, of: pair, reserves)
        give(token0, to: pair, reserve0)
        give(token1, to: pair, reserve1)
    }

    /// The pair's reserves.
    var reserves: (UInt256, UInt256) {
        let reserves = machine.read(Pair.Storage.reserves, of: pair)
        return (UInt256(low: reserves.reserve0), UInt256(low: reserves.reserve1))
    }

    /// Sets a balance, whatever it was.
    func give(_ token: Address, to holder: Address, _ amount: UInt256) {
        machine.write(ShareLedger.Storage.balances[holder], of: token, TokenAmount(amount))
    }

    /// What a holder has.
    func balance(_ token: Address, _ holder: Address) -> UInt256 {
        ShareLedger.balance(of: holder, token: token, on: machine).raw
    }

    /// Sends tokens to the pair.
    func pay(_ amount0: UInt256, _ amount1: UInt256) throws(CaseFailure) {
        for (token, amount) in [(token0, amount0), (token1, amount1)] where !amount.isZero {
            let words = [pair.word, amount]
            let calldata = ABI.encodeCall(selector: ERC20.transfer.value, words: words)
            try succeed("the payment", token, calldata)
        }
    }

    /// Asks the pair for outputs.
    func swap(
        _ amount0Out: UInt256,
        _ amount1Out: UInt256,
        to: Address,
        data: [UInt8] = []
    ) throws(CaseFailure) -> ExecutionResult {
        var words = [amount0Out, amount1Out, to.word, 128, UInt256(UInt64(data.count))]
        var padded = data
        padded.append(contentsOf: [UInt8](repeating: 0, count: (32 - data.count % 32) % 32))
        for start in stride(from: 0, to: padded.count, by: 32) {
            words.append(UInt256(bigEndian: padded[start..<(start + 32)]) ?? .zero)
        }
        return try execute(pair, ABI.encodeCall(selector: Pair.Function.swap.value, words: words))
    }

    /// Runs a transaction that must succeed.
    func succeed(_ what: String, _ target: Address, _ calldata: [UInt8]) throws(CaseFailure) {
        let result = try execute(target, calldata)
        if result.status != .success { throw .refused(what: what, reason: "\(result.status)") }
    }

    /// Runs an unsigned transaction of the payer.
    func execute(
        _ target: Address,
        _ calldata: [UInt8]
    ) throws(CaseFailure) -> ExecutionResult {
        let account = machine.state.account(Self.payer)
        let transaction = Transaction(
            chainID: machine.block.chainID,
            nonce: machine.state.nonce(of: account),
            maxPriorityFeePerGas: .zero,
            maxFeePerGas: .zero,
            gasLimit: Self.gasLimit,
            to: target,
            value: .zero,
            data: calldata
        )
        do throws(InvalidTransaction) {
            return try machine.execute(
                transaction,
                from: Self.payer,
                blockGasLeft: Self.gasLimit
            )
        } catch {
            throw .refused(what: "the transaction", reason: error.label)
        }
    }
}
