import Contracts
import Execution
import Primitives
import WideMath

extension PoolInfo {
    /// An amount of each token.
    public struct Amounts: Hashable, Sendable {
        /// Of the base token, in smallest units.
        public let base: UInt256
        /// Of the quote token, in smallest units.
        public let quote: UInt256

        /// Makes amounts.
        public init(base: UInt256, quote: UInt256) {
            self.base = base
            self.quote = quote
        }

        /// Both less a share, rounded down.
        func less(_ share: BasisPoints) -> Amounts {
            let kept = UInt256(10_000 - min(share.count, 10_000))
            func part(_ amount: UInt256) -> UInt256 {
                amount.multiplied(by: kept, dividedBy: 10_000, rounding: .down) ?? .zero
            }
            return Amounts(base: part(base), quote: part(quote))
        }
    }

    /// How many shares of the pool somebody holds.
    public func shares(of holder: Address, on machine: Machine) -> UInt256 {
        ShareLedger.balance(of: holder, token: pair, on: machine).raw
    }

    /// All its shares, those that are locked away too.
    public func supply(on machine: Machine) -> UInt256 {
        machine.read(ShareLedger.Storage.totalSupply, of: pair).raw
    }

    /// What shares are worth in both tokens at the reserves: rounded down, what redeeming them
    /// pays; rounded up, what issuing them takes.
    public func worth(
        of shares: UInt256,
        rounding: Rounding = .down,
        on machine: Machine
    ) -> Amounts {
        let reserves = reserves(on: machine)
        let supply = supply(on: machine)
        func part(_ reserve: UInt256) -> UInt256 {
            shares.multiplied(by: reserve, dividedBy: supply, rounding: rounding) ?? .zero
        }
        return Amounts(base: part(reserves.base), quote: part(reserves.quote))
    }

    /// The calldata of the router's functions that add or remove liquidity, with all amounts that
    /// come between the two tokens and the recipient.
    public func liquidityCalldata(
        _ selector: UInt32,
        _ amounts: [UInt256],
        to: Address,
        deadline: UInt256
    ) -> [UInt8] {
        ABI.encodeCall(
            selector: selector,
            words: [base.address.word, quote.address.word] + amounts + [to.word, deadline]
        )
    }
}
