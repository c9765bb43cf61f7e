import Agents
import Measures
import Primitives
import WideMath

/// The gains of the vault's sales as docs/MEASURES.md defines them.
extension RunSummary {
    /// `vault.tax` of `summary.json`.
    static func tax(_ tax: TaxMeasures) -> JSON {
        var fields: [(String, JSON)] = [
            ("proceeds", .string(tax.realised.firstInFirstOut.gain.proceeds.description))
        ]
        for method in TaxLots.Method.allCases {
            let lots = tax.lots[method]
            let unrealised = tax.unrealised(by: method)
            fields.append(
                (
                    method.key,
                    .object(
                        tax.realised[method].fields + [
                            ("unrealised", JSON(unrealised?.description)),
                            ("cost_held", JSON(unrealised?.cost.description)),
                            ("cost_in_kind", .string(lots.slicedCost.description)),
                        ]
                    )
                )
            )
        }
        fields.append(("withdrawals", .object(tax.withdrawals.fields)))
        fields.append(
            (
                "rebalances",
                .array(
                    tax.rebalances.map { sales in
                        .object(
                            [("rebalance", .int(sales.rebalance)), ("block", .int(sales.block))]
                                + sales.realised.fields
                        )
                    }
                )
            )
        )
        return .object(fields)
    }

    /// The lines of the terminal's summary.
    func taxRows(_ tax: TaxMeasures, _ quote: String, unit: Double) -> [(String, String)] {
        func text(_ gain: Gain?) -> String {
            guard let gain else { return "unknown" }
            let value = gain.magnitude.raw.asDouble / unit
            return Figures.grouped(gain.isLoss ? -value : value, decimals: 2)
        }
        func row(_ label: String, _ gain: (TaxLots.Method) -> Gain?) -> (String, String) {
            let (old, dear) = (text(gain(.firstInFirstOut)), text(gain(.highestCostFirst)))
            return (label, "\(old) \(quote) first in, first out, \(dear) highest cost first")
        }
        return [
            row("gain realised", { tax.realised[$0].gain }),
            row("gain not realised", { tax.unrealised(by: $0) }),
        ]
    }
}

extension TaxLots.Method {
    /// The method's name in files.
    var key: String {
        switch self {
        case .firstInFirstOut: "fifo"
        case .highestCostFirst: "highest_cost_first"
        }
    }
}

extension TaxMeasures.Realised {
    /// Cost, gain and its long-term part.
    fileprivate var fields: [(String, JSON)] {
        [
            ("cost", .string(gain.cost.description)), ("gain", .string(gain.description)),
            ("gain_long_term", .string(longTerm.description)),
        ]
    }
}

extension ByMethod<TaxMeasures.Realised> {
    /// The proceeds, which are the same by both, and what they gained.
    var fields: [(String, JSON)] {
        [("proceeds", .string(firstInFirstOut.gain.proceeds.description))]
            + TaxLots.Method.allCases.map { ($0.key, .object(self[$0].fields)) }
    }
}
