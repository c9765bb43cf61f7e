/// Gas for the computation between storage accesses, logs and calls.
///
/// Storage, logs, calls, code-size checks and mapping hashes are metered as they happen. What the
/// bytecode spends beside them is charged per internal function. These are the least-squares
/// estimates that come with the reference measurements (DESIGN section 3 names them); they are
/// not calibrated yet: gas within 1 % of the real contracts is a later step, and `pool-trace`
/// does not compare gas until then.
enum ComputeCharge {
    static let transfer = 1_144
    static let transferFrom = 698
    static let finiteAllowance = 288
    static let balanceOf = 1_162
    static let getReserves = 1_159
    static let cumulativePrice = 418
    static let squareRootCall = 307
    static let squareRootStep = 109
    static let protocolFee = 781
    static let swapOutput = 504
    static let pairAddress = 1_637
}
