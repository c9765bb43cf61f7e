import Contracts
import Primitives
import WideMath

/// A vault's lots as somebody keeps them who reads the log of every block: those that are dearest
/// are sold first.
///
/// They begin with what the vault holds when they are first asked to follow, at the oracles'
/// answers of then. Where its log cannot be booked there are none any more.
struct FollowedLots: Sendable {
    /// The lots; nothing before the first block, and nothing once they are lost.
    private(set) var lots: TaxLots?
    private let vault: VaultInfo
    private var log: VaultLog?

    /// Lots of a vault, before the first look.
    init(_ vault: VaultInfo) { self.vault = vault }

    /// Reads what the last block logged.
    mutating func follow(_ view: borrowing BlockView) {
        // The coming block's time: a lot is known a block late, and only their order counts here.
        let time = view.machine.block.timestamp
        do throws(TaxLotsError) {
            guard log != nil else {
                let books = VaultBooks(vault, view.machine)
                let log = VaultLog(vault, answers: books.answers)
                lots = try log.lots(of: books.balances, at: time)
                self.log = log
                return
            }
            guard lots != nil else { return }
            for logs in view.logs {
                for change in try log?.read(logs) ?? [] {
                    try lots?.book(change, at: time, by: .highestCostFirst)
                }
            }
        } catch { lots = nil }
    }
}
