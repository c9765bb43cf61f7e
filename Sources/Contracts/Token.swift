import Execution
import Primitives
import WideMath

/// A plain ERC-20: Uniswap's test token, with the number of decimals fixed at construction.
///
/// The whole supply is minted to whoever the world's genesis names.
public enum Token: Contract {
    /// The name its code declares.
    public static let name = "Token"
    /// Supply, balances, allowances, and two for permits.
    public static let slotCount: UInt32 = 5
    /// Mints at genesis; the zero address alone may call it.
    public static let mint = Selector(0x40c1_0f19, "mint(address,uint256)")

    /// The balances that a transfer moves between.
    public static func foresee(_ call: borrowing CallOutline, _ foresight: Foresight) {
        ShareLedger.foresee(call, foresight)
    }

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        do throws(Fault) {
            return try answer(frame)
        } catch {
            throw frame.chargeReason(error)
        }
    }

    private static func answer(_ frame: borrowing Frame) throws(Fault) -> Output {
        guard let selector = frame.selector else { throw .revert(.empty) }
        if let output = try ShareLedger.execute(selector, frame) { return output }
        if let output = try Permit.execute(selector, frame) { return output }
        switch selector {
        case ERC20.decimals.value:
            frame.charge(ComputeCharge.tokenView)
            return frame.output(frame.immutable)
        case mint.value:
            let input = try frame.arguments(2)
            // No key signs for the zero address, so only a genesis can mint.
            guard frame.caller == .zero else { throw .revert(.message("Token: FORBIDDEN")) }
            try ShareLedger.mint(to: input.address(0), input.amount(1), frame)
            return frame.output()
        default:
            throw .revert(.empty)
        }
    }

    /// Puts a token at an address, as a genesis block does.
    public static func place(at address: Address, decimals: UInt256, on machine: Machine) {
        machine.place(Token.self, at: address, immutable: decimals)
        Permit.enable(for: address, on: machine)
    }
}
