/// A slice that a hostile keeper has in mind: a trade toward the goals at a bad price, and a round
/// through other pools that only costs.
struct KeeperPlan {
    /// One pool of the round, and what is sold into it.
    struct Leg {
        let pool: Int
        let sold: Int
        let bought: Int
    }

    var sold: Int
    var bought: Int
    /// The pools from the one to the other.
    var way: [Int]
    /// The value to sell, in quote units.
    var value: Double
    /// What of it is to be lost.
    var rate: Double
    /// From the quote token through pools of their own and back.
    var round: [Leg] = []
    /// The quote units that go round.
    var washed = 0.0
    /// What each leg of the round is to lose.
    var roundRate = 0.0
}
