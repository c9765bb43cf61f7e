import Chain
import Execution
import Ledger
import Primitives
import Testing
import WideMath

@Suite struct `A transaction that is invalid` {
    @Test func `for its chain`() {
        expect(.wrongChain(expected: 1, got: 5)) { $0.chainID = 5 }
    }

    @Test func `for its nonce`() throws {
        expect(.nonceTooHigh(expected: 0, got: 1)) { $0.nonce = 1 }
        let bench = Bench()
        try bench.run([])
        expect(.nonceTooLow(expected: 1, got: 0), bench) { $0.nonce = 0 }
        bench.state.setNonce(of: bench.state.account(Bench.alice), to: .max)
        expect(.nonceAtMaximum, bench) { $0.nonce = .max }
    }

    @Test func `for its fees`() {
        expect(.priorityFeeAboveMaxFee(priority: Wei(101), max: Wei(100))) {
            $0.maxPriorityFeePerGas = Wei(101)
        }
        expect(.maxFeeBelowBaseFee(max: Wei(6), baseFee: Wei(7))) { $0.maxFeePerGas = Wei(6) }
    }

    @Test func `for its gas limit`() {
        // 21,000, and the call data's 31 zeros and one 7 (the halting step), and the selector.
        let required = Gas(21_000 + 31 * 4 + 16 + 3 * 4 + 16)
        expect(.gasLimitTooLow(required: required, limit: Gas(required.units - 1))) {
            $0.data = [Step.halt].calldata
            $0.gasLimit = Gas(required.units - 1)
        }
        let bench = Bench()
        #expect(throws: InvalidTransaction.blockGasExceeded(left: Gas(9), limit: Gas(1_000_000))) {
            try bench.send(bench.transaction(), blockGasLeft: Gas(9))
        }
    }

    /// EIP-7825.
    @Test func `for a gas limit above 2²⁴ under osaka`() throws {
        expect(
            .gasLimitAboveCap(cap: Gas(16_777_216), limit: Gas(16_777_217)),
            Bench(fork: .osaka)
        ) { $0.gasLimit = Gas(16_777_217) }
        let bench = Bench(fork: .osaka)
        #expect(try bench.run([], gasLimit: 16_777_216).status == .success)
        for fork in [Fork.cancun, .prague] {
            #expect(try Bench(fork: fork).run([], gasLimit: 16_777_217).status == .success)
        }
    }

    @Test func `for its balance`() throws {
        let limit = UInt256(1_000_000)
        let bench = Bench()
        let gasCost = limit.wrappingMultiply(100)
        let left = Bench.ether.raw.wrappingSubtract(gasCost)
        let above = UInt512(low: Bench.ether.raw.wrappingAdd(1))
        expect(.insufficientBalance(needed: above, balance: Bench.ether), bench) {
            $0.value = Wei(left.wrappingAdd(1))
        }
        // 2²⁵⁶ − 1 and the gas: a carry into the upper half.
        let carried = UInt512(high: .one, low: gasCost.wrappingSubtract(1))
        expect(.insufficientBalance(needed: carried, balance: Bench.ether), bench) {
            $0.value = Wei(.max)
        }
        // (2²⁵⁶ − 1) · 1,000,000 = 999,999 · 2²⁵⁶ + 2²⁵⁶ − 1,000,000.
        let product = UInt512(high: 999_999, low: UInt256.zero.wrappingSubtract(limit))
        expect(.insufficientBalance(needed: product, balance: Bench.ether), bench) {
            $0.maxFeePerGas = Wei(.max)
        }
        var transaction = bench.transaction(to: Bench.bob)
        transaction.value = Wei(left)
        #expect(try bench.send(transaction).status == .success)
    }

    /// EIP-2930 came with Berlin, EIP-1559 with London.
    @Test func `for a type that its fork does not have`() {
        expect(.typeNotActive(type: 1, fork: .istanbul), Bench(fork: .istanbul)) {
            $0.kind = .accessList
        }
        for fork in [Fork.istanbul, .berlin] {
            expect(.typeNotActive(type: 2, fork: fork), Bench(fork: fork)) { _ in }
        }
    }

    /// EIP-155: a signature without a chain id holds on every chain.
    @Test func `for its chain, unless it names none`() throws {
        expect(.wrongChain(expected: 1, got: 5)) {
            $0.kind = .legacy(isProtected: true)
            $0.chainID = 5
        }
        let bench = Bench()
        let transaction = Transaction(
            legacyOn: nil,
            nonce: 0,
            gasPrice: Wei(9),
            gasLimit: Gas(21_000),
            to: Bench.bob,
            value: Wei(1),
            data: []
        )
        let result = try bench.send(transaction)
        #expect(result.status == .success)
        // The base fee is 7: a gas price pays it and the rest to the builder.
        #expect(result.effectiveGasPrice == Wei(9))
        #expect(result.priorityFeePerGas == Wei(2))
    }

    /// Source: execution-specs, cancun, `validate_transaction`, then `check_transaction`.
    @Test func `for the first of several reasons`() {
        let bench = Bench()
        var transaction = bench.transaction()
        transaction.value = Wei(.max)
        transaction.nonce = .max
        transaction.chainID = 5
        transaction.maxFeePerGas = Wei(1)
        transaction.gasLimit = Gas(1)
        func reason(_ left: Gas = Gas(9)) -> InvalidTransaction? {
            do throws(InvalidTransaction) {
                try bench.send(transaction, blockGasLeft: left)
                return nil
            } catch {
                return error
            }
        }
        #expect(reason()?.label == "gas limit too low")
        transaction.gasLimit = Gas(1_000_000)
        #expect(reason()?.label == "nonce at maximum")
        transaction.nonce = 7
        #expect(reason()?.label == "block gas exceeded")
        #expect(reason(Bench.blockGas)?.label == "wrong chain")
        transaction.chainID = 1
        #expect(reason(Bench.blockGas)?.label == "priority fee above max fee")
        transaction.maxPriorityFeePerGas = Wei(1)
        #expect(reason(Bench.blockGas)?.label == "max fee below base fee")
        transaction.maxFeePerGas = Wei(7)
        #expect(reason(Bench.blockGas)?.label == "nonce too high")
        transaction.nonce = 0
        #expect(reason(Bench.blockGas)?.label == "insufficient balance")
        bench.machine.place(Script.self, at: Bench.alice)
        #expect(reason(Bench.blockGas)?.label == "insufficient balance")
        transaction.value = .zero
        #expect(reason(Bench.blockGas)?.label == "sender has code")
    }

    /// Source: ethereum/tests, ttEIP1559/GasLimitPriceProductPlusOneOverflow.
    @Test func `alone, where no balance covers its gas`() throws {
        var transaction = Bench().transaction(to: Bench.bob)
        transaction.maxFeePerGas = Wei(.max)
        #expect(
            throws: InvalidTransaction.gasCostTooLarge(
                UInt512(high: 999_999, low: UInt256.zero.wrappingSubtract(1_000_000))
            )
        ) { try transaction.checkAlone(fork: .london, chainID: 1) }
        // 2²⁵⁶ ÷ 2²⁰ − 1, times 2²⁰.
        transaction.gasLimit = Gas(1 << 20)
        transaction.maxFeePerGas = Wei(UInt256.max >> 20)
        #expect(throws: Never.self) { try transaction.checkAlone(fork: .london, chainID: 1) }
        transaction.maxFeePerGas = Wei((UInt256.max >> 20).wrappingAdd(1))
        #expect(throws: InvalidTransaction.gasCostTooLarge(UInt512(high: .one, low: .zero))) {
            try transaction.checkAlone(fork: .london, chainID: 1)
        }
    }

    /// EIP-3860 came with Shanghai.
    @Test func `for the words of its init code from cancun on`() {
        var transaction = Bench().transaction()
        transaction.to = nil
        transaction.data = [UInt8](repeating: 1, count: 49_153)
        let plain = 21_000 + 32_000 + 49_153 * 16
        #expect(IntrinsicGas(of: transaction, fork: .london).charge == plain)
        #expect(IntrinsicGas(of: transaction, fork: .cancun).charge == plain + 2 * 1_537)
        transaction.gasLimit = Gas(10_000_000)
        #expect(throws: Never.self) { try transaction.checkAlone(fork: .london, chainID: 1) }
    }

    /// EIP-3607.
    @Test func `for a sender with code`() {
        let bench = Bench()
        bench.machine.place(Script.self, at: Bench.alice)
        expect(.senderHasCode(Bench.alice), bench) { _ in }
    }

    /// EIP-3860.
    @Test func `for its init code`() {
        expect(.initCodeTooLarge(limit: 49_152, size: 49_153)) {
            $0.to = nil
            $0.gasLimit = Gas(10_000_000)
            $0.data = [UInt8](repeating: 1, count: 49_153)
        }
    }

    private func expect(
        _ reason: InvalidTransaction,
        _ bench: Bench = Bench(),
        _ change: (inout Transaction) -> Void
    ) {
        var transaction = bench.transaction([.store(0, 1)])
        change(&transaction)
        let before = bench.snapshot
        #expect(throws: reason) { try bench.send(transaction) }
        #expect(bench.snapshot == before)
    }
}

