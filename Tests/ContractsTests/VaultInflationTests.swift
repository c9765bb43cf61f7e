import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// Donations before a first deposit, to the unit: 60 cases of ANCHORS A7.
@Suite struct `A vault's first deposits under donation` {
    @Test func `are those of the reference file by formula`() throws {
        for example in try InflationCase.file() + InflationCase.known {
            let example = try #require(example)
            try checkFormula(example)
        }
    }

    @Test func `are those of the reference file through the contract`() throws {
        for example in try InflationCase.file() + InflationCase.known {
            let example = try #require(example)
            // Every vault has virtual shares: without them there is the formula only.
            if let offset = example.offset { try checkContract(example, offset) }
        }
    }

    @Test func `are refused by the guard where they are worth no share`() throws {
        var refused = 0
        for example in try InflationCase.file() + InflationCase.known {
            let example = try #require(example)
            guard let offset = example.offset else { continue }
            let street = try attacked(example, offset, zeroSharesAllowed: false)
            let result = street.deposit(example.victim, from: Street.bob)
            guard example.victimShares.isZero else {
                #expect(result.word() == example.victimShares, "\(example)")
                continue
            }
            refused += 1
            #expect(result.failure == refusal("ZeroShares(uint256)", [example.victim]))
            #expect(street.balance(Street.usdc, Street.bob) == example.victim, "\(example)")
        }
        // Three for each of three offsets typed in once, 27 in the file.
        #expect(refused == 3 || refused == 30)
    }

    @Test func `come to sixty in the file, and twelve here`() throws {
        let file = try InflationCase.file()
        #expect(file.isEmpty || file.count == 60)
        #expect(InflationCase.known.compactMap { $0 }.count == 12)
    }

    private func checkFormula(_ example: InflationCase) throws {
        let virtual = VaultMath.virtualShares(offset: example.offset)
        let attackers = try VaultMath.shares(
            for: TokenAmount(example.attacker),
            supply: .zero,
            nav: .zero,
            virtual: virtual,
            rounding: .down
        )
        let navBefore = TokenAmount(try example.attacker + example.donation)
        let victims = try VaultMath.shares(
            for: TokenAmount(example.victim),
            supply: attackers,
            nav: navBefore,
            virtual: virtual,
            rounding: .down
        )
        #expect(victims.raw == example.victimShares, "\(example)")
        let backs = try [attackers, victims].map { shares throws in
            try VaultMath.assets(
                for: shares,
                supply: try attackers + victims,
                nav: try navBefore + TokenAmount(example.victim),
                virtual: virtual,
                rounding: .down
            ).raw
        }
        #expect(InflationCase.gain(backs[0], navBefore.raw) == example.attackerGain, "\(example)")
        #expect(InflationCase.gain(backs[1], example.victim) == example.victimGain, "\(example)")
    }

    private func checkContract(_ example: InflationCase, _ offset: UInt64) throws {
        let street = try attacked(example, offset, zeroSharesAllowed: true)
        let result = street.deposit(example.victim, from: Street.bob)
        #expect(result.word() == example.victimShares, "\(example)")
        let put = try example.attacker + example.donation
        #expect(
            InflationCase.gain(redeemed(Street.alice, street), put) == example.attackerGain,
            "\(example)"
        )
        #expect(
            InflationCase.gain(redeemed(Street.bob, street), example.victim)
                == example.victimGain,
            "\(example)"
        )
    }

    /// What somebody would get for all his shares; nothing changes.
    private func redeemed(_ holder: Address, _ street: Street) -> UInt256 {
        let shares = street.balance(Street.vault, holder)
        let data = ABI.encodeCall(
            selector: Vault.Function.redeem.value,
            words: [shares, holder.word, holder.word]
        )
        return street.machine.simulate(Street.vault, from: holder, data: data).word() ?? .max
    }

    /// A vault without fees or unlocking, with the attacker's deposit and donation in it.
    private func attacked(
        _ example: InflationCase,
        _ offset: UInt64,
        zeroSharesAllowed: Bool
    ) throws -> Street {
        let street = try Street()
        var configuration = Vault.Configuration(
            assets: [
                .init(token: Street.usdc, oracle: .init(feed: .zero, ageMax: 0, decimals: 18)),
                .init(
                    token: Street.weth,
                    oracle: .init(feed: Street.feed, ageMax: 3_600, decimals: 18)
                ),
            ],
            strategy: Street.strategy,
            execution: Street.execution
        )
        configuration.offset = offset
        configuration.limits.zeroSharesAllowed = zeroSharesAllowed
        Vault.place(at: Street.vault, configuration, on: street.machine)
        street.deposit(example.attacker, from: Street.alice)
        street.give(Street.vault, Street.usdc, example.donation)
        return street
    }
}
