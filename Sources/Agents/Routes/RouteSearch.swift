import Primitives
import WideMath

/// Looks for the division that leaves most in exact integers, from starts in floating point.
struct RouteSearch {
    /// A division and what it brings.
    struct Found {
        var inputs: [UInt256]
        var score: RouteReplay.Score
    }

    /// How many divisions a climb tries at most: some hundredths of a second for ten paths.
    private static let trials = 20_000

    let replay: RouteReplay
    let amountIn: UInt256
    /// The paths that can be used.
    let open: [Int]

    /// The whole input on one path; nothing if it reverts there.
    func single(_ path: Int) -> Found? {
        var inputs = [UInt256](repeating: .zero, count: replay.paths.count)
        inputs[path] = amountIn
        return replay.score(of: inputs).map { Found(inputs: inputs, score: $0) }
    }

    /// An optimum in whole units that sum to the input; nothing if they cannot be swapped.
    ///
    /// Each share is rounded down and what is left goes to the largest share with room. A share too
    /// small to buy anything joins the largest.
    func rounded(_ optimum: RouteOptimum) -> Found? {
        var inputs = [UInt256](repeating: .zero, count: replay.paths.count)
        var left = amountIn
        func pour(_ amount: UInt256, into path: Int) {
            let room = replay.room(of: path).wrappingSubtract(inputs[path])
            let part = min(amount, left, room)
            inputs[path] = inputs[path].wrappingAdd(part)
            left = left.wrappingSubtract(part)
        }
        for path in open { pour(UInt256(truncating: optimum.amounts[path]) ?? .zero, into: path) }
        let falling = open.sorted {
            let (first, second) = (optimum.amounts[$0], optimum.amounts[$1])
            return first == second ? $0 < $1 : first > second
        }
        for path in falling { pour(left, into: path) }
        guard left.isZero, let largest = falling.first else { return nil }
        while true {
            if let score = replay.score(of: inputs) { return Found(inputs: inputs, score: score) }
            let used = falling.filter { $0 != largest && !inputs[$0].isZero }
            guard let smallest = used.min(by: { inputs[$0] < inputs[$1] }) else { return nil }
            inputs[largest] = inputs[largest].wrappingAdd(inputs[smallest])
            inputs[smallest] = .zero
        }
    }

    /// Moves parts of the input from one path to another while that leaves more.
    ///
    /// The parts halve down to one unit. For independent paths they begin at what floating point
    /// may have missed; for paths that share a pair, whose optimum the start does not know, at half
    /// the input: the output is concave in the division up to rounding and fees, so that exchanges
    /// between two paths at a time lead to the best.
    ///
    /// Where paths share a pair, first within the paths of the start and for the output alone:
    /// costs would have it merge paths whose shares are still wrong.
    func climb(from start: Found) -> Found {
        guard replay.sharesPairs else { return climb(from: start, over: open, weighsCosts: true) }
        let used = open.filter { !start.inputs[$0].isZero }
        let within = climb(from: start, over: used, weighsCosts: false)
        return climb(from: within, over: open, weighsCosts: true)
    }

    private func climb(from start: Found, over open: [Int], weighsCosts: Bool) -> Found {
        var best = start
        var trials = Self.trials
        let half = max(amountIn >> 1, .one)
        var step = replay.sharesPairs ? half : max(min(half, 64), amountIn >> 48)
        while true {
            var moved = false
            for source in open where !best.inputs[source].isZero {
                for target in open where target != source && !best.inputs[source].isZero {
                    if trials == 0 { return best }
                    trials -= 1
                    let part = min(step, best.inputs[source])
                    var inputs = best.inputs
                    inputs[source] = inputs[source].wrappingSubtract(part)
                    // Parts of one input sum to no more than it.
                    inputs[target] = inputs[target].wrappingAdd(part)
                    if let score = replay.score(of: inputs),
                        weighsCosts
                            ? score > best.score : score.amountOut > best.score.amountOut
                    {
                        best = Found(inputs: inputs, score: score)
                        moved = true
                    }
                }
            }
            if moved { continue }
            if step == .one { return best }
            step = step >> 1
        }
    }
}
