import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// A token with many holders, and transfers between holders drawn uniformly.
public final class HolderWorld {
    /// Everything but intrinsic gas: both balances stay above zero.
    static let transferGas = PoolWorld.transferGas
    static let token = Address(word: 0x2222_0123_4567)

    /// The machine that runs the transfers.
    public let machine: Machine
    private let holders: [Address]
    private var nonces: [UInt64]
    private var random = Xoshiro256StarStar(seed: 1)

    /// A transfer, who sends it, and who receives it.
    public struct Transfer {
        let transaction: Transaction
        let sender: Address
    }

    /// How a transfer ended.
    public typealias Result = ExecutionResult

    /// Builds the chain with so many holders, each at a random address.
    public init(holders count: Int) {
        machine = .forWorkload()
        machine.place(Token.self, at: Self.token, immutable: 18)
        var random = Xoshiro256StarStar(seed: 2)
        holders = (0..<count).map { _ in
            Address(word: UInt256(random.next(), random.next(), random.next(), 0))
        }
        nonces = [UInt64](repeating: 0, count: count)
        for holder in holders {
            let balance = TokenAmount(UInt256.one << 90)
            machine.write(ShareLedger.Storage.balances[holder], of: Self.token, balance)
            // Enters the account, as its first transaction would.
            _ = machine.state.account(holder)
        }
    }

    /// The next transfers, encoded.
    public func transfers(_ count: Int) -> [Transfer] {
        (0..<count).map { _ in
            let from = Int(random.next() % UInt64(holders.count))
            var to = Int(random.next() % UInt64(holders.count))
            if to == from { to = (to + 1) % holders.count }
            nonces[from] += 1
            let words = [holders[to].word, 1_000_000]
            let transaction = Transaction(
                chainID: 1,
                nonce: nonces[from] - 1,
                maxPriorityFeePerGas: .zero,
                maxFeePerGas: .zero,
                gasLimit: Gas(100_000),
                to: Self.token,
                value: .zero,
                data: ABI.encodeCall(selector: ERC20.transfer.value, words: words)
            )
            return Transfer(transaction: transaction, sender: holders[from])
        }
    }

    /// Runs transfers, unsigned, looking ahead at 32 as a block builder does.
    @inline(never)
    public func run(_ transfers: [Transfer]) throws -> Result? {
        var last: Result?
        for (index, each) in transfers.enumerated() {
            if index % 32 == 0 {
                for next in index..<min(index + 32, transfers.count) {
                    machine.foresee(transfers[next].transaction, from: transfers[next].sender)
                }
                machine.fetchForeseen()
            }
            last = try machine.execute(
                each.transaction,
                from: each.sender,
                blockGasLeft: Gas(30_000_000)
            )
        }
        return last
    }

    /// Checks the last transfer's gas, logs and output, and that every token is still there.
    public func check(_ result: Result?, _ transfers: [Transfer]) throws {
        guard let result, let last = transfers.last else { throw WorkloadFailure.wrong("none") }
        try require(result.status == .success, "transfer failed")
        let calldata = last.transaction.data.reduce(0) { $0 + ($1 == 0 ? 4 : 16) }
        let expected = Gas(UInt64(21_000 + calldata + Self.transferGas))
        try require(result.gasUsed == expected, "gas \(result.gasUsed), not \(expected)")
        try require(machine.returnData == UInt256.one.bigEndianBytes, "transfer returned no true")
        let data = UInt256(1_000_000).bigEndianBytes
        try require(machine.collectedLogs.map(\.data) == [data], "log of the transfer")
        let sum = try holders.reduce(UInt256.zero) { sum, holder in
            try sum + ShareLedger.balance(of: holder, token: Self.token, on: machine).raw
        }
        let minted = (UInt256.one << 90).wrappingMultiply(UInt256(UInt64(holders.count)))
        try require(sum == minted, "tokens were lost or made")
    }
}
