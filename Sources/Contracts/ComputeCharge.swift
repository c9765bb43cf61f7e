/// Gas for the computation between storage accesses, logs and calls.
///
/// Storage, logs, calls, code-size checks and mapping hashes are metered as they happen; what the
/// published bytecode spends beside them is charged by these constants, one for each stretch of a
/// function that no refusal or loop divides. A refusal pays for what came before it and for its
/// reason. `docs/GAS.md` tells how they were calibrated, and how well they fit.
enum ComputeCharge {
    // MARK: Every contract

    /// Encoding the reason of a revert of a token, a pair or a factory.
    static let reason = 60

    // MARK: Tokens

    /// `transfer` up to the subtraction from the sender.
    static let transferStart = 420
    /// The rest of `transfer`: both amounts, the event and the result.
    static let transferEnd = 382
    /// `transferFrom` up to reading the allowance.
    static let transferFromStart = 139
    /// Subtracting from an allowance that is not unlimited.
    static let finiteAllowance = 471
    /// `transferFrom` from there to the subtraction from the sender.
    static let transferFromMove = 21
    /// The rest of `transferFrom`.
    static let transferFromEnd = 554
    /// `approve`.
    static let approve = 502
    /// `balanceOf`.
    static let balanceOf = 325
    /// Any other function of a token that reads one word.
    static let tokenView = 250
    /// Issuing or destroying shares.
    static let issue = 387
    /// `permit` beside its hashes and the recovery of the signer.
    static let permit = 1_200

    // MARK: Pairs

    /// What `transfer` costs more for a pair's shares than for a plain token.
    static let shareTransfer = 37
    /// Any function of a pair that reads one word.
    static let pairView = 250
    /// `getReserves`.
    static let getReserves = 399
    /// Asking a token for the pair's balance.
    static let askBalance = 274
    /// Paying a token out.
    static let payOut = 855
    /// Taking balances as reserves.
    static let update = 329
    /// Moving both cumulative prices.
    static let cumulativePrices = 418
    /// `swap` up to its first check.
    static let swapStart = 597
    /// `swap` from there to the check of the reserves.
    static let swapReserves = 157
    /// The second half of that check, where the first holds.
    static let swapReserve1 = 28
    /// A second look in `swap`, at the other amount, where the output or input of token0 is zero.
    static let swapNone = 11
    /// An input of `swap` that is not zero.
    static let swapSome = 8
    /// `swap` from there to the check of the receiver.
    static let swapReceiver = 82
    /// `swap` from the last transfer to the check of the input.
    static let swapInput = 119
    /// `swap` from there to the check of the product.
    static let swapProduct = 1_170
    /// The rest of `swap` beside the update.
    static let swapEnd = 195
    /// The callback of a flash swap.
    static let swapCallback = 400
    /// `mint` up to the amounts.
    static let mintStart = 426
    /// `mint` from there to the check of the shares.
    static let mintShares = 273
    /// The rest of `mint`.
    static let mintEnd = 429
    /// The shares of the first `mint` of a pair, beside the root.
    static let mintFirst = 101
    /// The shares of any later `mint`.
    static let mintLater = 256
    /// The longer branch of the minimum in `mint`, where token1 decides or both do.
    static let mintSecond = 10
    /// `burn` up to the amounts.
    static let burnStart = 463
    /// `burn` from there to the check of the amounts.
    static let burnShares = 286
    /// The rest of `burn`.
    static let burnEnd = 371
    /// Asking the factory for the receiver of the protocol fee.
    static let askFeeTo = 222
    /// Working the protocol fee out, beside the roots.
    static let protocolFee = 228
    /// Turning growth into shares for the receiver of the fee.
    static let protocolShares = 501
    /// Remembering the product of the reserves.
    static let rememberProduct = 147
    /// Forgetting it when the fee is off.
    static let forgetProduct = 6
    /// A square root that is called.
    static let squareRootCall = 118
    /// A step of the Babylonian method.
    static let squareRootStep = 109
    /// `skim` beside its balances and transfers.
    static let skim = 347
    /// `sync` beside its balances and the update.
    static let sync = 256
    /// `initialize`.
    static let initialize = 400

    // MARK: Factories

    /// A function of a factory that reads or writes one word.
    static let factoryView = 222
    /// `setFeeTo` and `setFeeToSetter`.
    static let factorySet = 324
    /// `getPair`.
    static let getPair = 310
    /// `createPair` up to its checks.
    static let createPairStart = 600
    /// The rest of `createPair`, the copy of the pair's code into memory included.
    static let createPairEnd = 6_388

    // MARK: Routers

    /// Encoding the reason of a revert of a router, or passing one on.
    static let routerReason = 204
    /// A swap through a router up to the check of the deadline, its arguments decoded.
    static let routerSwapStart = 418
    /// Adding liquidity up to there.
    static let addStart = 286
    /// Removing liquidity up to there.
    static let removeStart = 188
    /// A pair's address, both hashes included.
    static let pairAddress = 197
    /// A longer branch that two tokens take when they are not in order of address.
    static let outOfOrder = 10
    /// Asking a pair for its reserves.
    static let askReserves = 996
    /// Amounts along a path, beside what every hop costs.
    static let pathAmounts = 685
    /// The output for an input.
    static let amountOut = 954
    /// The input for an output, up to the subtraction from the reserve.
    static let amountInStart = 361
    /// The rest of the input for an output.
    static let amountIn = 601
    /// An amount at the ratio of the reserves.
    static let quote = 296
    /// Taking tokens from the caller, or passing some on.
    static let routerTransfer = 1_182
    /// A hop: sorting its tokens and asking the pair to swap.
    static let hop = 1_978
    /// Returning the amounts.
    static let routerSwapEnd = 628
    /// Asking a pair for shares.
    static let askMint = 300
    /// The rest of adding liquidity.
    static let addEnd = 369
    /// Asking the factory for a pair.
    static let askPair = 527
    /// Sending the caller's shares to their pair.
    static let askShares = 500
    /// Asking a pair to redeem them.
    static let askBurn = 300
    /// The rest of removing liquidity.
    static let removeEnd = 153
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
