import Contracts
import Execution
import Primitives
import WideMath

/// Uniswap V2's own test cases of its pair and router.
///
/// The file is an object. Lists are told by the beginning of their name: outputs of exact inputs,
/// outputs repaid in the same token, and the router's pure functions; `mint_first` and `feeTo_on`
/// are one case each.
enum PoolsSuite: ConformanceSuite {
    static let name = "amm"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        for (name, value) in try file.cases() {
            let short = String(name.prefix { $0 != " " })
            switch short {
            case "getAmountOut_exact": each(short, value, &report, checkOutput)
            case "optimistic_same_token": each(short, value, &report, checkSameToken)
            case "mint_first": report.check(short) { () throws(CaseFailure) in try mint(value) }
            case "feeTo_on":
                report.check(short) { () throws(CaseFailure) in try protocolFee(value) }
            case "router":
                for function in value.keys {
                    each("router.\(function)", value[function] ?? .null, &report) {
                        (case_: JSONValue) throws(CaseFailure) in
                        try checkRouter(function, case_)
                    }
                }
            case "swap_gas_reference":
                report.skip("swap_gas_reference is of another compiler and fork; see suite gas")
            default: report.fail(short, "no known check has this name")
            }
        }
    }

    private static func each(
        _ name: String,
        _ list: JSONValue,
        _ report: inout SuiteReport,
        _ check: (JSONValue) throws(CaseFailure) -> Void
    ) {
        guard case .array(let cases) = list, !cases.isEmpty else {
            return report.fail(name, "is not a list of cases")
        }
        for (index, value) in cases.enumerated() {
            report.check("\(name) \(index)") { () throws(CaseFailure) in try check(value) }
        }
    }

    // MARK: Swaps

    private static func checkOutput(_ value: JSONValue) throws(CaseFailure) {
        let amountIn = try value.amount("amountIn")
        let out = try value.amount("amountOut")
        let bench = try PairBench()
        try bench.setReserves(try value.amount("reserveIn"), try value.amount("reserveOut"))
        try bench.pay(amountIn, .zero)
        try refuseOneMore(bench, .zero, out)
        try succeed(try bench.swap(.zero, out, to: PairBench.payer))
    }

    private static func checkSameToken(_ value: JSONValue) throws(CaseFailure) {
        let out = try value.amount("amountOut")
        let bench = try PairBench()
        try bench.setReserves(try value.amount("reserve0"), try value.amount("reserve1"))
        try bench.pay(try value.amount("amountIn"), .zero)
        try refuseOneMore(bench, out, .zero)
        try succeed(try bench.swap(out, .zero, to: PairBench.payer))
    }

    private static func refuseOneMore(
        _ bench: PairBench,
        _ amount0: UInt256,
        _ amount1: UInt256
    ) throws(CaseFailure) {
        let more0 = amount0.isZero ? amount0 : amount0.wrappingAdd(.one)
        let more1 = amount1.isZero ? amount1 : amount1.wrappingAdd(.one)
        let result = try bench.swap(more0, more1, to: PairBench.payer)
        if result.status != .reverted(.message("UniswapV2: K")) {
            throw .different(
                what: "one unit more",
                expected: "a revert with UniswapV2: K",
                actual: "\(result.status)"
            )
        }
    }

    private static func succeed(_ result: ExecutionResult) throws(CaseFailure) {
        if result.status != .success {
            throw .refused(what: "the swap", reason: "\(result.status)")
        }
    }

    // MARK: Liquidity

    private static func mint(_ value: JSONValue) throws(CaseFailure) {
        let bench = try PairBench()
        try bench.pay(try value.amount("amount0"), try value.amount("amount1"))
        try mint(on: bench)
        let least = try value.amount("MINIMUM_LIQUIDITY")
        let all = try value.amount("liquidity")
        let supply = ShareLedger.totalSupply(of: bench.pair, on: bench.machine).raw
        try same("the supply", supply, all)
        try same("what is locked", bench.balance(bench.pair, .zero), least)
        let held = bench.balance(bench.pair, PairBench.payer)
        try same("what the provider gets", held.wrappingAdd(least), all)
        try same("the least liquidity", Pair.minimumLiquidity.raw, least)
    }

    private static func mint(on bench: PairBench) throws(CaseFailure) {
        let words = [PairBench.payer.word]
        let calldata = ABI.encodeCall(selector: Pair.Function.mint.value, words: words)
        try bench.succeed("mint", bench.pair, calldata)
    }

    /// As v2-core's test "feeTo:on": fill, swap, and redeem all shares.
    private static func protocolFee(_ value: JSONValue) throws(CaseFailure) {
        let bench = try PairBench()
        let receiver = Address(word: 0xfee)
        bench.machine.write(Factory.Storage.feeTo, of: PairBench.factory, receiver)
        let reserves = try value.amount("reserves")
        try bench.pay(reserves, reserves)
        try mint(on: bench)
        try bench.pay(.zero, try value.amount("swapInToken1"))
        let out = try value.amount("swapOutToken0")
        try succeed(try bench.swap(out, .zero, to: PairBench.payer))

        let shares = bench.balance(bench.pair, PairBench.payer)
        let transfer = ABI.encodeCall(
            selector: ERC20.transfer.value,
            words: [bench.pair.word, shares]
        )
        try bench.succeed("sending the shares", bench.pair, transfer)
        let burn = ABI.encodeCall(
            selector: Pair.Function.burn.value,
            words: [PairBench.payer.word]
        )
        try bench.succeed("burn", bench.pair, burn)
        try same(
            "the receiver's liquidity",
            bench.balance(bench.pair, receiver),
            try value.amount("liquidityToFeeTo")
        )
        let left = [bench.token0, bench.token1].map { bench.balance($0, bench.pair) }
        for (index, amount) in left.enumerated() {
            let expected = try value.amount("balance\(index)AfterFullBurn")
            try same("the pair's balance of token\(index)", amount, expected)
        }
    }

    // MARK: Router

    private static func checkRouter(
        _ function: String,
        _ value: JSONValue
    ) throws(CaseFailure) {
        guard case .array(let entries) = value, entries.count == 4 else {
            throw .malformed(field: function, expected: "three arguments and the result")
        }
        var words: [UInt256] = []
        for entry in entries { words.append(try entry.amount(of: function)) }
        let selectors = [
            "quote": Router.Function.quote, "getAmountOut": Router.Function.getAmountOut,
            "getAmountIn": Router.Function.getAmountIn,
        ]
        guard let selector = selectors[function] else {
            throw .refused(what: function, reason: "not a pure function of the router")
        }
        let bench = try PairBench()
        let router = Address(word: 0x40)
        Router.place(
            at: router,
            factory: PairBench.factory,
            fee: BasisPoints(30),
            on: bench.machine
        )
        let calldata = ABI.encodeCall(selector: selector.value, words: Array(words.prefix(3)))
        try bench.succeed(function, router, calldata)
        let result = UInt256(bigEndian: bench.machine.returnData) ?? .max
        try same("the result", result, words[3])
    }

    private static func same(
        _ what: String,
        _ actual: UInt256,
        _ expected: UInt256
    ) throws(CaseFailure) {
        if actual != expected {
            throw .different(what: what, expected: "\(expected)", actual: "\(actual)")
        }
    }
}

extension JSONValue {
    /// A field that is a number in decimal digits.
    fileprivate func amount(_ field: String) throws(CaseFailure) -> UInt256 {
        guard let value = self[field] else { throw .missing(field: field) }
        return try value.amount(of: field)
    }

    /// A number, or text of decimal digits.
    fileprivate func amount(of field: String) throws(CaseFailure) -> UInt256 {
        switch self {
        case .integer(let number): return UInt256(number)
        case .string(let text):
            if let number = UInt256(decimal: text) { return number }
        default: break
        }
        throw .malformed(field: field, expected: "a decimal number")
    }
}
