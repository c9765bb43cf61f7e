import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// Everybody else's demand for block space: a gas-burning call a block.
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
        guard !outbox.holds(wallet) else { return }
        let block = view.machine.block
        let others =
            view.gasUsedLast > burntLast
            ? Gas(view.gasUsedLast.units - burntLast.units) : .zero
        let wanted = BlockSpaceControl.gasToBurn(
            baseFee: block.baseFee,
            desired: outbox.strain.demanded(path.value(atSecond: view.elapsed)),
            gasLimit: block.gasLimit,
            gasUsedByOthers: others
        )
        // Room for the others' gas limits in the block.
        let most = block.gasLimit.units - block.gasLimit.units / 16
        var left = min(wanted.units, most)
        // From Osaka on a transaction holds 2²⁴ gas at most (EIP-7825): large blocks take several.
        let cap =
            view.machine.fork >= .osaka
            ? UInt64(GasSchedule.transactionGasCap) : block.gasLimit.units
        burntLast = .zero
        while left > 2 * Self.overhead {
            let gas = min(left, cap)
            left -= gas
            burntLast = Gas(burntLast.units + gas)
            burn(Gas(gas), view, &outbox)
        }
    }

    /// What a call costs beside the burning: 21,000, calldata and dispatch.
    private static let overhead: UInt64 = 21_500

    private func burn(_ gas: Gas, _ view: borrowing BlockView, _ outbox: inout Outbox) {
        let amount = UInt256(gas.units - Self.overhead)
        outbox.send(
            Outbox.Order(
                target: burner,
                data: ABI.encodeCall(selector: GasBurner.burn.value, words: [amount]),
                gasLimit: gas,
                fees: fees.fees(baseFee: view.machine.block.baseFee),
                purpose: .blockSpace
            ),
            from: wallet,
            author: name
        )
    }
}
