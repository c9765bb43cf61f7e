import Chain
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
    return nanoseconds(best)
}

/// The shortest runs of two bodies by turns: what others on the machine do falls upon both, so that
/// their ratio means something.
func shortest(
    of runs: Int,
    _ first: () throws -> Duration,
    _ second: () throws -> Duration
) rethrows -> (Double, Double) {
    var best = (Duration.seconds(3_600), Duration.seconds(3_600))
    for _ in 0..<runs { best = (min(best.0, try first()), min(best.1, try second())) }
    return (nanoseconds(best.0), nanoseconds(best.1))
}

func nanoseconds(_ duration: Duration) -> Double {
    let parts = duration.components
    return Double(parts.seconds) * 1e9 + Double(parts.attoseconds) / 1e9
}

let clock = ContinuousClock()

/// So many pairs lie in the processor's second cache; thousands would measure the memory behind it,
/// which the other guests of a shared host use too.
let pairCount = 500
/// So many runs take some seconds, which are more often quiet for a while than tenths of one.
let pairRuns = 2_000

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
    let recovery = try BareRecovery(try world.nextSigned(100).signed)
    return try signedTimes(in: world, pairs: 100) { signed in
        try world.verifyAndRun(signed)
    } recovery: {
        try recovery.run()
    }
}

/// The same on all cores: senders recovered in parallel ahead of execution, and the library alone.
func parallelTimes() throws -> (whole: Double, recovery: Double) {
    let world = try PoolWorld()
    let list = try world.nextSigned(500).signed
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let parts = try (0..<cores).map { core in
        try BareRecovery(list.indices.filter { $0 % cores == core }.map { list[$0] })
    }
    return try signedTimes(in: world, pairs: 500) { signed in
        try world.verifyInParallelAndRun(signed)
    } recovery: {
        DispatchQueue.concurrentPerform(iterations: cores) { core in try? parts[core].run() }
    }
}

/// Nanoseconds a transaction of running the next pairs, signed, and of recovering as many senders.
func signedTimes(
    in world: PoolWorld,
    pairs count: Int,
    _ run: ([SignedTransaction]) throws -> Void,
    recovery: () throws -> Void
) throws -> (whole: Double, recovery: Double) {
    let times = try shortest(of: 50) {
        let next = try world.nextSigned(count)
        let time = try clock.measure { try run(next.signed) }
        try world.checkReserves(next.last)
        return time
    } _: {
        try clock.measure(recovery)
    }
    try world.inspectOne()
    return (times.0 / Double(2 * count), times.1 / Double(2 * count))
}

/// Nanoseconds of a fork of the state with three transfers and swaps.
func forkTime() throws -> Double {
    let world = try PoolWorld()
    var nonce = world.nonce
    let pairs = try world.pairs(3, nonce: &nonce)
    let time = try shortest(of: pairRuns) {
        try clock.measure { try world.fork(pairs, times: 300) }
    }
    // Nothing of the forks is left: the same pairs still run, from the same reserves.
    try world.check(try world.run(pairs), pairs)
    try world.inspectOne()
    return time / 300
}

/// Nanoseconds of a transfer between holders drawn from a thousand, and from a million.
func transferTimes() throws -> (few: Double, many: Double) {
    let few = HolderWorld(holders: 1_000)
    let many = HolderWorld(holders: 1_000_000)
    let times = try shortest(of: 30) {
        try transferTime(few)
    } _: {
        try transferTime(many)
    }
    return (times.0 / 20_000, times.1 / 20_000)
}

func transferTime(_ world: HolderWorld) throws -> Duration {
    let transfers = world.transfers(20_000)
    var last: HolderWorld.Result?
    let time = try clock.measure { last = try world.run(transfers) }
    try world.check(last, transfers)
    return time
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
    let times = try transferTimes()
    row("random transfer, 1,000 holders", times.few, "ns")
    row("random transfer, 1,000,000 holders", times.many, "ns")
    row("  growth from 1,000 to 1,000,000", times.many / times.few, "x", digits: 2)
}
