import Primitives
import WideMath

extension WorldState {
    /// The root of the state: a Merkle-Patricia trie from the hashes of addresses to accounts.
    ///
    /// An account is its nonce, its balance, the root of its storage and the hash of its code;
    /// empty accounts (EIP-161) and slots of zero are absent. Entries of mappings are where
    /// Solidity puts them. `codeHash` gives the hash of a code by its number.
    ///
    /// Source: yellow paper, section 4.1. Complexity: O(n log n) in accounts and slots, two or
    /// three hashes each; nothing is kept, so asking costs the same every time.
    public func stateRoot(codeHash: (Int32) -> Hash32) -> Hash32 {
        let storage = slotsByAccount()
        let leaves = allAccounts.filter { !isEmpty($0) }
            .map { account in
                let record = accounts[account.position]
                let fields: [RLPItem] = [
                    RLPItem(record.nonce), RLPItem(record.balance.raw),
                    .bytes(Self.root(of: storage[account.position]).bytes),
                    .bytes((record.code < 0 ? Self.noCodeHash : codeHash(record.code)).bytes),
                ]
                let key = keccak256(Array(record.address.word.bigEndianBytes.dropFirst(12)))
                return Leaf(key: key.word, value: RLP.encode(.list(fields)))
            }
        return Self.root(of: leaves)
    }

    /// A leaf of a trie whose keys are hashes.
    private struct Leaf {
        let key: UInt256
        let value: [UInt8]
    }

    /// Keccak-256 of no bytes.
    private static let noCodeHash = keccak256([])

    private func slotsByAccount() -> [[Leaf]] {
        var slots = [[Leaf]](repeating: [], count: accounts.count)
        for index in 0..<cells.count where isStorage(index) && !cells[index].value.isZero {
            let place = key(at: index).place
            slots[Int(cells[index].account)]
                .append(
                    Leaf(
                        key: keccak256(place.bigEndianBytes).word,
                        value: RLP.encode(RLPItem(cells[index].value))
                    )
                )
        }
        return slots
    }

    private static func root(of leaves: [Leaf]) -> Hash32 {
        if leaves.isEmpty { return Trie.emptyRoot }
        var builder = TrieBuilder()
        for leaf in leaves.sorted(by: { $0.key < $1.key }) {
            builder.append(key: Hash32(word: leaf.key), value: leaf.value)
        }
        return builder.finalize()
    }
}
