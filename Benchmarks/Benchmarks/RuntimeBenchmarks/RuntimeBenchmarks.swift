import Benchmark
import Workloads

/// The runtime's own benchmarks (DESIGN section 11), each with the work that `Figures` tabulates.
///
/// A benchmark whose result is wrong reports an error instead of a number.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .throughput],
        warmupIterations: 3,
        maxDuration: .seconds(3),
        maxIterations: 200
    )

    Benchmark("1000 x transfer + swap, unsigned") { benchmark in
        let world = try PoolWorld()
        var nonce = world.nonce
        let pairs = try world.pairs(1_000, nonce: &nonce)
        benchmark.startMeasurement()
        let last = try world.run(pairs)
        benchmark.stopMeasurement()
        try world.check(last, pairs)
        try world.inspectOne()
    }

    Benchmark("100 x transfer + swap, signed, verified") { benchmark in
        let world = try PoolWorld()
        var nonce = world.nonce
        let pairs = try world.pairs(100, nonce: &nonce)
        let signed = world.signed(pairs)
        benchmark.startMeasurement()
        try world.verifyAndRun(signed)
        benchmark.stopMeasurement()
        if let last = pairs.last { try world.checkReserves(last) }
        try world.inspectOne()
    }

    Benchmark("200 x bare libsecp256k1 recovery") { benchmark in
        let world = try PoolWorld()
        var nonce = world.nonce
        let recovery = try BareRecovery(world.signed(try world.pairs(100, nonce: &nonce)))
        benchmark.startMeasurement()
        try recovery.run()
        benchmark.stopMeasurement()
    }

    Benchmark("1000 x fork: checkpoint, 3 swaps, roll back") { benchmark in
        let world = try PoolWorld()
        var nonce = world.nonce
        let pairs = try world.pairs(3, nonce: &nonce)
        benchmark.startMeasurement()
        try world.fork(pairs, times: 1_000)
        benchmark.stopMeasurement()
        // Nothing of the forks is left: the same pairs still run, from the same reserves.
        try world.check(try world.run(pairs), pairs)
        try world.inspectOne()
    }

    for holders in [1_000, 1_000_000] {
        let configuration = Benchmark.Configuration(
            metrics: [.wallClock, .throughput],
            warmupIterations: 1,
            maxDuration: .seconds(3),
            maxIterations: 20
        )
        Benchmark(
            "10,000 x transfer between \(holders) holders",
            configuration: configuration
        ) { benchmark, world in
            let transfers = world.transfers(10_000)
            benchmark.startMeasurement()
            let last = try world.run(transfers)
            benchmark.stopMeasurement()
            try world.check(last, transfers)
        } setup: {
            HolderWorld(holders: holders)
        }
    }
}
