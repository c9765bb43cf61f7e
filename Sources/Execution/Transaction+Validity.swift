import Chain
import Primitives
import WideMath

extension Transaction {
    /// What a node checks of a transaction alone, before it looks at a signature, a block or an
    /// account: execution-specs' `validate_transaction`, and whether the fork has the type.
    ///
    /// Gives the intrinsic gas, which the gas limit covers. The checks come in the order of the
    /// specification (cancun, osaka).
    @inline(__always)
    public func checkIntrinsics(fork: Fork) throws(InvalidTransaction) -> IntrinsicGas {
        switch kind {
        case .legacy: break
        case .accessList:
            if fork < .berlin { throw .typeNotActive(type: kind.typeByte, fork: fork) }
        case .feeMarket:
            if fork < .london { throw .typeNotActive(type: kind.typeByte, fork: fork) }
        }
        let intrinsic = IntrinsicGas(of: self, fork: fork)
        let required = Gas(UInt64(max(intrinsic.charge, intrinsic.floor)))
        if gasLimit < required { throw .gasLimitTooLow(required: required, limit: gasLimit) }
        if nonce == .max { throw .nonceAtMaximum }
        if to == nil, fork >= .cancun, data.count > GasSchedule.initCodeLimit {
            throw .initCodeTooLarge(limit: GasSchedule.initCodeLimit, size: data.count)
        }
        let cap = Gas(UInt64(GasSchedule.transactionGasCap))
        if fork >= .osaka, gasLimit > cap { throw .gasLimitAboveCap(cap: cap, limit: gasLimit) }
        return intrinsic
    }

    /// Whether it could be valid in some block and for some sender of a chain: everything that
    /// follows from its bytes, fork and chain, but for its signature.
    ///
    /// This is what ethereum/tests calls a valid transaction: beside `checkIntrinsics`, the chain,
    /// the priority fee against the maximum fee, and a gas cost that some balance covers.
    public func checkAlone(
        fork: Fork,
        chainID chain: UInt64
    ) throws(InvalidTransaction) -> IntrinsicGas {
        let intrinsic = try checkIntrinsics(fork: fork)
        if !fits(chain: chain) { throw .wrongChain(expected: chain, got: chainID) }
        if maxFeePerGas < maxPriorityFeePerGas {
            throw .priorityFeeAboveMaxFee(priority: maxPriorityFeePerGas, max: maxFeePerGas)
        }
        let cost = UInt512(product: maxFeePerGas.raw, UInt256(gasLimit.units))
        if cost.asUInt256 == nil { throw .gasCostTooLarge(cost) }
        return intrinsic
    }
}
