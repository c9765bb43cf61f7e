/// Finds sandwiches among the swaps of a block.
///
/// A front, a back and the victims between them are a sandwich if
/// 1. the back trades in the front's pair in the opposite direction, in a later transaction;
/// 2. its input is the front's output, to the unit;
/// 3. the senders of both are the same, where both are known;
/// 4. at least one swap of the front's direction lies between them in the same pair, in a
///    transaction of its own and of another sender.
///
/// Each swap is a leg of one sandwich at most. A victim may lie in several, and be a leg of
/// another.
///
/// What this excludes: one trader who trades twice (2); two traders in opposite directions (2, 3);
/// whoever buys and sells with nobody between, who takes from nobody (4); an arbitrageur, who
/// trades a pair once, or a cycle within one transaction (1). A trader who undoes a trade exactly,
/// around somebody else's, is found: nothing on chain tells them apart.
///
/// What it misses: legs in different pairs or blocks, or by different known senders; a position
/// closed in parts, or but for dust; tokens that keep a part of a transfer. Torres, Camino and
/// State ("Frontrunner Jones and the Raiders of the Dark Forest", USENIX Security 2021) allow the
/// amounts to differ by one per cent (`TOKEN_AMOUNT_DELTA` of their `insertion.py`). Busy traders
/// with few wallets come that close by chance: with it, about one run in twenty of those in
/// `DetectorMeasuresTests` had a false positive.
public enum SandwichDetector {
    /// The sandwiches of a block whose swaps come in order, by their fronts.
    ///
    /// - Complexity: quadratic in the number of swaps, and linear in it for each match.
    public static func sandwiches(in swaps: [SwapTrace]) -> [Sandwich] {
        var found: [Sandwich] = []
        var legs: Set<Int> = []
        for (start, front) in swaps.enumerated() where !legs.contains(start) {
            for end in swaps.indices.dropFirst(start + 1) where !legs.contains(end) {
                guard undoes(swaps[end], front),
                    let victims = victims(of: swaps[start...end])
                else { continue }
                found.append(Sandwich(front: front, victims: victims, back: swaps[end]))
                legs.formUnion([start, end])
                break
            }
        }
        return found
    }

    private static func undoes(_ back: SwapTrace, _ front: SwapTrace) -> Bool {
        guard back.opposes(front), back.amountIn == front.amountOut else { return false }
        return front.sender == nil || back.sender == nil || front.sender == back.sender
    }

    /// Those between the first swap and the last whom the first hurts; nothing if there are none.
    private static func victims(of swaps: ArraySlice<SwapTrace>) -> [SwapTrace]? {
        guard let front = swaps.first, let back = swaps.last else { return nil }
        let victims = swaps.dropFirst().dropLast().filter {
            $0.follows(front) && $0.transaction > front.transaction
                && $0.transaction < back.transaction
                && ($0.sender == nil || $0.sender != front.sender)
        }
        return victims.isEmpty ? nil : victims
    }
}
