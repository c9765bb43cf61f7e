import Primitives
import WideMath

/// A token of the plain model: UniswapV2ERC20.sol with dictionaries for mappings.
struct ModelToken: Equatable {
    private(set) var supply = UInt256.zero
    private(set) var balances: [Address: UInt256] = [:]
    private(set) var allowances: [Address: [Address: UInt256]] = [:]

    func balance(_ holder: Address) -> UInt256 { balances[holder] ?? .zero }

    func allowance(_ owner: Address, _ spender: Address) -> UInt256 {
        allowances[owner]?[spender] ?? .zero
    }

    mutating func mint(_ to: Address, _ value: UInt256) throws(ModelFailure) {
        supply = try ModelMath.add(supply, value)
        balances[to] = try ModelMath.add(balance(to), value)
    }

    mutating func burn(_ from: Address, _ value: UInt256) throws(ModelFailure) {
        balances[from] = try ModelMath.sub(balance(from), value)
        supply = try ModelMath.sub(supply, value)
    }

    mutating func approve(_ owner: Address, _ spender: Address, _ value: UInt256) {
        allowances[owner, default: [:]][spender] = value
    }

    mutating func transfer(
        _ from: Address,
        _ to: Address,
        _ value: UInt256
    ) throws(ModelFailure) {
        balances[from] = try ModelMath.sub(balance(from), value)
        balances[to] = try ModelMath.add(balance(to), value)
    }

    mutating func transferFrom(
        _ spender: Address,
        _ from: Address,
        _ to: Address,
        _ value: UInt256
    ) throws(ModelFailure) {
        let allowed = allowance(from, spender)
        if allowed != .max {
            approve(from, spender, try ModelMath.sub(allowed, value))
        }
        try transfer(from, to, value)
    }
}
