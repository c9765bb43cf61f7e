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
    static let transferStart = 410
    /// The rest of `transfer`: both amounts, the event and the result.
    static let transferEnd = 339
    /// `transferFrom` up to reading the allowance.
    static let transferFromStart = 294
    /// Subtracting from an allowance that is not unlimited.
    static let finiteAllowance = 232
    /// `transferFrom` from there to the subtraction from the sender.
    static let transferFromMove = 207
    /// The rest of `transferFrom`.
    static let transferFromEnd = 340
    /// `approve`.
    static let approve = 502
    /// `balanceOf`.
    static let balanceOf = 314
    /// Any other function of a token that reads one word.
    static let tokenView = 250
    /// Issuing or destroying shares.
    static let issue = 351
    /// `permit` beside its hashes and the recovery of the signer.
    static let permit = 1_200

    // MARK: Pairs

    /// What `transfer` costs more for a pair's shares than for a plain token.
    static let shareTransfer = 67
    /// Any function of a pair that reads one word.
    static let pairView = 250
    /// `getReserves`.
    static let getReserves = 350
    /// Asking a token for the pair's balance.
    static let askBalance = 246
    /// Paying a token out.
    static let payOut = 903
    /// Taking balances as reserves.
    static let update = 331
    /// Moving both cumulative prices.
    static let cumulativePrices = 416
    /// `swap` up to its first check.
    static let swapStart = 587
    /// `swap` from there to the check of the reserves.
    static let swapReserves = 152
    /// The second half of that check, where the first holds.
    static let swapReserve1 = 17
    /// A second look in `swap`, at the other amount, where the output or input of token0 is zero.
    static let swapNone = 11
    /// An input of `swap` that is not zero.
    static let swapSome = 8
    /// `swap` from there to the check of the receiver.
    static let swapReceiver = 105
    /// `swap` from the last transfer to the check of the input.
    static let swapInput = 166
    /// `swap` from there to the check of the product.
    static let swapProduct = 1_124
    /// The rest of `swap` beside the update.
    static let swapEnd = 227
    /// The callback of a flash swap.
    static let swapCallback = 400
    /// `mint` up to the amounts.
    static let mintStart = 507
    /// `mint` from there to the check of the shares.
    static let mintShares = 306
    /// The rest of `mint`.
    static let mintEnd = 203
    /// The shares of the first `mint` of a pair, beside the root.
    static let mintFirst = 106
    /// The shares of any later `mint`.
    static let mintLater = 247
    /// The longer branch of the minimum in `mint`, where token1 decides or both do.
    static let mintSecond = 10
    /// `burn` up to the amounts.
    static let burnStart = 544
    /// `burn` from there to the check of the amounts.
    static let burnShares = 317
    /// The rest of `burn`.
    static let burnEnd = 190
    /// Asking the factory for the receiver of the protocol fee.
    static let askFeeTo = 263
    /// Working the protocol fee out, beside the roots.
    static let protocolFee = 216
    /// Turning growth into shares for the receiver of the fee.
    static let protocolShares = 510
    /// Remembering the product of the reserves.
    static let rememberProduct = 167
    /// Forgetting it when the fee is off.
    static let forgetProduct = 6
    /// A square root that is called.
    static let squareRootCall = 120
    /// A step of the Babylonian method.
    static let squareRootStep = 109
    /// `skim` beside its balances and transfers.
    static let skim = 463
    /// `sync` beside its balances and the update.
    static let sync = 335
    /// The constructor.
    static let constructPair = 600
    /// `initialize`.
    static let initialize = 400

    // MARK: Factories

    /// A function of a factory that reads or writes one word.
    static let factoryView = 262
    /// `setFeeTo` and `setFeeToSetter`.
    static let factorySet = 328
    /// `getPair`.
    static let getPair = 303
    /// `createPair` up to its checks.
    static let createPairStart = 600
    /// The rest of `createPair`, the copy of the pair's code into memory included.
    static let createPairEnd = 5_286

    // MARK: Routers

    /// Encoding the reason of a revert of a router, or passing one on.
    static let routerReason = 60
    /// A swap through a router up to the check of the deadline, its arguments decoded.
    static let routerSwapStart = 562
    /// Adding liquidity up to there.
    static let addStart = 280
    /// Removing liquidity up to there.
    static let removeStart = 410
    /// A pair's address, both hashes included.
    static let pairAddress = 634
    /// A longer branch that two tokens take when they are not in order of address.
    static let outOfOrder = 10
    /// Asking a pair for its reserves.
    static let askReserves = 689
    /// Amounts along a path, beside what every hop costs.
    static let pathAmounts = 591
    /// The output for an input.
    static let amountOut = 860
    /// The input for an output, up to the subtraction from the reserve.
    static let amountInStart = 347
    /// The rest of the input for an output.
    static let amountIn = 535
    /// An amount at the ratio of the reserves.
    static let quote = 307
    /// Taking tokens from the caller, or passing some on.
    static let routerTransfer = 1_057
    /// A hop: sorting its tokens and asking the pair to swap.
    static let hop = 1_134
    /// Returning the amounts.
    static let routerSwapEnd = 505
    /// Asking a pair for shares.
    static let askMint = 114
    /// The rest of adding liquidity.
    static let addEnd = 89
    /// Asking the factory for a pair.
    static let askPair = 509
    /// Sending the caller's shares to their pair.
    static let askShares = 220
    /// Asking a pair to redeem them.
    static let askBurn = 219
    /// The rest of removing liquidity.
    static let removeEnd = 495
    /// Passing a permit on.
    static let routerPermit = 600
    /// A pure function or a read of a router.
    static let routerView = 400
    /// Wrapping ether and passing it on.
    static let routerWrap = 530
    /// Unwrapping ether.
    static let routerUnwrap = 600
    /// Sending ether.
    static let routerSend = 300
    /// Receiving ether.
    static let routerReceive = 60

    // MARK: Wrapped ether

    /// `deposit`, and plain ether.
    static let wrap = 279
    /// `withdraw` up to the check of the balance.
    static let unwrapStart = 200
    /// The rest of `withdraw`.
    static let unwrapEnd = 299
    /// `transfer` up to the check of the balance.
    static let wrappedTransfer = 394
    /// `transferFrom` up to there.
    static let wrappedTransferFrom = 380
    /// Reading an allowance.
    static let wrappedAllowance = 93
    /// Taking from an allowance that is not unlimited.
    static let wrappedFinite = 168
    /// The rest of a transfer.
    static let wrappedMove = 225
    /// `approve`.
    static let wrappedApprove = 459
    /// A function that reads one word.
    static let wrappedView = 250

    // MARK: The vault: estimates, as no reference has this contract

    /// Entering and leaving: the role, the phase, the lock.
    static let vaultCall = 800
    /// Asking for a position's balance and answer, and valuing it twice.
    static let vaultPosition = 1_400
    /// Fees that are due.
    static let vaultFees = 900
    /// Pricing a hop: the pair's tokens and reserves, the guards, the output.
    static let vaultHop = 2_600
    /// A hop's payment and swap.
    static let vaultSwap = 1_600
    /// Judging a position after a slice: its balance, value and both deviations.
    static let vaultJudged = 1_900
}
