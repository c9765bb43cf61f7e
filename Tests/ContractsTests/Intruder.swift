import Contracts
import Execution
import Primitives
import WideMath

/// A token that does as its slot 3 tells whenever it moves.
enum Intruder: Contract {
    enum Mode: UInt64, CaseIterable {
        case normal, reverts, returnsFalse, halts, takesToll
        /// Calls the executor and tries to get at the ether that lies there.
        case entersExecutor
        /// Brings the reserves of the pair that pays it up to date, which moves nothing.
        case entersPair
    }

    static let name = "Intruder"
    static let slotCount: UInt32 = 8
    static let mode = Slot<UInt64>(3)
    static let executor = Slot<Address>(4)
    /// How many calls of others it got through, and how many were refused.
    static let admitted = Slot<UInt64>(5)
    static let refused = Slot<UInt64>(6)
    /// What it enters the executor with: the words of a call of `swap`.
    static let pair = Slot<UInt256>(7)

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.selector {
        case ERC20.balanceOf.value:
            let holder = try frame.arguments(1).address(0)
            return frame.output(frame[ShareLedger.Storage.balances[holder]])
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
        let mode = Mode(rawValue: frame[mode]) ?? .normal
        switch mode {
        case .reverts: throw .revert(.message("no"))
        case .halts: throw .halt(.invalidOpcode)
        case .returnsFalse: return frame.output(false)
        case .entersExecutor: enterExecutor(frame)
        case .entersPair:
            attempt(Address(word: frame[pair]), Pair.Function.sync, [], frame)
        case .normal, .takesToll: break
        }
        let toll = mode == .takesToll ? UInt256.one : .zero
        let balances = ShareLedger.Storage.balances
        try frame[balances[from]] -= amount
        try frame[balances[to]] += amount - TokenAmount(toll)
        return frame.output(true)
    }

    /// Swaps nothing and everything, for itself, while another's swap and payment are under way.
    private static func enterExecutor(_ frame: borrowing Frame) {
        let target = frame[executor]
        frame[mode] = Mode.normal.rawValue
        for amount in [UInt256.zero, .one, 1_000_000_000_000_000_000] {
            let words = [amount, .zero, frame.address.word, 160, frame.address.word, 1]
            attempt(target, Executor.Function.swap, words + [frame[pair]], frame)
        }
        // No other way leads in: neither plain calls nor those it does not know.
        attempt(target, ERC20.transfer, [frame.address.word, 1], frame)
        frame[mode] = Mode.entersExecutor.rawValue
    }

    private static func attempt(
        _ target: Address,
        _ function: Selector,
        _ words: [UInt256],
        _ frame: borrowing Frame
    ) {
        do throws(Fault) {
            _ = try frame.call(target, function, words: words)
            frame[admitted] = frame[admitted] + 1
        } catch {
            frame[refused] = frame[refused] + 1
        }
    }
}
