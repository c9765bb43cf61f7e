import Chain
import Execution
import Foundation
import Ledger
import Primitives
import Testing
import WideMath

@Suite struct `A call` {
    @Test(arguments: [100_000 as UInt64, 654_321, 1_000_000, 9_999_999])
    func `passes on all but one 64th of the gas`(limit: UInt64) throws {
        let bench = Bench()
        try bench.run([.gasLeft, .call(Bench.other, [.gasLeft], isCaught: false)], gasLimit: limit)
        let before = bench.returned[0].limb0
        let available = before - 2_700
        #expect(bench.returned[1] == UInt256(available - available / 64))
    }

    @Test func `to a warm account costs 200`() throws {
        let bench = Bench()
        try bench.run([
            .call(Bench.other, [], isCaught: false), .gasLeft,
            .call(Bench.other, [], isCaught: false), .gasLeft,
        ])
        #expect(bench.returned[0].wrappingSubtract(bench.returned[1]) == 200)
    }

    @Test func `to no contract reverts without data, code-size check first`() throws {
        let bench = Bench()
        let result = try bench.run([.call(Bench.bob, [], isCaught: false)])
        #expect(result.status == .reverted(.empty))
        #expect(try Bench().gas([.call(Bench.bob, [], isCaught: true)]) == 2_600)
    }

    @Test func `passes on why its callee reverted`() throws {
        let bench = Bench()
        let result = try bench.run([.call(Bench.other, [.revert(8)], isCaught: false)])
        #expect(
            result.status == .reverted(.error(signature: "No(uint256)", arguments: [8]))
        )
    }

    @Test func `reverts without data where its callee halted`() throws {
        let bench = Bench()
        let result = try bench.run([.call(Bench.other, [.halt], isCaught: false)])
        #expect(result.status == .reverted(.empty))
        #expect(result.gasUsed > Gas(980_000) && result.gasUsed < Gas(1_000_000))
    }

    @Test func `that failed leaves nothing: values, logs, refunds and warming`() throws {
        let bench = Bench()
        bench.preset(3, 1)
        let result = try bench.run([
            .emit(1), .store(1, 10),
            .call(
                Bench.one,
                [
                    .emit(2), .store(1, 11), .store(3, 0), .load(4),
                    .call(Bench.other, [.store(0, 1), .emit(3)], isCaught: false), .revert(1),
                ],
                isCaught: true
            ),
            .emit(4), .gasLeft, .load(4), .gasLeft,
            .call(Bench.other, [.load(0)], isCaught: false), .gasLeft,
        ])
        #expect(result.status == .success)
        #expect(result.gasRefund == .zero)
        #expect(bench.stored(1) == 10 && bench.stored(3) == 1)
        #expect(bench.stored(0, in: Bench.other) == 0)
        #expect(bench.machine.collectedLogs.map(\.data.last) == [1, 4])
        let output = bench.returned
        // Cold again: 2,100 for the slot; 2,700 for the account and 2,100 for its slot.
        #expect(output[0].wrappingSubtract(output[2]) == 2_100)
        #expect(output[2].wrappingSubtract(output[4]) == 4_800)
    }

    @Test func `that succeeded keeps its logs in order`() throws {
        let bench = Bench()
        try bench.run([.emit(1), .call(Bench.other, [.emit(2)], isCaught: false), .emit(3)])
        #expect(bench.machine.collectedLogs.map(\.data.last) == [1, 2, 3])
        #expect(
            bench.machine.collectedLogs.map(\.address) == [Bench.one, Bench.other, Bench.one]
        )
    }

    @Test func `that is static may read`() throws {
        let bench = Bench()
        try bench.run([.staticCall(Bench.other, .load)])
        #expect(bench.returned == [1])
    }

    @Test(arguments: [StaticAction.store, .add, .emit])
    func `that is static halts where it writes`(_ action: StaticAction) throws {
        let bench = Bench()
        let result = try bench.run([.staticCall(Bench.other, action), .gasLeft])
        #expect(result.status == .success)
        #expect(bench.returned[0] == 0)
        // All the gas that it was given is spent.
        #expect(bench.returned[1] < 16_000)
        #expect(bench.stored(0, in: Bench.other) == 0)
        #expect(bench.machine.collectedLogs.isEmpty)
    }

    @Test func `that is static makes its calls static`() throws {
        let bench = Bench()
        let result = try bench.run([.staticCall(Bench.other, .storeInCall)])
        #expect(result.status == .success)
        #expect(bench.stored(0, in: Bench.other) == 0)
    }

    /// 1,024 calls inside the outermost frame, whose gas must survive 63/64 as often.
    @Test func `goes 1,024 deep, on a thread of half a megabyte too`() async {
        let frames = await withCheckedContinuation { continuation in
            let thread = Thread {
                let bench = Bench()
                let limit: UInt64 = 1_000_000_000_000
                _ = try? bench.send(
                    bench.transaction([.recurse], gasLimit: limit),
                    blockGasLeft: Gas(limit)
                )
                continuation.resume(returning: bench.returned)
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        #expect(frames == [1_025])
    }
}
