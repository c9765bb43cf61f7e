import Execution
import Primitives
import WideMath

/// A pooled vault that holds several tokens at the weights a strategy says.
///
/// It separates what (strategy) from how (execution module) and both from who (roles), and trusts
/// nobody: whoever calls, the guards hold. `docs/VAULT.md` is its specification, under the same
/// headings as these files: shares in `Vault+Shares` and `Vault+InKind`, value in `Vault+Book`,
/// rebalancing in `Vault+Rebalance`, `Vault+Routes` and `Vault+Auction`, what must hold
/// afterwards in `Vault+PostConditions`, phases in `Vault+Phases`.
public enum Vault: Contract {
    /// The name its code declares.
    public static let name = "Vault"
    /// The share ledger's three slots, then the vault's.
    public static let slotCount: UInt32 = 48

    /// Answers a call of the vault: shares and views first, then keepers, then roles.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        guard let selector = frame.selector else { throw .revert(.empty) }
        if let output = try ShareLedger.execute(selector, frame) { return output }
        if let output = try shareEntry(selector, frame) { return output }
        if let output = try keeperEntry(selector, frame) { return output }
        if let output = try roleEntry(selector, frame) { return output }
        return try view(selector, frame)
    }

    private static func shareEntry(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output? {
        switch selector {
        case Function.deposit.value:
            let input = try frame.arguments(2)
            return frame.output(try deposit(input.amount(0), to: input.address(1), frame))
        case Function.mint.value:
            let input = try frame.arguments(2)
            return frame.output(try mint(input.amount(0), to: input.address(1), frame))
        case Function.withdraw.value:
            let input = try frame.arguments(3)
            let parties = Parties(receiver: input.address(1), owner: input.address(2))
            return frame.output(try withdraw(input.amount(0), parties, frame))
        case Function.redeem.value:
            let input = try frame.arguments(3)
            let parties = Parties(receiver: input.address(1), owner: input.address(2))
            return frame.output(try redeem(input.amount(0), parties, frame))
        case Function.redeemInKind.value:
            let input = try frame.arguments(2)
            let parties = Parties(receiver: input.address(1), owner: frame.caller)
            try redeemInKind(input.amount(0), parties, leavingOut: [], frame)
            return frame.output()
        case Function.redeemInKindExcept.value:
            let input = try frame.arguments(4)
            let parties = Parties(receiver: input.address(1), owner: input.address(2))
            let leftOut = try input.addresses(3, limit: frame[Storage.assetCount])
            try redeemInKind(input.amount(0), parties, leavingOut: leftOut, frame)
            return frame.output()
        case Function.claim.value:
            let input = try frame.arguments(2)
            return frame.output(try claim(input.address(0), to: input.address(1), frame))
        default:
            return nil
        }
    }

    private static func keeperEntry(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output? {
        switch selector {
        case Function.rebalance.value:
            try rebalance(try trades(frame), frame)
            return frame.output()
        case Function.openAuction.value:
            try openAuction(frame)
            return frame.output()
        case Function.bid.value:
            let input = try frame.arguments(3)
            return frame.output(
                try bid(input.address(0), input.amount(1), limit: input.amount(2), frame)
            )
        case Function.raiseTargets.value:
            try raiseTargets(frame)
            return frame.output()
        case Function.closeRebalance.value:
            try closeRebalance(frame)
            return frame.output()
        case Function.performUpkeep.value:
            try performUpkeep(try frame.arguments(1).bytes(0), frame)
            return frame.output()
        default:
            return nil
        }
    }

    private static func roleEntry(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output? {
        switch selector {
        case Function.accrue.value:
            try accrue(frame)
        case Function.halt.value:
            try halt(frame)
        case Function.trip.value:
            try trip(frame)
        case Function.resume.value:
            try resume(frame)
        case Function.shutDown.value:
            try shutDown(frame)
        case Function.configure.value:
            let input = try frame.arguments(3)
            try configure(input[0], input.address(1), input[2], frame)
        default:
            return nil
        }
        return frame.output()
    }
}
