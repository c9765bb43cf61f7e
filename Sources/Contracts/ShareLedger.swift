import Execution
import Primitives
import WideMath

/// The token that UniswapV2ERC20 is, shared by tokens, pairs and the vault's shares.
///
/// Storage as there: supply in slot 0, balances in 1, allowances in 2. Arithmetic is ds-math's,
/// with its reasons. Source: Uniswap v2-core, UniswapV2ERC20.sol.
public enum ShareLedger {
    /// The layout that every token here begins with.
    public enum Storage {
        /// All tokens there are.
        public static let totalSupply = Slot<TokenAmount>(0)
        /// Who holds how many.
        public static let balances = Mapping<Address, TokenAmount>(1)
        /// Who may move how many of whose tokens.
        public static let allowances = DoubleMapping<Address, Address, TokenAmount>(2)
    }

    /// Answers the functions of EIP-20 but `decimals`; nothing if the selector is another.
    @inline(__always)
    static func execute(_ selector: UInt32, _ frame: borrowing Frame) throws(Fault) -> Output? {
        switch selector {
        case ERC20.transfer.value:
            let input = try frame.arguments(2)
            frame.charge(ComputeCharge.transferStart)
            try transfer(from: frame.caller, to: input.address(0), input.amount(1), frame)
            frame.charge(ComputeCharge.transferEnd)
            return frame.output(true)
        case ERC20.balanceOf.value:
            let input = try frame.arguments(1)
            frame.charge(ComputeCharge.balanceOf)
            return frame.output(frame[Storage.balances[input.address(0)]])
        case ERC20.transferFrom.value:
            let input = try frame.arguments(3)
            try transferFrom(input.address(0), to: input.address(1), input.amount(2), frame)
            return frame.output(true)
        case ERC20.approve.value:
            let input = try frame.arguments(2)
            frame.charge(ComputeCharge.approve)
            approve(frame.caller, input.address(0), input.amount(1), frame)
            return frame.output(true)
        case ERC20.allowance.value:
            let input = try frame.arguments(2)
            frame.charge(ComputeCharge.tokenView)
            return frame.output(frame[Storage.allowances[input.address(0), input.address(1)]])
        case ERC20.totalSupply.value:
            frame.charge(ComputeCharge.tokenView)
            return frame.output(frame[Storage.totalSupply])
        default:
            return nil
        }
    }

    /// Moves tokens, which is all that `_transfer` does.
    @inline(__always)
    static func transfer(
        from: Address,
        to: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        try frame.update(Storage.balances[from]) { balance throws(Fault) in
            try DSMath.sub(balance, amount)
        }
        try frame.update(Storage.balances[to]) { balance throws(Fault) in
            try DSMath.add(balance, amount)
        }
        frame.emit(ERC20.Transfer(from: from, to: to, amount: amount))
    }

    /// Moves tokens of another within an allowance; the largest allowance is never used up.
    static func transferFrom(
        _ from: Address,
        to: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.transferFromStart)
        let place = Storage.allowances[from, frame.caller]
        if frame[place] != TokenAmount(.max) {
            frame.charge(ComputeCharge.finiteAllowance)
            try frame.update(place) { allowance throws(Fault) in
                try DSMath.sub(allowance, amount)
            }
        }
        frame.charge(ComputeCharge.transferFromMove)
        try transfer(from: from, to: to, amount, frame)
        frame.charge(ComputeCharge.transferFromEnd)
    }

    /// Sets an allowance, which is all that `_approve` does.
    static func approve(
        _ owner: Address,
        _ spender: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) {
        frame[Storage.allowances[owner, spender]] = amount
        frame.emit(ERC20.Approval(owner: owner, spender: spender, amount: amount))
    }

    /// Makes tokens out of nothing.
    static func mint(
        to: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.issue)
        frame[Storage.totalSupply] = try DSMath.add(frame[Storage.totalSupply], amount)
        try frame.update(Storage.balances[to]) { balance throws(Fault) in
            try DSMath.add(balance, amount)
        }
        frame.emit(ERC20.Transfer(from: .zero, to: to, amount: amount))
    }

    /// Destroys tokens.
    static func burn(
        from: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.issue)
        try frame.update(Storage.balances[from]) { balance throws(Fault) in
            try DSMath.sub(balance, amount)
        }
        frame[Storage.totalSupply] = try DSMath.sub(frame[Storage.totalSupply], amount)
        frame.emit(ERC20.Transfer(from: from, to: .zero, amount: amount))
    }
}

extension ShareLedger {
    /// The balances that a transfer is about to touch.
    static func foresee(_ call: borrowing CallOutline, _ foresight: Foresight) {
        switch call.selector {
        case ERC20.transfer.value:
            foresight.note(Storage.balances[call.caller])
            foresight.note(Storage.balances[Address(word: call.word(0))])
        case ERC20.transferFrom.value:
            foresight.note(Storage.balances[Address(word: call.word(0))])
            foresight.note(Storage.balances[Address(word: call.word(1))])
        default: break
        }
    }

    /// The balance of a holder, read without a charge.
    public static func balance(
        of holder: Address,
        token: Address,
        on machine: Machine
    ) -> TokenAmount {
        machine.read(Storage.balances[holder], of: token)
    }

    /// The supply, read without a charge.
    public static func totalSupply(of token: Address, on machine: Machine) -> TokenAmount {
        machine.read(Storage.totalSupply, of: token)
    }
}
