import Chain
import Contracts
import Primitives
import WideMath

/// Everybody else's demand for block space: one gas-burning call a block.
///
/// On blocks that hold nothing but a scenario's own agents the base fee would fall to nothing;
/// this bidder burns as much gas as makes the base fee follow a figure.
public struct BlockSpaceBidder: Agent {
    /// The base fee to follow: one value after another, each for as long.
    public struct Path: Hashable, Sendable {
        /// The values in wei for a unit of gas; the last one stays.
        public let values: [Wei]
        /// For how many seconds each holds.
        public let every: UInt64

        /// Makes a path; one value is a constant.
        public init(values: [Wei], every: UInt64) {
            self.values = values
            self.every = every
        }

        /// The value at a time after the start.
        public func value(atSecond second: UInt64) -> Wei {
            let step = every == 0 ? 0 : second / every
            return values.isEmpty ? .zero : values[Int(min(step, UInt64(values.count - 1)))]
        }
    }

    /// The agent's name.
    public let name: String
    private let wallet: Wallet
    private let burner: Address
    private let path: Path
    private let fees: FeePolicy
    private var burntLast = Gas.zero

    /// A bidder that keeps the base fee near a path.
    public init(name: String, wallet: Wallet, burner: Address, path: Path, fees: FeePolicy) {
        self.name = name
        self.wallet = wallet
        self.burner = burner
        self.path = path
        self.fees = fees
    }

    /// Burns what brings the next base fee nearest to the path, given what others used last time.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        guard !outbox.mempool.holds(wallet.address) else { return }
        let block = view.machine.block
        let others =
            view.gasUsedLast > burntLast
            ? Gas(view.gasUsedLast.units - burntLast.units) : .zero
        let wanted = BlockSpaceControl.gasToBurn(
            baseFee: block.baseFee,
            desired: path.value(atSecond: view.elapsed),
            gasLimit: block.gasLimit,
            gasUsedByOthers: others
        )
        // What the call costs beside the burning: 21,000, calldata and dispatch.
        let overhead: UInt64 = 21_500
        // Room for the others' gas limits in the block, and the cap of one transaction (EIP-7825).
        let most = min(block.gasLimit.units - block.gasLimit.units / 16, 16_777_216)
        let total = min(wanted.units, most)
        burntLast = .zero
        guard total > 2 * overhead else { return }
        burntLast = Gas(total)
        let amount = UInt256(total - overhead)
        outbox.send(
            Outbox.Order(
                target: burner,
                data: ABI.encodeCall(selector: GasBurner.burn.value, words: [amount]),
                gasLimit: Gas(total),
                fees: fees.fees(baseFee: block.baseFee),
                purpose: .blockSpace
            ),
            from: wallet,
            author: name
        )
    }
}
