import Chain
import Contracts
import Execution
import Ledger
import Primitives
import Simulation
import WideMath

/// What addresses, functions and slots of a world are called.
///
/// A class, because it keeps what it has looked up for everybody who reads by it.
final class NameBook {
    let world: World
    private var names: [Address: String] = [:]

    init(_ world: World) { self.world = world }

    /// The name of an address, as everywhere in Ballast's output.
    func name(_ address: Address) -> String {
        if let known = names[address] { return known }
        let name =
            switch address {
            case .zero: "zero"
            case world.coinbase: "coinbase"
            default: world.name(of: address)
            }
        names[address] = name
        return name
    }

    /// The signature of a function, or the selector in hexadecimal digits.
    func function(_ selector: UInt32?) -> String {
        guard let selector else { return "no function" }
        return FunctionCatalog.signature(selector)
            ?? Hex.encode(UInt256(UInt64(selector)).bigEndianBytes.suffix(4))
    }

    /// A slot by its name where its contract has one, with the keys of a mapping.
    func slot(_ key: StorageKey, of address: Address) -> String {
        let number = key.number
        let contract = world.machine.contract(at: address)
        let name =
            contract.flatMap { StorageCatalog.name(of: number, in: $0) } ?? "slot \(number)"
        switch key.depth {
        case 0: return name
        case 1: return "\(name)[\(self.key(key.key))]"
        default: return "\(name)[\(self.key(key.key))][\(self.key(key.secondKey))]"
        }
    }

    /// A key of a mapping: a number where it is small, an account's name otherwise.
    private func key(_ word: UInt256) -> String {
        if word.asUInt64 != nil { return word.description }
        // An address has 160 bits.
        guard word.high >> 32 == 0 else { return Hash32(word: word).description }
        return name(Address(word: word))
    }
}
