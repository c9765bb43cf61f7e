import Execution

extension Vault {
    /// The vault's selectors beside those of its shares.
    public enum Function {
        // MARK: Shares (EIP-4626)

        /// `deposit(uint256,address)`.
        public static let deposit = Selector(0x6e55_3f65, "deposit(uint256,address)")
        /// `mint(uint256,address)`.
        public static let mint = Selector(0x94bf_804d, "mint(uint256,address)")
        /// `withdraw(uint256,address,address)`.
        public static let withdraw = Selector(0xb460_af94, "withdraw(uint256,address,address)")
        /// `redeem(uint256,address,address)`.
        public static let redeem = Selector(0xba08_7652, "redeem(uint256,address,address)")
        /// `redeemInKind(uint256,address)`: the caller's shares, every asset.
        public static let redeemInKind = Selector(0x6aaf_8653, "redeemInKind(uint256,address)")
        /// `redeemInKind(uint256,address,address,address[])`: all but some assets.
        public static let redeemInKindExcept = Selector(
            0x606b_2f95,
            "redeemInKind(uint256,address,address,address[])"
        )
        /// `claim(address,address)`.
        public static let claim = Selector(0x21c0_b342, "claim(address,address)")
        /// `asset()`.
        public static let asset = Selector(0x38d5_2e0f, "asset()")
        /// `totalAssets()`.
        public static let totalAssets = Selector(0x01e1_d114, "totalAssets()")
        /// `convertToShares(uint256)`.
        public static let convertToShares = Selector(0xc6e6_f592, "convertToShares(uint256)")
        /// `convertToAssets(uint256)`.
        public static let convertToAssets = Selector(0x07a2_d13a, "convertToAssets(uint256)")
        /// `maxDeposit(address)`.
        public static let maxDeposit = Selector(0x402d_267d, "maxDeposit(address)")
        /// `maxMint(address)`.
        public static let maxMint = Selector(0xc63d_75b6, "maxMint(address)")
        /// `maxWithdraw(address)`.
        public static let maxWithdraw = Selector(0xce96_cb77, "maxWithdraw(address)")
        /// `maxRedeem(address)`.
        public static let maxRedeem = Selector(0xd905_777e, "maxRedeem(address)")
        /// `previewDeposit(uint256)`.
        public static let previewDeposit = Selector(0xef8b_30f7, "previewDeposit(uint256)")
        /// `previewMint(uint256)`.
        public static let previewMint = Selector(0xb3d7_f6b9, "previewMint(uint256)")
        /// `previewWithdraw(uint256)`.
        public static let previewWithdraw = Selector(0x0a28_a477, "previewWithdraw(uint256)")
        /// `previewRedeem(uint256)`.
        public static let previewRedeem = Selector(0x4cda_d506, "previewRedeem(uint256)")

        // MARK: Keepers

        /// `rebalance((address,address,uint256,uint256)[])`.
        public static let rebalance = Selector(
            0x2a82_3985,
            "rebalance((address,address,uint256,uint256)[])"
        )
        /// `checkUpkeep(bytes)` (Chainlink Automation).
        public static let checkUpkeep = Selector(0x6e04_ff0d, "checkUpkeep(bytes)")
        /// `performUpkeep(bytes)` (Chainlink Automation).
        public static let performUpkeep = Selector(0x4585_e33b, "performUpkeep(bytes)")
        /// `openAuction()`.
        public static let openAuction = Selector(0x04cb_72f9, "openAuction()")
        /// `bid(address,uint256,uint256)`: asset, its amount, and the quote amount at the limit.
        public static let bid = Selector(0x0f41_ba4b, "bid(address,uint256,uint256)")
        /// `bidPreview(address,uint256)`.
        public static let bidPreview = Selector(0xef7e_52d2, "bidPreview(address,uint256)")
        /// `raiseTargets()`.
        public static let raiseTargets = Selector(0x4b89_4d11, "raiseTargets()")
        /// `closeRebalance()`.
        public static let closeRebalance = Selector(0xbb4c_0bdf, "closeRebalance()")

        // MARK: Roles

        /// `accrue()`.
        public static let accrue = Selector(0xf8ba_4cff, "accrue()")
        /// `halt()`.
        public static let halt = Selector(0x5ed7_ca5b, "halt()")
        /// `trip()`.
        public static let trip = Selector(0xb518_ba29, "trip()")
        /// `resume()`.
        public static let resume = Selector(0x046f_7da2, "resume()")
        /// `shutDown()`.
        public static let shutDown = Selector(0x10b9_e583, "shutDown()")
        /// `configure(uint256,address,uint256)`: a setting, what it is about, its value.
        public static let configure = Selector(0xda0e_db35, "configure(uint256,address,uint256)")

        // MARK: Views

        /// `phase()`: the phase and why the vault is halted.
        public static let phase = Selector(0xb1c9_fe6e, "phase()")

        /// All of them.
        public static let all = [
            deposit, mint, withdraw, redeem, redeemInKind, redeemInKindExcept, claim, asset,
            totalAssets, convertToShares, convertToAssets, maxDeposit, maxMint, maxWithdraw,
            maxRedeem, previewDeposit, previewMint, previewWithdraw, previewRedeem, rebalance,
            checkUpkeep, performUpkeep, openAuction, bid, bidPreview, raiseTargets,
            closeRebalance, accrue, halt, trip, resume, shutDown, configure, phase,
        ]
    }
}
