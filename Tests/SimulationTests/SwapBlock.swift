import Measures
import Primitives
import WideMath

/// A block of swaps made by hand, between tokens named by letters.
struct SwapBlock {
    private(set) var swaps: [SwapTrace] = []

    /// The address of a letter.
    static func address(_ letter: Character) -> Address {
        Address(word: UInt256(UInt64(letter.unicodeScalars.first?.value ?? 0)))
    }

    /// Adds a swap by a sender, "?" for nobody known, through the pair of a letter.
    mutating func add(
        _ transaction: Int,
        _ sender: Character,
        _ pair: Character,
        _ amountIn: UInt64,
        _ tokenIn: Character,
        _ amountOut: UInt64,
        _ tokenOut: Character
    ) {
        let swap = SwapTrace(
            transaction: transaction,
            sender: sender == "?" ? nil : Self.address(sender),
            pair: Self.address(pair),
            SwapTrace.Side(
                token: Self.address(tokenIn),
                received: TokenAmount(UInt256(amountIn)),
                paid: .zero
            ),
            SwapTrace.Side(
                token: Self.address(tokenOut),
                received: .zero,
                paid: TokenAmount(UInt256(amountOut))
            )
        )
        if let swap { swaps.append(swap) }
    }

    /// Reads lines such as `3 m P 100 U 50 E`: transaction, sender, pair, in, out.
    init(_ text: String) throws {
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ")
            guard words.count == 7, let place = Int(words[0]), let sender = words[1].first,
                let pair = words[2].first, let amountIn = UInt64(words[3]),
                let tokenIn = words[4].first, let amountOut = UInt64(words[5]),
                let tokenOut = words[6].first
            else { throw Unreadable(line: String(line)) }
            add(place, sender, pair, amountIn, tokenIn, amountOut, tokenOut)
        }
    }

    /// A line that is no swap.
    struct Unreadable: Error {
        let line: String
    }

    /// The sandwiches as "front victim … back" by the places of their transactions.
    var sandwiches: [String] {
        SandwichDetector.sandwiches(in: swaps).map { found in
            ([found.front] + found.victims + [found.back])
                .map { String($0.transaction) }.joined(separator: " ")
        }
    }
}
