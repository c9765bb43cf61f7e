/// Gas for the computation between storage accesses, logs and calls.
///
/// Storage, logs, calls, code-size checks and mapping hashes are metered as they happen; what the
/// published bytecode spends beside them is charged by these constants, one for each stretch of a
/// function that no refusal or loop divides. A refusal pays for what came before it and for its
/// reason. `docs/GAS.md` tells how they were calibrated, and how well they fit.
enum ComputeCharge {
    // MARK: Every contract

    /// Encoding the reason of a revert.
    static let reason = 120

    // MARK: Tokens

    /// `transfer` up to the subtraction from the sender.
    static let transferStart = 350
    /// The rest of `transfer`: both amounts, the event and the result.
    static let transferEnd = 399
    /// `transferFrom` up to reading the allowance.
    static let transferFromStart = 300
    /// Subtracting from an allowance that is not unlimited.
    static let finiteAllowance = 211
    /// The rest of `transferFrom`.
    static let transferFromEnd = 400
    /// `approve`.
    static let approve = 502
    /// `balanceOf`.
    static let balanceOf = 250
    /// Any other function of a token that reads one word.
    static let tokenView = 250
    /// Issuing or destroying shares.
    static let issue = 200
    /// `permit` beside its hashes and the recovery of the signer.
    static let permit = 1_200

    // MARK: Pairs

    /// Any function of a pair that reads one word.
    static let pairView = 250
    /// `getReserves`.
    static let getReserves = 300
    /// Asking a token for the pair's balance.
    static let askBalance = 250
    /// Paying a token out.
    static let payOut = 504
    /// Taking balances as reserves.
    static let update = 300
    /// Moving both cumulative prices.
    static let cumulativePrices = 418
    /// `swap` up to its first check.
    static let swapStart = 538
    /// `swap` from there to the check of the reserves.
    static let swapReserves = 169
    /// `swap` from there to the check of the receiver.
    static let swapReceiver = 50
    /// `swap` from the last transfer to the check of the input.
    static let swapInput = 200
    /// `swap` from there to the check of the product.
    static let swapProduct = 1_121
    /// The rest of `swap` beside the update.
    static let swapEnd = 400
    /// The callback of a flash swap.
    static let swapCallback = 400
    /// `mint` up to the amounts.
    static let mintStart = 500
    /// `mint` from there to the check of the shares.
    static let mintShares = 300
    /// The rest of `mint`.
    static let mintEnd = 400
    /// The first `mint` of a pair beside the root.
    static let mintFirst = 200
    /// `burn` up to the amounts.
    static let burnStart = 500
    /// `burn` from there to the check of the amounts.
    static let burnShares = 300
    /// The rest of `burn`.
    static let burnEnd = 400
    /// Asking the factory for the receiver of the protocol fee.
    static let askFeeTo = 250
    /// Working the protocol fee out, beside the roots.
    static let protocolFee = 300
    /// Turning growth into shares for the receiver of the fee.
    static let protocolShares = 480
    /// Remembering the product of the reserves.
    static let rememberProduct = 168
    /// A square root that is called.
    static let squareRootCall = 150
    /// A step of the Babylonian method.
    static let squareRootStep = 109
    /// `skim` beside its balances and transfers.
    static let skim = 500
    /// `sync` beside its balances and the update.
    static let sync = 500
    /// `initialize`.
    static let initialize = 400

    // MARK: Factories

    /// A function of a factory that reads or writes one word.
    static let factoryView = 250
    /// `setFeeTo` and `setFeeToSetter`.
    static let factorySet = 350
    /// `getPair`.
    static let getPair = 300
    /// `createPair` up to its checks.
    static let createPairStart = 600
    /// The rest of `createPair`, the copy of the pair's code into memory included.
    static let createPairEnd = 6_388

    // MARK: Routers

    /// A function of a router up to the check of the deadline, its arguments decoded.
    static let routerStart = 500
    /// A pair's address, both hashes included.
    static let pairAddress = 900
    /// Asking a pair for its reserves.
    static let askReserves = 600
    /// Amounts along a path, beside what every hop costs.
    static let pathAmounts = 300
    /// The output for an input.
    static let amountOut = 500
    /// The input for an output.
    static let amountIn = 500
    /// An amount at the ratio of the reserves.
    static let quote = 300
    /// Taking tokens from the caller, or passing some on.
    static let routerTransfer = 600
    /// A hop: sorting its tokens and asking the pair to swap.
    static let hop = 1_000
    /// Returning the amounts.
    static let routerSwapEnd = 300
    /// The rest of adding liquidity.
    static let addEnd = 600
    /// Asking the factory for a pair.
    static let askPair = 500
    /// The rest of removing liquidity.
    static let removeEnd = 600
    /// Passing a permit on.
    static let routerPermit = 600
    /// A pure function or a read of a router.
    static let routerView = 400
    /// Wrapping ether and passing it on.
    static let routerWrap = 600
    /// Unwrapping ether and sending it.
    static let routerUnwrap = 600
    /// Receiving ether.
    static let routerReceive = 60

    // MARK: Wrapped ether

    /// `deposit`, and plain ether.
    static let wrap = 279
    /// `withdraw` up to the check of the balance.
    static let unwrapStart = 150
    /// The rest of `withdraw`.
    static let unwrapEnd = 349
}
