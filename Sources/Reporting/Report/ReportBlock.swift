import Chain
import Simulation
import WideMath

/// A block as a report shows it: its first transactions, in order.
struct ReportBlock {
    /// A transaction.
    struct Row {
        /// Its place in the block, from 0.
        let place: Int
        /// Who sent it.
        let author: String
        /// What it was meant for.
        let purpose: String
        /// How it ended.
        let status: String
        /// The gas it used.
        let gasUsed: UInt64
        /// Base and priority fee together, in ether.
        let fee: Double
    }

    /// How many transactions are shown.
    static let rowsMost = 30

    /// The block's number.
    let number: UInt64
    /// Seconds since 1970-01-01 UTC.
    let time: UInt64
    /// Gwei for a unit of gas.
    let baseFee: Double
    /// The gas that all used.
    let gasUsed: UInt64
    /// The first transactions.
    let rows: [Row]
    /// How many there are.
    let count: Int

    /// Reads a block.
    init(_ record: BlockRecord) {
        number = record.number
        time = record.timestamp
        baseFee = record.baseFee.raw.asDouble / 1e9
        gasUsed = record.gasUsed.units
        count = record.transactions.count
        rows = record.transactions.prefix(Self.rowsMost).map { transaction in
            let receipt = transaction.receipt
            return Row(
                place: transaction.index,
                author: transaction.pending.author,
                purpose: transaction.pending.purpose.label,
                status: receipt.status.text,
                gasUsed: receipt.gasUsed.units,
                fee: receipt.gasPaidInEther
            )
        }
    }
}
