import Contracts
import Execution
import Primitives
import TestSupport
import WideMath

/// Some deeds in one world, everything checked after each.
struct SoakRun {
    static let suite = "vault"
    private(set) var world: SoakWorld
    private(set) var report = SoakReport()
    /// The deeds that were done.
    private(set) var count = 0
    /// The deed after which the fault was planted.
    private(set) var plantedAt: Int?
    private let part: Int
    private var invariants: SoakInvariants
    private var books: SoakBooks
    private let fault: SoakFault?

    /// A world by its number under this run's seed, and a fault that is planted in it once.
    init(
        part: Int,
        fault: SoakFault? = nil,
        terms: (inout SoakTerms) -> Void = { _ in }
    ) throws {
        self.part = part
        self.fault = fault
        world = try SoakWorld(Soak.numbers(Self.suite, part: part), terms)
        invariants = SoakInvariants(world, Soak.numbers("\(Self.suite) checks", part: part))
        books = SoakBooks(world, SoakRecount(world))
    }

    /// Does so many deeds, or as many as it takes to a violation; gives what it says.
    mutating func run(deeds: Int) -> String? {
        defer { report.noteUnjudged(invariants.takeUnjudged()) }
        while count < deeds {
            let deed = world.draw(books.recount)
            if let failure = step(deed) { return failure }
        }
        return nil
    }

    private mutating func step(_ deed: SoakDeed) -> String? {
        count += 1
        do {
            try perform(deed)
            return nil
        } catch {
            let text = self.text(error, deed)
            report.fail(text)
            return text
        }
    }

    private mutating func perform(_ deed: SoakDeed) throws {
        world.beat()
        let before = SoakBooks(world, books.recount)
        let isSampled = invariants.stream.below(16) == 0
        let values = isSampled ? world.values : []
        let root = invariants.stream.below(1_024) == 0 ? world.machine.stateRoot : nil
        let isPrepared = prepare(deed)
        let outcome = world.perform(deed)
        if let fault, isPrepared, fault.follows(deed, outcome), fault.plant(world) {
            plantedAt = count
        }
        report.note(deed.kind, refusedFor: outcome.failure.map(Self.reason))
        if outcome.failure != nil, deed.call != nil {
            try requireUnchanged()
            try require(
                !isSampled
                    || world.values.starts(with: values)
                        && world.values.dropFirst(values.count).allSatisfy(\.isZero),
                .unchanged,
                "a cell has"
            )
            try require(
                root == nil || root == world.machine.stateRoot,
                .unchanged,
                "the state root has"
            )
        }
        books = SoakBooks(world, SoakRecount(world))
        try invariants.check(deed, outcome, world, from: before, to: books)
    }

    private func prepare(_ deed: SoakDeed) -> Bool {
        guard let fault, plantedAt == nil, count >= SoakFault.earliest else { return false }
        return fault.prepare(world, deed)
    }

    /// By the ledger's own account of the call, it changed nothing.
    private func requireUnchanged() throws {
        var changed: [String] = []
        world.machine.state.forEachChangedEntry { changed.append("\($0)") }
        try require(changed.isEmpty, .unchanged, changed.joined(separator: ", "))
    }

    private static func reason(_ failure: Fault) -> String {
        switch failure {
        case .revert(.error(let signature, _)): String(signature.prefix { $0 != "(" })
        case .revert(let reason): reason.description
        case .halt(let reason): "halt \(reason)"
        }
    }

    /// What a violation says, with the command that repeats it.
    private func text(_ error: any Error, _ deed: SoakDeed) -> String {
        let (name, detail) =
            switch error {
            case let violation as SoakViolation:
                (violation.invariant.rawValue, violation.detail)
            default: (SoakViolation.Invariant.arithmetic.rawValue, "\(error)")
            }
        return """
            \(name): \(detail)
            after deed \(count), \(deed)
            in world \(part): \(world.terms.text)
            \(Soak.label(Self.suite, part: part)) BALLAST_PART=\(part) swift test --filter \
            VaultInvariantTests
            """
    }
}

extension SoakWorld {
    /// Every cell of storage, in the ledger's order: a cell once met keeps its place.
    var values: [UInt256] {
        var values: [UInt256] = []
        machine.state.forEachEntry { values.append($0.value) }
        return values
    }
}
