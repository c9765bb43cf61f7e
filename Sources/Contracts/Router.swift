import Execution
import Primitives
import WideMath

/// The router of Uniswap V2: checks, order, reasons and rounding of its Router02.
///
/// Source: Uniswap v2-periphery, UniswapV2Router02.sol and UniswapV2Library.sol. Its immutable
/// holds the factory's address in the low 160 bits and the pools' fee in basis points above.
public enum Router: Contract {
    /// The name its code declares.
    public static let name = "UniswapV2Router02"
    /// The router keeps no state.
    public static let slotCount: UInt32 = 0

    /// The functions that begin with ether.
    public static let takesEther = true

    /// What the original's constructor fixes, beside the factory.
    public enum Constants {
        /// The token that wraps ether.
        public static let wrappedEther = Constant<Address>(0)
    }

    /// The immutable word of a router.
    public static func immutable(factory: Address, fee: BasisPoints) -> UInt256 {
        factory.word | UInt256(fee.count) << 160
    }

    /// Puts a router at an address, as a genesis block does.
    public static func place(
        at address: Address,
        factory: Address,
        fee: BasisPoints,
        wrappedEther: Address = .zero,
        on machine: Machine
    ) {
        machine.place(Router.self, at: address, immutable: immutable(factory: factory, fee: fee))
        machine.write(Constants.wrappedEther.location, of: address, wrappedEther)
    }

    /// Takes the factory's address, that of wrapped ether, and perhaps the pools' fee in basis
    /// points: 30 if it is not there, as in the original.
    public static func construct(_ frame: borrowing Frame) throws(Fault) -> UInt256 {
        let input = frame.input
        guard let factory = UInt256(bigEndian: input.prefix(32)),
            let wrapper = UInt256(bigEndian: input.dropFirst(32).prefix(32))
        else { throw .revert(.empty) }
        frame.fix(Constants.wrappedEther, as: Address(word: wrapper))
        let fee = UInt256(bigEndian: input.dropFirst(64).prefix(32))?.asUInt64 ?? 30
        return immutable(factory: Address(word: factory), fee: BasisPoints(min(fee, 10_000)))
    }

    /// The factory that the router's pairs are from.
    static func factory(_ frame: borrowing Frame) -> Address { Address(word: frame.immutable) }

    /// The fee of those pairs.
    static func fee(_ frame: borrowing Frame) -> BasisPoints {
        BasisPoints((frame.immutable >> 160).limb0)
    }

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        do throws(Fault) {
            guard let selector = frame.selector else {
                if frame.input.isEmpty { return try receive(frame) }
                throw .revert(.empty)
            }
            if let output = try swapEther(selector, frame) { return output }
            if selector == Function.addLiquidityETH.value { return try addEther(frame) }
            try frame.refuseEther()
            if let output = try swap(selector, frame) { return output }
            if let output = try swapForEther(selector, frame) { return output }
            if let output = try liquidity(selector, frame) { return output }
            if let output = try removeEther(selector, frame) { return output }
            return try view(selector, frame)
        } catch {
            throw frame.chargeReason(error, ComputeCharge.routerReason)
        }
    }

    /// Refuses what comes later than its sender allows.
    static func ensure(_ deadline: UInt256, _ frame: borrowing Frame) throws(Fault) {
        guard deadline >= UInt256(frame.timestamp) else {
            throw .revert(.message("UniswapV2Router: EXPIRED"))
        }
    }

    /// The addresses in the array at a position of the arguments.
    static func path(
        _ input: borrowing Arguments,
        _ index: Int
    ) throws(Fault) -> [Address] {
        let array = try input.array(index, wordsPerElement: 1)
        var path: [Address] = []
        path.reserveCapacity(array.count)
        for index in 0..<array.count {
            path.append(Address(word: try input.word(atByte: array.start + 32 * index)))
        }
        return path
    }
}
