import Measures
import WideMath

extension TradeLoss {
    /// The terms of the waterfall in their order, then their sum, in units of the token bought;
    /// always as many, and nothing where one cannot be compared.
    var namedTerms: [(name: String, amount: SignedAmount?)] {
        [
            ("timing", timing), ("basis", terms?.basis), ("fee", terms?.fee),
            ("impact", terms?.impact), ("mev", terms?.mev), ("shortfall", shortfall),
        ]
    }
}
