import Chain
import Contracts
import Execution
import Primitives
import WideMath

extension PoolWorld {
    /// Checks gas and state after pairs have run.
    public func check(_ results: Results?, _ pairs: [Pair]) throws {
        guard let results, let last = pairs.last else { throw WorkloadFailure.wrong("no pair") }
        try require(results.transfer.status == .success, "transfer failed")
        try require(results.swap.status == .success, "swap failed")
        try checkGas(results.transfer, last.transfer, Self.transferGas)
        try checkGas(results.swap, last.swap, Self.swapGas)
        try checkReserves(last)
    }

    /// Checks gas, return data and state after pairs have run as calls; gas is before refunds.
    public func check(
        _ results: (transfer: WhatIfResult, swap: WhatIfResult)?,
        _ pairs: [Pair]
    ) throws {
        guard let results, let last = pairs.last else { throw WorkloadFailure.wrong("no pair") }
        try require(results.transfer.word() == .one, "transfer failed")
        try require(results.swap.failure == nil, "swap failed")
        try require(results.transfer.gas == Gas(UInt64(Self.transferGas)), "gas of the transfer")
        let swapGas = Gas(UInt64(Self.swapGas + Self.swapRefund))
        try require(results.swap.gas == swapGas, "gas of the swap")
        try require(machine.collectedLogs.count == 3, "logs of the swap")
        try checkReserves(last)
    }

    /// Checks that the pool's reserves are those worked out beside the machine.
    public func checkReserves(_ last: Pair) throws {
        let reserves = machine.read(PairContract.Storage.reserves, of: Self.pool)
        try require(UInt256(low: reserves.reserve0) == last.reserves.0, "reserve0")
        try require(UInt256(low: reserves.reserve1) == last.reserves.1, "reserve1")
    }

    /// Runs one more pair and looks at every byte that it returns and logs.
    public func inspectOne() throws {
        var nonce = self.nonce
        guard let pair = try pairs(1, nonce: &nonce).first else { throw WorkloadFailure.setUp }
        let (paid, bought) = Self.tokens
        let before = balance(bought)
        machine.block.timestamp += 12
        let limit = Gas(30_000_000)
        let transfer = try machine.execute(pair.transfer, from: trader, blockGasLeft: limit)
        try require(machine.returnData == UInt256.one.bigEndianBytes, "transfer returned no true")
        let sent = transferLog(paid, trader, Self.pool, Self.amountIn)
        try require(machine.collectedLogs == [sent], "logs of the transfer")
        let swap = try machine.execute(pair.swap, from: trader, blockGasLeft: limit)
        try require(machine.returnData == [], "swap returned something")
        let expected = [
            transferLog(bought, Self.pool, trader, pair.amountOut),
            log(Self.pool, "Sync(uint112,uint112)", [], [pair.reserves.0, pair.reserves.1]),
            log(
                Self.pool,
                "Swap(address,uint256,uint256,uint256,uint256,address)",
                [trader.word, trader.word],
                [Self.amountIn, .zero, .zero, pair.amountOut]
            ),
        ]
        try require(machine.collectedLogs == expected, "logs of the swap")
        try require(try balance(bought) == before + pair.amountOut, "amount received")
        try check((transfer, swap), [pair])
    }

    private func balance(_ token: Address) -> UInt256 {
        ShareLedger.balance(of: trader, token: token, on: machine).raw
    }

    /// 21,000 and 4 or 16 a byte of calldata (EIP-2028), and what the calls themselves cost.
    private func checkGas(
        _ result: ExecutionResult,
        _ transaction: Transaction,
        _ callGas: Int
    ) throws {
        let calldata = transaction.data.reduce(0) { $0 + ($1 == 0 ? 4 : 16) }
        let expected = Gas(UInt64(21_000 + calldata + callGas))
        try require(result.gasUsed == expected, "gas \(result.gasUsed), not \(expected)")
    }

    private func transferLog(
        _ token: Address,
        _ from: Address,
        _ to: Address,
        _ amount: UInt256
    ) -> Log {
        log(token, "Transfer(address,address,uint256)", [from.word, to.word], [amount])
    }

    private func log(
        _ address: Address,
        _ signature: String,
        _ indexed: [UInt256],
        _ data: [UInt256]
    ) -> Log {
        let topic = keccak256(Array(signature.utf8)).word
        return Log(
            address: address,
            topics: [topic] + indexed,
            data: data.flatMap(\.bigEndianBytes)
        )
    }
}
