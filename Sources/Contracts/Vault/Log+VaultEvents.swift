import Chain
import Primitives
import WideMath

/// The vault's events for those who read its log; nothing where an entry is another event's.
extension Vault.Traded {
    /// Reads a log entry.
    public init?(_ log: Log) {
        guard let words = log.words(of: Self.topic, indexed: 3, data: 2) else { return nil }
        self.init(
            pair: Address(word: words[0]),
            tokenIn: Address(word: words[1]),
            tokenOut: Address(word: words[2]),
            amountIn: TokenAmount(words[3]),
            amountOut: TokenAmount(words[4])
        )
    }
}

extension Vault.Bought {
    /// Reads a log entry.
    public init?(_ log: Log) {
        guard let words = log.words(of: Self.topic, indexed: 2, data: 4) else { return nil }
        self.init(
            bidder: Address(word: words[0]),
            token: Address(word: words[1]),
            isSale: !words[2].isZero,
            amount: TokenAmount(words[3]),
            quoteAmount: TokenAmount(words[4]),
            value: TokenAmount(words[5])
        )
    }
}

extension Vault.LeftOut {
    /// Reads a log entry.
    public init?(_ log: Log) {
        guard let words = log.words(of: Self.topic, indexed: 2, data: 1) else { return nil }
        self.init(
            owner: Address(word: words[0]),
            token: Address(word: words[1]),
            amount: TokenAmount(words[2])
        )
    }
}

extension Vault.Claimed {
    /// Reads a log entry.
    public init?(_ log: Log) {
        guard let words = log.words(of: Self.topic, indexed: 2, data: 1) else { return nil }
        self.init(
            owner: Address(word: words[0]),
            token: Address(word: words[1]),
            amount: TokenAmount(words[2])
        )
    }
}

extension Vault.PhaseChanged {
    /// Reads a log entry; nothing for a phase or a reason that there is not.
    public init?(_ log: Log) {
        guard let words = log.words(of: Self.topic, indexed: 0, data: 3),
            let from = words[0].asUInt64.flatMap(Vault.Phase.init),
            let to = words[1].asUInt64.flatMap(Vault.Phase.init),
            let reason = words[2].asUInt64.flatMap(Vault.HaltReason.init)
        else { return nil }
        self.init(from: from, to: to, reason: reason)
    }
}

extension Log {
    /// The arguments of an event of this shape, indexed ones first; nothing for another's entry.
    fileprivate func words(of topic: UInt256, indexed: Int, data count: Int) -> [UInt256]? {
        guard topics.first == topic, topics.count == 1 + indexed, data.count == 32 * count else {
            return nil
        }
        let rest = (0..<count).compactMap { UInt256(bigEndian: data[(32 * $0)..<(32 * $0 + 32)]) }
        return topics.dropFirst() + rest
    }
}
