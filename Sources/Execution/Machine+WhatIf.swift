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

    /// So many words from a position on; nothing if it failed or returned less.
    public func words(from index: Int, count: Int) -> [UInt256]? {
        guard failure == nil, returnData.count / 32 - index >= count else { return nil }
        var words: [UInt256] = []
        words.reserveCapacity(count)
        for place in index..<(index + count) {
            guard let word = word(place) else { return nil }
            words.append(word)
        }
        return words
    }
}

extension Machine {
    /// A call as if `caller` had sent it, free of charge; what it does stays.
    ///
    /// For setting a world up before its first block. It starts a transaction of its own, in which
    /// every account but precompiles is cold, the caller's and the target's too.
    @discardableResult
    public func call(
        _ target: Address,
        from caller: Address,
        data: [UInt8],
        value: Wei = .zero
    ) -> WhatIfResult {
        state.beginTransaction()
        core.pointee.reset(origin: caller)
        core.pointee.memory.push(data)
        let limit = Int(clamping: block.gasLimit.units)
        core.pointee.gas = limit
        if core.pointee.trace != nil { core.pointee.noteStart(target) }
        let account = state.account(target)
        let payer = state.account(caller)
        var succeeded = false
        if core.pointee.holds(value, payer) {
            let frame = Frame(
                machine: core,
                account: account,
                address: target,
                caller: caller,
                value: value,
                isStatic: false,
                inputStart: 0,
                inputCount: data.count
            )
            succeeded = core.run(frame, from: payer)
        } else {
            core.pointee.refuse()
        }
        if core.pointee.trace != nil { core.pointee.noteEnd() }
        return WhatIfResult(
            failure: succeeded ? nil : core.pointee.failure,
            returnData: returnData,
            gas: Gas(UInt64(limit - max(core.pointee.gas, 0)))
        )
    }

    /// Does something on a fork: whatever it changes is undone afterwards.
    public func onFork<Result>(_ body: () throws -> Result) rethrows -> Result {
        let checkpoint = state.checkpoint()
        do {
            let result = try body()
            state.rollBack(checkpoint)
            return result
        } catch {
            state.rollBack(checkpoint)
            throw error
        }
    }

    /// The same, undone afterwards (`eth_call`).
    public func simulate(_ target: Address, from caller: Address, data: [UInt8]) -> WhatIfResult {
        let checkpoint = state.checkpoint()
        let result = call(target, from: caller, data: data)
        state.rollBack(checkpoint)
        return result
    }
}
