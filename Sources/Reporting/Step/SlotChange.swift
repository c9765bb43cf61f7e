import Contracts
import Ledger
import Primitives
import WideMath

/// A slot of a contract's storage that a transaction changed.
struct SlotChange: Sendable {
    /// The contract's name.
    let contract: String
    /// The contract.
    let address: Address
    /// What the slot is called.
    let name: String
    /// Where it is in the contract's storage, by Solidity's layout.
    let place: UInt256
    /// The word when the transaction began.
    let before: UInt256
    /// The word when it had ended.
    let after: UInt256
    /// Whether the words are the packed reserves of a pair.
    let isReserves: Bool

    init(_ entry: StorageEntry, of address: Address, _ names: NameBook) {
        contract = names.name(address)
        self.address = address
        name = names.slot(entry.key, of: address)
        place = entry.key.place
        before = entry.original
        after = entry.value
        let isPair = names.world.pools.contains { $0.pair == address }
        isReserves = isPair && entry.key.slot == Pair.Storage.reserves.index
    }

    var json: JSON {
        .object([
            ("contract", .string(contract)), ("address", .string(address.description)),
            ("name", .string(name)), ("slot", .string(Hash32(word: place).description)),
            ("before", .string(Hash32(word: before).description)),
            ("after", .string(Hash32(word: after).description)),
        ])
    }

    var text: String { "\(contract).\(name): \(text(before)) -> \(text(after))" }

    private func text(_ word: UInt256) -> String {
        if isReserves {
            let reserves = Reserves(word: word)
            return "(\(reserves.reserve0), \(reserves.reserve1))"
        }
        // What takes more than half a word is packed, or a hash.
        return word.high == 0 ? word.description : Hash32(word: word).description
    }
}
