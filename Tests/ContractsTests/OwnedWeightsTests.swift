import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `Weights of an owner` {
    let street: Street
    let strategy = Address(word: 0x0e0e)

    init() throws {
        street = try Street()
        street.placeAsker()
        OwnedWeights.place(
            at: strategy,
            weights: [1, 1],
            trigger: Trigger(.event),
            owner: Street.bank,
            on: street.machine
        )
    }

    private func setWeights(_ words: [UInt256], from caller: Address = Street.bank) -> Fault? {
        let function = OwnedWeights.Function.setWeights
        return street.call(strategy, from: caller, function, words).failure
    }

    @Test func `are set by the owner, which is a signal`() {
        street.wait(seconds: 7)
        #expect(setWeights([32, 2, 30, 70]) == nil)
        let logs = street.machine.collectedLogs
        #expect(logs.map(\.topics.first) == [OwnedWeights.WeightsSet.topic, signalled])
        #expect(logs[0].data == [32, 2, 30, 70].flatMap { UInt256($0).bigEndianBytes })
        #expect(street.ask(Asker.targets, strategy, [2]).words == [32, 2, 30, 70])
        let assessment = street.ask(Asker.assess, strategy, [UInt256(Street.start), 1, 1])
        #expect(assessment.word() == 1)
        let owner = street.call(strategy, from: Street.bob, OwnedWeights.Function.owner)
        #expect(owner.word() == Street.bank.word)
    }

    @Test func `are set by nobody else`() {
        #expect(
            setWeights([32, 2, 30, 70], from: Street.alice)
                == refusal("OwnableUnauthorizedAccount(address)", [Street.alice.word])
        )
        #expect(street.ask(Asker.targets, strategy, [2]).words == [32, 2, 1, 1])
    }

    @Test func `stay as many, below 64 bits and not all zero`() {
        let limit = UInt256.one << 64
        let refused: [([UInt256], [UInt256])] = [
            ([32, 1, 5], [1, 5]), ([32, 3, 1, 1, 1], [3, 3]), ([32, 2, 0, 0], [2, 0]),
            ([32, 2, limit, 0], [2, limit]), ([32, 0], [0, 0]),
        ]
        for (words, numbers) in refused {
            #expect(setWeights(words) == refusal("BadWeights(uint256,uint256)", numbers))
        }
        #expect(setWeights([32, 2, 0, limit.wrappingSubtract(1)]) == nil)
        #expect(setWeights([32, .max, 1]) == .revert(.empty))
    }

    @Test func `wait for the timelock that owns them`() throws {
        let timelock = Address(word: 0x71e1)
        Timelock.place(
            at: timelock,
            minDelay: 86_400,
            proposer: Street.bank,
            on: street.machine
        )
        street.store(strategy, OwnedWeights.Storage.owner.location, timelock)
        let operation = Timelock.Operation(
            target: strategy,
            data: ABI.encodeCall(
                selector: OwnedWeights.Function.setWeights.value,
                words: [32, 2, 30, 70]
            )
        )
        let machine = street.machine
        let announced = machine.call(
            timelock,
            from: Street.bank,
            data: operation.scheduleCalldata(delay: 86_400)
        )
        #expect(announced.failure == nil)
        street.wait(seconds: 86_399)
        let call = operation.executeCalldata
        #expect(machine.call(timelock, from: Street.bob, data: call).failure != nil)
        street.wait(seconds: 1)
        #expect(machine.call(timelock, from: Street.bob, data: call).failure == nil)
        #expect(street.ask(Asker.targets, strategy, [2]).words == [32, 2, 30, 70])
    }

    private var signalled: UInt256 { Strategy.Signalled.topic }
}
