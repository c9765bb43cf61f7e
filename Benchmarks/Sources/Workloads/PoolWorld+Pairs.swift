import Chain
import Contracts
import Execution
import Ledger
import Primitives
import Signing
import Verification
import WideMath

extension PoolWorld {
    /// The nonce of the trader's next transaction.
    public var nonce: UInt64 { machine.state.nonce(of: machine.state.account(trader)) }

    /// The next pairs, encoded; what comes out of each swap is worked out beside the machine.
    public func pairs(_ count: Int, nonce: inout UInt64) throws -> [Pair] {
        let before = machine.read(PairContract.Storage.reserves, of: Self.pool)
        var reserves = (UInt256(low: before.reserve0), UInt256(low: before.reserve1))
        return try (0..<count).map { index in
            let isForward = index % 2 == 0
            let out = try ConstantProduct.amountOut(
                amountIn: Self.amountIn,
                reserveIn: isForward ? reserves.0 : reserves.1,
                reserveOut: isForward ? reserves.1 : reserves.0,
                fee: Self.fee
            )
            if isForward {
                reserves = (try reserves.0 + Self.amountIn, try reserves.1 - out)
            } else {
                reserves = (try reserves.0 - out, try reserves.1 + Self.amountIn)
            }
            nonce += 2
            return Pair(
                transfer: transfer(of: isForward ? Self.tokens.0 : Self.tokens.1, nonce - 2),
                swap: swap(isForward ? (.zero, out) : (out, .zero), nonce - 1),
                amountOut: out,
                reserves: reserves
            )
        }
    }

    private func transfer(of token: Address, _ nonce: UInt64) -> Transaction {
        let words = [Self.pool.word, Self.amountIn]
        return transaction(token, ERC20.transfer, words, nonce)
    }

    private func swap(_ amounts: (UInt256, UInt256), _ nonce: UInt64) -> Transaction {
        let words = [amounts.0, amounts.1, trader.word, 128, .zero]
        return transaction(Self.pool, PairContract.Function.swap, words, nonce)
    }

    private func transaction(
        _ target: Address,
        _ function: Selector,
        _ words: [UInt256],
        _ nonce: UInt64
    ) -> Transaction {
        Transaction(
            chainID: 1,
            nonce: nonce,
            maxPriorityFeePerGas: .zero,
            maxFeePerGas: .zero,
            gasLimit: Gas(300_000),
            to: target,
            value: .zero,
            data: ABI.encodeCall(selector: function.value, words: words)
        )
    }

    // MARK: What is measured

    /// Runs pairs, unsigned, one a block; gives the results of the last.
    @inline(never)
    @discardableResult
    public func run(_ pairs: [Pair]) throws -> Results? {
        var last: Results?
        for pair in pairs {
            machine.block.timestamp += 12
            let limit = Gas(30_000_000)
            let transfer = try machine.execute(pair.transfer, from: trader, blockGasLeft: limit)
            let swap = try machine.execute(pair.swap, from: trader, blockGasLeft: limit)
            last = (transfer, swap)
        }
        return last
    }

    /// Runs pairs as calls: decoded, metered, journaled, logged, but no nonce, fee or intrinsic gas.
    ///
    /// Gives the gas of the last, before refunds.
    @inline(never)
    public func call(_ pairs: [Pair]) -> (transfer: WhatIfResult, swap: WhatIfResult)? {
        var last: (WhatIfResult, WhatIfResult)?
        for pair in pairs {
            machine.block.timestamp += 12
            let token = pair.transfer.to ?? .zero
            let transfer = machine.call(token, from: trader, data: pair.transfer.data)
            let swap = machine.call(Self.pool, from: trader, data: pair.swap.data)
            last = (transfer, swap)
        }
        return last
    }

    /// Runs signed transactions: hashes each, recovers its sender, then runs it.
    @inline(never)
    public func verifyAndRun(_ list: [SignedTransaction]) throws {
        for (index, each) in list.enumerated() {
            if index % 2 == 0 { machine.block.timestamp += 12 }
            let received = SignedTransaction(each.transaction, signature: each.signature)
            guard let sender = received.recoverSender() else {
                throw WorkloadFailure.wrong("signature")
            }
            _ = try machine.execute(
                received.transaction,
                from: sender,
                blockGasLeft: Gas(30_000_000)
            )
        }
    }

    /// The same, but senders are recovered on all cores ahead of execution.
    @inline(never)
    public func verifyInParallelAndRun(_ list: [SignedTransaction]) throws {
        var index = 0
        try SenderRecovery.forEach(of: list) { received, sender in
            if index % 2 == 0 { machine.block.timestamp += 12 }
            index += 1
            guard let sender else { throw WorkloadFailure.wrong("signature") }
            _ = try machine.execute(
                received.transaction,
                from: sender,
                blockGasLeft: Gas(30_000_000)
            )
        }
    }

    /// Forks the state, runs pairs, and undoes them, so many times.
    @inline(never)
    public func fork(_ pairs: [Pair], times: Int) throws {
        for _ in 0..<times {
            let checkpoint = machine.state.checkpoint()
            do { try run(pairs) } catch {
                machine.state.rollBack(checkpoint)
                throw error
            }
            machine.state.rollBack(checkpoint)
        }
    }

    /// The signed transactions of the next pairs, and the last pair.
    public func nextSigned(_ count: Int) throws -> (signed: [SignedTransaction], last: Pair) {
        var nonce = self.nonce
        let pairs = try pairs(count, nonce: &nonce)
        guard let last = pairs.last else { throw WorkloadFailure.setUp }
        return (signed(pairs), last)
    }

    /// The pairs' transactions with the trader's signature, in order.
    public func signed(_ pairs: [Pair]) -> [SignedTransaction] {
        pairs.flatMap { [$0.transfer.signed(by: key), $0.swap.signed(by: key)] }
    }
}
