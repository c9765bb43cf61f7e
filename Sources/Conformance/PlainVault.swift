import Contracts
import Execution
import Primitives
import WideMath

/// An ERC-4626 vault of one asset with nothing else to it, as solmate's mock: what the gas of
/// vaults is compared with.
///
/// Deposits and withdrawals are counted in two slots, as the mock's hooks do.
enum PlainVault: Contract {
    static let name = "PlainVault"
    static let slotCount: UInt32 = 7

    enum Storage {
        static let totalSupply = ShareLedger.Storage.totalSupply
        static let balances = ShareLedger.Storage.balances
        static let allowances = ShareLedger.Storage.allowances
        static let withdrawals = Slot<UInt256>(5)
        static let deposits = Slot<UInt256>(6)
        /// The asset, an immutable; read without a charge.
        static let asset = Constant<Address>(0)
    }

    enum Function {
        static let deposit = Selector(0x6e55_3f65, "deposit(uint256,address)")
        static let withdraw = Selector(0xb460_af94, "withdraw(uint256,address,address)")
        static let redeem = Selector(0xba08_7652, "redeem(uint256,address,address)")
    }

    /// A deposit or a withdrawal.
    struct Moved: Event {
        let holders: [Address]
        let assets: UInt256
        let shares: UInt256
        static let topic = eventTopic("Deposit(address,address,uint256,uint256)")
        func write(to log: borrowing LogWriter) {
            for holder in holders { log.topic(holder) }
            log.data(assets)
            log.data(shares)
        }
    }

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.selector {
        case Function.deposit.value:
            let input = try frame.arguments(2)
            return try deposit(input[0], to: input.address(1), frame)
        case Function.withdraw.value:
            let input = try frame.arguments(3)
            let shares = try shares(for: input[0], rounding: .up, frame)
            try take(input[0], shares, to: input.address(1), from: input.address(2), frame)
            return frame.output(shares)
        case Function.redeem.value:
            let input = try frame.arguments(3)
            let assets = try assets(for: input[0], frame)
            try take(assets, input[0], to: input.address(1), from: input.address(2), frame)
            return frame.output(assets)
        default: throw .revert(.empty)
        }
    }

    private static func deposit(
        _ assets: UInt256,
        to receiver: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        frame.charge(Charge.deposit)
        let shares = try shares(for: assets, rounding: .down, frame)
        guard !shares.isZero else { throw .revert(.message("ZERO_SHARES")) }
        let paid = try frame.lowLevelCall(
            frame[Storage.asset],
            ERC20.transferFrom,
            frame.caller,
            frame.address,
            TokenAmount(assets)
        )
        guard paid.succeeded else { throw .revert(.message("TRANSFER_FROM_FAILED")) }
        frame[Storage.totalSupply] = try frame[Storage.totalSupply] + TokenAmount(shares)
        try frame.update(Storage.balances[receiver]) { balance throws(Fault) in
            try balance + TokenAmount(shares)
        }
        frame.emit(ERC20.Transfer(from: .zero, to: receiver, amount: TokenAmount(shares)))
        frame.emit(Moved(holders: [frame.caller, receiver], assets: assets, shares: shares))
        frame[Storage.deposits] = try frame[Storage.deposits] + .one
        return frame.output(shares)
    }

    private static func take(
        _ assets: UInt256,
        _ shares: UInt256,
        to receiver: Address,
        from owner: Address,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(Charge.withdrawal)
        guard owner == frame.caller else { throw .revert(.empty) }
        frame[Storage.withdrawals] = try frame[Storage.withdrawals] + .one
        try frame.update(Storage.balances[owner]) { balance throws(Fault) in
            try balance - TokenAmount(shares)
        }
        frame[Storage.totalSupply] = try frame[Storage.totalSupply] - TokenAmount(shares)
        frame.emit(ERC20.Transfer(from: owner, to: .zero, amount: TokenAmount(shares)))
        let holders = [frame.caller, receiver, owner]
        frame.emit(Moved(holders: holders, assets: assets, shares: shares))
        let asset = frame[Storage.asset]
        let amount = TokenAmount(assets)
        guard try frame.lowLevelCall(asset, ERC20.transfer, receiver, amount).succeeded else {
            throw .revert(.message("TRANSFER_FAILED"))
        }
    }

    private static func shares(
        for assets: UInt256,
        rounding: Rounding,
        _ frame: borrowing Frame
    ) throws(Fault) -> UInt256 {
        let supply = frame[Storage.totalSupply].raw
        if supply.isZero { return assets }
        return try convert(assets, supply, try totalAssets(frame), rounding)
    }

    private static func assets(
        for shares: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) -> UInt256 {
        let supply = frame[Storage.totalSupply].raw
        if supply.isZero { return shares }
        return try convert(shares, try totalAssets(frame), supply, .down)
    }

    private static func totalAssets(_ frame: borrowing Frame) throws(Fault) -> UInt256 {
        frame.charge(Charge.totalAssets)
        let asset = frame[Storage.asset]
        return try frame.staticCall(asset, ERC20.balanceOf, frame.address).word()
    }

    private static func convert(
        _ amount: UInt256,
        _ numerator: UInt256,
        _ denominator: UInt256,
        _ rounding: Rounding
    ) throws(Fault) -> UInt256 {
        guard
            let result = amount.multiplied(
                by: numerator,
                dividedBy: denominator,
                rounding: rounding
            )
        else {
            throw .revert(.empty)
        }
        return result
    }

    /// Gas for computation, from the rows of `univ2_gas.json` themselves.
    enum Charge {
        static let deposit = 1_200
        static let withdrawal = 1_400
        static let totalAssets = 350
    }
}
