import Contracts
import Execution
import Primitives
import WideMath

/// A token that misbehaves as its slot 0 tells.
enum WeirdToken: Contract {
    enum Mode: UInt64 {
        case normal, reverts, returnsFalse, returnsNothing, entersVault
    }

    static let name = "WeirdToken"
    static let slotCount: UInt32 = 5
    static let mode = Slot<UInt64>(0)
    static let balances = Mapping<Address, TokenAmount>(1)
    static let vault = Slot<Address>(3)
    /// How many calls the vault refused as re-entrant.
    static let refusals = Slot<UInt64>(4)

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.selector {
        case ERC20.balanceOf.value:
            return frame.output(frame[balances[try frame.arguments(1).address(0)]])
        case ERC20.transfer.value:
            let input = try frame.arguments(2)
            return try move(frame.caller, input.address(0), input.amount(1), frame)
        case ERC20.transferFrom.value:
            let input = try frame.arguments(3)
            return try move(input.address(0), input.address(1), input.amount(2), frame)
        default: throw .revert(.empty)
        }
    }

    private static func move(
        _ from: Address,
        _ to: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        switch Mode(rawValue: frame[mode]) {
        case .reverts: throw .revert(.message("no"))
        case .returnsFalse: return frame.output(false)
        case .entersVault: enter(frame)
        default: break
        }
        try frame[balances[from]] -= amount
        try frame[balances[to]] += amount
        return frame[mode] == Mode.returnsNothing.rawValue ? frame.output() : frame.output(true)
    }

    private static func enter(_ frame: borrowing Frame) {
        let vault = frame[vault]
        let calls: [(Selector, [UInt256])] = [
            (Vault.Function.deposit, [1, frame.address.word]),
            (Vault.Function.redeemInKind, [0, frame.address.word]),
            (Vault.Function.rebalance, [32, 0]),
        ]
        for (function, words) in calls {
            do throws(Fault) {
                _ = try frame.call(vault, function, words: words)
            } catch {
                if error == refusal("Reentered()", []) { frame[refusals] = frame[refusals] + 1 }
            }
        }
    }
}

/// A token that keeps a hundredth of every transfer.
enum TollToken: Contract {
    static let name = "TollToken"
    static let slotCount: UInt32 = 3

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        let balances = ShareLedger.Storage.balances
        switch frame.selector {
        case ERC20.balanceOf.value:
            return frame.output(frame[balances[try frame.arguments(1).address(0)]])
        case ERC20.transfer.value:
            let input = try frame.arguments(2)
            return try move(frame.caller, input.address(0), input[1], frame)
        case ERC20.transferFrom.value:
            let input = try frame.arguments(3)
            return try move(input.address(0), input.address(1), input[2], frame)
        default: throw .revert(.empty)
        }
    }

    private static func move(
        _ from: Address,
        _ to: Address,
        _ amount: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        let toll = amount.quotientAndRemainder(dividingBy: 100)?.quotient ?? .zero
        let balances = ShareLedger.Storage.balances
        try frame[balances[from]] -= TokenAmount(amount)
        try frame[balances[to]] += TokenAmount(amount.wrappingSubtract(toll))
        return frame.output(true)
    }
}

/// Takes flash swaps, and does as its slot 0 tells.
enum Borrower: Contract {
    enum Mode: UInt64 {
        case repays, keeps, entersPair
    }

    static let name = "Borrower"
    static let slotCount: UInt32 = 8
    static let mode = Slot<UInt64>(0)
    static let token = Slot<Address>(1)
    static let amount = Slot<TokenAmount>(2)
    /// What it was called with: sender, both amounts, and the first word of the data.
    static let seen = Mapping<UInt64, UInt256>(3)

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        guard frame.selector == Pair.Function.callback.value else { throw .revert(.empty) }
        let input = try frame.arguments(6)
        for (index, position) in [0, 1, 2, 4, 5].enumerated() {
            frame[seen[UInt64(index)]] = input[position]
        }
        switch Mode(rawValue: frame[mode]) {
        case .repays:
            _ = try frame.call(
                frame[token],
                ERC20.transfer,
                words: [frame.caller.word, frame[amount].raw]
            )
        case .entersPair: _ = try frame.call(frame.caller, Pair.Function.sync)
        default: break
        }
        return frame.output()
    }
}
