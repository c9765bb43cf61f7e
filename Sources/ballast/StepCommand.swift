import ArgumentParser
import Reporting
import Scenarios
import Simulation

/// `ballast step FILE`: walks through a run block by block.
struct StepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step",
        abstract: "Walk through a run block by block, and reorder blocks by hand.",
        discussion: """
            In a terminal it fills the screen; ? shows the keys. It shows of each block the \
            mempool as each party saw it, the order and why, every transaction with its signature, \
            gas line by line, storage and events, the pools' curves and the vault's losses. \
            Reordering happens on a fork and changes nothing of the run. With --block it prints \
            one block and ends.

            EXAMPLES
              ballast step scenarios/quickstart.yaml
              ballast step scenarios/quickstart.yaml --block 10
              ballast step scenarios/quickstart.yaml --block 10 --format json
              ballast step scenarios/quickstart.yaml --block 10 --order 2,0
              ballast step scenarios/black-thursday.yaml --seed 7 --block 2000
            """
    )

    @OptionGroup var input: ScenarioArguments

    @Option(help: "A seed instead of the file's.")
    var seed: UInt64?

    @Option(help: "Print this block and end; the first is 1.")
    var block: UInt64?

    @Option(help: "How the block is printed: text or json.")
    var format: OutputFormat?

    @Option(
        help: ArgumentHelp(
            "Execute the block's transactions in another order, by their places from 0.",
            valueName: "places"
        )
    )
    var order: String?

    func run() throws {
        let scenario = try input.load(seed: seed)
        let places = try order.map { try Self.places($0) }
        if order != nil, block == nil {
            throw Stop.wrong("--order needs --block N: the block to reorder")
        }
        if block == nil, format != nil {
            throw Stop.wrong("--format needs --block N: the block to print")
        }
        guard block != nil || StepScreen.isPossible else {
            throw Stop.wrong(
                "step walks in a terminal, and this is none; give --block N to print one block"
            )
        }
        var walk = try makeWalk(scenario)
        guard let block else { return try StepScreen.run(&walk) }
        try Self.go(&walk, to: block)
        guard var sheet = walk.sheet else { return }
        if let places { sheet = try reordered(sheet, places, walk) }
        switch format ?? .text {
        case .json: try Terminal.show(sheet.json.pretty)
        case .text: try Terminal.show(sheet.text)
        }
    }

    private func makeWalk(_ scenario: Scenario) throws -> BlockWalk {
        do throws(WorldError) {
            return try BlockWalk(scenario)
        } catch {
            throw Stop.wrong("\(input.file): \(error.description)")
        }
    }

    private static func go(_ walk: inout BlockWalk, to block: UInt64) throws {
        Interruption.watch()
        var progress = Progress(total: block, isShown: true)
        let start = ContinuousClock.now
        walk.stops = { number in
            if .now - start > .seconds(1) { progress.update(number) }
            return Interruption.isRequested
        }
        defer { progress.clear() }
        do throws(BlockWalk.Obstacle) {
            try walk.go(to: block)
        } catch {
            if error == .interrupted { throw Stop.interrupted("interrupted before block \(block)") }
            throw Stop.wrong(error.text)
        }
    }

    private func reordered(
        _ sheet: BlockSheet,
        _ places: [Int],
        _ walk: BlockWalk
    ) throws -> BlockSheet {
        let arrivals = sheet.arrivals
        if let unknown = places.first(where: { !arrivals.indices.contains($0) }) {
            throw Stop.wrong(
                "--order names place \(unknown), and block \(sheet.number) has "
                    + (arrivals.isEmpty ? "none" : "0 to \(arrivals.count - 1)")
            )
        }
        return walk.fork(places.map { arrivals[$0] }) ?? sheet
    }

    private static func places(_ text: String) throws -> [Int] {
        var places: [Int] = []
        for part in text.split(separator: ",") {
            guard let place = Int(part), place >= 0, !places.contains(place) else {
                throw Stop.wrong("--order is \"\(text)\"; give places once each, as 2,0,1")
            }
            places.append(place)
        }
        return places
    }
}

extension BlockWalk.Obstacle {
    /// Why, for people.
    var text: String {
        switch self {
        case .noSuchBlock(let last):
            last == 0 ? "the run has no block" : "the run has blocks 1 to \(last)"
        case .noLandmark(let landmark):
            "no later block has \(landmark == .attack ? "an" : "a") "
                + landmark.rawValue
        case .interrupted: "stopped; the walk is back where it was"
        }
    }
}
