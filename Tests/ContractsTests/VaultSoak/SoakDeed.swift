import Primitives
import WideMath

/// One thing that happens in a soak world.
enum SoakDeed {
    /// A call of the vault, counted as its kind or as garbage.
    case call(SoakCall, isGarbage: Bool = false)
    /// Somebody sends tokens of an asset to the vault.
    case donate(Int, UInt256, from: Address)
    /// Somebody trades in a pool, selling its first asset or its second.
    case swap(Int, sellsOne: Bool, UInt256, from: Address)
    /// The strategy's owner, or somebody else, sets its weights.
    case setWeights([UInt256], from: Address)
    /// The strategy's signaller, or somebody else, says that an event has come.
    case signal(from: Address)
    /// The market's price of an asset changes to this, and its feed says so.
    case movePrice(Int, UInt256)
    /// A pool goes to its market price and so many tenths of a per cent beyond.
    case movePool(Int, percentOff: Int)
    /// A feed answers with this as of this second.
    case answer(Int, UInt256, updatedAt: UInt256)
    /// A feed fails from now on.
    case breakFeed(Int, HostileFeed.Mode)
    /// A feed says again what the market does.
    case mendFeed(Int)
    /// A hostile token behaves in another way.
    case changeToken(Int, HostileToken.Mode, lie: UInt256)
    /// Time passes, at a base fee in gwei from then on.
    case wait(seconds: UInt64, baseFee: UInt64)

    /// How it is counted.
    var kind: SoakKind {
        switch self {
        case .call(let call, let isGarbage): isGarbage ? .garbage : call.kind ?? .garbage
        case .donate: .donate
        case .swap: .swap
        case .setWeights, .signal: .setWeights
        case .movePrice: .movePrice
        case .movePool: .movePools
        case .answer, .breakFeed: .breakOracle
        case .mendFeed: .mendOracle
        case .changeToken: .changeToken
        case .wait: .wait
        }
    }

    /// The call of the vault, if it is one.
    var call: SoakCall? {
        if case .call(let call, _) = self { return call }
        return nil
    }
}
