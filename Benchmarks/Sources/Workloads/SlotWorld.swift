import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// A chain with one token, to be filled with balances that are not zero.
public final class SlotWorld {
    private let machine: Machine
    private let token = Address(word: 0x7000_0001)

    /// Builds the chain, without a balance.
    public init() {
        machine = .forWorkload()
        machine.place(Token.self, at: token, immutable: 18)
    }

    /// Gives so many holders a balance, as transactions would: each in one of its own.
    public func fill(_ count: Int) {
        var random = Xoshiro256StarStar(seed: 3)
        for _ in 0..<count {
            let holder = Address(word: UInt256(random.next(), random.next(), random.next(), 0))
            machine.state.beginTransaction()
            machine.write(ShareLedger.Storage.balances[holder], of: token, TokenAmount(1))
        }
    }
}
