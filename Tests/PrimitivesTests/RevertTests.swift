import Primitives
import Testing
import WideMath

@Suite struct `A revert` {
    /// Source: the bytes of `require(false, "UniswapV2: K")` and of Solidity's checks, from the
    /// Solidity documentation, "Panic via assert and Error via require".
    @Test func `is encoded as Solidity does`() {
        #expect(Revert.empty.encoded == [])
        #expect(Revert.data([1, 2]).encoded == [1, 2])
        #expect(
            Hex.encode(Revert.message("UniswapV2: K").encoded)
                == "0x08c379a0"
                + "0000000000000000000000000000000000000000000000000000000000000020"
                + "000000000000000000000000000000000000000000000000000000000000000c"
                + "556e697377617056323a204b0000000000000000000000000000000000000000"
        )
        #expect(
            Hex.encode(Revert.panic(.arithmeticOverflow).encoded)
                == "0x4e487b710000000000000000000000000000000000000000000000000000000000000011"
        )
    }

    /// Source: ERC-6093; 0xe450d38c selects ERC20InsufficientBalance.
    @Test func `encodes a custom error by its signature`() {
        let error = Revert.error(
            signature: "ERC20InsufficientBalance(address,uint256,uint256)",
            arguments: [1, 2, 3]
        )
        #expect(
            error.encoded == ABI.encodeCall(selector: 0xe450_d38c, words: [1, 2, 3])
        )
    }

    @Test(arguments: [
        (Revert.empty, "no reason"), (.message("UniswapV2: K"), "UniswapV2: K"),
        (.panic(.arithmeticOverflow), "panic 0x11 (arithmetic overflow)"),
        (.error(signature: "Name(uint256,uint8)", arguments: [1, 2]), "Name(1, 2)"),
        (.error(signature: "Paused()", arguments: []), "Paused()"),
        (.error(signature: "odd", arguments: [3]), "odd(3)"),
        (
            .error(
                signature: "E(address,bool,int8,bytes2)",
                arguments: [0, 1, .max, 0xabcd << 240]
            ),
            "E(0x0000000000000000000000000000000000000000, true, -1, 0xabcd)"
        ),
        (.data([]), "no reason"), (.data([0xde, 0xad]), "0xdead"),
        (.data(Revert.message("inner").encoded), "inner"),
        (.data(Revert.panic(.divisionByZero).encoded), "panic 0x12 (division by zero)"),
        (.data(ABI.encodeCall(selector: 0x4e48_7b71, words: [0])), "panic 0x00"),
        (.data(ABI.encodeCall(selector: 0x4e48_7b71, words: [0x1234])), "panic 0x1234"),
        (.data([0x08, 0xc3, 0x79, 0xa0, 1]), "0x08c379a001"),
    ])
    func `has a reason to read`(revert: Revert, text: String) {
        #expect(revert.description == text)
    }
}
