import Chain
import Contracts
import Execution
import Primitives
import Signing
import WideMath

/// A chain with one pool of two tokens and one trader, and transfer-and-swap pairs for it.
///
/// Pairs alternate in direction, so that the pool stays where it is, and each block has one.
public final class PoolWorld {
    /// Two transactions and what must be true after them.
    public struct Pair {
        /// The transfer of the input to the pool.
        public let transfer: Transaction
        /// The swap of it.
        public let swap: Transaction
        let amountOut: UInt256
        let reserves: (UInt256, UInt256)
    }

    /// How the transactions of a pair ended.
    public typealias Results = (transfer: ExecutionResult, swap: ExecutionResult)

    /// The gas of a transfer between holders, without its intrinsic gas.
    ///
    /// Source: evm/univ2_gas.json, execution_total of `ERC20.transfer`, "recipient already holds".
    static let transferGas = 12_673
    /// The gas of a swap in the first transaction of a block that swaps, without intrinsic gas.
    ///
    /// Source: the same, `V2 pair.swap`, "token0 in, exact out, new block (TWAP update), recipient
    /// holds token1", less its refund.
    static let swapGas = 53_910 - swapRefund
    /// What unlocking the pair gives back (EIP-3529).
    static let swapRefund = 2_800
    static let amountIn = UInt256(1_000_000_000_000_000_000)
    static let fee = BasisPoints(30)
    static let tokens = (Address(word: 0x2222_0123_4567), Address(word: 0x3333_0123_4567))
    static let pool = Address(word: 0x4444_0123_4567)

    /// The machine that runs the pairs.
    public let machine: Machine
    /// The key that signs them.
    public let key: PrivateKey
    /// Who sends them.
    public let trader: Address

    /// Builds the chain and runs a few pairs, so that no slot is zero any more.
    public init() throws {
        guard let key = PrivateKey(bytes: [UInt8](repeating: 7, count: 32)) else {
            throw WorkloadFailure.setUp
        }
        self.key = key
        trader = key.address
        machine = .forWorkload()
        try place()
        var nonce: UInt64 = 0
        try run(try pairs(10, nonce: &nonce))
    }

    private func place() throws {
        let (token0, token1) = Self.tokens
        machine.place(PairContract.self, at: Self.pool, immutable: UInt256(Self.fee.count))
        machine.place(Factory.self, at: Address(word: 0x5555))
        for token in [token0, token1] {
            machine.place(Token.self, at: token, immutable: 18)
            for holder in [trader, Self.pool] {
                let balance = TokenAmount(UInt256.one << 90)
                machine.write(ShareLedger.Storage.balances[holder], of: token, balance)
            }
        }
        machine.write(PairContract.Storage.token0, of: Self.pool, token0)
        machine.write(PairContract.Storage.token1, of: Self.pool, token1)
        machine.write(PairContract.Storage.factory, of: Self.pool, Address(word: 0x5555))
        machine.write(PairContract.Storage.unlocked, of: Self.pool, .one)
        let sync = ABI.encodeCall(selector: PairContract.Function.sync.value, words: [])
        let result = machine.call(Self.pool, from: trader, data: sync)
        try require(result.failure == nil, "sync")
    }
}

/// The contract, where `Pair` is the workload's own.
typealias PairContract = Contracts.Pair

/// What a benchmark found to be other than it must be.
public enum WorkloadFailure: Error {
    /// The world could not be built.
    case setUp
    /// A check after the measurement failed.
    case wrong(String)
}

func require(_ condition: Bool, _ what: String) throws {
    if !condition { throw WorkloadFailure.wrong(what) }
}
