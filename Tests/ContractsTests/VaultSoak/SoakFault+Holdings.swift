import Contracts
import Execution
import Primitives
import WideMath

/// Faults that show in who has what.
extension SoakFault {
    private static let balances = ShareLedger.Storage.balances
    private static let supply = ShareLedger.Storage.totalSupply.location
    private static let user = SoakPeople.users[0]

    static let ofShares: [SoakFault] = [
        SoakFault(
            name: "a share from nothing",
            invariant: .conservation,
            follows: anything,
            plant: { add(1, to: balances[user], of: vault, $0) }
        ),
        SoakFault(
            name: "a share too many in the supply",
            invariant: .conservation,
            follows: anything,
            plant: { add(1, to: supply, of: vault, $0) }
        ),
        SoakFault(
            name: "a share for fees beyond what is due",
            invariant: .shares,
            follows: done(.accrue),
            plant: {
                add(1, to: balances[SoakPeople.receiver], of: vault, $0)
                    && add(1, to: supply, of: vault, $0)
            }
        ),
        SoakFault(
            name: "a share of somebody who does nothing goes to another",
            invariant: .shares,
            follows: { deed, _ in deed.kind == .wait },
            plant: { world in
                guard let holder = SoakPeople.users.first(where: { !world.shares($0).isZero })
                else { return false }
                let left = TokenAmount(world.shares(holder).wrappingSubtract(1))
                world.machine.write(balances[holder], of: vault, left)
                return add(1, to: balances[SoakPeople.stranger], of: vault, world)
            }
        ),
        SoakFault(
            name: "shares below their price",
            invariant: .sharePrice,
            terms: { terms in
                trusting(&terms)
                terms.hasReceiver = false
            },
            // Assets but the quote token count half for one deposit, and fees would show it first.
            prepare: { world, deed in
                let receiver = world.machine.read(Vault.Storage.feeReceiver, of: vault)
                guard deed.kind == .deposit, receiver == .zero, let call = deed.call else {
                    return false
                }
                let fair = world.machine.simulate(vault, from: call.caller, data: call.data)
                guard let shares = fair.word() else { return false }
                return change(world, for: call) { world in
                    for asset in world.assets.dropFirst() {
                        world.machine.write(HostileFeed.answer, of: asset.feed, asset.price >> 1)
                    }
                } holds: { _, result in
                    (result.word() ?? .zero) > shares.wrappingAdd(shares >> 10).wrappingAdd(1_000)
                }
            },
            follows: done(.deposit),
            plant: { world in
                for asset in world.assets.dropFirst() {
                    world.machine.write(HostileFeed.answer, of: asset.feed, asset.price)
                }
                return true
            }
        ),
    ]

    static let ofTokens: [SoakFault] = [
        SoakFault(
            name: "a token leaves the vault for nothing",
            invariant: .tokens,
            follows: { deed, _ in deed.kind == .wait },
            plant: { pass(0, from: vault, to: SoakPeople.bank, $0) }
        ),
        SoakFault(
            name: "a redemption in kind pays one unit too much",
            invariant: .tokens,
            follows: done(.redeemInKind, .redeemInKindExcept),
            plant: { pass(1, from: vault, to: user, $0) }
        ),
        SoakFault(
            name: "a token of somebody who does nothing goes to another",
            invariant: .tokens,
            follows: done(.deposit),
            plant: { pass(1, from: user, to: SoakPeople.bank, $0) }
        ),
        SoakFault(
            name: "a token vanishes",
            invariant: .conservation,
            follows: anything,
            plant: { world in
                let left = TokenAmount(world.real(0, user).wrappingSubtract(1))
                world.machine.write(balances[user], of: world.quote.token, left)
                return true
            }
        ),
        SoakFault(
            name: "an asset that does not move any more and does not say so",
            invariant: .solvency,
            terms: trusting,
            follows: done(.deposit),
            plant: { world in
                let token = world.assets[1].token
                world.machine.place(HostileToken.self, at: token)
                let mode = HostileToken.Mode.reverts.rawValue
                world.machine.write(HostileToken.mode, of: token, mode)
                return true
            }
        ),
        SoakFault(
            name: "an asset that begins to keep a toll",
            invariant: .solvency,
            terms: trusting,
            follows: done(.deposit),
            // Below 100 units there is none.
            plant: { world in
                guard world.real(0, vault) > 100_000, !world.shares(user).isZero else {
                    return false
                }
                world.machine.place(TollToken.self, at: world.quote.token)
                return true
            }
        ),
        SoakFault(
            name: "a gift that counts at once",
            invariant: .balances,
            terms: { terms in
                trusting(&terms)
                terms.fees.unlocking = 604_800
            },
            follows: { deed, outcome in
                guard case .donate(0, let amount, _) = deed else { return false }
                return outcome.failure == nil && !amount.isZero
            },
            plant: { world in
                let held = world.real(0, vault)
                let owed = world.machine.read(Vault.Storage.owed[world.quote.token], of: vault).raw
                let unlocking = world.machine.read(Vault.Storage.fees, of: vault).unlocking
                guard unlocking > 0, !(world.rest(0, held, owed, unlocking) ?? .zero).isZero else {
                    return false
                }
                return add(1, to: Vault.Storage.booked[world.quote.token], of: vault, world)
            }
        ),
    ]

    static let ofClaims: [SoakFault] = [
        SoakFault(
            name: "a claim that nobody owes",
            invariant: .claims,
            follows: anything,
            plant: { add(1, to: Vault.Storage.claims[user, $0.quote.token], of: vault, $0) }
        ),
        SoakFault(
            name: "more owed than claimed",
            invariant: .claims,
            follows: anything,
            plant: { add(1, to: Vault.Storage.owed[$0.quote.token], of: vault, $0) }
        ),
        SoakFault(
            name: "a claim on what is there, from nothing",
            invariant: .claims,
            follows: done(.accrue),
            plant: {
                add(1, to: Vault.Storage.claims[user, $0.quote.token], of: vault, $0)
                    && add(1, to: Vault.Storage.owed[$0.quote.token], of: vault, $0)
            }
        ),
    ]
}
