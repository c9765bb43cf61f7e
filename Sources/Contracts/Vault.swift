import Execution
import Primitives
import WideMath

/// A pooled vault that keeps target weights: the first, narrow version.
///
/// It separates what (targets, trigger) from who (keepers), and trusts no keeper: each trade is
/// held to the oracle, and a rebalance must end closer to the targets than it began.
public enum Vault: Contract {
    /// The name its code declares.
    public static let name = "Vault"
    /// Shares first, then policy.
    public static let slotCount: UInt32 = 16

    /// The contract's layout after the share ledger.
    public enum Storage {
        /// How many assets; number 0 is the quote token.
        public static let assetCount = Slot<UInt64>(3)
        /// The assets by number.
        public static let assets = Mapping<UInt64, Address>(4)
        /// The oracle of an asset; zero for the quote token, which is worth one of itself.
        public static let feeds = Mapping<Address, Address>(5)
        /// The target weight of an asset.
        public static let targets = Mapping<Address, BasisPoints>(6)
        /// Ten to the decimals of an asset; zero for a token that is none of the vault's.
        public static let units = Mapping<Address, UInt256>(7)
        /// The fee of a pair that may be traded with, in basis points, plus one.
        public static let venues = Mapping<Address, UInt256>(8)
        /// Who may rebalance.
        public static let keepers = Mapping<Address, Bool>(9)
        /// The deviation of any weight from which a rebalance is due.
        public static let trigger = Slot<BasisPoints>(10)
        /// The most a trade may lose against the oracle.
        public static let slippage = Slot<BasisPoints>(11)
        /// The oldest answer that is believed, in seconds.
        public static let oracleAge = Slot<UInt64>(12)
        /// The time between two rebalances, in seconds.
        public static let cooldown = Slot<UInt64>(13)
        /// When the last rebalance was.
        public static let lastRebalance = Slot<UInt64>(14)
        /// True while a call runs.
        public static let entered = Slot<Bool>(15)
    }

    /// The vault's selectors.
    public enum Function {
        /// `deposit(uint256,address)`.
        public static let deposit = Selector(0x6e55_3f65, "deposit(uint256,address)")
        /// `redeemInKind(uint256,address)`.
        public static let redeemInKind = Selector(0x6aaf_8653, "redeemInKind(uint256,address)")
        /// `rebalance((address,address,uint256,uint256)[])`.
        public static let rebalance = Selector(
            0x2a82_3985,
            "rebalance((address,address,uint256,uint256)[])"
        )
        /// `totalAssets()`.
        public static let totalAssets = Selector(0x01e1_d114, "totalAssets()")
        /// `convertToAssets(uint256)`.
        public static let convertToAssets = Selector(0x07a2_d13a, "convertToAssets(uint256)")
        /// `convertToShares(uint256)`.
        public static let convertToShares = Selector(0xc6e6_f592, "convertToShares(uint256)")
        /// `asset()`.
        public static let asset = Selector(0x38d5_2e0f, "asset()")
    }

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        guard let selector = frame.selector else { throw .revert(.empty) }
        switch selector {
        case Function.deposit.value:
            let input = try frame.arguments(2)
            return frame.output(
                try deposit(input.amount(0), receiver: input.address(1), frame)
            )
        case Function.redeemInKind.value:
            let input = try frame.arguments(2)
            try redeemInKind(input.amount(0), receiver: input.address(1), frame)
            return frame.output()
        case Function.rebalance.value:
            try rebalance(try trades(frame), frame)
            return frame.output()
        default:
            if let output = try ShareLedger.execute(selector, frame) { return output }
            return try view(selector, frame)
        }
    }

    private static func view(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        switch selector {
        case Function.totalAssets.value:
            return frame.output(try Book(frame).nav)
        case Function.convertToAssets.value:
            let shares = try frame.arguments(1).amount(0)
            let supply = frame[ShareLedger.Storage.totalSupply]
            return frame.output(
                try VaultMath.assets(for: shares, supply: supply, nav: Book(frame).nav)
            )
        case Function.convertToShares.value:
            return frame.output(try shares(for: try frame.arguments(1).amount(0), frame))
        case Function.asset.value:
            return frame.output(frame[Storage.assets[0]])
        case ERC20.decimals.value:
            // The quote token's decimals and the three of the virtual offset.
            return frame.output(frame.immutable)
        default:
            throw .revert(.empty)
        }
    }

    // MARK: Shares

    /// Takes quote tokens and issues shares at the oracle value of everything held.
    private static func deposit(
        _ assets: TokenAmount,
        receiver: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        try enter(frame)
        let quote = frame[Storage.assets[0]]
        let shares = try shares(for: assets, frame)
        guard !shares.isZero else { throw Refusal.zeroShares(assets) }
        try take(quote, assets, frame)
        try ShareLedger.mint(to: receiver, shares, frame)
        frame.emit(
            Deposit(sender: frame.caller, owner: receiver, assets: assets, shares: shares)
        )
        leave(frame)
        return shares
    }

    /// Burns the caller's shares and pays their slice of every asset; it needs no price.
    private static func redeemInKind(
        _ shares: TokenAmount,
        receiver: Address,
        _ frame: borrowing Frame
    ) throws(Fault) {
        try enter(frame)
        let supply = frame[ShareLedger.Storage.totalSupply]
        try ShareLedger.burn(from: frame.caller, shares, frame)
        for number in 0..<frame[Storage.assetCount] {
            let token = frame[Storage.assets[number]]
            let balance = try frame.staticCall(token, ERC20.balanceOf, frame.address).amount()
            let amount = try VaultMath.slice(of: balance, shares: shares, supply: supply)
            try pay(token, receiver, amount, frame)
        }
        frame.emit(RedeemedInKind(owner: frame.caller, receiver: receiver, shares: shares))
        leave(frame)
    }

    /// Shares for a deposit, at a NAV rounded up in favour of those who hold shares.
    private static func shares(
        for assets: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        let supply = frame[ShareLedger.Storage.totalSupply]
        let nav = try Book(frame, rounding: .up).nav
        return try VaultMath.shares(for: assets, supply: supply, nav: nav)
    }

    // MARK: Shared steps

    static func enter(_ frame: borrowing Frame) throws(Fault) {
        guard !frame[Storage.entered] else { throw Refusal.reentered }
        frame[Storage.entered] = true
    }

    static func leave(_ frame: borrowing Frame) { frame[Storage.entered] = false }

    /// Sends tokens; a token that returns false counts as failed.
    static func pay(
        _ token: Address,
        _ to: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let outcome = try frame.lowLevelCall(token, ERC20.transfer, to, amount)
        try require(outcome, token)
    }

    private static func take(
        _ token: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let outcome = try frame.lowLevelCall(
            token,
            ERC20.transferFrom,
            frame.caller,
            frame.address,
            amount
        )
        try require(outcome, token)
    }

    private static func require(_ outcome: CallOutcome, _ token: Address) throws(Fault) {
        guard try outcome.confirmsTransfer else { throw Refusal.transferFailed(token) }
    }
}
