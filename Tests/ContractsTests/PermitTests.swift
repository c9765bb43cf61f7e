import Contracts
import Execution
import Primitives
import Signing
import Testing
import WideMath

@Suite struct `A permit` {
    let street: Street
    let key: PrivateKey
    let owner: Address

    init() throws {
        street = try Street()
        key = try #require(PrivateKey(bytes: [UInt8](repeating: 7, count: 32)))
        owner = key.address
    }

    /// The hash of the type is in UniswapV2ERC20.sol.
    @Test func `has the type hash of the original`() {
        #expect(
            street.call(Street.usdc, from: Street.bob, Permit.permitTypeHash).returnData
                == Hex.decode("6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9")
        )
    }

    @Test func `sets an allowance once`() throws {
        for token in [Street.usdc, street.pair] {
            let words = try words(token, amount: 5, nonce: 0, deadline: Street.start)
            #expect(street.call(token, from: Street.bob, Permit.permit, words).failure == nil)
            let asked = [owner.word, Street.bob.word]
            #expect(street.call(token, from: Street.bob, ERC20.allowance, asked).word() == 5)
            #expect(street.call(token, from: .zero, Permit.nonces, [owner.word]).word() == 1)
            let again = street.call(token, from: Street.bob, Permit.permit, words)
            #expect(again.failure == refusal("UniswapV2: INVALID_SIGNATURE"))
        }
    }

    @Test func `is refused late`() throws {
        let words = try words(Street.usdc, amount: 5, nonce: 0, deadline: Street.start - 1)
        let late = street.call(Street.usdc, from: Street.bob, Permit.permit, words)
        #expect(late.failure == refusal("UniswapV2: EXPIRED"))
    }

    @Test func `is refused when any part of it is another`() throws {
        let words = try words(Street.usdc, amount: 5, nonce: 0, deadline: Street.start)
        for index in words.indices {
            var changed = words
            changed[index] = words[index].wrappingAdd(.one)
            let result = street.call(Street.usdc, from: Street.bob, Permit.permit, changed)
            #expect(result.failure == refusal("UniswapV2: INVALID_SIGNATURE"), "\(index)")
        }
        let other = street.call(Street.weth, from: Street.bob, Permit.permit, words)
        #expect(other.failure == refusal("UniswapV2: INVALID_SIGNATURE"))
        var nobody = words
        nobody[0] = .zero
        nobody[4] = 29
        let zero = street.call(Street.usdc, from: Street.bob, Permit.permit, nobody)
        #expect(zero.failure == refusal("UniswapV2: INVALID_SIGNATURE"))
    }

    @Test func `removes liquidity through a router`() throws {
        street.fillPool()
        street.call(street.pair, from: Street.bank, ERC20.transfer, [owner.word, 1_000_000])
        let signed = try words(
            street.pair,
            amount: 1_000_000,
            nonce: 0,
            deadline: Street.start,
            spender: Street.router
        )
        let head = [Street.usdc.word, Street.weth.word, 1_000_000, 0, 0, owner.word]
        let tail = [UInt256(Street.start), .zero] + signed[4...]
        let function = Router.Function.removeLiquidityWithPermit
        let result = street.call(Street.router, from: owner, function, head + tail)
        #expect(result.failure == nil)
        #expect(street.balance(Street.usdc, owner) == result.word(0))
        #expect(street.balance(street.pair, owner) == .zero)
    }

    private func words(
        _ token: Address,
        amount: UInt256,
        nonce: UInt256,
        deadline: UInt64,
        spender: Address = Street.bob
    ) throws -> [UInt256] {
        let digest = Permit.digest(
            domainSeparator: Permit.domainSeparator(of: token, chainID: 1),
            owner: owner,
            spender: spender,
            value: amount,
            nonce: nonce,
            deadline: UInt256(deadline)
        )
        let signature = key.sign(digest)
        let head = [owner.word, spender.word, amount, UInt256(deadline)]
        return head + [UInt256(UInt64(27 + signature.yParity)), signature.r, signature.s]
    }
}
