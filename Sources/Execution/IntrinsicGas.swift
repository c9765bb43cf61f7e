import Chain
import Primitives
import WideMath

/// What a transaction pays before and whatever its execution does.
public struct IntrinsicGas: Hashable, Sendable {
    /// 21,000, calldata, access list and creation.
    public let charge: Int
    /// The least the transaction pays in all, from Prague on (EIP-7623); zero before.
    public let floor: Int

    /// The intrinsic gas of a transaction under a fork's rules.
    ///
    /// Calldata costs what EIP-2028 says in all forks; access lists are charged where there are
    /// any, which no type before Berlin has; the words of init code cost from Shanghai on.
    public init(of transaction: borrowing Transaction, fork: Fork) {
        let zeros = ZeroBytes.count(in: transaction.data)
        let nonZeros = transaction.data.count - zeros
        var gas = GasSchedule.transaction
        gas += zeros * GasSchedule.zeroByte + nonZeros * GasSchedule.nonZeroByte
        for index in transaction.accessList.indices {
            gas += GasSchedule.accessListAddress
            gas += GasSchedule.accessListKey * transaction.accessList[index].storageKeys.count
        }
        if transaction.to == nil {
            gas += GasSchedule.creationTransaction
            if fork >= .cancun {
                gas += GasSchedule.initCodeWord * ((transaction.data.count + 31) / 32)
            }
        }
        charge = gas
        floor =
            fork >= .prague
            ? GasSchedule.transaction + GasSchedule.floorPerToken * (zeros + 4 * nonZeros) : 0
    }
}
