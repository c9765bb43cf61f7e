import Agents
import Primitives
import WideMath

extension TransactionSheet {
    /// Everything about the transaction; docs/STEP.md names each field.
    func json(_ tokens: [Address: TokenInfo]) -> JSON {
        let receipt = included.receipt
        let signature = signature
        var fields: [(String, JSON)] = [
            ("index", .int(UInt64(included.index))), ("hash", .string(hash)),
            ("author", .string(pending.author)), ("purpose", .string(pending.purpose.label)),
            ("victim", JSON(victim?.description)), ("arrival", .int(pending.arrival)),
            ("sent_at_ms", .int(pending.sentAt)), ("channel", .string(pending.channel.rawValue)),
            ("standing", .string(standing)),
        ]
        fields += [
            ("from", .string(from)), ("from_address", .string(pending.sender.description)),
            ("to", JSON(to)), ("to_address", JSON(transaction.to?.description)),
            ("function", .string(function)), ("data", .string(Hex.encode(transaction.data))),
            ("value_wei", .string(transaction.value.description)),
            ("nonce", .int(transaction.nonce)), ("gas_limit", .int(transaction.gasLimit.units)),
            ("max_fee_wei", .string(transaction.maxFeePerGas.description)),
            ("max_priority_fee_wei", .string(transaction.maxPriorityFeePerGas.description)),
        ]
        fields += [
            (
                "signature",
                .object([
                    ("signing_hash", .string(pending.signed.signingHash.description)),
                    ("r", .string(signature.r)), ("s", .string(signature.s)),
                    ("y_parity", .int(UInt64(pending.signed.signature.yParity))),
                    ("recovered", JSON(recovered?.description)),
                    ("is_senders", .bool(isSignedBySender)),
                ])
            ), ("status", .string(status)), ("reason", JSON(receipt.status.reason)),
            ("gas_used", .int(receipt.gasUsed.units)),
            ("gas_price_wei", .string(receipt.effectiveGasPrice.description)),
            ("tip_wei", .string(tip.description)),
            ("return_data", .string(Hex.encode(receipt.returnData))),
        ]
        fields += [
            ("gas", .array(gas)), ("storage", .array(slots.map(\.json))),
            (
                "ether",
                .array(
                    ether.map {
                        .object([
                            ("account", .string($0.account)),
                            ("before_wei", .string($0.before.description)),
                            ("after_wei", .string($0.after.description)),
                        ])
                    }
                )
            ), ("events", .array(events.map(\.json))),
            ("swaps", .array(swaps.map { json(of: $0, tokens) })),
        ]
        return .object(fields)
    }

    private var gas: [JSON] {
        zip(bill.lines, billTexts).map { line, text in
            .object([
                ("depth", .int(UInt64(line.depth))), ("item", .string(line.item.word)),
                ("text", .string(text)), ("gas", .signed(line.gas)),
            ])
        }
    }

    private func json(of swap: Swap, _ tokens: [Address: TokenInfo]) -> JSON {
        func name(_ token: Address) -> JSON {
            .string(tokens[token]?.name ?? token.description)
        }
        return .object([
            ("pool", .string(swap.pool)), ("token_in", name(swap.tokenIn)),
            ("amount_in", .string(swap.amountIn.description)),
            ("token_out", name(swap.tokenOut)),
            ("amount_out", .string(swap.amountOut.description)),
        ])
    }
}
