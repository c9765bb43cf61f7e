import Agents

/// One value for each method of lot accounting, side by side.
public struct ByMethod<Value: Hashable & Sendable>: Hashable, Sendable {
    /// Where the oldest lots are sold first.
    public var firstInFirstOut: Value
    /// Where the dearest lots are sold first.
    public var highestCostFirst: Value

    /// The same value for both.
    public init(_ value: Value) {
        firstInFirstOut = value
        highestCostFirst = value
    }

    /// The value of a method.
    public subscript(method: TaxLots.Method) -> Value {
        get {
            switch method {
            case .firstInFirstOut: firstInFirstOut
            case .highestCostFirst: highestCostFirst
            }
        }
        _modify {
            switch method {
            case .firstInFirstOut: yield &firstInFirstOut
            case .highestCostFirst: yield &highestCostFirst
            }
        }
    }
}
