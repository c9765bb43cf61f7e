import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// A chain with one token, to be filled with balances that are not zero.
public final class SlotWorld {
    private let machine: Machine
    private let token = Address(word: 0x7000_0001)

    /// Builds the chain, without a balance.
    public init() {
        let context = BlockContext(
            number: 1,
            timestamp: 1_700_000_000,
            baseFee: .zero,
            gasLimit: Gas(30_000_000),
            coinbase: Address(word: 0xc01b),
            chainID: 1
        )
        machine = Machine(state: WorldState(), fork: .osaka, block: context)
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
