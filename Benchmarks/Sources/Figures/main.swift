import Execution
import Foundation
import Primitives
import Signing
import WideMath
import Workloads

/// The shortest of some runs of `body`, in nanoseconds; others on the machine only lengthen a run.
func shortest(of runs: Int, _ body: () throws -> Duration) rethrows -> Double {
    var best = Duration.seconds(3_600)
    for _ in 0..<runs { best = min(best, try body()) }
    return Double(best.components.seconds) * 1e9 + Double(best.components.attoseconds) / 1e9
}

let clock = ContinuousClock()

/// So many pairs lie in the processor's second cache; thousands would measure the memory behind it,
/// which the other guests of a shared host use too.
let pairCount = 500
let pairRuns = 400

/// Nanoseconds of a transfer and a swap, unsigned.
func pairTime() throws -> Double {
    let world = try PoolWorld()
    let time = try shortest(of: pairRuns) {
        var nonce = world.nonce
        let pairs = try world.pairs(pairCount, nonce: &nonce)
        var last: PoolWorld.Results?
        let time = try clock.measure { last = try world.run(pairs) }
        try world.check(last, pairs)
        return time
    }
    try world.inspectOne()
    return time / Double(pairCount)
}

/// Nanoseconds of a transfer and a swap as calls.
func callTime() throws -> Double {
    let world = try PoolWorld()
    let time = try shortest(of: pairRuns) {
        var nonce = world.nonce
        let pairs = try world.pairs(pairCount, nonce: &nonce)
        var last: (transfer: WhatIfResult, swap: WhatIfResult)?
        let time = clock.measure { last = world.call(pairs) }
        try world.check(last, pairs)
        return time
    }
    return time / Double(pairCount)
}

/// Nanoseconds of a signed transaction, and of the library's recovery alone.
func signedTimes() throws -> (whole: Double, recovery: Double) {
    let world = try PoolWorld()
    let whole = try shortest(of: 10) {
        var nonce = world.nonce
        let pairs = try world.pairs(500, nonce: &nonce)
        let signed = world.signed(pairs)
        let time = try clock.measure { try world.verifyAndRun(signed) }
        if let last = pairs.last { try world.checkReserves(last) }
        return time
    }
    try world.inspectOne()
    var nonce = world.nonce
    let recovery = try BareRecovery(world.signed(try world.pairs(500, nonce: &nonce)))
    let bare = try shortest(of: 10) { try clock.measure { try recovery.run() } }
    return (whole / 1_000, bare / 1_000)
}

/// The same on all cores: senders recovered in parallel ahead of execution, and the library alone.
func parallelTimes() throws -> (whole: Double, recovery: Double) {
    let world = try PoolWorld()
    let whole = try shortest(of: 10) {
        var nonce = world.nonce
        let pairs = try world.pairs(2_000, nonce: &nonce)
        let signed = world.signed(pairs)
        let time = try clock.measure { try world.verifyInParallelAndRun(signed) }
        if let last = pairs.last { try world.checkReserves(last) }
        return time
    }
    try world.inspectOne()
    var nonce = world.nonce
    let signed = world.signed(try world.pairs(2_000, nonce: &nonce))
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let parts = try (0..<cores).map { core in
        try BareRecovery(signed.indices.filter { $0 % cores == core }.map { signed[$0] })
    }
    let bare = shortest(of: 10) {
        clock.measure {
            DispatchQueue.concurrentPerform(iterations: cores) { core in
                try? parts[core].run()
            }
        }
    }
    return (whole / 4_000, bare / 4_000)
}

/// Nanoseconds of a fork of the state with three transfers and swaps.
func forkTime() throws -> Double {
    let world = try PoolWorld()
    var nonce = world.nonce
    let pairs = try world.pairs(3, nonce: &nonce)
    let time = try shortest(of: 40) {
        try clock.measure { try world.fork(pairs, times: 2_000) }
    }
    // Nothing of the forks is left: the same pairs still run, from the same reserves.
    try world.check(try world.run(pairs), pairs)
    try world.inspectOne()
    return time / 2_000
}

/// Nanoseconds of a transfer between holders drawn from so many.
func transferTime(holders: Int) throws -> Double {
    let world = HolderWorld(holders: holders)
    let time = try shortest(of: 10) {
        let transfers = world.transfers(100_000)
        var last: HolderWorld.Result?
        let time = try clock.measure { last = try world.run(transfers) }
        try world.check(last, transfers)
        return time
    }
    return time / 100_000
}

/// How many bytes of memory the process holds, by Linux's account.
func residentBytes() throws -> Double {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
    return pages * Double(getpagesize())
}

/// Bytes of resident memory that each of a million entries of a mapping takes.
func bytesOfSlot() throws -> Double {
    let world = SlotWorld()
    let before = try residentBytes()
    world.fill(1_000_000)
    return (try residentBytes() - before) / 1e6
}

func row(_ name: String, _ value: Double, _ unit: String, digits: Int = 0) {
    let label = name.padding(toLength: 44, withPad: " ", startingAt: 0)
    let number = String(format: "%.\(digits)f", value)
    print("  \(label)\(String(repeating: " ", count: max(0, 12 - number.count)))\(number)  \(unit)")
}

/// Whether a figure is asked for: all are without arguments; a profile wants one alone.
func isAsked(_ name: String) -> Bool {
    CommandLine.arguments.count == 1 || CommandLine.arguments.contains(name)
}

print("figures: shortest of several runs, one core where it does not say all")
if isAsked("pair") {
    let pair = try pairTime()
    row("transfer + swap, as calls", try callTime(), "ns")
    row("transfer + swap, two unsigned transactions", pair, "ns")
    row("  the same, transactions a second", 2e9 / pair, "tx/s")
}
if isAsked("signed") {
    let signed = try signedTimes()
    row("signed transaction, hashed, verified, run", signed.whole, "ns")
    row("  transactions a second", 1e9 / signed.whole, "tx/s")
    row("bare libsecp256k1 recovery", signed.recovery, "ns")
    row("  signed throughput to bare recovery", signed.recovery / signed.whole, "x", digits: 3)
}
if isAsked("parallel") {
    let signed = try parallelTimes()
    row("signed transaction, all cores", signed.whole, "ns")
    row("  transactions a second", 1e9 / signed.whole, "tx/s")
    row("bare libsecp256k1 recovery, all cores", signed.recovery, "ns")
    row("  signed throughput to bare recovery", signed.recovery / signed.whole, "x", digits: 3)
}
if isAsked("fork") {
    let fork = try forkTime()
    row("fork: checkpoint, 3 x transfer + swap, undo", fork, "ns")
    row("  forks a second", 1e9 / fork, "forks/s")
}
if isAsked("memory") { row("memory of a live slot", try bytesOfSlot(), "bytes") }
if isAsked("growth") {
    let few = try transferTime(holders: 1_000)
    let many = try transferTime(holders: 1_000_000)
    row("random transfer, 1,000 holders", few, "ns")
    row("random transfer, 1,000,000 holders", many, "ns")
    row("  growth from 1,000 to 1,000,000", many / few, "x", digits: 2)
}
