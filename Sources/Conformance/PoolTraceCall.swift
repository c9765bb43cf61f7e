import Primitives
import WideMath

/// The call that an operation of a trace says it makes.
struct PoolTraceCall: Hashable {
    let target: Address
    let calldata: [UInt8]

    /// Encodes the arguments of an operation; refuses an operation it does not know.
    init(
        _ operation: PoolTraceFile.Operation,
        _ labels: PoolTraceLabels
    ) throws(CaseFailure) {
        guard let form = Self.forms[operation.op] else {
            throw .refused(what: "\"\(operation.op)\"", reason: "unknown operation")
        }
        let names = form.arguments.map(\.name) + (form.target.map { [$0] } ?? [])
        let extra = operation.args.keys.filter { !names.contains($0) }
        guard extra.isEmpty else { throw .unknownShape(fields: extra.sorted()) }
        let target = try form.target.map { name throws(CaseFailure) in
            try Self.text(name, operation)
        }
        self.target = try labels.address(target ?? "factory")
        var words: [UInt256] = []
        for argument in form.arguments {
            let text = try Self.text(argument.name, operation)
            if argument.isAddress {
                words.append(try labels.address(text).word)
            } else {
                guard let word = UInt256(decimal: text) else {
                    throw .malformed(field: argument.name, expected: "a decimal number")
                }
                words.append(word)
            }
        }
        calldata = ABI.encodeCall(selector: form.selector, words: words + form.rest)
    }

    /// Refuses an operation that no trace has, or whose arguments are not those of its kind.
    static func checkShape(_ operation: PoolTraceFile.Operation) throws(CaseFailure) {
        let known = forms[operation.op].map { form in
            form.arguments.map(\.name) + (form.target.map { [$0] } ?? [])
        }
        guard let names = known ?? argumentsElsewhere[operation.op] else {
            throw .refused(what: "\"\(operation.op)\"", reason: "unknown operation")
        }
        for name in names where operation.args[name] == nil {
            throw .missing(field: "args.\(name)")
        }
        let extra = operation.args.keys.filter { !names.contains($0) }
        guard extra.isEmpty else { throw .unknownShape(fields: extra.sorted()) }
    }

    private static func text(
        _ name: String,
        _ operation: PoolTraceFile.Operation
    ) throws(CaseFailure) -> String {
        guard let argument = operation.args[name] else { throw .missing(field: "args.\(name)") }
        guard case .text(let text) = argument else {
            throw .malformed(field: "args.\(name)", expected: "text")
        }
        return text
    }

    /// A function and the names of its arguments in a trace.
    private struct Form {
        let selector: UInt32
        /// The argument that names the contract; the factory if there is none.
        let target: String?
        let arguments: [(name: String, isAddress: Bool)]
        /// Words after the arguments: the offset and length of empty bytes.
        let rest: [UInt256]

        init(
            _ signature: String,
            on target: String?,
            _ names: [String],
            rest: [UInt256] = []
        ) {
            selector = ABI.selector(signature)
            self.target = target
            arguments = names.map { ($0, !$0.hasPrefix("amount")) }
            self.rest = rest
        }
    }

    private static let forms: [String: Form] = [
        "transfer": Form("transfer(address,uint256)", on: "token", ["to", "amount"]),
        "approve": Form("approve(address,uint256)", on: "token", ["spender", "amount"]),
        "transferFrom": Form(
            "transferFrom(address,address,uint256)",
            on: "token",
            ["owner", "to", "amount"]
        ),
        "mint": Form("mint(address)", on: "pair", ["to"]),
        "burn": Form("burn(address)", on: "pair", ["to"]),
        "skim": Form("skim(address)", on: "pair", ["to"]),
        "sync": Form("sync()", on: "pair", []),
        "swap": Form(
            "swap(uint256,uint256,address,bytes)",
            on: "pair",
            ["amount0Out", "amount1Out", "to"],
            rest: [128, .zero]
        ),
        "setFeeTo": Form("setFeeTo(address)", on: nil, ["to"]),
    ]

    /// The arguments of operations that only sections not modelled yet have.
    private static let argumentsElsewhere: [String: [String]] = [
        "setMode": ["token", "who", "mode"],
        "swapExactTokensForTokens": ["amountIn", "amountOutMin", "path", "to", "deadline"],
        "swapTokensForExactTokens": ["amountOut", "amountInMax", "path", "to", "deadline"],
        "addLiquidity": [
            "tokenA", "tokenB", "amountADesired", "amountBDesired", "amountAMin", "amountBMin",
            "to", "deadline",
        ],
        "removeLiquidity": [
            "tokenA", "tokenB", "liquidity", "amountAMin", "amountBMin", "to", "deadline",
        ],
    ]
}
