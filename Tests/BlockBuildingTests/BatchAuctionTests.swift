import BlockBuilding
import Chain
import Contracts
import Execution
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `A batch auction` {
    private static let unit = UInt256(1_000_000_000_000_000_000)

    /// 1,000,000 of token 0 and 2,000,000 of token 1: a price of 2.
    private func street(people: Int = 4, fee: UInt64 = 30) throws -> BatchStreet {
        try BatchStreet(people: people, units(1_000_000), units(2_000_000), fee: fee)
    }

    private func units(_ count: UInt64) throws -> UInt256 { try Self.unit * UInt256(count) }

    /// Within the price, and short of it by no more than the impact of an input of `input` on
    /// reserves of at least 2¹⁰⁹, which is input ÷ 2¹⁰⁹ of the output, and a unit of rounding.
    private func expect(
        _ out: UInt256,
        isJustBelow due: UInt256,
        input: UInt256,
        _ label: String = ""
    ) throws {
        let impact = try #require(
            due.multiplied(by: input, dividedBy: UInt256.one << 109, rounding: .up)
        )
        #expect(out <= due, "\(label)")
        #expect(try out + impact + 1 >= due, "\(label)")
    }

    /// Whether each person's transaction succeeded, of those in the block.
    private func outcomes(_ block: BuiltBlock) -> [Int: Bool] {
        var found: [Int: Bool] = [:]
        for included in block.transactions {
            let person = Int(included.pending.sender.word.limb0) - 0x10_0000
            found[person] = included.receipt.status == .success
        }
        return found
    }

    /// 1,000 of token 0 against 2,000 of token 1 at 2: each gets the mid price less 0.3 %, the pool
    /// the fees.
    @Test func `crosses opposite sales that cancel out at the pool's price`() throws {
        let street = try street()
        let (sold0, sold1) = (try units(1_000), try units(2_000))
        let block = street.build([street.swap(0, sold0, [0, 1]), street.swap(1, sold1, [1, 0])])
        #expect(block.transactions.map(\.receipt.status) == [.success, .success])
        try expect(street.gain(0, 1), isJustBelow: units(1_994), input: sold0)
        try expect(street.gain(1, 0), isJustBelow: units(997), input: sold1)
        let reserves = street.reserves()
        #expect(UInt256(low: reserves.reserve0) == (try units(1_001_000) - street.gain(1, 0)))
        #expect(UInt256(low: reserves.reserve1) == (try units(2_002_000) - street.gain(0, 1)))
        #expect(!BatchPair.isOpen(street.pairs[0], on: street.machine))
    }

    @Test func `gives one side alone what a constant product gives all of it`() throws {
        let street = try street()
        let (first, second) = (try units(30_000), try units(10_000))
        _ = street.build([street.swap(0, first, [0, 1]), street.swap(1, second, [0, 1])])
        let all = try ConstantProduct.amountOut(
            amountIn: first + second,
            reserveIn: units(1_000_000),
            reserveOut: units(2_000_000),
            fee: BasisPoints(30)
        )
        // Three quarters and a quarter of it, whoever came first.
        let quarter = try #require(all.quotientAndRemainder(dividingBy: 4)).quotient
        try expect(street.gain(1, 1), isJustBelow: quarter + 1, input: second)
        try expect(street.gain(0, 1), isJustBelow: quarter * 3 + 3, input: first)
    }

    // MARK: Limits

    /// Who asks for 3 where the price is 2 fails in the block and pays for it; the others trade as
    /// if he were not there.
    @Test func `finds the price without those whose limits it does not meet`() throws {
        let street = try street()
        let alone = try self.street()
        let sold = try units(1_000)
        _ = alone.build([alone.swap(0, sold, [0, 1])])
        let block = street.build([
            street.swap(0, sold, [0, 1]), street.swap(1, sold, [0, 1], min: try units(3_000)),
        ])
        #expect(outcomes(block) == [0: true, 1: false])
        #expect(try street.gain(0, 1) == alone.gain(0, 1))
        #expect(street.balance(1, 0) == BatchStreet.purse)
    }

    /// 500,000 against 1,000,000 at 2 is more than the pool alone would give for it, and its limit
    /// fails alone; the opposite sale meets it.
    @Test func `meets a limit that the pool alone does not`() throws {
        let street = try street()
        let sold = try units(500_000)
        let block = street.build([
            street.swap(0, sold, [0, 1], min: try units(990_000)),
            street.swap(1, try units(1_000_000), [1, 0]),
        ])
        #expect(outcomes(block) == [0: true, 1: true])
        try expect(street.gain(0, 1), isJustBelow: units(997_000), input: sold)
    }

    /// Alone at the pool's price of 2 he would get 997,000; his own sale moves the price.
    @Test func `lets wait who only misses his limit by his own sale`() throws {
        let street = try street()
        let pending = [
            street.swap(0, try units(1), [0, 1]),
            street.swap(1, try units(500_000), [0, 1], min: try units(990_000)),
        ]
        let block = street.build(pending)
        #expect(outcomes(block) == [0: true])
        #expect(block.refused.isEmpty)
        #expect(street.balance(1, 0) == BatchStreet.purse)
    }

    // MARK: What does not swap, nonces and gas

    @Test func `includes what does not swap by arrival, before the batch`() throws {
        let street = try street()
        let block = street.build([
            street.swap(0, try units(1), [0, 1], arrival: 0),
            street.send(1, to: Street.nobody, arrival: 2),
            street.send(2, to: Street.nobody, arrival: 1),
        ])
        let senders = block.transactions.map(\.pending.sender)
        #expect(senders == [2, 1, 0].map { BatchStreet.person($0) })
    }

    @Test func `keeps nonces in order`() throws {
        let street = try street()
        let block = street.build([
            street.send(0, to: Street.nobody, nonce: 1, arrival: 0),
            street.swap(0, try units(1), [0, 1], nonce: 0, arrival: 1),
            street.swap(0, try units(2), [1, 0], nonce: 2, arrival: 2),
            street.send(1, to: Street.nobody, arrival: 9),
        ])
        #expect(block.transactions.allSatisfy { $0.receipt.status == .success })
        #expect(block.transactions.map(\.pending.transaction.nonce) == [0, 0, 1, 2])
    }

    /// A swap of 400,000 gas that came first keeps its place in a block of a million: of two others
    /// that ask for 400,000 one fits.
    @Test func `keeps gas for swaps that came before`() throws {
        let street = try street()
        street.machine.block.gasLimit = Gas(1_000_000)
        let block = street.build([
            street.swap(0, try units(1), [0, 1]),
            street.send(1, to: Street.nobody, gasLimit: 600_001),
            street.send(2, to: Street.nobody, gasLimit: 600_000),
        ])
        #expect(block.transactions.map(\.pending.sender) == [2, 0].map { BatchStreet.person($0) })
    }

    /// Liquidity that came alone is added before; behind a swap it meets an open batch.
    @Test func `is of no use to who brings liquidity just in time`() throws {
        let street = try street()
        let before = street.product()
        let block = street.build([
            street.swap(0, try units(1_000), [0, 1]),
            street.swap(1, try units(1), [0, 1], nonce: 0),
            street.send(
                1,
                to: street.pairs[0],
                ABI.encodeCall(selector: Pair.Function.sync.value, words: []),
                nonce: 1
            ),
        ])
        let succeeded = block.transactions.map { $0.receipt.status == .success }
        #expect(succeeded == [true, true, false])
        #expect(street.product() >= before)
    }

    /// From token 0 over 1 to 2: what goes into the second pair depends on the price of the first.
    @Test func `clears routes over several pairs`() throws {
        let street = try street()
        let sold = try units(1_000)
        let block = street.build([
            street.swap(0, sold, [0, 1, 2]), street.swap(1, try units(2_000), [1, 0]),
            street.swap(2, try units(500), [2, 1]),
        ])
        #expect(outcomes(block) == [0: true, 1: true, 2: true])
        // The first pair cancels out: 1,994. The second clears these against 500 of token 2, in
        // thousandths (1,000,000,000 + 1,994·997) : (2,000,000,000 + 500·997).
        let due = try #require(
            (try units(1_994) * 997 * 2_000_498_500).quotientAndRemainder(
                dividingBy: UInt256(1_001_988_018) * 1_000
            )
        ).quotient
        // Prices of two pairs, and a second round for the first one's rounding.
        try expect(street.gain(0, 2), isJustBelow: due + 4, input: sold * 4)
        #expect(street.pairs.allSatisfy { !BatchPair.isOpen($0, on: street.machine) })
    }

    /// 99,700 borrowed and 100,000 paid back are no sale: the others trade as without them.
    @Test func `takes a loan for none`() throws {
        let (street, alone) = (try self.street(), try self.street())
        let borrower = Address(word: 0xb0220)
        street.machine.place(Borrower.self, at: borrower)
        let (taken, paid) = (try units(99_700), try units(100_000))
        let token = BatchStreet.tokens[0]
        let purse = street.machine.call(
            token,
            from: .zero,
            data: ABI.encodeCall(selector: Token.mint.value, words: [borrower.word, paid])
        )
        #expect(purse.failure == nil)
        let loan = ABI.encodeCall(
            selector: Pair.Function.swap.value,
            words: [taken, .zero, borrower.word, 128, 64, token.word, paid]
        )
        let sold = try units(1_000)
        _ = alone.build([alone.swap(0, sold, [0, 1])])
        let block = street.build([
            street.swap(0, sold, [0, 1]), street.send(1, to: street.pairs[0], loan),
        ])
        #expect(outcomes(block) == [0: true, 1: true])
        #expect(try street.gain(0, 1) == alone.gain(0, 1))
    }

    // MARK: Random batches

    /// Swaps of any size to a tenth of the pool, either way, some with limits, some over two pairs.
    private func random(
        _ street: BatchStreet,
        _ stream: inout RandomStream
    ) throws -> [PendingTransaction] {
        let paths = [[0, 1], [1, 0], [0, 1], [1, 0], [0, 1, 2], [2, 0]]
        return try street.people.indices.map { person in
            let most = try units(100_000) >> Int(stream.below(60))
            let amount = try UInt256(1 + stream.below(1_000)) * (most >> 10) + 1
            let limit = stream.below(3) == 0 ? try amount * UInt256(stream.below(4)) : .zero
            let path = paths[Int(stream.below(UInt64(paths.count)))]
            return street.swap(person, amount, path, min: limit)
        }
    }

    @Test(arguments: Soak.seeds("batches", of: 3_000))
    func `gives everybody the same in any order, and nobody more than the price`(
        _ seed: UInt64
    ) throws {
        let label = "\(Soak.label("batches")), seed \(seed)"
        var stream = RandomStream(seed: seed, name: "batches")
        let people = 2 + Int(stream.below(7))
        let fee = [0, 5, 30, 100][Int(stream.below(4))] as UInt64
        let street = try street(people: people, fee: fee)
        let pending = try random(street, &stream)
        let before = (0..<3).map { street.product($0) }
        let checkpoint = street.machine.state.checkpoint()
        let block = street.build(pending)
        let balances = held(street)
        for (pair, product) in before.enumerated() {
            #expect(street.product(pair) >= product, "\(label)")
            #expect(!BatchPair.isOpen(street.pairs[pair], on: street.machine), "\(label)")
        }
        for token in 0..<3 { try expectConserved(token, street, label) }
        try expectOnePrice(block, street, label)
        street.machine.state.rollBack(checkpoint)
        // The same with other times of arrival.
        var arrivals = pending.indices.map { UInt64($0) }
        stream.shuffle(&arrivals)
        let shuffled = zip(pending, arrivals).map { one, arrival in
            PendingTransaction(
                signed: one.signed,
                sender: one.sender,
                arrival: arrival,
                arrivalBlock: one.arrivalBlock,
                author: one.author,
                purpose: one.purpose
            )
        }
        let again = street.build(shuffled)
        #expect(outcomes(again) == outcomes(block), "\(label)")
        #expect(held(street) == balances, "\(label)")
    }

    private func held(_ street: BatchStreet) -> [[UInt256]] {
        street.people.indices.map { person in (0..<3).map { street.balance(person, $0) } }
    }

    private func expectConserved(_ token: Int, _ street: BatchStreet, _ label: String) throws {
        let address = BatchStreet.tokens[token]
        var sum = UInt256.zero
        for holder in street.people + street.pairs {
            sum = try sum + ShareLedger.balance(of: holder, token: address, on: street.machine).raw
        }
        #expect(
            sum == ShareLedger.totalSupply(of: address, on: street.machine).raw,
            "\(label), token \(token)"
        )
    }

    /// Whatever two swaps of a pair got, no pair of them beats one price: out ÷ kept·in of one way
    /// times that of the other is at most 1, and of one way both are the same but for roundings.
    private func expectOnePrice(
        _ block: BuiltBlock,
        _ street: BatchStreet,
        _ label: String
    ) throws {
        let share = InputShare(after: street.fee)
        for pair in street.pairs {
            let swaps = block.transactions.flatMap(\.receipt.logs)
                .filter { $0.address == pair && $0.topics.first == Pair.Swap.topic }
                .map { log in
                    stride(from: 0, to: 128, by: 32)
                        .compactMap { UInt256(bigEndian: log.data[$0..<($0 + 32)]) }
                }
            let sells = swaps.filter { !$0[0].isZero }.map { ($0[0], $0[3]) }
            let buys = swaps.filter { !$0[1].isZero }.map { ($0[1], $0[2]) }
            for (in0, out1) in sells {
                for (in1, out0) in buys {
                    let kept = try (in0 * share.kept).multipliedFullWidth(by: in1 * share.kept)
                    let paid = try (out1 * share.whole).multipliedFullWidth(by: out0 * share.whole)
                    let holds =
                        paid.high != kept.high ? paid.high < kept.high : paid.low <= kept.low
                    #expect(holds, "\(label)")
                }
            }
            for way in [sells, buys] {
                for (one, other) in zip(way, way.dropFirst()) {
                    // What the other's price would give for the one's input.
                    let due = try #require(
                        (try other.1 + 1).multiplied(by: one.0, dividedBy: other.0, rounding: .up)
                    )
                    let slack = try #require(
                        due.multiplied(
                            by: try one.0 + other.0,
                            dividedBy: UInt256.one << 109,
                            rounding: .up
                        )
                    )
                    #expect(try one.1 <= due + slack, "\(label)")
                }
            }
        }
    }
}
