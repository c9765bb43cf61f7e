import Agents
import Contracts
import Primitives
import WideMath

/// Sandwiches of one victim in exact integers, sized as the sandwicher sizes them.
///
/// The file is a list; each case is a pool at 30 bp, a victim and the slippage he tolerates, with
/// the least he then accepts, the largest front-run that this admits, and what each swap moves.
enum SandwichSuite: ConformanceSuite {
    static let name = "sandwich"

    /// The fee of the cases: they compute with 997/1000.
    private static let fee = BasisPoints(30)

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        for (name, value) in try file.cases() {
            report.check(name) { () throws(CaseFailure) in try check(value) }
        }
    }

    private static func check(_ value: JSONValue) throws(CaseFailure) {
        let sizing = try sizing(value)
        try CaseFailure.unless("minOut", sizing.victimOutMin, is: try value.number("minOut"))
        guard let largest = sizing.largestFrontRun() else {
            throw .refused(what: "the victim", reason: "he fails undisturbed")
        }
        try CaseFailure.unless("maxFrontrun", largest, is: try value.number("maxFrontrun"))
        guard let plan = sizing.replay(frontIn: largest) else {
            throw .refused(what: "the largest front-run", reason: "a swap reverts")
        }
        try CaseFailure.unless("frontrunOut", plan.frontOut, is: try value.number("frontrunOut"))
        try CaseFailure.unless("victimOut", plan.victimOut, is: try value.number("victimOut"))
        try CaseFailure.unless("backrunOut", plan.backOut, is: try value.number("backrunOut"))
        let gain = plan.loss.isZero ? plan.profit.description : "-\(plan.loss)"
        let expected = try value.text("profitAtMaxFrontrun")
        try CaseFailure.unless("profitAtMaxFrontrun", gain, is: expected)
        try checkOneMore(sizing, largest, value)
        try checkPlan(sizing.plan(), against: plan)
    }

    /// The pool and the victim of a case, whose limit is the quote less the slippage.
    private static func sizing(_ value: JSONValue) throws(CaseFailure) -> SandwichSizing {
        let reserveIn = try value.number("reserveIn")
        let reserveOut = try value.number("reserveOut")
        let victimIn = try value.number("victimIn")
        let slippage = BasisPoints(try value.uint64("slippageBp"))
        guard slippage <= .whole else {
            throw .malformed(field: "slippageBp", expected: "at most 10000")
        }
        do throws(Fault) {
            let quote = try ConstantProduct.amountOut(
                amountIn: victimIn,
                reserveIn: reserveIn,
                reserveOut: reserveOut,
                fee: fee
            )
            return SandwichSizing(
                reserveIn: reserveIn,
                reserveOut: reserveOut,
                fee: fee,
                victimIn: victimIn,
                // Down, in the trade's favour, as a wallet computes what to accept.
                victimOutMin: try mulDiv(
                    quote,
                    UInt256(BasisPoints.whole.count - slippage.count),
                    UInt256(BasisPoints.whole.count),
                    rounding: .down
                )
            )
        } catch {
            throw .refused(what: "the victim's quote", reason: "\(error)")
        }
    }

    /// A front-run of one unit more reverts, by the file and by our swaps.
    private static func checkOneMore(
        _ sizing: SandwichSizing,
        _ largest: UInt256,
        _ value: JSONValue
    ) throws(CaseFailure) {
        guard let field = value["maxFrontrunPlus1Reverts"] else {
            throw .missing(field: "maxFrontrunPlus1Reverts")
        }
        guard case .bool(let reverts) = field else {
            throw .malformed(field: "maxFrontrunPlus1Reverts", expected: "true or false")
        }
        // A pool holds less than 2¹¹²: one more does not wrap.
        let beyond = sizing.replay(frontIn: largest.wrappingAdd(.one))
        try CaseFailure.unless("maxFrontrunPlus1Reverts", beyond == nil, is: reverts)
    }

    /// The sandwicher leaves a victim alone who brings nothing, and earns no less than the file.
    private static func checkPlan(
        _ chosen: SandwichPlan?,
        against plan: SandwichPlan
    ) throws(CaseFailure) {
        let least = plan.profit
        let profit = chosen?.profit ?? .zero
        if least.isZero != (chosen == nil) || profit < least {
            throw .different(
                what: "the sandwicher's profit",
                expected: least.isZero ? "no sandwich" : "\(least) or more",
                actual: chosen == nil ? "no sandwich" : profit.description
            )
        }
    }
}
