import BlockBuilding
import Primitives
import WideMath

/// Base fees and gas limits of blocks, by what the block before had.
///
/// A case has `parentBaseFee`, `parentGasLimit` and `parentGasUsed`, and the `baseFee` that
/// follows; or `parentGasLimit`, the `gasLimit` that would follow, whether it is `valid`, and as
/// `londonTransition` whether it is the first block with a base fee.
enum BaseFeeSuite: ConformanceSuite {
    static let name = "basefee"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        for (name, value) in try file.cases() {
            report.check(name) { () throws(CaseFailure) in
                if value["baseFee"] != nil {
                    try checkFee(value)
                } else if value["valid"] != nil {
                    try checkLimit(value)
                } else {
                    throw .unknownShape(fields: value.keys)
                }
            }
        }
    }

    private static func checkFee(_ value: JSONValue) throws(CaseFailure) {
        let fee = BaseFee.exact(
            parent: Wei(try value.number("parentBaseFee")),
            gasUsed: Gas(try value.uint64("parentGasUsed")),
            gasLimit: Gas(try value.uint64("parentGasLimit"))
        )
        let expected = try value.number("baseFee")
        guard let fee else {
            throw .refused(what: "the base fee", reason: "there is none below 2^256")
        }
        try CaseFailure.unless("the base fee", fee.raw, is: expected)
    }

    private static func checkLimit(_ value: JSONValue) throws(CaseFailure) {
        let parent = Gas(try value.uint64("parentGasLimit"))
        let limit = Gas(try value.uint64("gasLimit"))
        let isFirst = value["londonTransition"] == nil ? false : try bool(value, "londonTransition")
        let isAllowed =
            isFirst
            ? GasLimitBounds.allowAtLondon(limit, after: parent)
            : GasLimitBounds.allow(limit, after: parent)
        if try bool(value, "valid") {
            if !isAllowed { throw .refused(what: "the gas limit", reason: "it is out of bounds") }
        } else if isAllowed {
            throw .accepted(what: "the gas limit \(limit)")
        }
    }

    private static func bool(_ value: JSONValue, _ field: String) throws(CaseFailure) -> Bool {
        guard case .bool(let flag) = value[field] else {
            throw .malformed(field: field, expected: "true or false")
        }
        return flag
    }
}
