import Execution
import Primitives
import WideMath

/// Ether as a token, one for one: WETH9.
///
/// Source: canonical-weth, WETH9.sol (Solidity 0.4). Refusals have no reason. Plain ether, and any
/// function it does not know, deposits.
public enum WrappedEther: Contract {
    /// The name its code declares.
    public static let name = "WETH9"
    /// Name, symbol and decimals, which the original keeps in slots 0 to 2, and the mappings.
    public static let slotCount: UInt32 = 5
    /// `deposit` and plain ether.
    public static let takesEther = true

    /// The layout of WETH9.
    public enum Storage {
        /// Who holds how much.
        public static let balances = Mapping<Address, TokenAmount>(3)
        /// Who may move how much of whose.
        public static let allowances = DoubleMapping<Address, Address, TokenAmount>(4)
    }

    /// `deposit()`.
    public static let deposit = Selector(0xd0e3_0db0, "deposit()")
    /// `withdraw(uint256)`.
    public static let withdraw = Selector(0x2e1a_7d4d, "withdraw(uint256)")

    /// Ether came in.
    public struct Deposit: Event {
        /// Who gets the tokens.
        public let holder: Address
        /// How much.
        public let amount: TokenAmount
        /// `Deposit(address,uint256)`.
        public static let topic = eventTopic("Deposit(address,uint256)")
        /// One topic and one word.
        public func write(to log: borrowing LogWriter) {
            log.topic(holder)
            log.data(amount)
        }
    }

    /// Ether went out.
    public struct Withdrawal: Event {
        /// Whose tokens it was.
        public let holder: Address
        /// How much.
        public let amount: TokenAmount
        /// `Withdrawal(address,uint256)`.
        public static let topic = eventTopic("Withdrawal(address,uint256)")
        /// One topic and one word.
        public func write(to log: borrowing LogWriter) {
            log.topic(holder)
            log.data(amount)
        }
    }

    /// Dispatches by selector; what is none of its functions deposits.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.selector {
        case withdraw.value:
            try frame.refuseEther()
            try withdraw(try frame.arguments(1).amount(0), frame)
            return frame.output()
        case ERC20.transfer.value:
            try frame.refuseEther()
            let input = try frame.arguments(2)
            frame.charge(ComputeCharge.wrappedTransfer)
            try move(frame.caller, to: input.address(0), input.amount(1), frame)
            return frame.output(true)
        case ERC20.transferFrom.value:
            try frame.refuseEther()
            let input = try frame.arguments(3)
            frame.charge(ComputeCharge.wrappedTransferFrom)
            try move(input.address(0), to: input.address(1), input.amount(2), frame)
            return frame.output(true)
        case ERC20.approve.value:
            try frame.refuseEther()
            let input = try frame.arguments(2)
            let (spender, amount) = (input.address(0), input.amount(1))
            frame.charge(ComputeCharge.wrappedApprove)
            frame[Storage.allowances[frame.caller, spender]] = amount
            frame.emit(ERC20.Approval(owner: frame.caller, spender: spender, amount: amount))
            return frame.output(true)
        default:
            if let output = try view(frame) { return output }
            try deposit(frame)
            return frame.output()
        }
    }

    private static func view(_ frame: borrowing Frame) throws(Fault) -> Output? {
        let known = [
            ERC20.balanceOf, ERC20.allowance, ERC20.totalSupply, ERC20.decimals, ERC20.name,
            ERC20.symbol,
        ]
        guard let selector = frame.selector, known.contains(where: { $0.value == selector })
        else { return nil }
        try frame.refuseEther()
        frame.charge(ComputeCharge.wrappedView)
        switch selector {
        case ERC20.balanceOf.value:
            return frame.output(frame[Storage.balances[try frame.arguments(1).address(0)]])
        case ERC20.allowance.value:
            let input = try frame.arguments(2)
            return frame.output(frame[Storage.allowances[input.address(0), input.address(1)]])
        case ERC20.totalSupply.value: return frame.output(frame.balance)
        case ERC20.decimals.value: return frame.output(UInt256(18))
        case ERC20.name.value: return frame.output(text: "Wrapped Ether")
        default: return frame.output(text: "WETH")
        }
    }

    private static func deposit(_ frame: borrowing Frame) throws(Fault) {
        frame.charge(ComputeCharge.wrap)
        let amount = TokenAmount(frame.value.raw)
        // There is less ether than a balance can hold.
        try frame[Storage.balances[frame.caller]] += amount
        frame.emit(Deposit(holder: frame.caller, amount: amount))
    }

    private static func withdraw(
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.unwrapStart)
        guard frame[Storage.balances[frame.caller]] >= amount else { throw .revert(.empty) }
        frame.charge(ComputeCharge.unwrapEnd)
        try frame[Storage.balances[frame.caller]] -= amount
        // Solidity's `transfer`: with the stipend and no more; none comes with no ether.
        let stipend = amount.isZero ? Gas(UInt64(GasSchedule.callStipend)) : Gas(0)
        let ether = Wei(amount.raw)
        let sent = try frame.lowLevelCall(frame.caller, data: [], value: ether, gas: stipend)
        guard sent.succeeded else { throw .revert(.empty) }
        frame.emit(Withdrawal(holder: frame.caller, amount: amount))
    }

    private static func move(
        _ from: Address,
        to: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        guard frame[Storage.balances[from]] >= amount else { throw .revert(.empty) }
        if from != frame.caller {
            let allowance = Storage.allowances[from, frame.caller]
            frame.charge(ComputeCharge.wrappedAllowance)
            if frame[allowance] != TokenAmount(.max) {
                frame.charge(ComputeCharge.wrappedFinite)
                guard frame[allowance] >= amount else { throw .revert(.empty) }
                try frame[allowance] -= amount
            }
        }
        frame.charge(ComputeCharge.wrappedMove)
        try frame[Storage.balances[from]] -= amount
        try frame[Storage.balances[to]] += amount
        frame.emit(ERC20.Transfer(from: from, to: to, amount: amount))
    }
}
