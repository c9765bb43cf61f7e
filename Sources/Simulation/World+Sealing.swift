import BlockBuilding
import Chain
import Execution
import Primitives

extension World {
    /// The block that Ethereum would write down of a block that this world ran.
    ///
    /// `parentHash` is the hash of the block before, zero before the first; `stateRoot` the root of
    /// the accounts after the block, as the world was when the record was made.
    ///
    /// Complexity: that of `Block.init(sealing:in:fork:parentHash:stateRoot:)`.
    public func seal(_ record: BlockRecord, parentHash: Hash32, stateRoot: Hash32) -> Block {
        Block(
            sealing: record.transactions,
            in: context(
                number: record.number,
                timestamp: record.timestamp,
                baseFee: record.baseFee
            ),
            fork: scenario.chain.fork,
            parentHash: parentHash,
            stateRoot: stateRoot
        )
    }

    /// Block 0 of a world that has not run yet: no transactions, and the state that the scenario
    /// sets up.
    public var genesis: Block {
        Block(
            sealing: [],
            in: context(
                number: 0,
                timestamp: scenario.chain.start,
                baseFee: scenario.chain.baseFee
            ),
            fork: scenario.chain.fork,
            parentHash: .zero,
            stateRoot: machine.stateRoot
        )
    }

    /// What contracts see of a block of this world.
    func context(number: UInt64, timestamp: UInt64, baseFee: Wei) -> BlockContext {
        BlockContext(
            number: number,
            timestamp: timestamp,
            baseFee: baseFee,
            gasLimit: scenario.chain.gasLimit,
            coinbase: coinbase,
            chainID: scenario.chain.id
        )
    }
}
