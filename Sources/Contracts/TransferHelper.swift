import Execution
import Primitives

/// Transfers that a router makes, with the reasons of Uniswap's TransferHelper.
///
/// Source: Uniswap solidity-lib, `contracts/libraries/TransferHelper.sol`. A token may return
/// true or nothing.
enum TransferHelper {
    /// Moves tokens of the router's caller.
    static func transferFrom(
        _ token: Address,
        to: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.routerTransfer)
        let outcome = try frame.lowLevelCall(
            token,
            ERC20.transferFrom,
            frame.caller,
            to,
            amount
        )
        guard try outcome.confirmsTransfer else {
            throw .revert(.message("TransferHelper: TRANSFER_FROM_FAILED"))
        }
    }

    /// Moves tokens of the router.
    static func transfer(
        _ token: Address,
        to: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.routerTransfer)
        let outcome = try frame.lowLevelCall(token, ERC20.transfer, to, amount)
        guard try outcome.confirmsTransfer else {
            throw .revert(.message("TransferHelper: TRANSFER_FAILED"))
        }
    }

    /// Sends the router's ether, with all the gas there is.
    static func send(
        _ to: Address,
        _ amount: Wei,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.routerSend)
        guard try frame.lowLevelCall(to, data: [], value: amount).succeeded else {
            throw .revert(.message("TransferHelper: ETH_TRANSFER_FAILED"))
        }
    }
}
