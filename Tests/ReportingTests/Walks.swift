import Foundation
import Reporting
import Scenarios
import Testing

/// The folder of the package.
let packageFolder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A scenario file of the package, over after some blocks where that is asked for.
func scenarioFile(_ name: String, blocks: UInt64? = nil) throws -> Scenario {
    let path = packageFolder.appending(path: "scenarios/\(name)").path
    var scenario = try ScenarioFile.read(path)
    if let blocks { scenario.run = RunSettings(duration: .blocks(blocks)) }
    return scenario
}

/// A walk that stands before a block of a scenario file.
func freshWalk(_ name: String, to block: UInt64) throws -> BlockWalk {
    var walk = try BlockWalk(scenarioFile(name))
    try walk.go(to: block)
    return walk
}

extension BlockWalk {
    /// The sheet, which there is.
    var page: BlockSheet { get throws { try #require(sheet) } }
}
