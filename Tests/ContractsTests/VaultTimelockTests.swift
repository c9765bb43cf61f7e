import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// The owner of a vault is a timelock: what it decides can be seen two days before it holds.
@Suite struct `A vault owned by a timelock` {
    private static let timelock = Address(word: 0x7100)
    private static let proposer = Address(word: 0x7101)
    private static let delay: UInt64 = 172_800
    private let street: Street

    init() throws {
        street = try Street()
        Timelock.place(
            at: Self.timelock,
            minDelay: Self.delay,
            proposer: Self.proposer,
            executor: .zero,
            on: street.machine
        )
        street.store(Street.vault, Vault.Storage.owner.location, Self.timelock)
    }

    private func operation(_ function: Selector, _ words: [UInt256] = []) -> Timelock.Operation {
        Timelock.Operation(
            target: Street.vault,
            value: .zero,
            data: ABI.encodeCall(selector: function.value, words: words),
            predecessor: .zero,
            salt: .zero
        )
    }

    private func schedule(_ operation: Timelock.Operation) -> Fault? {
        street.machine.call(
            Self.timelock,
            from: Self.proposer,
            data: operation.scheduleCalldata(delay: UInt256(Self.delay))
        ).failure
    }

    private func execute(_ operation: Timelock.Operation) -> Fault? {
        street.machine.call(Self.timelock, from: Street.bob, data: operation.executeCalldata)
            .failure
    }

    private var phase: UInt256? {
        street.call(Street.vault, from: Street.bob, Vault.Function.phase).word()
    }

    @Test func `resumes only after the delay, whoever carries it out`() {
        _ = street.call(Street.vault, from: Street.guardian, Vault.Function.halt)
        #expect(phase == 3)
        let resume = operation(Vault.Function.resume)
        #expect(schedule(resume) == nil)
        street.wait(seconds: Self.delay - 1)
        #expect(execute(resume) != nil)
        #expect(phase == 3)
        street.wait(seconds: 1)
        #expect(execute(resume) == nil)
        #expect(phase == 0)
    }

    @Test func `changes its limits only after the delay`() {
        var limits = Vault.Limits()
        limits.slippage = BasisPoints(50)
        let words = [UInt256(Vault.Setting.limits.rawValue), 0, limits.word]
        let configure = operation(Vault.Function.configure, words)
        #expect(
            street.call(Street.vault, from: Self.proposer, Vault.Function.configure, words).failure
                == refusal("NotOwner(address)", [Self.proposer.word])
        )
        #expect(schedule(configure) == nil)
        #expect(execute(configure) != nil)
        street.wait(seconds: Self.delay)
        #expect(execute(configure) == nil)
        #expect(street.stored(Street.vault, Vault.Storage.limits.location) == limits)
        // Once is once.
        #expect(execute(configure) != nil)
    }

    @Test func `has targets that wait as well`() {
        let strategy = Address(word: 0x7102)
        OwnedWeights.place(
            at: strategy,
            weights: [5_000, 5_000],
            trigger: Trigger(.absolute, threshold: 500),
            owner: Self.timelock,
            on: street.machine
        )
        street.store(Street.vault, Vault.Storage.strategy.location, strategy)
        let change = Timelock.Operation(
            target: strategy,
            value: .zero,
            data: ABI.encodeCall(
                selector: OwnedWeights.Function.setWeights.value,
                words: [32, 2, 9_000, 1_000]
            ),
            predecessor: .zero,
            salt: .zero
        )
        #expect(schedule(change) == nil)
        #expect(execute(change) != nil)
        street.wait(seconds: Self.delay)
        #expect(execute(change) == nil)
        let result = street.call(strategy, from: Street.bob, Strategy.Function.targets)
        #expect(result.word(2) == 9_000 && result.word(3) == 1_000)
    }
}
