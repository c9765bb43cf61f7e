import Scenarios
import Simulation
import Foundation
let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1])))
let scenario = try Scenario.decode(bytes: bytes, file: CommandLine.arguments[1])
let world = try WorldBuilder.build(scenario)
var engine = Engine(world)
var statuses: [String: Int] = [:]
let start = engine.observeStart()
print(start)
var last = start
let t0 = Date()
while let record = engine.step() {
    for t in record.transactions { statuses["\(t.pending.author) \(t.pending.purpose.label) \(t.receipt.status)", default: 0] += 1 }
    for r in record.refused { statuses["refused \(r.pending.author) \(r.reason)", default: 0] += 1 }
    for r in record.heldBack { statuses["held \(r.reason)", default: 0] += 1 }
    for r in record.expired { statuses["expired \(r.author)", default: 0] += 1 }
    for r in record.rejected { statuses["rejected \(r)", default: 0] += 1 }
    for v in record.violations { print(v) }
    if record.number % 1000 == 1 { print(record.number, Double(record.baseFee.raw.limb0)/1e9, record.gasUsed, record.observation.prices, record.observation.pools[0].spot, record.observation.vault?.navAtMarket ?? 0, record.observation.vault?.weights ?? []) }
    last = record.observation
}
print(last)
for (k, v) in statuses.sorted(by: { $0.key < $1.key }) { print(v, k) }
print(Date().timeIntervalSince(t0), engine.invariants.checked)
