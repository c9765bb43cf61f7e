import Execution

extension Factory {
    /// The factory's selectors.
    public enum Function {
        /// `feeTo()`.
        public static let feeTo = Selector(0x017e_7e58, "feeTo()")
        /// `feeToSetter()`.
        public static let feeToSetter = Selector(0x094b_7415, "feeToSetter()")
        /// `setFeeTo(address)`.
        public static let setFeeTo = Selector(0xf469_01ed, "setFeeTo(address)")
        /// `setFeeToSetter(address)`.
        public static let setFeeToSetter = Selector(0xa2e7_4af6, "setFeeToSetter(address)")
        /// `getPair(address,address)`: zero if there is none.
        public static let getPair = Selector(0xe6a4_3905, "getPair(address,address)")
        /// `allPairs(uint256)`: pairs in the order they were made.
        public static let allPairs = Selector(0x1e3d_d18b, "allPairs(uint256)")
        /// `allPairsLength()`.
        public static let allPairsLength = Selector(0x574f_2ba3, "allPairsLength()")
        /// `createPair(address,address)`.
        public static let createPair = Selector(0xc9c6_5396, "createPair(address,address)")

        /// All of them.
        public static let all = [
            feeTo, feeToSetter, setFeeTo, setFeeToSetter, getPair, allPairs, allPairsLength,
            createPair,
        ]
    }
}
