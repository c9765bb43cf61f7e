/// Ethereum's gas prices, in units of gas, by the name and proposal that fixed them.
public enum GasSchedule {
    /// Every transaction (yellow paper).
    public static let transaction = 21_000
    /// A creation transaction, beyond `transaction` (EIP-2).
    public static let creationTransaction = 32_000
    /// A zero byte of calldata.
    public static let zeroByte = 4
    /// A byte of calldata that is not zero (EIP-2028).
    public static let nonZeroByte = 16
    /// A token of calldata in the floor price; a non-zero byte is four tokens (EIP-7623).
    public static let floorPerToken = 10
    /// A 32-byte word of init code (EIP-3860).
    public static let initCodeWord = 2
    /// The largest init code, in bytes (EIP-3860).
    public static let initCodeLimit = 49_152
    /// The largest gas limit of a transaction, 2²⁴ (EIP-7825).
    public static let transactionGasCap = 16_777_216
    /// An address in an access list (EIP-2930).
    public static let accessListAddress = 2_400
    /// A storage key in an access list (EIP-2930).
    public static let accessListKey = 1_900

    /// Reading warm storage or touching a warm account (EIP-2929).
    public static let warmAccess = 100
    /// Reading a cold slot (EIP-2929).
    public static let coldSlot = 2_100
    /// Touching a cold account (EIP-2929).
    public static let coldAccount = 2_600
    /// Storing into a slot that was zero when the transaction began (EIP-2200).
    public static let storeSet = 20_000
    /// Storing into any other slot for the first time (EIP-2200 less EIP-2929's cold slot).
    public static let storeReset = 2_900
    /// The refund for clearing a slot (EIP-3529).
    public static let clearRefund = 4_800
    /// With this much gas left or less, a store halts (EIP-2200).
    public static let storeSentry = 2_300
    /// The part of the gas spent that may be refunded is one over this (EIP-3529).
    public static let refundQuotient = 5

    /// A log entry.
    public static let log = 375
    /// A topic of a log entry.
    public static let logTopic = 375
    /// A byte of a log entry's data.
    public static let logByte = 8
    /// Hashing the 64 bytes that locate a mapping entry: 30 + 2 · 6.
    public static let mappingHash = 42

    /// A call that moves ether.
    public static let callValue = 9_000
    /// A call that moves ether to an account that is empty (EIP-161).
    public static let newAccount = 25_000
    /// What a callee gets on top when ether comes along, free to the caller.
    public static let callStipend = 2_300
    /// A creation by a contract.
    public static let creation = 32_000
    /// A byte of code that a creation leaves behind.
    public static let codeByte = 200
    /// The largest code, in bytes (EIP-170).
    public static let codeLimit = 24_576
    /// Hashing a 32-byte word, which CREATE2 pays for its init code (EIP-1014).
    public static let hashWord = 6
    /// The precompile that recovers a signer.
    public static let recovery = 3_000

    /// The deepest nesting of calls.
    public static let callDepth = 1_024
}
