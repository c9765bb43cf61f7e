import Chain
import Ledger
import Primitives
import WideMath

/// How a call outside any transaction ended.
public struct WhatIfResult: Sendable {
    /// How it failed, if it did.
    public let failure: Fault?
    /// What it returned.
    public let returnData: [UInt8]
    /// The gas it took, without intrinsic gas or refund.
    public let gas: Gas

    /// The word at a position of the return data; nothing if it failed or returned less.
    public func word(_ index: Int = 0) -> UInt256? {
        guard failure == nil, returnData.count >= 32 * index + 32 else { return nil }
        return UInt256(bigEndian: returnData[(32 * index)..<(32 * index + 32)])
    }
}

extension Machine {
    /// A call as if `caller` had sent it, free of charge; what it does stays.
    ///
    /// For setting a world up before its first block. It starts a transaction of its own.
    @discardableResult
    public func call(_ target: Address, from caller: Address, data: [UInt8]) -> WhatIfResult {
        state.beginTransaction()
        logs.truncate(to: 0)
        memory.truncate(to: 0)
        memory.push(data)
        returnedCount = 0
        origin = caller
        refund = 0
        depth = 0
        pendingHalt = nil
        let limit = Int(block.gasLimit.units)
        gas = limit
        let failure = run(
            Call(
                target: state.account(target), address: target, caller: caller, value: .zero,
                isStatic: false, inputStart: 0, inputCount: data.count))
        return WhatIfResult(
            failure: failure, returnData: returnData, gas: Gas(UInt64(limit - max(gas, 0))))
    }

    /// The same, undone afterwards (`eth_call`).
    public func simulate(_ target: Address, from caller: Address, data: [UInt8]) -> WhatIfResult {
        let checkpoint = state.checkpoint()
        let result = call(target, from: caller, data: data)
        state.rollBack(checkpoint)
        return result
    }
}
