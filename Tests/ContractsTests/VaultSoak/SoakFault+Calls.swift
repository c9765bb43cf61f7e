import Contracts
import Execution
import Primitives
import WideMath

/// Faults that show in how calls end and what trades do.
extension SoakFault {
    /// A contract that refuses everything.
    private enum Mute: Contract {
        static let name = "Mute"
        static let slotCount: UInt32 = 0
        static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
            throw .revert(.empty)
        }
    }

    static let ofCalls: [SoakFault] = [
        SoakFault(
            name: "a lock that stays",
            invariant: .lock,
            follows: called(isRefused: false),
            plant: { add(1, to: Vault.Storage.lock.location, of: vault, $0) }
        ),
        SoakFault(
            name: "a refused call that leaves something behind",
            invariant: .unchanged,
            follows: called(isRefused: true),
            plant: { add(1, to: Vault.Storage.lastNAV.location, of: vault, $0) }
        ),
        SoakFault(
            name: "views that fail",
            invariant: .views,
            follows: { deed, _ in deed.kind == .wait },
            plant: { world in
                world.machine.place(Mute.self, at: vault)
                return true
            }
        ),
        SoakFault(
            name: "a call from inside that is let in",
            invariant: .reentrancy,
            terms: hostile,
            follows: called(isRefused: false),
            plant: { add(1, to: HostileToken.admitted.location, of: $0.quote.token, $0) }
        ),
        SoakFault(
            name: "an answer that should not be believed is",
            invariant: .prices,
            terms: trusting,
            // Feeds are mended for one call, between the books and the call.
            prepare: { world, deed in
                guard let call = deed.call, call.kind == .accrue,
                    world.assets.contains(where: \.isFaulty)
                else { return false }
                return change(world, for: call) { world in
                    for index in world.assets.indices.dropFirst() { world.report(index) }
                }
            },
            follows: done(.accrue),
            plant: { _ in true }
        ),
    ]

    static let ofTrades: [SoakFault] = [
        SoakFault(
            name: "a slice that gives a tenth of the vault away",
            invariant: .sharePrice,
            terms: trusting,
            follows: traded,
            plant: { world in
                let pool = world.pools[0].address
                for index in world.assets.indices {
                    let part = world.real(index, vault).times(1, over: 10)
                    world.move(world.assets[index].token, part, from: vault, to: pool)
                }
                return true
            }
        ),
        unlimited("turnover of a rebalance") { $0.turnover = BasisPoints($1 ? 1 : 0) },
        unlimited("turnover of a day") { $0.dailyTurnover = BasisPoints($1 ? 1 : 0) },
        unlimited("loss of a rebalance") { $0.loss = BasisPoints($1 ? 1 : 10_000) },
        unlimited("budget of losses") { limits, isOn in
            limits.lossBudget = BasisPoints(isOn ? 1 : 0)
            limits.loss = .whole
        },
    ]

    /// A vault that does not hold a slice to a limit of one basis point.
    private static func unlimited(
        _ name: String,
        _ limit: @escaping @Sendable (inout Vault.Limits, Bool) -> Void
    ) -> SoakFault {
        @Sendable func set(_ isOn: Bool, _ world: SoakWorld) {
            var limits = world.machine.read(Vault.Storage.limits, of: vault)
            limit(&limits, isOn)
            world.machine.write(Vault.Storage.limits, of: vault, limits)
        }
        return SoakFault(
            name: "a slice beyond the \(name)",
            // What a rebalance loses is held to its limit by the share price, too, and first.
            invariant: name == "loss of a rebalance" ? .sharePrice : .limits,
            terms: { terms in
                trusting(&terms)
                terms.execution = .atOnce(duration: 0)
                limit(&terms.limits, true)
            },
            prepare: { world, deed in
                let limits = world.machine.read(Vault.Storage.limits, of: vault)
                var wanted = limits
                limit(&wanted, true)
                guard let call = deed.call, deed.kind == .performUpkeep, limits == wanted else {
                    return false
                }
                return change(world, for: call) {
                    set(false, $0)
                } holds: { world, _ in
                    exceeds(world)
                }
            },
            follows: traded,
            plant: { world in
                set(true, world)
                return true
            }
        )
    }

    /// Whether the last call was a slice that sold and lost more than a basis point of NAV.
    private static func exceeds(_ world: SoakWorld) -> Bool {
        let event = world.machine.collectedLogs.first { $0.topics.first == Vault.Rebalanced.topic }
        guard let event, event.data.count == 96 else { return false }
        let words = (0..<3).map {
            UInt256(bigEndian: event.data[(32 * $0)..<(32 * $0 + 32)]) ?? .zero
        }
        let (nav, after, turnover) = (words[0], words[1], words[2])
        let point = nav.times(1, over: 10_000)
        return nav > after.wrappingAdd(point).wrappingAdd(1) && turnover > point
    }
}
