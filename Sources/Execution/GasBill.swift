import Chain
import Primitives
import WideMath

/// All that a transaction's gas went for, from the 21,000 to the refund.
public struct GasBill: Hashable, Sendable {
    /// The lines, in order.
    public let lines: [GasLine]

    /// The bill of an executed transaction, with the lines of its execution and its refund.
    ///
    /// Nothing here is taken from the receipt's `gasUsed`, which the lines must sum to.
    public init(
        of transaction: Transaction,
        fork: Fork,
        execution: [GasLine],
        refund: Gas
    ) {
        var lines = Self.intrinsic(transaction, fork) + execution
        func add(_ item: GasLine.Item, _ gas: Int) {
            if gas != 0 { lines.append(GasLine(depth: 0, contract: nil, item: item, gas: gas)) }
        }
        add(.refund, -Int(refund.units))
        let spent = lines.reduce(0) { $0 + $1.gas }
        add(.floor, max(0, IntrinsicGas(of: transaction, fork: fork).floor - spent))
        self.lines = lines
    }

    /// The sum of all lines.
    public var total: Int { lines.reduce(0) { $0 + $1.gas } }

    /// What is paid before anything runs, item by item (`IntrinsicGas.charge`).
    private static func intrinsic(
        _ transaction: Transaction,
        _ fork: Fork
    ) -> [GasLine] {
        let zeros = ZeroBytes.count(in: transaction.data)
        let nonZeros = transaction.data.count - zeros
        var lines: [GasLine] = []
        func add(_ item: GasLine.Item, _ gas: Int) {
            lines.append(GasLine(depth: 0, contract: nil, item: item, gas: gas))
        }
        add(.transaction, GasSchedule.transaction)
        if !transaction.data.isEmpty {
            add(
                .calldata(zeros: zeros, nonZeros: nonZeros),
                zeros * GasSchedule.zeroByte + nonZeros * GasSchedule.nonZeroByte
            )
        }
        if !transaction.accessList.isEmpty {
            let keys = transaction.accessList.reduce(0) { $0 + $1.storageKeys.count }
            add(
                .accessList(addresses: transaction.accessList.count, keys: keys),
                GasSchedule.accessListAddress * transaction.accessList.count
                    + GasSchedule.accessListKey * keys
            )
        }
        if transaction.to == nil {
            let words = fork >= .cancun ? (transaction.data.count + 31) / 32 : 0
            add(
                .creationTransaction(words: words),
                GasSchedule.creationTransaction + GasSchedule.initCodeWord * words
            )
        }
        return lines
    }
}
