import Chain
import Contracts
import Primitives
import Testing
import WideMath

@testable import Agents

/// The quickstart's vault begins with 1,200 WETH at 200 dollars.
@Suite struct `Lots that a keeper follows` {
    private let stage: Stage
    private let vault: VaultInfo
    private var followed: FollowedLots
    private static let ether = UInt256(1_000_000_000_000_000_000)

    init() throws {
        stage = try Stage()
        vault = try #require(stage.world.vault)
        followed = FollowedLots(vault)
    }

    private mutating func follow(_ logs: [[Log]]) {
        followed.follow(
            BlockView(
                machine: stage.machine,
                prices: stage.prices,
                etherAsset: 0,
                elapsed: 12,
                gasUsedLast: .zero,
                logs: logs
            )
        )
    }

    private func weth(_ amount: UInt256, from: Address, to: Address) -> Log {
        Log(
            address: vault.holdings[0].token.address,
            topics: [ERC20.Transfer.topic, from.word, to.word],
            data: amount.bigEndianBytes
        )
    }

    @Test mutating func `begin with what the vault holds, and take in each block's log`() throws {
        let token = vault.holdings[0].token.address
        let somebody = Address(word: 7)
        #expect(followed.lots == nil)
        // What was logged before is in the balances already.
        follow([[weth(Self.ether, from: somebody, to: vault.address)]])
        let all = TokenAmount(Self.ether.wrappingMultiply(1_200))
        let start = try #require(followed.lots?.lots(of: token))
        #expect(start.map(\.amount) == [all])
        #expect(start.map(\.cost) == [240_000_000_000])
        let gift = weth(Self.ether, from: somebody, to: vault.address)
        follow([[], [gift], [gift, gift]])
        let lots = try #require(followed.lots?.lots(of: token))
        #expect(
            lots.map(\.amount.raw)
                == [all.raw, Self.ether, Self.ether.wrappingMultiply(2)]
        )
        #expect(lots.map(\.cost) == [240_000_000_000, 0, 0])
    }

    @Test mutating func `are lost for good where more goes than there is`() {
        follow([])
        #expect(followed.lots != nil)
        let away = Self.ether.wrappingMultiply(1_201)
        follow([[weth(away, from: vault.address, to: Address(word: 7))]])
        #expect(followed.lots == nil)
        follow([])
        #expect(followed.lots == nil)
    }
}
