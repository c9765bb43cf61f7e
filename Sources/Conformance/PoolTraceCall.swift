import Contracts
import Execution
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
        let names = form.arguments + (form.target.map { [$0] } ?? [])
        for name in names where operation.args[name] == nil {
            throw .missing(field: "args.\(name)")
        }
        let extra = operation.args.keys.filter { !names.contains($0) }
        guard extra.isEmpty else { throw .unknownShape(fields: extra.sorted()) }
        if form.target == "token" || form.target == "pair" {
            target = try labels.address(try Self.text(form.target ?? "", operation))
        } else {
            target = try labels.address(form.contract)
        }
        var words: [UInt256] = []
        var tail = form.rest
        for name in form.arguments {
            if name == "path" {
                let path = try Self.path(operation, labels)
                words.append(UInt256(UInt64(32 * form.arguments.count)))
                tail = [UInt256(UInt64(path.count))] + path
            } else if Self.numbers.contains(name) {
                let text = try Self.text(name, operation)
                guard let word = UInt256(decimal: text) else {
                    throw .malformed(field: name, expected: "a decimal number")
                }
                words.append(word)
            } else {
                words.append(try labels.address(try Self.text(name, operation)).word)
            }
        }
        calldata = ABI.encodeCall(selector: form.selector, words: words + tail)
    }

    private static func path(
        _ operation: PoolTraceFile.Operation,
        _ labels: PoolTraceLabels
    ) throws(CaseFailure) -> [UInt256] {
        guard case .list(let path)? = operation.args["path"] else {
            throw .malformed(field: "args.path", expected: "a list of labels")
        }
        var words: [UInt256] = []
        for label in path { words.append(try labels.address(label).word) }
        return words
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
        /// The argument that names the contract, where one does.
        let target: String?
        /// The contract, where no argument names it.
        let contract: String
        let arguments: [String]
        /// Words after the arguments: the offset and length of empty bytes.
        let rest: [UInt256]

        init(
            _ function: Selector,
            target: String? = nil,
            on contract: String = "",
            _ arguments: [String],
            rest: [UInt256] = []
        ) {
            selector = function.value
            self.target = target
            self.contract = contract
            self.arguments = arguments
            self.rest = rest
        }
    }

    /// The arguments that are numbers; the others are labels.
    private static let numbers: Set<String> = [
        "amount", "amount0Out", "amount1Out", "mode", "amountIn", "amountOutMin", "amountOut",
        "amountInMax", "amountADesired", "amountBDesired", "amountAMin", "amountBMin",
        "liquidity", "deadline",
    ]

    private static let forms: [String: Form] = [
        "transfer": Form(ERC20.transfer, target: "token", ["to", "amount"]),
        "approve": Form(ERC20.approve, target: "token", ["spender", "amount"]),
        "transferFrom": Form(ERC20.transferFrom, target: "token", ["owner", "to", "amount"]),
        "setMode": Form(BlockingToken.setMode, target: "token", ["who", "mode"]),
        "mint": Form(Pair.Function.mint, target: "pair", ["to"]),
        "burn": Form(Pair.Function.burn, target: "pair", ["to"]),
        "skim": Form(Pair.Function.skim, target: "pair", ["to"]),
        "sync": Form(Pair.Function.sync, target: "pair", []),
        "swap": Form(
            Pair.Function.swap,
            target: "pair",
            ["amount0Out", "amount1Out", "to"],
            rest: [128, .zero]
        ),
        "setFeeTo": Form(Factory.Function.setFeeTo, on: "factory", ["to"]),
        "swapExactTokensForTokens": Form(
            Router.Function.swapExactTokensForTokens,
            on: "router",
            ["amountIn", "amountOutMin", "path", "to", "deadline"]
        ),
        "swapTokensForExactTokens": Form(
            Router.Function.swapTokensForExactTokens,
            on: "router",
            ["amountOut", "amountInMax", "path", "to", "deadline"]
        ),
        "addLiquidity": Form(
            Router.Function.addLiquidity,
            on: "router",
            [
                "tokenA", "tokenB", "amountADesired", "amountBDesired", "amountAMin",
                "amountBMin", "to", "deadline",
            ]
        ),
        "removeLiquidity": Form(
            Router.Function.removeLiquidity,
            on: "router",
            ["tokenA", "tokenB", "liquidity", "amountAMin", "amountBMin", "to", "deadline"]
        ),
    ]
}
