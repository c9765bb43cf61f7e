import WideMath

/// A sum of amounts in and out, which may be negative.
public struct SignedAmount: Hashable, Sendable, CustomStringConvertible {
    /// What came in.
    public private(set) var income = UInt256.zero
    /// What went out.
    public private(set) var expense = UInt256.zero

    /// Nothing.
    public init() {}

    /// Whether the differences are equal.
    public static func == (left: Self, right: Self) -> Bool {
        left.isNegative == right.isNegative && left.magnitude == right.magnitude
    }

    /// Feeds the difference.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(isNegative)
        hasher.combine(magnitude)
    }

    /// Adds what came in; sums of token amounts stay far below a word.
    public mutating func add(_ amount: UInt256) { income = income.wrappingAdd(amount) }

    /// Adds what went out.
    public mutating func subtract(_ amount: UInt256) { expense = expense.wrappingAdd(amount) }

    /// Adds another sum.
    public mutating func add(_ other: SignedAmount) {
        add(other.income)
        subtract(other.expense)
    }

    /// Takes another sum off.
    public mutating func subtract(_ other: SignedAmount) {
        add(other.expense)
        subtract(other.income)
    }

    /// A difference of two amounts.
    public init(_ income: UInt256, less expense: UInt256) {
        self.income = income
        self.expense = expense
    }

    /// The difference's size.
    public var magnitude: UInt256 {
        isNegative ? expense.wrappingSubtract(income) : income.wrappingSubtract(expense)
    }

    /// Whether more went out than came in.
    public var isNegative: Bool { expense > income }

    /// The difference in decimal digits, with a sign if it is negative.
    public var description: String { (isNegative ? "-" : "") + magnitude.description }

    /// The difference, for valuation at outside prices.
    public var asDouble: Double { isNegative ? -magnitude.asDouble : magnitude.asDouble }
}
