import Testing

@testable import Reporting

@Suite struct `The leaves of a JSON value` {
    private func paths(_ json: JSON) -> [String] { json.leaves.map(\.path) }

    @Test func `go by the names that expectations and comparisons use`() {
        let json = JSON.object([
            ("vault", .object([("loss", .object([("mev", .string("12"))]))])),
            (
                "comparison",
                .array([
                    .object([("variant", .string("slow")), ("assumptions", .string("low"))]),
                    .object([("variant", .string("slow")), ("assumptions", .null)]),
                ])
            ),
            ("expectations", .array([.object([("variant", .string("slow"))])])),
            (
                "agents",
                .array([
                    .object([("name", .string("a")), ("gas", .int(1))]),
                    .object([("name", .string("b")), ("gas", .int(2))]),
                ])
            ),
        ])
        #expect(
            paths(json) == [
                "vault.loss.mev", "comparison.slow.low.variant", "comparison.slow.low.assumptions",
                "comparison.slow.variant", "comparison.slow.assumptions", "expectations.0.variant",
                "agents.a.name",
                "agents.a.gas", "agents.b.name", "agents.b.gas",
            ]
        )
    }

    @Test func `never share a path, whatever keys and names there are`() {
        let named = { (name: String) in JSON.object([("name", .string(name))]) }
        let json = JSON.object([
            ("a.b", .null), ("a", .object([("b", .null)])), ("", .null), ("[0]", .null),
            ("\"a", .null), ("list", .array([named("x"), named("x"), .null, .array([.null])])),
            ("list.x", .null), ("odd", .array([named("1"), named("1"), named("[1]")])),
        ])
        #expect(
            paths(json) == [
                "\"a.b\"", "a.b", "\"\"", "\"[0]\"", "\"\"\"a\"", "list.x.name", "list.1.name",
                "list.2", "list.3.0", "\"list.x\"", "odd.1.name", "odd.[1].name",
                "odd.\"[1]\".name",
            ]
        )
        #expect(Set(paths(json)).count == paths(json).count)
    }

    @Test(
        arguments: [
            (.null, nil, nil), (.bool(true), "true", 1), (.bool(false), "false", 0),
            (.int(.max), "18446744073709551615", 18_446_744_073_709_551_616),
            (.double(0.1), "0.1", 0.1), (.double(.nan), nil, nil), (.double(.infinity), nil, nil),
            (.string("-27775978333"), "-27775978333", -27_775_978_333),
            (.string("0.81"), "0.81", 0.81), (.string("1e-05"), "1e-05", 0.00001),
            // Swift reads these as numbers, and they are names here.
            (.string("0x1f"), "0x1f", nil), (.string("nan"), "nan", nil),
            (.string("inf"), "inf", nil), (.string("infinity"), "infinity", nil),
            (.string("+1"), "+1", nil), (.string("1e999"), "1e999", nil), (.string(""), "", nil),
            (.string("-"), "-", nil), (.string("1-2"), "1-2", nil), (.string("."), ".", nil),
            (.string("e5"), "e5", nil), (.string("--1"), "--1", nil),
        ] as [(JSON, String?, Double?)]
    )
    func `have their text and their number`(_ json: JSON, _ text: String?, _ number: Double?) {
        let leaves = JSON.object([("a", json)]).leaves
        #expect(leaves == [JSON.Leaf(path: "a", text: text, number: number)])
    }

    @Test func `are none where a list or an object is empty`() {
        #expect(paths(.object([("a", .array([])), ("b", .object([]))])) == [])
    }
}
