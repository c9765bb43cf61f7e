import Primitives
import WideMath

/// A plain, slow model of tokens, pairs and their factory, written from the sources of Uniswap
/// v2-core: dictionaries, numbers of any size, and a copy of everything to go back to.
///
/// It shares no code with the contracts that it checks.
struct ModelWorld: Equatable {
    var tokens: [Address: ModelToken] = [:]
    var pairs: [Address: ModelPair] = [:]
    var ether: [Address: UInt256] = [:]
    var nonces: [Address: UInt64] = [:]
    let factory: Address
    let feeToSetter: Address
    var feeTo = Address.zero
    /// Where a contract stands that takes flash swaps.
    let flashTaker: Address

    /// A call and what it returns; one that fails changes nothing.
    mutating func call(
        _ target: Address,
        from caller: Address,
        _ call: ModelCall,
        now: UInt64
    ) throws(ModelFailure) -> [UInt256] {
        let before = self
        do throws(ModelFailure) {
            return try perform(target, caller, call, now)
        } catch {
            self = before
            throw error
        }
    }

    private mutating func perform(
        _ target: Address,
        _ caller: Address,
        _ call: ModelCall,
        _ now: UInt64
    ) throws(ModelFailure) -> [UInt256] {
        if tokens[target] != nil {
            if case .issue(let to, let value) = call {
                // A test token's own rule, not Uniswap's.
                if caller != .zero { throw .revert("Token: FORBIDDEN") }
                try tokens[target]?.mint(to, value)
                return []
            }
            guard var token = tokens[target], let words = try Self.erc20(&token, caller, call)
            else { throw .revert(nil) }
            tokens[target] = token
            return words
        }
        if pairs[target] != nil { return try performPair(target, caller, call, now) }
        if target == factory, case .setFeeTo(let address) = call {
            if caller != feeToSetter { throw .revert("UniswapV2: FORBIDDEN") }
            feeTo = address
            return []
        }
        if target == factory || target == flashTaker { throw .revert(nil) }
        // An account without code answers everything, with nothing.
        return []
    }

    /// The functions of a token; nothing where the call is another.
    static func erc20(
        _ token: inout ModelToken,
        _ caller: Address,
        _ call: ModelCall
    ) throws(ModelFailure) -> [UInt256]? {
        switch call {
        case .transfer(let to, let value): try token.transfer(caller, to, value)
        case .transferFrom(let from, let to, let value):
            try token.transferFrom(caller, from, to, value)
        case .approve(let spender, let value): token.approve(caller, spender, value)
        case .balanceOf(let holder): return [token.balance(holder)]
        case .allowance(let owner, let spender): return [token.allowance(owner, spender)]
        case .totalSupply: return [token.supply]
        default: return nil
        }
        return [1]
    }

    // MARK: Ether

    /// Moves ether; false, and nothing moved, where there is too little.
    mutating func pay(_ from: Address, _ to: Address, _ value: UInt256) -> Bool {
        guard let rest = try? ModelMath.sub(ether[from] ?? .zero, value) else { return false }
        ether[from] = rest
        guard let sum = try? ModelMath.add(ether[to] ?? .zero, value) else { return false }
        ether[to] = sum
        return true
    }
}
