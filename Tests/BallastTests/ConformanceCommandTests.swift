import Foundation
import Testing

@Suite struct `The command conformance` {
    /// Keccak-256 of no bytes, the empty account's code hash of the yellow paper.
    private static let right = """
        [{"msg": "", "keccak256": \
        "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"}]
        """
    /// The second case has SHA3-256 of no bytes (FIPS 202), whose padding is another.
    private static let mixed = """
        [{"msg": "", "keccak256": \
        "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"},
        {"msg": "", "keccak256": \
        "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"}]
        """

    private func check(_ arguments: String...) throws -> Outcome {
        let folder = try Scratch()
        try folder.write(Self.right, "right.json")
        try folder.write(Self.mixed, "mixed.json")
        // `dog` of the yellow paper's appendix B.
        try folder.write(#"{"dog": {"in": "dog", "out": "0x83646f67"}}"#, "dog.json")
        try folder.write("[]", "none.json")
        let outcome = try Program.run(["conformance"] + arguments, in: folder)
        #expect(try folder.paths() == ["dog.json", "mixed.json", "none.json", "right.json"])
        return outcome
    }

    @Test func `passes files whose cases agree`() throws {
        let keccak = try check("keccak", "right.json")
        #expect(keccak.code == 0)
        #expect(keccak.output == "right.json: 1 passed, 0 failed\n")
        #expect(keccak.errors == "")
        let rlp = try check("rlp", "dog.json")
        #expect(rlp.code == 0)
        #expect(rlp.output == "dog.json: 1 passed, 0 failed\n")
    }

    @Test func `fails a file with a case that does not agree, and names it`() throws {
        let outcome = try check("keccak", "mixed.json", "right.json")
        #expect(outcome.code == 1)
        #expect(outcome.output.hasPrefix("mixed.json: 1 passed, 1 failed\n  failed: case 1: "))
        #expect(outcome.output.hasSuffix("\nright.json: 1 passed, 0 failed\n"))
        #expect(outcome.errors == "")
    }

    @Test(arguments: ["gone.json", "none.json"])
    func `fails a file that is missing or holds no case`(_ name: String) throws {
        let outcome = try check("keccak", name)
        #expect(outcome.code == 1)
        #expect(outcome.output.hasPrefix("\(name): 0 passed, 1 failed\n"))
    }

    @Test func `refuses a suite it does not know`() throws {
        let outcome = try check("kecak", "right.json")
        #expect(outcome.code == 2)
        #expect(outcome.output == "")
        #expect(
            outcome.errors
                == "ballast: there is no suite \"kecak\"; there are keccak, rlp, accounts, "
                + "transactions, secp256k1, hdwallet, eip712, basic, trie, abi, basefee, blocks, "
                + "sstore, pool-trace, amm, v2-swaps, gas, sandwich, cyclic-arbitrage\n"
        )
    }

    @Test func `reads a folder, and counts what is no file of the suite`() throws {
        let folder = try Scratch()
        try folder.write(Self.right, "tests/deep/right.json")
        try folder.write(#"{"dog": {"in": "dog", "out": "0x83646f67"}}"#, "tests/dog.json")
        try folder.write("words", "tests/README.md")
        try folder.write("hidden", "tests/.git/config.json")
        let outcome = try Program.run(["conformance", "keccak", "tests"], in: folder)
        #expect(outcome.code == 0)
        #expect(
            outcome.output == """
                tests/README.md: 0 passed, 0 failed, 1 skipped
                  note: not a file of this suite, by its name
                tests/deep/right.json: 1 passed, 0 failed
                tests/dog.json: 0 passed, 0 failed, 1 skipped
                  note: not a file of this suite: no case has a shape that it knows
                tests: in 3 files 1 passed, 0 failed, 2 skipped

                """
        )
        try folder.write(Self.mixed, "tests/mixed.json")
        #expect(try Program.run(["conformance", "keccak", "tests"], in: folder).code == 1)
        let none = try Program.run(["conformance", "rlp", "tests/deep"], in: folder)
        #expect(none.code == 1)
        #expect(none.output.contains("0 passed, 0 failed, 1 skipped"))
    }
}
