import Primitives
import WideMath

/// What reading and storing cost under a fork, in units of gas.
public struct StorageRules: Hashable, Sendable {
    /// Reading a warm slot, and a store that changes nothing or changes a slot again.
    public let warmAccess: Int
    /// The first touch of a slot in a transaction; none before Berlin (EIP-2929).
    public let coldSlot: Int
    /// A store into a slot that was zero when the transaction began.
    public let set: Int
    /// A store into any other slot for the first time.
    public let reset: Int
    /// The refund for making a slot zero.
    public let clearRefund: Int

    /// EIP-2200.
    static let istanbul = StorageRules(
        warmAccess: 800,
        coldSlot: 0,
        set: 20_000,
        reset: 5_000,
        clearRefund: 15_000
    )
    /// EIP-2929: what a cold slot costs is taken off a reset.
    static let berlin = StorageRules(
        warmAccess: 100,
        coldSlot: 2_100,
        set: 20_000,
        reset: 2_900,
        clearRefund: 15_000
    )
    /// EIP-3529, in force ever since.
    static let london = StorageRules(
        warmAccess: GasSchedule.warmAccess,
        coldSlot: GasSchedule.coldSlot,
        set: GasSchedule.storeSet,
        reset: GasSchedule.storeReset,
        clearRefund: GasSchedule.clearRefund
    )
}

extension StorageRules {
    /// The rules of a fork.
    public init(_ fork: Fork) {
        self =
            switch fork {
            case .istanbul: .istanbul
            case .berlin: .berlin
            default: .london
            }
    }
}

/// What one store costs and what it changes the refund counter by; the counter is signed.
public struct StoreCost: Hashable, Sendable {
    /// The gas, without what a cold slot costs.
    public let charge: Int
    /// The change of the refund counter.
    public let refund: Int

    /// The cost of storing `value` over `current` where the transaction began with `original`.
    ///
    /// Source: EIP-2200, with the numbers of EIP-2929 and EIP-3529.
    public init(original: UInt256, current: UInt256, value: UInt256, rules: StorageRules) {
        if current == value {
            self.init(charge: rules.warmAccess, refund: 0)
        } else {
            self.init(original: original, current: current, changedTo: value, rules)
        }
    }

    /// The cost of storing another value than the one there.
    @inline(__always)
    init(
        original: UInt256,
        current: UInt256,
        changedTo value: UInt256,
        _ rules: StorageRules
    ) {
        if current == original {
            self.init(firstOver: original, value: value, rules: rules)
        } else {
            self.init(
                charge: rules.warmAccess,
                refund: Self.rewrite(original, current, value, rules)
            )
        }
    }

    @inline(__always)
    private init(firstOver original: UInt256, value: UInt256, rules: StorageRules) {
        if original.isZero {
            self.init(charge: rules.set, refund: 0)
        } else {
            self.init(charge: rules.reset, refund: value.isZero ? rules.clearRefund : 0)
        }
    }

    @inline(__always)
    private init(charge: Int, refund: Int) {
        self.charge = charge
        self.refund = refund
    }

    /// The change of the counter when a slot that was changed before is changed again.
    private static func rewrite(
        _ original: UInt256,
        _ current: UInt256,
        _ value: UInt256,
        _ rules: StorageRules
    ) -> Int {
        var change = 0
        if !original.isZero {
            if current.isZero { change -= rules.clearRefund }
            if value.isZero { change += rules.clearRefund }
        }
        if value == original {
            change += (original.isZero ? rules.set : rules.reset) - rules.warmAccess
        }
        return change
    }
}
