import Agents
import BlockBuilding
import Chain
import Contracts
import Execution
import Measures
import Primitives
import Simulation
import WideMath

/// The lines of `events.jsonl`: one JSON object for each thing that happened.
public struct EventLines {
    private let world: World
    private var names: [Address: String] = [:]

    /// Lines that call accounts by their names in a world.
    public init(_ world: World) { self.world = world }

    /// What happened in a block, in order; `attacks` are those completed in it, `sales` and
    /// `losses` the vault's.
    public mutating func lines(
        _ record: BlockRecord,
        attacks: [SandwichMeasures.Attack],
        sales: [TaxMeasures.Sales],
        losses: [TradeLoss]
    ) -> [JSON] {
        var lines: [JSON] = []
        for transaction in record.transactions { lines.append(line(transaction, record)) }
        for loss in losses { lines.append(line(loss)) }
        for attack in attacks { lines.append(line(attack)) }
        for sales in sales { lines.append(line(sales, record)) }
        for refusal in record.refused {
            lines.append(
                unsent("refused", refusal.pending, record, reason: refusal.reason.label)
            )
        }
        for pending in record.expired {
            lines.append(unsent("expired", pending, record, reason: "waited too long"))
        }
        for held in record.heldBack {
            lines.append(
                .object([
                    ("type", .string("held_back")), ("block", .int(record.number)),
                    ("author", .string(held.author)), ("reason", .string(held.reason)),
                ])
            )
        }
        for reason in record.rejected {
            lines.append(
                .object([
                    ("type", .string("rejected")), ("block", .int(record.number)),
                    ("reason", .string(reason)),
                ])
            )
        }
        for violation in record.violations { lines.append(line(violation)) }
        return lines
    }

    private mutating func line(
        _ transaction: IncludedTransaction,
        _ record: BlockRecord
    ) -> JSON {
        let pending = transaction.pending
        let receipt = transaction.receipt
        var fields: [(String, JSON)] = [
            ("type", .string("transaction")), ("block", .int(record.number)),
            ("index", .int(UInt64(transaction.index))),
            ("hash", .string(pending.signed.hash.description)),
            ("author", .string(pending.author)), ("purpose", .string(pending.purpose.label)),
        ]
        if let victim = pending.purpose.victim {
            let hash = record.transactions.first { $0.pending.signed.signingHash == victim }
                .map { $0.pending.signed.hash.description }
            fields.append(("victim", JSON(hash)))
        }
        fields += [
            ("from", .string(name(pending.sender))),
            ("to", JSON(pending.transaction.to.map { name($0) })),
            ("nonce", .int(pending.transaction.nonce)),
            ("status", .string(receipt.status.word)), ("reason", JSON(receipt.status.reason)),
            ("gas_used", .int(receipt.gasUsed.units)),
            ("gas_price_wei", .string(receipt.effectiveGasPrice.description)),
            ("events", .array(receipt.logs.map { event($0) })),
        ]
        return .object(fields)
    }

    private mutating func event(_ log: Log) -> JSON { DecodedEvent(log) { name($0) }.json }

    private func line(_ attack: SandwichMeasures.Attack) -> JSON {
        .object([
            ("type", .string("sandwich")), ("block", .int(attack.block)),
            ("attacker", .string(attack.attacker)), ("victim", .string(attack.victim)),
            ("token", .string(attack.token.name)), ("take", .string(attack.take.description)),
            ("gas_wei", .string(attack.gasPaid.description)),
        ])
    }

    /// The waterfall of a trade, in units of the token bought.
    private mutating func line(_ loss: TradeLoss) -> JSON {
        let terms = loss.terms
        func text(_ term: SignedAmount?) -> JSON { JSON(term?.description) }
        return .object([
            ("type", .string("trade_loss")), ("block", .int(loss.block)),
            ("index", .int(UInt64(loss.place))),
            ("token_in", .string(name(loss.trade.tokenIn))),
            ("amount_in", .string(loss.trade.amountIn.description)),
            ("token_out", .string(name(loss.trade.tokenOut))),
            ("amount_out", .string(loss.trade.amountOut.description)),
            ("timing", text(loss.timing)), ("basis", text(terms?.basis)),
            ("fee", text(terms?.fee)), ("impact", text(terms?.impact)),
            ("mev", text(terms?.mev)), ("shortfall", text(loss.shortfall)),
            ("shortfall_in_quote", text(loss.shortfallInQuote)),
            ("not_compared", JSON(loss.missing)),
            (
                "mev_by",
                .object(loss.shares.map { ($0.attacker, text($0.loss)) })
            ), ("mev_residual", loss.shares.isEmpty ? .null : text(loss.residual)),
        ])
    }

    private func line(_ sales: TaxMeasures.Sales, _ record: BlockRecord) -> JSON {
        let isRebalance = sales.rebalance != TaxLots.withdrawals
        return .object(
            [
                ("type", .string("realised_gain")), ("block", .int(record.number)),
                ("rebalance", isRebalance ? .int(sales.rebalance) : .null),
            ] + sales.realised.fields
        )
    }

    private mutating func unsent(
        _ type: String,
        _ pending: PendingTransaction,
        _ record: BlockRecord,
        reason: String
    ) -> JSON {
        .object([
            ("type", .string(type)), ("block", .int(record.number)),
            ("hash", .string(pending.signed.hash.description)),
            ("author", .string(pending.author)), ("purpose", .string(pending.purpose.label)),
            ("from", .string(name(pending.sender))), ("reason", .string(reason)),
        ])
    }

    private func line(_ violation: Violation) -> JSON {
        .object([
            ("type", .string("violation")), ("block", .int(violation.block)),
            ("invariant", .string(violation.invariant)), ("detail", .string(violation.detail)),
            ("signing_hash", JSON(violation.transaction?.description)),
        ])
    }

    private mutating func name(_ address: Address) -> String {
        if let known = names[address] { return known }
        let name = address == .zero ? "zero" : world.name(of: address)
        names[address] = name
        return name
    }
}

extension Receipt {
    /// Base and priority fee together, in ether.
    var gasPaidInEther: Double { gasPaid.raw.asDouble / 1e18 }
}

extension Receipt.Status {
    /// The word, and the reason with its numbers.
    var text: String { reason.map { "\(word): \($0)" } ?? word }

    /// One word for how a transaction ended.
    var word: String {
        switch self {
        case .success: "success"
        case .reverted: "reverted"
        case .halted: "halted"
        }
    }

    /// The reason with its numbers; nothing for a success.
    var reason: String? {
        switch self {
        case .success: nil
        case .reverted(let reason): reason.description
        case .halted(let reason): Fault.halt(reason).label
        }
    }

    /// The reason without its numbers; nothing for a success.
    var label: String? {
        switch self {
        case .success: nil
        case .reverted(let reason): Fault.revert(reason).label
        case .halted(let reason): Fault.halt(reason).label
        }
    }
}
