import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// Every phase × every entry point × every role, from the one table of transitions.
@Suite struct `The phases of a vault` {
    static let callers: [(name: String, address: Address)] = [
        ("anyone", Street.alice), ("keeper", Street.keeper), ("guardian", Street.guardian),
        ("owner", Street.owner),
    ]

    @Test(arguments: Vault.Phase.allCases, Vault.Entry.allCases)
    func `allow what the table says, lead where it says, and refuse the rest`(
        _ phase: Vault.Phase,
        _ entry: Vault.Entry
    ) throws {
        guard entry != .time else { return }
        for caller in Self.callers {
            let street = try Self.street(in: phase, for: entry, caller.address)
            let before = street.stored(Street.vault, Vault.Storage.status.location)
            #expect(before.phase == phase)
            let result = try Self.call(entry, street, caller.address)
            let label: Comment = "\(phase), \(entry), \(caller.name)"
            let after = street.stored(Street.vault, Vault.Storage.status.location).phase
            #expect(street.stored(Street.vault, Vault.Storage.lock.location) == 1, label)
            let rows = Vault.transitions.filter { $0.entry == entry }
            let role = try #require(rows.first?.role)
            guard Self.has(role, caller.address) else {
                let name = ["keeper": "Keeper", "guardian": "Guardian", "owner": "Owner"]["\(role)"]
                let refused = refusal("Not\(name ?? "")(address)", [caller.address.word])
                #expect(result.failure == refused, label)
                #expect(after == phase)
                continue
            }
            guard let row = rows.first(where: { $0.from.contains(phase) }) else {
                let expected =
                    phase == .cooldown
                    ? refusal(
                        "CoolingDown(uint256,uint256)",
                        [UInt256(before.until), UInt256(street.machine.block.timestamp)]
                    )
                    : refusal(
                        "WrongPhase(uint256,uint256)",
                        [UInt256(entry.rawValue), UInt256(phase.rawValue)]
                    )
                #expect(result.failure == expected, label)
                #expect(after == phase)
                continue
            }
            #expect(result.failure == nil, label)
            #expect(row.to.isEmpty ? after == phase : row.to.contains(after), label)
        }
    }

    /// The entry points take no other way; one that did by mistake would be stopped here.
    @Test(arguments: Vault.Entry.allCases)
    func `lead nowhere that the table does not say`(_ entry: Vault.Entry) throws {
        let street = try Street()
        street.machine.place(PhaseMover.self, at: PhaseMover.address)
        let rows = Vault.transitions.filter { $0.entry == entry }
        for from in Vault.Phase.allCases {
            for to in Vault.Phase.allCases {
                let words = [entry.rawValue, from.rawValue, to.rawValue].map { UInt256($0) }
                let result = street.call(
                    PhaseMover.address,
                    from: Street.bob,
                    PhaseMover.move,
                    words
                )
                let isKnown = rows.contains { $0.from.contains(from) && $0.to.contains(to) }
                let refused = refusal("WrongPhase(uint256,uint256)", [words[0], words[2]])
                #expect(result.failure == (isKnown ? nil : refused), "\(from) to \(to)")
            }
        }
    }

    @Test func `have every way out of each but shutdown`() {
        for phase in Vault.Phase.allCases where phase != .shutdown {
            #expect(Vault.transitions.contains { $0.from.contains(phase) && !$0.to.isEmpty })
        }
        #expect(!Vault.transitions.contains { $0.from.contains(.shutdown) && !$0.to.isEmpty })
        for entry in Vault.Entry.allCases {
            let roles = Set(Vault.transitions.filter { $0.entry == entry }.map { "\($0.role)" })
            #expect(roles.count == 1, "\(entry) has one role")
        }
    }

    /// The cool-down of 600 seconds, and the time given to a rebalance, 90 seconds.
    @Test(
        arguments: [
            (.cooldown, 599, .cooldown), (.cooldown, 600, .active),
            (.rebalancing, 89, .rebalancing),
            (.rebalancing, 90, .cooldown), (.rebalancing, 689, .cooldown),
            (.rebalancing, 690, .active), (.halted, 1_000_000, .halted),
            (.shutdown, 1_000_000, .shutdown), (.active, 1_000_000, .active),
        ] as [(Vault.Phase, UInt64, Vault.Phase)]
    )
    func `end in time`(
        _ phase: Vault.Phase,
        _ seconds: UInt64,
        _ expected: Vault.Phase
    ) throws {
        let street = try Self.street(in: phase, for: .bid, Street.alice)
        street.wait(seconds: seconds)
        let result = street.call(Street.vault, from: Street.bob, Vault.Function.phase)
        #expect(result.word() == UInt256(expected.rawValue))
    }

