import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// A fault of the vault as it would look from outside, planted by hand, and the invariant that must
/// notice it after the very deed.
struct SoakFault: Sendable {
    /// Whether a deed that was done is one to plant the fault after.
    typealias Occasion = @Sendable (SoakDeed, SoakWorld.Outcome) -> Bool

    let name: String
    let invariant: SoakViolation.Invariant
    /// What the world must be like.
    var terms: @Sendable (inout SoakTerms) -> Void = { _ in }
    /// Makes the vault do the next deed wrongly; whether it will.
    var prepare: @Sendable (SoakWorld, SoakDeed) -> Bool = { _, _ in true }
    let follows: Occasion
    /// Changes the world behind the vault's back; whether it could.
    let plant: @Sendable (SoakWorld) -> Bool

    /// The number of the deed from which on faults are planted, once the world has got going.
    static let earliest = 30

    static let all = ofShares + ofTokens + ofClaims + ofCalls + ofTrades
}

extension SoakFault: CustomTestStringConvertible {
    var testDescription: String { name }
}

extension SoakFault {
    static let vault = SoakWorld.vault

    // MARK: Deeds

    /// Not a refused call, which must change nothing at all.
    static let anything: Occasion = { _, outcome in outcome.failure == nil }

    static func done(_ kinds: SoakKind...) -> Occasion {
        { deed, outcome in outcome.failure == nil && kinds.contains(deed.kind) }
    }

    /// A call of the vault that succeeded, or one that was refused.
    static func called(isRefused: Bool) -> Occasion {
        { deed, outcome in deed.call != nil && (outcome.failure != nil) == isRefused }
    }

    static let traded: Occasion = { _, outcome in
        outcome.logs.contains { $0.topics.first == Vault.Rebalanced.topic }
    }

    // MARK: Worlds

    static let trusting: @Sendable (inout SoakTerms) -> Void = { terms in
        terms.isHostile = terms.isHostile.map { _ in false }
    }

    static let hostile: @Sendable (inout SoakTerms) -> Void = { terms in
        terms.isHostile = terms.isHostile.map { _ in true }
    }

    // MARK: Changes

    static func add<Value: Word>(
        _ amount: UInt256,
        to place: Location<Value>,
        of account: Address,
        _ world: SoakWorld
    ) -> Bool {
        let sum = world.machine.read(place, of: account).word.addingReportingOverflow(amount)
        if sum.overflow { return false }
        world.machine.write(place, of: account, Value(word: sum.partialValue))
        return true
    }

    /// A unit of an asset changes hands.
    static func pass(_ index: Int, from: Address, to: Address, _ world: SoakWorld) -> Bool {
        if world.real(index, from).isZero { return false }
        world.move(world.assets[index].token, 1, from: from, to: to)
        return true
    }

    /// Changes the world where the call then succeeds as `holds` wants it, and leaves it otherwise.
    static func change(
        _ world: SoakWorld,
        for call: SoakCall,
        _ change: (SoakWorld) -> Void,
        holds: (SoakWorld, WhatIfResult) -> Bool = { _, _ in true }
    ) -> Bool {
        let checkpoint = world.machine.state.checkpoint()
        change(world)
        let result = world.machine.simulate(vault, from: call.caller, data: call.data)
        let isWanted = result.failure == nil && holds(world, result)
        if isWanted {
            world.machine.state.commit(checkpoint)
        } else {
            world.machine.state.rollBack(checkpoint)
        }
        return isWanted
    }
}
