import Measures
import Primitives
import WideMath

extension BlockSheet {
    /// The sheet for programs; docs/STEP.md names each field.
    public var json: JSON {
        .object([
            ("format", .int(1)), ("scenario", .string(scenario)), ("seed", .int(seed)),
            ("block", .int(number)), ("timestamp", .int(timestamp)),
            ("slot_ms", .array([.int(slot.lowerBound), .int(slot.upperBound)])),
            ("base_fee_wei", .string(baseFee.description)), ("gas_used", .int(gasUsed.units)),
            ("gas_limit", .int(gasLimit.units)), ("policy", .string(policy)),
            ("reordered", .bool(isFork)), ("parties", .array(parties.map(\.json))),
            ("mempool", .array(waiting.map(\.json))), ("bundles", .array(bundles.map(\.json))),
            ("transactions", .array(transactions.map { $0.json(tokens) })),
            ("pools", .array(pools.map(\.json))), ("vault", vault?.json ?? .null),
            ("losses", .array(losses.map { json(of: $0) })),
            ("sandwiches", .array(attacks.map { json(of: $0) })),
            (
                "gains",
                .object([
                    ("quote", JSON(quote)),
                    ("parties", .object(flows.map { ($0.name, .double($0.value)) })),
                ])
            ),
            (
                "held_back",
                .array(
                    heldBack.map {
                        .object([
                            ("author", .string($0.author)), ("reason", .string($0.reason)),
                        ])
                    }
                )
            ), ("rejected", .array(rejected.map { .string($0) })),
        ])
    }

    private func json(of loss: TradeLoss) -> JSON {
        func text(_ term: SignedAmount?) -> JSON { JSON(term?.description) }
        return .object([
            ("index", .int(UInt64(loss.place))),
            ("token_in", .string(name(loss.trade.tokenIn))),
            ("amount_in", .string(loss.trade.amountIn.description)),
            ("token_out", .string(name(loss.trade.tokenOut))),
            ("amount_out", .string(loss.trade.amountOut.description)),
            ("timing", text(loss.timing)), ("basis", text(loss.terms?.basis)),
            ("fee", text(loss.terms?.fee)), ("impact", text(loss.terms?.impact)),
            ("mev", text(loss.terms?.mev)), ("shortfall", text(loss.shortfall)),
            ("shortfall_in_quote", text(loss.shortfallInQuote)),
            ("not_compared", JSON(loss.missing)),
        ])
    }

    private func json(of attack: SandwichMeasures.Attack) -> JSON {
        .object([
            ("attacker", .string(attack.attacker)), ("victim", .string(attack.victim)),
            ("token", .string(attack.token.name)), ("take", .string(attack.take.description)),
            ("front", .int(UInt64(attack.legs.lowerBound))),
            ("back", .int(UInt64(attack.legs.upperBound))),
        ])
    }

    /// The name of a token.
    func name(_ token: Address) -> String { tokens[token]?.name ?? token.description }

    /// An amount of a token with its name, in whole tokens.
    func amount(_ units: UInt256, of token: Address) -> String {
        guard let info = tokens[token] else { return "\(units) units of \(token)" }
        return Figures.whole(units.asDouble / info.unit.asDouble) + " " + info.name
    }

    /// A difference of amounts of a token, with a sign.
    func amount(_ sum: SignedAmount, of token: Address) -> String {
        (sum.isNegative ? "-" : "") + amount(sum.magnitude, of: token)
    }
}
