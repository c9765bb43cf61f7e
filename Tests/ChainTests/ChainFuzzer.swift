import Primitives
import TestSupport
import WideMath

/// Makes transactions, headers and blocks as RLP, valid ones and others.
///
/// The layouts are written out here as the EIPs have them; nothing is encoded by Chain.
struct ChainFuzzer {
    var mutator: Mutator

    init(_ random: TestNumbers) { mutator = Mutator(random) }

    // MARK: Valid encodings

    /// A transaction of type 0, 1 or 2; the signature's numbers are in range.
    mutating func transaction() -> (type: UInt8, fields: [RLPItem]) {
        let type = UInt8(mutator.below(3))
        var fields = type == 0 ? [] : [small()]
        fields += [small(), amount()]
        if type == 2 { fields.append(amount()) }
        fields += [
            small(), mutator.below(3) == 0 ? .bytes([]) : bytes(20), amount(),
            .bytes(mutator.bytes(count: mutator.below(40))),
        ]
        if type > 0 { fields.append(accessList()) }
        let parity = UInt64(mutator.below(2))
        let protected = UInt64(35 + 2 * mutator.below(3_000))
        fields.append(
            RLPItem(type > 0 ? parity : (mutator.below(2) == 0 ? 27 : protected) + parity)
        )
        return (type, fields + [number(32, isPositive: true), number(31, isPositive: true)])
    }

    private mutating func accessList() -> RLPItem {
        .list(
            (0..<mutator.below(3)).map { _ in
                .list([bytes(20), .list((0..<mutator.below(3)).map { _ in bytes(32) })])
            }
        )
    }

    /// The list of a header's fields, of one of the five shapes.
    mutating func header() -> RLPItem {
        let hashes = (0..<5).map { _ in bytes(32) }
        var fields: [RLPItem] = [
            hashes[0], hashes[1], bytes(20), hashes[2], hashes[3], hashes[4], bytes(256),
            number(32), small(), small(), small(), small(),
            .bytes(mutator.bytes(count: mutator.below(33))), bytes(32), bytes(8),
        ]
        fields += [amount(), bytes(32), small(), small(), bytes(32), bytes(32)]
        return .list(Array(fields.prefix([15, 16, 17, 20, 21][mutator.below(5)])))
    }

    /// Header, transactions, ommers and, where the header says so, withdrawals.
    mutating func block() -> RLPItem {
        let header = header()
        var parts = [
            header,
            .list((0..<mutator.below(3)).map { _ in blockItem(transaction()) }),
            .list((0..<mutator.below(2)).map { _ in self.header() }),
        ]
        if case .list(let fields) = header, fields.count > 16 {
            parts.append(
                .list(
                    (0..<mutator.below(3)).map { _ in
                        .list([small(), small(), bytes(20), small()])
                    }
                )
            )
        }
        return .list(parts)
    }

    private func blockItem(_ transaction: (type: UInt8, fields: [RLPItem])) -> RLPItem {
        transaction.type == 0 ? .list(transaction.fields) : .bytes(Self.bytes(of: transaction))
    }

    /// The type, if it has one, and the list of fields.
    static func bytes(of transaction: (type: UInt8, fields: [RLPItem])) -> [UInt8] {
        (transaction.type == 0 ? [] : [transaction.type])
            + RLP.encode(.list(transaction.fields))
    }

    // MARK: Damage

    /// The item with one to three of its parts changed to what they should not be.
    mutating func damaged(_ item: RLPItem) -> RLPItem {
        var item = item
        for _ in 0...mutator.below(3) { item = damagedOnce(item) }
        return item
    }

    private mutating func damagedOnce(_ item: RLPItem) -> RLPItem {
        guard case .list(var items) = item, mutator.below(8) > 0 else { return other(item) }
        if items.isEmpty { return .list([small()]) }
        let place = mutator.below(items.count)
        switch mutator.below(8) {
        case 0: items.remove(at: place)
        case 1: items.insert(items[mutator.below(items.count)], at: place)
        case 2: items.swapAt(place, mutator.below(items.count))
        default: items[place] = damagedOnce(items[place])
        }
        return .list(items)
    }

    /// Something else in an item's place.
    private mutating func other(_ item: RLPItem) -> RLPItem {
        guard case .bytes(let bytes) = item else { return .bytes(RLP.encode(item)) }
        switch mutator.below(7) {
        // A number may have no leading zero, and no address or hash another length.
        case 0: return .bytes([0] + bytes)
        case 1: return .bytes(Array(bytes.dropLast()))
        case 2: return .list([item])
        case 3: return .list([])
        case 4: return number(33)
        case 5: return number(9)
        default: return .bytes(mutator.mutated(bytes))
        }
    }

    // MARK: Fields

    private mutating func bytes(_ count: Int) -> RLPItem { .bytes(mutator.bytes(count: count)) }

    /// A number below 2⁶⁴.
    private mutating func small() -> RLPItem {
        RLPItem(mutator.next() >> UInt64(mutator.below(65)))
    }

    private mutating func amount() -> RLPItem { RLPItem(mutator.word()) }

    /// A number of at most so many bytes, without leading zeros.
    private mutating func number(_ count: Int, isPositive: Bool = false) -> RLPItem {
        var bytes = Array(mutator.bytes(count: mutator.below(count + 1)).drop { $0 == 0 })
        if isPositive, bytes.isEmpty { bytes = [1] }
        // Below the order of secp256k1, which begins with four bytes of ones.
        if bytes.count == 32, bytes[0] == 0xff { bytes[0] = 0xfe }
        return .bytes(bytes)
    }
}
