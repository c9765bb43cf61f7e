import Primitives
import WideMath

/// A call that the plain model knows, and its calldata.
enum ModelCall: Equatable {
    case transfer(Address, UInt256)
    case transferFrom(Address, Address, UInt256)
    case approve(Address, UInt256)
    case issue(Address, UInt256)
    case balanceOf(Address)
    case allowance(Address, Address)
    case totalSupply
    case mint(Address)
    case burn(Address)
    case swap(UInt256, UInt256, Address, [UInt256])
    case skim(Address)
    case sync
    case getReserves
    case kLast
    case setFeeTo(Address)

    var calldata: [UInt8] {
        ABI.encodeCall(selector: Self.selectors[signature] ?? 0, words: words)
    }

    /// The function's name.
    var name: String { String(signature.prefix { $0 != "(" }) }

    /// Hashed once, not at every call.
    private static let selectors = Dictionary(
        uniqueKeysWithValues: [
            "transfer(address,uint256)", "transferFrom(address,address,uint256)",
            "approve(address,uint256)", "mint(address,uint256)", "balanceOf(address)",
            "allowance(address,address)", "totalSupply()", "mint(address)", "burn(address)",
            "swap(uint256,uint256,address,bytes)", "skim(address)", "sync()", "getReserves()",
            "kLast()", "setFeeTo(address)",
        ]
        .map { ($0, ABI.selector($0)) }
    )

    private var signature: String {
        switch self {
        case .transfer: "transfer(address,uint256)"
        case .transferFrom: "transferFrom(address,address,uint256)"
        case .approve: "approve(address,uint256)"
        case .issue: "mint(address,uint256)"
        case .balanceOf: "balanceOf(address)"
        case .allowance: "allowance(address,address)"
        case .totalSupply: "totalSupply()"
        case .mint: "mint(address)"
        case .burn: "burn(address)"
        case .swap: "swap(uint256,uint256,address,bytes)"
        case .skim: "skim(address)"
        case .sync: "sync()"
        case .getReserves: "getReserves()"
        case .kLast: "kLast()"
        case .setFeeTo: "setFeeTo(address)"
        }
    }

    private var words: [UInt256] {
        switch self {
        case .transfer(let to, let value), .issue(let to, let value): [to.word, value]
        case .transferFrom(let from, let to, let value): [from.word, to.word, value]
        case .approve(let spender, let value): [spender.word, value]
        case .balanceOf(let holder): [holder.word]
        case .allowance(let owner, let spender): [owner.word, spender.word]
        case .mint(let to), .burn(let to), .skim(let to), .setFeeTo(let to): [to.word]
        case .swap(let out0, let out1, let to, let data):
            // The bytes stand behind the four heads, after their length.
            [out0, out1, to.word, 128, UInt256(UInt64(32 * data.count))] + data
        case .totalSupply, .sync, .getReserves, .kLast: []
        }
    }
}
