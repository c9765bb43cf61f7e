// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who only runs Ballast builds the benchmark library.
// `make bench` runs it. The folder `Benchmarks/Benchmarks` is where the plugin looks.

func benchmark(_ name: String) -> Target {
    .executableTarget(
        name: name,
        dependencies: [
            .product(name: "Benchmark", package: "benchmark"),
            .product(name: "BallastCore", package: "ballast"),
        ],
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
        benchmark("WideMathBenchmarks")
    ]
)
