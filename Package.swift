// swift-tools-version: 6.2
import PackageDescription

// The module graph of DESIGN section 2: a module imports only what its own line names. A test
// (`TidyTests`) compares every file's imports with this table.
//
// Warnings are errors in our own targets; dependencies build with theirs.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

// WideMath and the modules under the transaction loop are optimised in debug builds too: their
// 128-bit arithmetic is about a thousand times slower without.
let fast: [SwiftSetting] =
    strict + [
        .unsafeFlags(["-O"], .when(configuration: .debug)),
        // By default only functions of some twenty instructions are inlined into other modules.
        .unsafeFlags(
            ["-cross-module-optimization", "-Xllvm", "-cmo-function-size-limit=300"],
            .when(configuration: .release)
        ),
    ]

func module(
    _ name: String,
    _ dependencies: [Target.Dependency] = []
) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: fast)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let hashes: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let crypto: [Target.Dependency] = [
    hashes,
    .product(name: "CryptoExtras", package: "swift-crypto"),
]
let argumentParser: Target.Dependency = .product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)
let terminal: [Target.Dependency] = [
    .product(name: "Rainbow", package: "Rainbow"),
    .product(name: "TextTable", package: "TextTable"),
]
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let sqlite: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqliteFunctions: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let bigInt: Target.Dependency = .product(name: "BigInt", package: "BigInt")

let words: [Target.Dependency] = ["WideMath", "Primitives"]
let chain: [Target.Dependency] = words + ["Signing", "Chain", "Ledger", "Execution"]
let world: [Target.Dependency] =
    chain + ["Contracts", "BlockBuilding", "Markets", "Agents", "Scenarios"]

// What another package may import: `Benchmarks` does.
let core = [
    "WideMath", "Primitives", "Signing", "Chain", "Ledger", "Execution", "Contracts",
    "BlockBuilding", "Markets", "Agents", "Scenarios", "Simulation",
]

let package = Package(
    name: "ballast",
    products: [
        .executable(name: "ballast", targets: ["ballast"]),
        .library(name: "BallastCore", targets: core),
        .library(name: "Verification", targets: ["Verification"]),
    ],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/onevcat/Rainbow", from: "4.2.2"),
        .package(url: "https://github.com/ordo-one/TextTable", from: "0.0.2"),
    ],
    targets: [
        module("WideMath"),
        module("Primitives", ["WideMath"]),
        .systemLibrary(
            name: "CSecp256k1",
            pkgConfig: "libsecp256k1",
            providers: [.apt(["libsecp256k1-dev"])]
        ),
        module("Signing", words + ["CSecp256k1"] + crypto),
        module("Chain", words + ["Signing"]),
        module("Ledger", words),
        module("Execution", words + ["Signing", "Chain", "Ledger"]),
        module("Contracts", words + ["Chain", "Execution"]),
        module("BlockBuilding", words + ["Chain", "Ledger", "Execution", "Contracts"]),
        module("Markets", words),
        module("Agents", chain + ["Contracts", "BlockBuilding", "Markets"]),
        module("Scenarios", words + [yams]),
        module("Simulation", world),
        module("Measures", world + ["Simulation"]),
        module("Sweeps", world + ["Simulation", "Measures"]),
        module("Reporting", world + ["Simulation", "Measures"] + terminal + [hashes, mustache]),
        module("Persistence", world + ["Simulation", "Measures", sqlite, sqliteFunctions]),
        module("Verification", words + ["Signing", "Chain"]),
        module("Conformance", world + ["Simulation"]),
        .executableTarget(
            name: "ballast",
            dependencies: world + [
                "Simulation", "Measures", "Sweeps", "Reporting", "Conformance",
                "Persistence", argumentParser,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "TestSupport",
            dependencies: words,
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        tests("TidyTests", []),
        tests("WideMathTests", ["WideMath", "TestSupport", bigInt]),
        tests("PrimitivesTests", words + ["TestSupport"]),
        tests("SigningTests", words + ["Signing", "TestSupport"]),
        tests("ChainTests", words + ["Signing", "Chain", "TestSupport"]),
        tests("ScenariosTests", words + ["Scenarios", "TestSupport", yams]),
        tests("MarketsTests", words + ["Markets", "TestSupport"]),
        tests("LedgerTests", words + ["Ledger", "TestSupport"]),
        tests("ExecutionTests", chain + ["TestSupport"]),
        tests("ContractsTests", chain + ["Contracts", "TestSupport", bigInt]),
        tests("BlockBuildingTests", chain + ["Contracts", "BlockBuilding", "TestSupport"]),
        tests(
            "SimulationTests",
            world + ["Simulation", "Measures", "Sweeps", "Reporting", "TestSupport"]
        ),
        tests("AgentsTests", world + ["Simulation", "Measures", "TestSupport"]),
        tests(
            "ReportingTests",
            world + ["Simulation", "Measures", "Reporting", "TestSupport"]
        ),
        tests(
            "PersistenceTests",
            world + ["Simulation", "Measures", "Reporting", "Persistence", "TestSupport", sqlite]
        ),
        tests("VerificationTests", words + ["Signing", "Chain", "Verification"]),
        tests("ConformanceTests", words + ["Conformance", "TestSupport"]),
        // Depends on the program so that it is built; the tests run it as a process of its own.
        tests("BallastTests", ["ballast", "TestSupport", sqlite]),
    ]
)
