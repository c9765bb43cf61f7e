// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who only runs Ballast builds the benchmark library.
// `make bench` runs it. The folder `Benchmarks/Benchmarks` is where the plugin looks.

// `Workloads` is what both the plugin's benchmarks and the plain table of `Figures` measure.

let core: Target.Dependency = .product(name: "BallastCore", package: "ballast")

func benchmark(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .executableTarget(
        name: name,
        dependencies: [.product(name: "Benchmark", package: "benchmark"), core] + dependencies,
        path: "Benchmarks/\(name)",
        swiftSettings: [.treatAllWarnings(as: .error)],
        plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    )
}

let package = Package(
    name: "ballast-benchmarks",
    dependencies: [
        .package(name: "ballast", path: ".."),
        // Without traits: its allocation counters are libraries that this project does not use.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .target(
            name: "Workloads",
            dependencies: [core, .product(name: "Verification", package: "ballast")],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
        .executableTarget(
            name: "Figures",
            dependencies: [core, "Workloads"],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
        benchmark("WideMathBenchmarks"),
        benchmark("RuntimeBenchmarks", ["Workloads"]),
    ]
)
