import Primitives
import Signing
import Testing
import WideMath

@Suite struct `Typed data` {
    private static func number(_ value: UInt64) -> TypedValue {
        .integer(isNegative: false, magnitude: UInt256(value))
    }

    private func data(
        _ type: String,
        _ value: TypedValue,
        others: [String: [TypedField]] = [:]
    ) throws(TypedDataError) -> TypedData {
        try TypedData(
            types: others.merging(["Box": [TypedField("it", type)]]) { $1 },
            primaryType: "Box",
            domain: ["chainId": Self.number(1)],
            message: ["it": value]
        )
    }

    /// Source: EIP-2612 and Uniswap v2-core, UniswapV2ERC20.sol: PERMIT_TYPEHASH.
    @Test func `has the type hash of a permit`() throws {
        let fields = [
            TypedField("owner", "address"), TypedField("spender", "address"),
            TypedField("value", "uint256"), TypedField("nonce", "uint256"),
            TypedField("deadline", "uint256"),
        ]
        let permit = try TypedData(
            types: ["Permit": fields],
            primaryType: "Permit",
            domain: [:],
            message: [:]
        )
        #expect(
            try permit.typeHash("Permit").description
                == "0x6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9"
        )
    }

    @Test func `names the structures that it refers to, once and in order`() throws {
        let data = try data(
            "Zebra[2]",
            .list([]),
            others: [
                "Zebra": [TypedField("next", "Zebra[]"), TypedField("a", "Ant")],
                "Ant": [TypedField("n", "uint8")], "Unused": [],
            ]
        )
        #expect(
            try data.encodeType("Box") == "Box(Zebra[2] it)Ant(uint8 n)Zebra(Zebra[] next,Ant a)"
        )
    }

    @Test(arguments: [
        ("uint8", "255", "ff"), ("int8", "-128", "80"), ("int8", "-1", "ff"), ("int8", "127", "7f"),
        ("uint256", "0x0a", "0a"), ("uint8", "-0", "00"),
    ])
    func `writes numbers in a word`(type: String, text: String, end: String) throws {
        let encoded = try data(type, .text(text)).encodedMessage()
        #expect(encoded.count == 64)
        #expect(Hex.encode(encoded).hasSuffix(end))
        #expect((encoded[32] == 0xff) == text.hasPrefix("-1"))
    }

    @Test(arguments: [
        (
            "uint8", TypedValue.text("256"),
            TypedDataError.numberOutOfRange(path: "it", type: "uint8")
        ),
        ("uint8", .text("-1"), .numberOutOfRange(path: "it", type: "uint8")),
        ("int8", .text("128"), .numberOutOfRange(path: "it", type: "int8")),
        ("int8", .text("-129"), .numberOutOfRange(path: "it", type: "int8")),
        ("uint8", .text(""), .wrongKind(path: "it", type: "uint8", got: "a text")),
        ("uint8", .text("0x"), .wrongKind(path: "it", type: "uint8", got: "a text")),
        ("uint8", .text("1.0"), .wrongKind(path: "it", type: "uint8", got: "a text")),
        ("bool", .text("true"), .wrongKind(path: "it", type: "bool", got: "a text")),
        ("string", .null, .wrongKind(path: "it", type: "string", got: "null")),
        ("bytes", .text("ab"), .wrongKind(path: "it", type: "bytes", got: "a text")),
        ("bytes", .text("0xa"), .wrongKind(path: "it", type: "bytes", got: "a text")),
        ("bytes2", .text("0xab"), .byteCount(path: "it", 1, expected: 2)),
        ("address", .text("0x00"), .wrongKind(path: "it", type: "address", got: "a text")),
        ("bool[2]", .list([.bool(true)]), .elementCount(path: "it", 1, expected: 2)),
        (
            "bool[]", .list([.bool(true), .null]),
            .wrongKind(path: "it[1]", type: "bool[]", got: "null")
        ),
        ("Box", .object([:]), .missingField(path: "it.it")),
        ("Box", .object(["it": .null, "x": .null]), .unknownField(path: "it.x")),
        ("Box", .list([]), .wrongKind(path: "it", type: "Box", got: "a list")),
    ])
    func `refuses a value that is not of its type`(
        type: String,
        value: TypedValue,
        error: TypedDataError
    ) throws {
        let data = try data(type, value)
        #expect(throws: error) { try data.digest() }
    }

    @Test(arguments: [
        "uint", "int", "uint7", "uint264", "uint08", "bytes0", "bytes33", "Box2", "", "[]",
        "bool[0]",
        "bool[-1]", "bool[01]", "bool]", "bool[", "bool[99999999999999999999]", "a b", "uint256 ",
        "bool" + String(repeating: "[]", count: 33),
    ])
    func `refuses a type that there is not`(type: String) {
        #expect(throws: TypedDataError.unknownType(type, field: "it", in: "Box")) {
            try data(type, .null)
        }
    }

    @Test func `refuses types that are none`() {
        for name in ["", "uint256", "bytes33", "a(b", "1a", "é"] {
            #expect(throws: TypedDataError.invalidTypeName(name)) {
                try data("bool", .null, others: [name: []])
            }
        }
        #expect(throws: TypedDataError.repeatedField("a", in: "X")) {
            try data(
                "bool",
                .null,
                others: ["X": [TypedField("a", "bool"), TypedField("a", "bool")]]
            )
        }
        #expect(throws: TypedDataError.invalidFieldName("a,b", in: "X")) {
            try data("bool", .null, others: ["X": [TypedField("a,b", "bool")]])
        }
        #expect(throws: TypedDataError.missingType("None")) {
            try TypedData(types: [:], primaryType: "None", domain: [:], message: [:])
        }
        #expect(throws: TypedDataError.unknownDomainField("chainID")) {
            try TypedData(
                types: ["A": []],
                primaryType: "A",
                domain: ["chainID": .null],
                message: [:]
            )
        }
        var many: [String: [TypedField]] = [:]
        for index in 0..<2_000 { many["T\(index)"] = [] }
        #expect(throws: TypedDataError.tooManyTypes(2_002, max: 1_000)) {
            try data("bool", .null, others: many)
        }
    }

    @Test func `of structures in themselves ends where its values do`() throws {
        var value = TypedValue.object(["next": .list([])])
        let types = ["Link": [TypedField("next", "Link[]")]]
        for _ in 0..<10 { value = .object(["next": .list([value])]) }
        #expect(throws: Never.self) { try data("Link", value, others: types).digest() }
        for _ in 0..<1_000 { value = .object(["next": .list([value])]) }
        #expect(throws: TypedDataError.tooDeep(limit: 128)) {
            try data("Link", value, others: types).digest()
        }
    }

    /// As MetaMask's eth-sig-util does.
    @Test func `of the domain alone is the domain's hash`() throws {
        let data = try TypedData(
            types: [:],
            primaryType: "EIP712Domain",
            domain: ["chainId": Self.number(1)],
            message: [:]
        )
        let expected = keccak256([0x19, 0x01] + (try data.domainSeparator()).bytes)
        #expect(try data.digest() == expected)
    }
}
