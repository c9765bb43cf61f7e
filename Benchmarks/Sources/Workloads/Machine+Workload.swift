import Execution
import Ledger
import Primitives

extension Machine {
    /// A machine with an empty state, in the block that all workloads run in; gas has no price.
    static func forWorkload() -> Machine {
        let context = BlockContext(
            number: 1,
            timestamp: 1_700_000_000,
            baseFee: .zero,
            gasLimit: Gas(30_000_000),
            coinbase: Address(word: 0xc01b),
            chainID: 1
        )
        return Machine(state: WorldState(), fork: .osaka, block: context)
    }
}