@Suite struct `The fees of a transaction` {
    @Test(
        arguments: [
            (base: 7, priority: 2, max: 100), (0, 0, 0), (0, 5, 5), (100, 50, 100), (100, 50, 120),
            (1, 0, 1),
        ] as [(base: UInt64, priority: UInt64, max: UInt64)]
    )
    func `conserve ether but for the base fee`(
        base: UInt64,
        priority: UInt64,
        max: UInt64
    ) throws {
        for script in [[Step.store(0, 1)], [.revert(1)], [.halt]] {
            let bench = Bench(baseFee: base)
            let before = total(bench)
            var transaction = bench.transaction(script)
            transaction.maxPriorityFeePerGas = Wei(UInt256(priority))
            transaction.maxFeePerGas = Wei(UInt256(max))
            transaction.value = Wei(3)
            let result = try bench.send(transaction)
            let used = UInt256(result.gasUsed.units)
            let tip = min(priority, max - base)
            #expect(result.priorityFeePerGas == Wei(UInt256(tip)))
            #expect(result.effectiveGasPrice == Wei(UInt256(base + tip)))
            #expect(bench.balance(Bench.coinbase) == used.wrappingMultiply(UInt256(tip)))
            let burnt = used.wrappingMultiply(UInt256(base))
            #expect(before == total(bench).wrappingAdd(burnt))
        }
    }

