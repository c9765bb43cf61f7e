import Execution
import Primitives
import WideMath

/// A pair that trades all swaps of a block at one price, while a batch is open in it.
///
/// Between batches it is a `Pair`. The block's builder opens a batch with a price and closes it
/// again, as system calls outside any transaction. In between
///
/// - `getReserves` answers the price as a pool so deep that a swap hardly moves it: whoever
///   computes a constant product, as routers and vaults do, finds the price after the usual fee;
/// - `swap` holds what goes out to the price after the fee, not to the product of reserves;
/// - `mint`, `burn`, `skim` and `sync` are refused.
///
/// Closing requires that the product of the reserves has not fallen: of a wrong price the pool
/// loses at most the fees of the batch.
public enum BatchPair: Contract {
    /// The name its code declares.
    public static let name = "BatchPair"
    /// The slots of a pair and two more.
    public static let slotCount: UInt32 = Pair.slotCount + 2

    /// What it keeps beside a pair's own slots.
    public enum Storage {
        /// The price of the open batch as the reserves of a deep pool, and the time of its opening;
        /// zero where none is open.
        public static let batch = Slot<Reserves>(13)
        /// The product of the reserves when the last batch was opened.
        public static let productBefore = Slot<UInt256>(14)
    }

    /// Its own selectors.
    public enum Function {
        /// `openBatch(uint112,uint112)`.
        public static let openBatch = Selector(0x1c89_d84b, "openBatch(uint112,uint112)")
        /// `closeBatch()`.
        public static let closeBatch = Selector(0x1f96_c1a8, "closeBatch()")
    }

    /// Whom the block's builder calls as, outside any transaction; nobody has its key (EIP-4788's
    /// SYSTEM_ADDRESS).
    public static let system = Address(
        word: UInt256(low: .max - 1, high: UInt128(UInt32.max))
    )

    /// As a pair's.
    public static func construct(_ frame: borrowing Frame) throws(Fault) -> UInt256 {
        try Pair.construct(frame)
    }

    /// Dispatches by selector; what a batch does not change is the pair's.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        do throws(Fault) {
            if let output = try answer(frame) { return output }
        } catch {
            throw frame.chargeReason(error)
        }
        return try Pair.execute(frame)
    }

    private static func answer(_ frame: borrowing Frame) throws(Fault) -> Output? {
        switch frame.selector {
        case Function.openBatch.value:
            let input = try frame.arguments(2)
            try open(input[0], input[1], frame)
            return frame.output()
        case Function.closeBatch.value:
            try close(frame)
            return frame.output()
        case Pair.Function.swap.value:
            let batch = frame[Storage.batch]
            guard isOpen(batch) else { return nil }
            let input = try frame.arguments(4)
            let data = try input.bytes(3)
            try Pair.swap(input[0], input[1], to: input.address(2), data, at: batch, frame)
            return frame.output()
        case Pair.Function.getReserves.value:
            let batch = frame[Storage.batch]
            guard isOpen(batch) else { return nil }
            frame.charge(ComputeCharge.getReserves)
            return frame.output(words: [
                UInt256(low: batch.reserve0), UInt256(low: batch.reserve1),
                UInt256(UInt64(batch.blockTimestampLast)),
            ])
        case Pair.Function.mint.value, Pair.Function.burn.value, Pair.Function.skim.value,
            Pair.Function.sync.value:
            guard !isOpen(frame[Storage.batch]) else { throw .revert(.message("BatchPair: OPEN")) }
            return nil
        default:
            return nil
        }
    }

    /// Whether a batch is open at an address, which may be any contract's.
    public static func isOpen(_ address: Address, on machine: Machine) -> Bool {
        machine.contract(at: address) == Self.self
            && isOpen(machine.read(Storage.batch, of: address))
    }

    private static func isOpen(_ batch: Reserves) -> Bool { batch.reserve0 != 0 }

    // MARK: The builder's calls

    /// Opens a batch at the price of these deep reserves.
    ///
    /// The cumulative prices move on here, by the reserves that stood until now: oracles must not
    /// take the batch's price for that of the time before it.
    private static func open(
        _ reserve0: UInt256,
        _ reserve1: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) {
        guard frame.caller == system else { throw .revert(.message("BatchPair: FORBIDDEN")) }
        guard !isOpen(frame[Storage.batch]) else { throw .revert(.message("BatchPair: OPEN")) }
        let most = UInt256(low: Reserves.mask)
        guard !reserve0.isZero, !reserve1.isZero, reserve0 <= most, reserve1 <= most else {
            throw .revert(.message("BatchPair: NO_PRICE"))
        }
        let before = frame[Pair.Storage.reserves]
        let held0 = UInt256(low: before.reserve0)
        let held1 = UInt256(low: before.reserve1)
        frame[Storage.productBefore] = try DSMath.mul(held0, held1)
        try Pair.update(held0, held1, before, frame)
        frame[Storage.batch] = Reserves(
            reserve0: reserve0.low,
            reserve1: reserve1.low,
            blockTimestampLast: frame[Pair.Storage.reserves].blockTimestampLast
        )
    }

    /// Closes the batch; the reserves are those that its last swap left.
    private static func close(_ frame: borrowing Frame) throws(Fault) {
        guard frame.caller == system else { throw .revert(.message("BatchPair: FORBIDDEN")) }
        guard isOpen(frame[Storage.batch]) else { throw .revert(.message("BatchPair: CLOSED")) }
        let after = frame[Pair.Storage.reserves]
        let product = try DSMath.mul(UInt256(low: after.reserve0), UInt256(low: after.reserve1))
        guard product >= frame[Storage.productBefore] else {
            throw .revert(.message("BatchPair: K"))
        }
        frame[Storage.batch] = Reserves(reserve0: 0, reserve1: 0, blockTimestampLast: 0)
    }

    // MARK: The price

    /// What goes out is worth, at the price v₁/v₀, at most what came in after the fee:
    /// kept·(in₀·v₁ + in₁·v₀) ≥ whole·(out₀·v₁ + out₁·v₀), exact in whole numbers.
    ///
    /// Amounts of at most 112 bits make sums below 2²³⁹.
    static func requirePrice(
        _ amount0In: UInt256,
        _ amount1In: UInt256,
        _ amount0Out: UInt256,
        _ amount1Out: UInt256,
        _ batch: Reserves,
        _ fee: BasisPoints
    ) throws(Fault) {
        let share = InputShare(after: fee)
        let price0 = UInt256(low: batch.reserve1)
        let price1 = UInt256(low: batch.reserve0)
        let came = try DSMath.add(
            DSMath.mul(amount0In, price0),
            DSMath.mul(amount1In, price1)
        )
        let went = try DSMath.add(
            DSMath.mul(amount0Out, price0),
            DSMath.mul(amount1Out, price1)
        )
        guard try DSMath.mul(came, share.kept) >= DSMath.mul(went, share.whole) else {
            throw .revert(.message("BatchPair: PRICE"))
        }
    }
}
