import Contracts
import Execution
import Primitives
import WideMath

extension VaultInfo {
    /// The weights that the vault's strategy wants held now: the quote token's, then the holdings',
    /// parts of their sum; nothing where it cannot say.
    public func targets(on machine: Machine) -> [Double]? {
        let strategy = machine.read(Vault.Storage.strategy, of: address)
        let count = holdings.count + 1
        guard let parts = Strategy.targets(of: strategy, count: count, on: machine) else {
            return nil
        }
        let sum = parts.reduce(0) { $0 + $1.asDouble }
        return parts.map { $0.asDouble / sum }
    }
}

extension VaultInfo {
    /// The name of a contract that belongs to the vault; nothing for any other address.
    public func name(of other: Address, on machine: Machine) -> String? {
        switch other {
        case machine.read(Vault.Storage.strategy, of: address): "strategy"
        case machine.read(Vault.Storage.execution, of: address): "execution"
        case machine.read(Vault.Storage.owner, of: address): "timelock"
        default:
            holdings.first {
                machine.read(Vault.Storage.averages[$0.token.address], of: address) == other
            }.map { "average \($0.token.name)" }
        }
    }
}
