import Chain
import Execution
import Ledger
import Primitives
import WideMath

/// A machine with two scripted contracts and two senders of one ether each.
struct Bench {
    static let alice = Address(word: 0xa11ce)
    static let bob = Address(word: 0xb0b)
    static let coinbase = Address(word: 0xc01b)
    static let one = Address(word: 0x1001)
    static let other = Address(word: 0x1002)
    static let ether = Wei(1_000_000_000_000_000_000)
    static let blockGas = Gas(200_000_000)

    let machine: Machine
    var state: WorldState {
        _read { yield machine.state }
        nonmutating _modify { yield &machine.state }
    }

    init(fork: Fork = .cancun, baseFee: UInt64 = 7) {
        machine = Machine(
            state: WorldState(),
            fork: fork,
            block: BlockContext(
                number: 1,
                timestamp: 1_700_000_000,
                baseFee: Wei(UInt256(baseFee)),
                gasLimit: Self.blockGas,
                coinbase: Self.coinbase,
                chainID: 1
            )
        )
        machine.place(Script.self, at: Self.one)
        machine.place(Script.self, at: Self.other)
        for sender in [Self.alice, Self.bob] {
            state.setBalance(of: state.account(sender), to: Self.ether)
        }
        state.beginTransaction()
    }

    /// A transaction of Alice's that is valid as it is.
    func transaction(
        _ script: [Step] = [],
        to target: Address? = Bench.one,
        gasLimit: UInt64 = 1_000_000
    ) -> Transaction {
        Transaction(
            chainID: 1,
            nonce: nonce(Self.alice),
            maxPriorityFeePerGas: Wei(2),
            maxFeePerGas: Wei(100),
            gasLimit: Gas(gasLimit),
            to: target,
            value: .zero,
            data: script.calldata
        )
    }

    @discardableResult
    func send(
        _ transaction: Transaction,
        blockGasLeft: Gas = Bench.blockGas
    ) throws(InvalidTransaction) -> ExecutionResult {
        try machine.execute(transaction, from: Self.alice, blockGasLeft: blockGasLeft)
    }

    @discardableResult
    func run(
        _ script: [Step],
        gasLimit: UInt64 = 1_000_000
    ) throws(InvalidTransaction) -> ExecutionResult {
        try send(transaction(script, gasLimit: gasLimit))
    }

    /// What a transaction's execution costs beyond what every such transaction pays.
    func gas(_ script: [Step], gasLimit: UInt64 = 1_000_000) throws -> Int {
        let transaction = transaction(script, gasLimit: gasLimit)
        let result = try send(transaction)
        return Int(result.gasUsed.units) + Int(result.gasRefund.units)
            - IntrinsicGas(of: transaction, fork: machine.fork).charge
    }

    func balance(_ address: Address) -> UInt256 {
        state.balance(of: state.account(address)).raw
    }

    /// Whether there is no such account in the protocol's sense (EIP-161).
    func isEmpty(_ address: Address) -> Bool { state.isEmpty(state.account(address)) }

    func nonce(_ address: Address) -> UInt64 { state.nonce(of: state.account(address)) }

    func stored(_ slot: UInt32, in contract: Address = Bench.one) -> UInt256 {
        state.peek(state.account(contract), StorageKey(slot: slot))
    }

    func preset(_ slot: UInt32, _ value: UInt256) {
        state.store(state.cell(state.account(Self.one), StorageKey(slot: slot)), value)
        state.beginTransaction()
    }

    /// The words that the last transaction returned.
    var returned: [UInt256] {
        let data = machine.returnData
        return stride(from: 0, to: data.count, by: 32).compactMap {
            UInt256(bigEndian: data[$0..<min($0 + 32, data.count)])
        }
    }

    /// The difference of two of those words, which are readings of the gas left.
    func spent(_ first: Int, _ last: Int) -> Int {
        Int(returned[first].limb0) - Int(returned[last].limb0)
    }

    /// Everything a refused transaction must leave alone.
    var snapshot: [UInt256] {
        [
            balance(Self.alice), balance(Self.bob), balance(Self.coinbase),
            UInt256(nonce(Self.alice)), UInt256(nonce(Self.bob)), stored(0), stored(1),
        ]
    }
}
