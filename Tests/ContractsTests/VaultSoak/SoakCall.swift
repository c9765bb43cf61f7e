import Contracts
import Execution
import Primitives
import WideMath

/// A call of the vault: who makes it, and its bytes, read as Solidity's decoder reads them.
struct SoakCall {
    let caller: Address
    let data: [UInt8]

    init(_ caller: Address, _ data: [UInt8]) {
        self.caller = caller
        self.data = data
    }

    init(_ caller: Address, _ function: Selector, _ words: [UInt256] = []) {
        self.init(caller, ABI.encodeCall(selector: function.value, words: words))
    }

    /// A call with a last argument of bytes.
    init(_ caller: Address, performing task: [UInt8]) {
        let padding = [UInt8](repeating: 0, count: (32 - task.count % 32) % 32)
        let head = ABI.encodeCall(
            selector: Vault.Function.performUpkeep.value,
            words: [32, UInt256(UInt64(task.count))]
        )
        self.init(caller, head + task + padding)
    }

    var selector: UInt32? {
        data.count < 4 ? nil : data.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// What it calls; nothing for a view or no function.
    var kind: SoakKind? { selector.flatMap { SoakKind.bySelector[$0] } }

    // MARK: Arguments

    /// The word at a byte offset of the arguments; zero where they end before.
    private func word(atByte offset: Int) -> UInt256 {
        let start = 4 + offset
        guard start + 32 <= data.count else { return .zero }
        return UInt256(bigEndian: data[start..<(start + 32)]) ?? .zero
    }

    func word(_ index: Int) -> UInt256 { word(atByte: 32 * index) }

    func address(_ index: Int) -> Address { Address(word: word(index)) }

    /// The addresses of an array.
    func addresses(_ index: Int) -> [Address] {
        array(at: index, size: 1).map { Address(word: $0[0]) }
    }

    /// The trades of `rebalance`.
    var trades: [Vault.Trade] {
        array(at: 0, size: 4).map {
            Vault.Trade(
                pair: Address(word: $0[0]),
                tokenIn: Address(word: $0[1]),
                amountIn: TokenAmount($0[2]),
                amountOutMin: TokenAmount($0[3])
            )
        }
    }

    /// The elements of an array that lies within the arguments, some words each.
    private func array(at index: Int, size: Int) -> [[UInt256]] {
        guard let offset = word(index).asInt, offset <= data.count,
            let count = word(atByte: offset).asInt, count <= data.count / 32
        else { return [] }
        return (0..<count).map { element in
            (0..<size).map { word(atByte: offset + 32 + 32 * (size * element + $0)) }
        }
    }

    /// What `performUpkeep` is told to do: a task's number, and its trades as a call of
    /// `rebalance`.
    var upkeep: (task: UInt64?, trades: SoakCall) {
        guard let offset = word(0).asInt, let count = word(atByte: offset).asInt,
            offset <= data.count, count <= data.count
        else { return (nil, SoakCall(caller, [])) }
        let start = min(4 + offset + 32, data.count)
        let task = data[start..<min(start + count, data.count)]
        let number = UInt256(bigEndian: task.prefix(32))?.asUInt64
        // Trades begin at the second word, which says so, counted from the task's own beginning.
        let trades = [0, 0, 0, 0] + UInt256(32).bigEndianBytes + task.dropFirst(64)
        return (number, SoakCall(caller, Array(trades)))
    }
}

extension SoakCall: CustomStringConvertible {
    /// Who calls what with which words.
    var description: String {
        let known = Vault.Function.all + [ERC20.transfer, ERC20.transferFrom, ERC20.approve]
        let name = known.first { $0.value == selector }?.signature
        guard let name else { return "\(caller): \(Hex.encode(data))" }
        let words = (0..<min((data.count - 4) / 32, 24)).map { index in
            let word = word(index)
            return word.bitWidth > 200 ? Hex.encode(word.bigEndianBytes) : "\(word)"
        }
        return "\(caller) calls \(name) with \(words.joined(separator: ", "))"
    }
}
