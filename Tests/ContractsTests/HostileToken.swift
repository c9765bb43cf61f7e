import Contracts
import Execution
import Primitives
import WideMath

/// A token with balances like any other, that fails, lies or calls back as its mode tells.
///
/// It asks nobody for an allowance.
enum HostileToken: Contract {
    enum Mode: UInt64, CaseIterable {
        case normal, reverts, returnsFalse, returnsShort, halts, hidesBalance, entersVault
        /// Halts with all gas even when it is asked for a balance.
        case haltsAsked
        /// Says that the vault holds so much more, or less, than it does.
        case saysMore, saysLess
        /// Says that it moved, and did not.
        case feigns
        /// Keeps a hundredth of what moves.
        case takesToll
    }

    /// Calls that change a vault, with the words of their arguments.
    static let entries: [(Selector, [UInt256])] = [
        (Vault.Function.deposit, [1, 1]), (Vault.Function.mint, [1, 1]),
        (Vault.Function.withdraw, [1, 1, 1]), (Vault.Function.redeem, [1, 1, 1]),
        (Vault.Function.redeemInKind, [1, 1]),
        (Vault.Function.redeemInKindExcept, [1, 1, 1, 128, 0]),
        (Vault.Function.claim, [1, 1]), (Vault.Function.rebalance, [32, 0]),
        (Vault.Function.openAuction, []), (Vault.Function.bid, [1, 1, 1]),
        (Vault.Function.raiseTargets, []), (Vault.Function.closeRebalance, []),
        // A rebalance without trades, as bytes: task 1, an offset, no elements.
        (Vault.Function.performUpkeep, [32, 96, 1, 64, 0]),
        (Vault.Function.accrue, []), (Vault.Function.halt, []), (Vault.Function.trip, []),
        (Vault.Function.resume, []), (Vault.Function.shutDown, []),
        (Vault.Function.configure, [0, 0, 0]),
    ]

    /// Views that speak of balances and shares, which do not belong together during a call.
    static let previews = [
        Vault.Function.convertToShares, Vault.Function.convertToAssets,
        Vault.Function.previewDeposit, Vault.Function.previewMint,
        Vault.Function.previewWithdraw, Vault.Function.previewRedeem,
    ]

    static let limits = [
        Vault.Function.maxDeposit, Vault.Function.maxMint, Vault.Function.maxWithdraw,
        Vault.Function.maxRedeem,
    ]

    static let name = "HostileToken"
    static let slotCount: UInt32 = 10
    static let mode = Slot<UInt64>(3)
    static let vault = Slot<Address>(4)
    /// How many calls the vault refused as re-entrant, and how many were not.
    static let refused = Slot<UInt64>(5)
    static let admitted = Slot<UInt64>(6)
    /// How many views answered as they should during a call.
    static let viewsHeld = Slot<UInt64>(7)
    /// What `totalAssets` said during a call.
    static let seenTotal = Slot<UInt256>(8)
    /// By how much it lies about what the vault holds.
    static let lie = Slot<TokenAmount>(9)
    /// Who has its tolls.
    static let collector = Address(word: 0x7011)

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        let mode = Mode(rawValue: frame[mode]) ?? .normal
        switch frame.selector {
        case ERC20.balanceOf.value:
            return frame.output(try said(of: try frame.arguments(1).address(0), mode, frame))
        case ERC20.transfer.value:
            let input = try frame.arguments(2)
            return try move(frame.caller, input.address(0), input.amount(1), mode, frame)
        case ERC20.transferFrom.value:
            let input = try frame.arguments(3)
            return try move(input.address(0), input.address(1), input.amount(2), mode, frame)
        default: throw .revert(.empty)
        }
    }

    private static func said(
        of holder: Address,
        _ mode: Mode,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        let held = frame[ShareLedger.Storage.balances[holder]]
        switch mode {
        case .hidesBalance: throw .revert(.message("hidden"))
        case .haltsAsked: throw .halt(.invalidOpcode)
        case .saysMore where holder == frame[vault]: return try held + frame[lie]
        case .saysLess where holder == frame[vault]:
            let lie = frame[lie]
            return held > lie ? try held - lie : .zero
        default: return held
        }
    }

    /// What it keeps of an amount that moves.
    static func toll(on amount: UInt256) -> UInt256 {
        amount.quotientAndRemainder(dividingBy: 100)?.quotient ?? .zero
    }

    private static func move(
        _ from: Address,
        _ to: Address,
        _ amount: TokenAmount,
        _ mode: Mode,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        switch mode {
        case .reverts, .hidesBalance: throw .revert(.message("no"))
        case .halts, .haltsAsked: throw .halt(.invalidOpcode)
        case .returnsFalse: return frame.output(false)
        case .feigns: return frame.output(true)
        case .entersVault: enterVault(frame)
        case .normal, .returnsShort, .saysMore, .saysLess, .takesToll: break
        }
        let balances = ShareLedger.Storage.balances
        let toll = TokenAmount(mode == .takesToll ? Self.toll(on: amount.raw) : .zero)
        try frame[balances[from]] -= amount
        try frame[balances[to]] += amount - toll
        if !toll.isZero { try frame[balances[collector]] += toll }
        return mode == .returnsShort ? frame.output() : frame.output(true)
    }

    private static func enterVault(_ frame: borrowing Frame) {
        for (function, words) in entries {
            if isReentered(function, words, frame) {
                frame[refused] = frame[refused] + 1
            } else {
                frame[admitted] = frame[admitted] + 1
            }
        }
        for function in previews where isReentered(function, [1], frame) {
            frame[viewsHeld] = frame[viewsHeld] + 1
        }
        for function in limits where word(function, [1], frame) == 0 {
            frame[viewsHeld] = frame[viewsHeld] + 1
        }
        frame[seenTotal] = word(Vault.Function.totalAssets, [], frame) ?? .max
    }

    private static func isReentered(
        _ function: Selector,
        _ words: [UInt256],
        _ frame: borrowing Frame
    ) -> Bool {
        do throws(Fault) {
            _ = try frame.call(frame[vault], function, words: words)
            return false
        } catch {
            return error == refusal("Reentered()", [])
        }
    }

    private static func word(
        _ function: Selector,
        _ words: [UInt256],
        _ frame: borrowing Frame
    ) -> UInt256? {
        try? frame.staticCall(frame[vault], function, words: words).word()
    }
}