    @Test func `tell why the vault is halted, and forget it`() throws {
        let street = try Street()
        _ = street.call(Street.vault, from: Street.guardian, Vault.Function.halt)
        let log = try #require(street.machine.collectedLogs.last)
        #expect(log.topics == [Vault.PhaseChanged.topic])
        #expect(
            log.data == [0, 3, 1].flatMap { UInt256($0 as UInt64).bigEndianBytes }
        )
        let halted = street.call(Street.vault, from: Street.bob, Vault.Function.phase)
        #expect(halted.word(0) == 3 && halted.word(1) == 1)
        _ = street.call(Street.vault, from: Street.owner, Vault.Function.resume)
        let resumed = street.call(Street.vault, from: Street.bob, Vault.Function.phase)
        #expect(resumed.word(0) == 0 && resumed.word(1) == 0)
    }

    // MARK: The stage

    private static func has(_ role: Vault.Role, _ caller: Address) -> Bool {
        switch role {
        case .anyone: true
        case .keeper: caller == Street.keeper
        case .guardian: caller == Street.guardian || caller == Street.owner
        case .owner: caller == Street.owner
        }
    }

    /// A vault in a phase, in which the call would succeed if table and role allow it.
    private static func street(
        in phase: Vault.Phase,
        for entry: Vault.Entry,
        _ caller: Address
    ) throws -> Street {
        let street = try Street()
        street.fillPool()
        street.give(Street.vault, Street.usdc, UInt256(100_000_000_000))
        street.store(Street.vault, ShareLedger.Storage.totalSupply.location, TokenAmount(4_000))
        for holder in callers {
            let place = ShareLedger.Storage.balances[holder.address]
            street.store(Street.vault, place, TokenAmount(1_000))
        }
        let isAuction = [.openAuction, .bid, .raiseTargets, .closeRebalance].contains(entry)
        if isAuction { street.holdAuction() }
        if entry == .rebalance, phase == .rebalancing {
            TimeSlices.place(
                at: Street.execution,
                slices: 2,
                interval: 0,
                duration: 90,
                on: street.machine
            )
        }
        try prepare(street, entry, caller)
        let now = street.machine.block.timestamp
        var status = Vault.Status()
        status.phase = phase
        status.openedAt = phase == .rebalancing ? now : 0
        status.until = now + (phase == .rebalancing ? 90 : 600)
        status.slices = isAuction ? 0 : 2
        street.store(Street.vault, Vault.Storage.status.location, status)
        return street
    }

    private static func prepare(
        _ street: Street,
        _ entry: Vault.Entry,
        _ caller: Address
    ) throws {
        switch entry {
        case .deposit:
            street.give(caller, Street.usdc, UInt256(100_000_000_000))
            street.call(Street.usdc, from: caller, ERC20.approve, [Street.vault.word, .max])
        case .claim:
            street.store(
                Street.vault,
                Vault.Storage.claims[caller, Street.usdc],
                TokenAmount(5)
            )
            street.store(Street.vault, Vault.Storage.owed[Street.usdc], TokenAmount(5))
        case .bid:
            // The vault buys one WETH.
            street.store(
                Street.vault,
                Vault.Storage.goals[Street.weth],
                TokenAmount(Street.ether)
            )
            street.give(caller, Street.weth, Street.ether)
            street.call(Street.weth, from: caller, ERC20.approve, [Street.vault.word, .max])
        case .raiseTargets:
            street.limit { $0.raise = BasisPoints(25) }
        case .trip:
            // The share price has halved since the day's.
            let price = UInt256(1).wrappingAdd(.one << 150)
            street.limit { $0.breakerDrop = BasisPoints(5_000) }
            street.store(
                Street.vault,
                Vault.Storage.reference.location,
                Vault.ReferencePrice(price: price, takenAt: street.machine.block.timestamp)
            )
        default: break
        }
    }

    private static func call(
        _ entry: Vault.Entry,
        _ street: Street,
        _ caller: Address
    ) throws -> WhatIfResult {
        let own = caller.word
        let (function, words): (Selector, [UInt256]) =
            switch entry {
            case .deposit: (Vault.Function.deposit, [UInt256(100_000_000_000), own])
            case .withdraw: (Vault.Function.redeem, [10, own, own])
            case .redeemInKind: (Vault.Function.redeemInKind, [10, own])
            case .claim: (Vault.Function.claim, [Street.usdc.word, own])
            case .accrue: (Vault.Function.accrue, [])
            case .rebalance:
                (
                    Vault.Function.rebalance,
                    [32, 1, street.pair.word, Street.usdc.word, 1_000_000_000, 0]
                )
            case .openAuction: (Vault.Function.openAuction, [])
            case .bid: (Vault.Function.bid, [Street.weth.word, Street.ether, 0])
            case .raiseTargets: (Vault.Function.raiseTargets, [])
            case .closeRebalance: (Vault.Function.closeRebalance, [])
            case .halt: (Vault.Function.halt, [])
            case .trip: (Vault.Function.trip, [])
            case .resume: (Vault.Function.resume, [])
            case .shutDown: (Vault.Function.shutDown, [])
            case .configure: (Vault.Function.configure, [2, 0, 77])
            case .time: throw Unreachable()
            }
        return street.call(Street.vault, from: caller, function, words)
    }

    private struct Unreachable: Error {}
}
