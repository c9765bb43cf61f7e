import Chain
import Execution
import Ledger
import Primitives
import Testing
import WideMath

@Suite struct `How a transaction ends` {
    @Test func `success keeps its changes, pays for its gas and returns the rest`() throws {
        let bench = Bench()
        let result = try bench.run([.store(0, 5), .emit(9), .load(0)])
        #expect(result.status == .success)
        #expect(bench.returned == [5])
        #expect(bench.stored(0) == 5)
        #expect(
            bench.machine.collectedLogs == [
                Log(
                    address: Bench.one,
                    topics: [Happened.topic],
                    data: UInt256(9).bigEndianBytes
                )
            ]
        )
        #expect(result.effectiveGasPrice == Wei(9))
        #expect(result.priorityFeePerGas == Wei(2))
        expectCharged(bench, result)
    }

    @Test func `a revert undoes its changes and returns the gas it did not use`() throws {
        let bench = Bench()
        let result = try bench.run([.store(0, 5), .emit(9), .revert(3)])
        let reason = Revert.error(signature: "No(uint256)", arguments: [3])
        #expect(result.status == .reverted(reason))
        #expect(bench.machine.returnData == reason.encoded)
        #expect(bench.stored(0) == 0)
        #expect(bench.machine.collectedLogs.isEmpty)
        #expect(result.gasUsed < Gas(50_000) && result.gasUsed > Gas(41_000))
        #expect(result.gasRefund == .zero)
        expectCharged(bench, result)
    }

    @Test(arguments: [
        ([Step.store(0, 5), .emit(9), .halt], Halt.invalidOpcode),
        ([.store(0, 5), .charge(10_000_000)], .outOfGas),
    ])
    func `a halt undoes its changes and spends all its gas`(
        _ script: [Step],
        _ reason: Halt
    ) throws {
        let bench = Bench()
        let result = try bench.run(script)
        #expect(result.status == .halted(reason))
        #expect(bench.machine.returnData.isEmpty)
        #expect(bench.stored(0) == 0)
        #expect(bench.machine.collectedLogs.isEmpty)
        #expect(result.gasUsed == Gas(1_000_000))
        expectCharged(bench, result)
    }

    @Test func `a creation halts, for no contract is registered for it`() throws {
        let bench = Bench()
        let result = try bench.send(bench.transaction(to: nil))
        #expect(result.status == .halted(.unknownCode))
        #expect(result.gasUsed == Gas(1_000_000))
    }

    @Test func `a failure returns the value that went along`() throws {
        for script in [[Step.revert(1)], [.halt], [.charge(10_000_000)]] {
            let bench = Bench()
            var transaction = bench.transaction(script)
            transaction.value = Wei(1_000)
            let result = try bench.send(transaction)
            #expect(bench.balance(Bench.one) == 0)
            expectCharged(bench, result)
        }
    }

    @Test func `an account without code takes value and costs 21,000`() throws {
        let bench = Bench()
        var transaction = bench.transaction(to: Bench.bob)
        transaction.data = []
        transaction.value = Wei(1_000)
        let result = try bench.send(transaction)
        #expect(result.status == .success)
        #expect(result.gasUsed == Gas(21_000))
        #expect(bench.balance(Bench.bob).wrappingSubtract(Bench.ether.raw) == 1_000)
    }

    private func expectCharged(_ bench: Bench, _ result: ExecutionResult) {
        let used = UInt256(result.gasUsed.units)
        #expect(bench.nonce(Bench.alice) == 1)
        #expect(
            Bench.ether.raw.wrappingSubtract(bench.balance(Bench.alice))
                == used.wrappingMultiply(9)
        )
        #expect(bench.balance(Bench.coinbase) == used.wrappingMultiply(2))
    }
}

@Suite struct `A frame in debt` {
    /// The meter goes into debt at the charge; what comes after would end the frame otherwise.
    @Test(arguments: [
        [Step.charge(2_000_000)], [.charge(2_000_000), .revert(1)], [.charge(2_000_000), .halt],
        [.charge(2_000_000), .gasLeft], [.charge(2_000_000), .subtract(0, 1)],
        [.charge(2_000_000), .call(Bench.other, [], isCaught: true)],
        [.charge(2_000_000), .call(Bench.other, [.store(0, 1)], isCaught: true), .revert(1)],
        [.charge(2_000_000), .store(0, 1)], [.charge(2_000_000), .emit(1)],
    ])
    func `halts whatever it does next`(_ script: [Step]) throws {
        let bench = Bench()
        let result = try bench.run(script)
        #expect(result.status == .halted(.outOfGas))
        #expect(result.gasUsed == Gas(1_000_000))
        #expect(bench.stored(0) == 0 && bench.stored(0, in: Bench.other) == 0)
        #expect(bench.machine.collectedLogs.isEmpty)
    }

    @Test func `succeeds with exactly the gas it needs and halts with one unit less`() throws {
        let script: [Step] = [.store(0, 5), .load(1), .emit(3), .charge(1_234)]
        let needed = try Bench().run(script).gasUsed
        let enough = try Bench().run(script, gasLimit: needed.units)
        #expect(enough.status == .success && enough.gasUsed == needed)
        let short = try Bench().run(script, gasLimit: needed.units - 1)
        #expect(short.status == .halted(.outOfGas))
        #expect(short.gasUsed == Gas(needed.units - 1))
    }

    /// EIP-2200: a store with 2,300 units of gas left, or less, halts.
    @Test func `may not store with the stipend alone`() throws {
        let intrinsic = IntrinsicGas(of: Bench().transaction([.store(0, 0)]), fork: .cancun).charge
        let short = try Bench().run([.store(0, 0)], gasLimit: UInt64(intrinsic + 2_300))
        #expect(short.status == .halted(.outOfGas))
        let enough = try Bench().run([.store(0, 0)], gasLimit: UInt64(intrinsic + 2_301))
        #expect(enough.status == .success)
        #expect(enough.gasUsed == Gas(UInt64(intrinsic + 2_200)))
    }

    @Test func `costs its caller no more than it was given`() throws {
        let bench = Bench()
        let result = try bench.run([
            .gasLeft, .call(Bench.other, [.charge(1 << 40)], isCaught: true), .gasLeft,
        ])
        #expect(result.status == .success)
        let before = bench.returned[0].limb0
        // A cold account, then the call itself: EIP-2929. The callee's 63/64 are gone: EIP-150.
        #expect(bench.returned[1] == UInt256((before - 2_700) / 64))
    }
}
