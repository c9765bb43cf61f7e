import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// The contracts of one section of a trace, at the addresses it names.
///
/// Set up as the README of the traces tells: the factory, the tokens with their supply minted to
/// `w`, the pairs, the receiver of the protocol fee, and the transfers to the holders.
struct PoolTraceWorld {
    let machine: Machine
    let labels: PoolTraceLabels
    let tokens: [Address]
    let pairs: [Address]

    /// The pools' fee, as in Uniswap V2.
    private static let fee = BasisPoints(30)
    private static let blockGasLimit = Gas(30_000_000)
    private static let transactionGasLimit = Gas(3_000_000)

    init(_ section: PoolTraceFile.Section) throws(CaseFailure) {
        let setup = section.setup
        labels = try PoolTraceLabels(section.addresses)
        machine = Machine(
            state: WorldState(),
            fork: .cancun,
            block: BlockContext(
                number: 1,
                timestamp: setup.ts,
                baseFee: .zero,
                gasLimit: Self.blockGasLimit,
                coinbase: .zero,
                chainID: 1
            )
        )
        tokens = try Self.addresses("token", setup.tokens.count, labels)
        pairs = try Self.addresses("pair", setup.pairs.count, labels)
        if pairs.isEmpty { throw .missing(field: "setup.pairs") }
        try placeFactory(setup)
        try placeTokens(setup)
        try placePairs(setup)
        try payHolders(setup)
        if setup.router { try placeRouter(setup) }
    }

    private static func addresses(
        _ name: String,
        _ count: Int,
        _ labels: PoolTraceLabels
    ) throws(CaseFailure) -> [Address] {
        var addresses: [Address] = []
        for number in 0..<count { addresses.append(try labels.address("\(name)\(number)")) }
        return addresses
    }

    private func placeFactory(_ setup: PoolTraceFile.Setup) throws(CaseFailure) {
        let factory = try labels.address("factory")
        let owner = try labels.address("w")
        machine.place(Factory.self, at: factory, immutable: Self.fee.word)
        store(factory, Factory.Storage.feeToSetter, owner)
        if setup.feeOn {
            let feeTo = try labels.address("feeTo")
            try run(
                "setFeeTo",
                from: owner,
                to: factory,
                ABI.encodeCall(selector: Factory.Function.setFeeTo.value, words: [feeTo.word])
            )
        }
    }

    private func placeTokens(_ setup: PoolTraceFile.Setup) throws(CaseFailure) {
        let owner = try labels.address("w")
        for (address, token) in zip(tokens, setup.tokens) {
            switch token.kind {
            case "std": Token.place(at: address, decimals: 18, on: machine)
            case "block": machine.place(BlockingToken.self, at: address)
            default:
                throw .malformed(field: "setup.tokens.kind", expected: "\"std\" or \"block\"")
            }
            let minted = machine.call(
                address,
                from: .zero,
                data: ABI.encodeCall(
                    selector: Token.mint.value,
                    words: [owner.word, token.supply.value]
                )
            )
            if let failure = minted.failure {
                throw .refused(what: "the supply of \(labels.text(address))", reason: "\(failure)")
            }
        }
    }

    private func placePairs(_ setup: PoolTraceFile.Setup) throws(CaseFailure) {
        let factory = try labels.address("factory")
        for (address, numbers) in zip(pairs, setup.pairs) {
            guard numbers.count == 2, numbers.allSatisfy(tokens.indices.contains),
                tokens[numbers[0]] < tokens[numbers[1]]
            else {
                throw .malformed(field: "setup.pairs", expected: "two tokens in order of address")
            }
            Pair.place(
                tokens[numbers[0]],
                tokens[numbers[1]],
                at: address,
                factory: factory,
                fee: Self.fee,
                on: machine
            )
        }
    }

    private func payHolders(_ setup: PoolTraceFile.Setup) throws(CaseFailure) {
        let owner = try labels.address("w")
        for holder in setup.holders {
            guard holder.amounts.count == tokens.count else {
                throw .malformed(field: "setup.holders.amounts", expected: "one for each token")
            }
            let receiver = try labels.address(holder.who)
            for (token, amount) in zip(tokens, holder.amounts) {
                try run(
                    "the transfer to \(holder.who)",
                    from: owner,
                    to: token,
                    ABI.encodeCall(
                        selector: ERC20.transfer.value,
                        words: [receiver.word, amount.value]
                    )
                )
            }
        }
    }

    /// The router, which every holder but `v` allows all tokens and shares; `v` keeps token0.
    private func placeRouter(_ setup: PoolTraceFile.Setup) throws(CaseFailure) {
        let router = try labels.address("router")
        let factory = try labels.address("factory")
        Router.place(at: router, factory: factory, fee: Self.fee, on: machine)
        for owner in ["w"] + setup.holders.map(\.who) {
            for token in tokens + pairs where owner != "v" || token != tokens[0] {
                try run(
                    "an approval by \(owner)",
                    from: try labels.address(owner),
                    to: token,
                    ABI.encodeCall(selector: ERC20.approve.value, words: [router.word, .max])
                )
            }
        }
    }

    private func store<Value: Word>(_ address: Address, _ slot: Slot<Value>, _ value: Value) {
        machine.write(slot, of: address, value)
    }

    private func run(
        _ what: String,
        from sender: Address,
        to target: Address,
        _ calldata: [UInt8]
    ) throws(CaseFailure) {
        let result = try execute(from: sender, to: target, calldata)
        if result.status != .success { throw .refused(what: what, reason: "\(result.status)") }
    }

    /// Runs one unsigned transaction: a trace names its senders without their keys.
    func execute(
        from sender: Address,
        to target: Address,
        _ calldata: [UInt8]
    ) throws(CaseFailure) -> ExecutionResult {
        let account = machine.state.account(sender)
        let transaction = Transaction(
            chainID: machine.block.chainID,
            nonce: machine.state.nonce(of: account),
            maxPriorityFeePerGas: .zero,
            maxFeePerGas: .zero,
            gasLimit: Self.transactionGasLimit,
            to: target,
            value: .zero,
            data: calldata
        )
        do throws(InvalidTransaction) {
            return try machine.execute(transaction, from: sender, blockGasLeft: Self.blockGasLimit)
        } catch {
            throw .refused(what: "the transaction", reason: error.label)
        }
    }

    /// Moves to the block of an operation: the same one if no time has passed.
    func advance(by seconds: UInt64, to timestamp: UInt64) throws(CaseFailure) {
        let (next, overflow) = machine.block.timestamp.addingReportingOverflow(seconds)
        guard !overflow, next == timestamp else {
            throw .malformed(field: "timestamp", expected: "dt after the operation before")
        }
        if seconds > 0 { machine.block.number += 1 }
        machine.block.timestamp = timestamp
    }
}