    @Test func `go to a coinbase that is the sender or the target`() throws {
        for coinbase in [Bench.alice, Bench.one] {
            let bench = Bench()
            bench.machine.block.coinbase = coinbase
            let before = total(bench)
            let result = try bench.run([.store(0, 1)])
            let burnt = UInt256(result.gasUsed.units).wrappingMultiply(7)
            #expect(before == total(bench).wrappingAdd(burnt))
        }
    }

    /// EIP-7623: 21,000 + 10 for a zero byte + 40 for another.
    @Test func `have a floor for calldata from prague on`() throws {
        let data = [UInt8](repeating: 1, count: 1_000) + [UInt8](repeating: 0, count: 100)
        for fork in Fork.runnable {
            let bench = Bench(fork: fork)
            var transaction = bench.transaction(to: Bench.bob)
            transaction.data = data
            let result = try bench.send(transaction)
            let plain: UInt64 = 21_000 + 1_000 * 16 + 100 * 4
            let floor: UInt64 = 21_000 + 1_000 * 40 + 100 * 10
            #expect(result.gasUsed == Gas(fork == .cancun ? plain : floor))
            transaction.nonce = 1
            transaction.gasLimit = Gas(floor - 1)
            if fork == .cancun {
                #expect(try bench.send(transaction).status == .success)
            } else {
                let reason = InvalidTransaction.gasLimitTooLow(
                    required: Gas(floor),
                    limit: Gas(floor - 1)
                )
                #expect(throws: reason) { try bench.send(transaction) }
            }
        }
    }

    @Test func `are those of the execution where that is above the floor`() throws {
        let script: [Step] = [.charge(50_000)]
        let cancun = try Bench(fork: .cancun).run(script)
        let prague = try Bench(fork: .prague).run(script)
        #expect(cancun.gasUsed == prague.gasUsed)
    }

    private func total(_ bench: Bench) -> UInt256 {
        [Bench.alice, Bench.bob, Bench.coinbase, Bench.one].reduce(.zero) {
            $0.wrappingAdd(bench.balance($1))
        }
    }
}
