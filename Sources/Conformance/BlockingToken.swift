import Contracts
import Execution
import Primitives
import WideMath

/// The token of the traces that can be told to fail for a receiver.
///
/// The files say what it does and what it costs, not how it is written: its transfer to a receiver
/// reverts or returns false by the receiver's mode, and a sender with too little gets a revert
/// without data. Its computation is charged by what the files measured.
enum BlockingToken: Contract {
    static let name = "BlockingToken"
    static let slotCount: UInt32 = 5

    /// What becomes of a transfer to a receiver.
    enum Mode: UInt64 {
        case normal, reverts, returnsFalse
    }

    /// How a receiver is treated, after the layout of the plain token.
    static let modes = Mapping<Address, UInt64>(3)
    /// A slot that `setMode` reads.
    static let owner = Slot<Address>(4)
    /// `setMode(address,uint256)`, which anybody may call.
    static let setMode = Selector(0x18c3_3dbc, "setMode(address,uint256)")
    /// Mints at set-up; the zero address alone may call it.
    static let mint = Token.mint

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.selector {
        case ERC20.transfer.value:
            let input = try frame.arguments(2)
            return try transfer(input.address(0), input.amount(1), frame)
        case ERC20.balanceOf.value:
            let input = try frame.arguments(1)
            frame.charge(Charge.balanceOf)
            return frame.output(frame[ShareLedger.Storage.balances[input.address(0)]])
        case setMode.value:
            let input = try frame.arguments(2)
            frame.charge(Charge.setMode)
            // The files show one more cold slot read, as of an owner: who that is they do not say.
            _ = frame[owner]
            frame[modes[input.address(0)]] = input[1].limb0
            return frame.output()
        case mint.value:
            let input = try frame.arguments(2)
            guard frame.caller == .zero else { throw .revert(.empty) }
            frame[ShareLedger.Storage.totalSupply] = input.amount(1)
            frame[ShareLedger.Storage.balances[input.address(0)]] = input.amount(1)
            return frame.output()
        default: throw .revert(.empty)
        }
    }

    private static func transfer(
        _ to: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        frame.charge(Charge.transferStart)
        switch Mode(rawValue: frame[modes[to]]) {
        case .reverts:
            frame.charge(Charge.refusal)
            throw .revert(.message("blocked"))
        case .returnsFalse: return frame.output(false)
        default: break
        }
        let balances = ShareLedger.Storage.balances
        guard frame[balances[frame.caller]] >= amount else {
            frame.charge(Charge.shortfall)
            throw .revert(.empty)
        }
        frame.charge(Charge.transferEnd)
        try frame.update(balances[frame.caller]) { balance throws(Fault) in
            try balance - amount
        }
        try frame.update(balances[to]) { balance throws(Fault) in try balance + amount }
        frame.emit(ERC20.Transfer(from: frame.caller, to: to, amount: amount))
        return frame.output(true)
    }

    /// Gas for computation, fitted as `docs/GAS.md` tells.
    enum Charge {
        static let balanceOf = 187
        static let setMode = 205
        static let transferStart = 214
        static let refusal = 305
        static let shortfall = 296
        static let transferEnd = 219
    }
}
