import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `Execution modules` {
    let street: Street
    let module = Address(word: 0xe8ec)
    static let wad = UInt256(1_000_000_000_000_000_000)

    init() throws {
        street = try Street()
        street.placeAsker()
    }

    private func slice(_ index: UInt64, elapsed: UInt64 = 0) -> WhatIfResult {
        street.ask(Asker.slice, module, [UInt256(index), UInt256(elapsed)])
    }

    private func factor(_ asset: Address, _ elapsed: UInt64, selling: Bool) -> WhatIfResult {
        street.ask(Asker.factor, module, [asset.word, UInt256(elapsed), selling.word])
    }

    // MARK: At once

    @Test func `trade everything at once`() {
        AtOnce.place(at: module, duration: 300, on: street.machine)
        #expect(slice(0).words == [Self.wad, 1, 0])
        #expect(slice(1).failure == refusal("NoSlice(uint256,uint256)", [1, 1]))
        #expect(factor(Street.weth, 0, selling: true).failure == refusal("NoAuction()", []))
        #expect(street.ask(Asker.duration, module).words == [300])
    }

    // MARK: Slices

    /// A quarter, then a third, a half and all of what is left; 10¹⁸ ÷ 3 is rounded down.
    @Test func `trade equal slices at equal intervals`() {
        TimeSlices.place(at: module, slices: 4, interval: 60, duration: 600, on: street.machine)
        let quarter = UInt256(250_000_000_000_000_000)
        let third = UInt256(333_333_333_333_333_333)
        let half = UInt256(500_000_000_000_000_000)
        #expect(slice(0).words == [quarter, 4, 0])
        #expect(slice(1, elapsed: 1_000).words == [third, 4, 60])
        #expect(slice(2).words == [half, 4, 120])
        #expect(slice(3).words == [Self.wad, 4, 180])
        #expect(slice(4).failure == refusal("NoSlice(uint256,uint256)", [4, 4]))
        #expect(factor(Street.weth, 0, selling: true).failure == refusal("NoAuction()", []))
        #expect(street.ask(Asker.duration, module).words == [600])
    }

    @Test(arguments: [1, 2, 3, 7, 50] as [UInt64])
    func `trade all of an amount in slices that differ by no more than a unit`(_ count: UInt64) {
        TimeSlices.place(
            at: module,
            slices: count,
            interval: 1,
            duration: 1,
            on: street.machine
        )
        let amount: UInt64 = 1_000_003
        var left = UInt256(amount)
        for index in 0..<count {
            let part = slice(index).word() ?? .zero
            let traded = left.multiplied(by: part, dividedBy: Self.wad, rounding: .down) ?? .zero
            let equal = amount / count
            #expect(traded.limb0 + 1 >= equal && traded.limb0 <= equal + 2)
            left = left.wrappingSubtract(traded)
        }
        #expect(left.isZero)
    }

    @Test func `trade all that is left in each slice that assets pace themselves`() {
        PacedSlices.place(at: module, slices: 3, interval: 900, duration: 600, on: street.machine)
        #expect(slice(0).words == [Self.wad, 3, 0])
        #expect(slice(2).words == [Self.wad, 3, 1_800])
        #expect(slice(3).failure == refusal("NoSlice(uint256,uint256)", [3, 3]))
        #expect(factor(Street.weth, 0, selling: true).failure == refusal("NoAuction()", []))
        #expect(street.ask(Asker.duration, module).words == [600])
    }

    @Test func `have no slice where none was placed`() {
        TimeSlices.place(at: module, slices: 0, interval: 1, duration: 1, on: street.machine)
        #expect(slice(0).failure == refusal("NoSlice(uint256,uint256)", [0, 0]))
    }

    // MARK: Auctions

    @Test func `auction each asset along its own curve`() {
        let falling = PriceCurve(
            .linear(slope: 1_000_000_000_000_000),
            start: 1_020_000_000_000_000_000,
            floor: 990_000_000_000_000_000,
            bucket: 30
        )
        let flat = PriceCurve(.constant, start: 1_000_000_000_000_000_007, floor: 0, bucket: 1)
        DutchAuction.place(
            at: module,
            curves: [(Street.weth, falling), (Street.usdc, flat)],
            duration: 3_600,
            on: street.machine
        )
        #expect(slice(0).words == [0, 0, 0])
        #expect(street.ask(Asker.duration, module).words == [3_600])
        // 1.02 − 0.001 · 10 after 300 s.
        let weth = Street.weth
        #expect(factor(weth, 300, selling: true).word() == 1_010_000_000_000_000_000)
        #expect(factor(weth, 300, selling: false).word() == 990_000_000_000_000_000)
        #expect(factor(weth, .max, selling: true).word() == 990_000_000_000_000_000)
        #expect(factor(Street.usdc, 300, selling: true).word() == 1_000_000_000_000_000_007)
        #expect(
            factor(Street.alice, 0, selling: true).failure
                == refusal("NoCurve(address)", [Street.alice.word])
        )
    }

    @Test(arguments: [
        PriceCurve(.constant, start: .max, floor: .max, bucket: .max),
        PriceCurve(.linear(slope: 1), start: 2, floor: 3, bucket: 4),
        PriceCurve(.exponential(scale: .max, coefficient: 5), start: 6, floor: 7, bucket: 8),
        PriceCurve(.logarithmic(scale: 9, coefficient: .max), start: 10, floor: 11, bucket: 12),
    ])
    func `keep every curve whole`(_ curve: PriceCurve) throws {
        let curves = [(asset: Street.weth, curve: curve)]
        DutchAuction.place(at: module, curves: curves, duration: 1, on: street.machine)
        for seconds in [0, 8, 120] as [UInt64] {
            let stored = street.call(
                module,
                from: Street.alice,
                ExecutionModule.Function.factor,
                [Street.weth.word, UInt256(seconds), 1]
            )
            #expect(try stored.word() == curve.factor(after: UInt256(seconds), selling: true))
        }
    }

    // MARK: What a vault believes

    @Test func `are believed within their ranges`() {
        let wad = Self.wad
        let big = UInt256.one << 64
        let answers: [([UInt256], Fault?)] = [
            ([wad, 3, 4], nil), ([wad, 3], .revert(.empty)), ([], .revert(.empty)),
            (
                [wad.wrappingAdd(1), 3, 4],
                refusal("BadSlice(uint256,uint256,uint256)", [wad.wrappingAdd(1), 3, 4])
            ),
            ([wad, big, 4], refusal("BadSlice(uint256,uint256,uint256)", [wad, big, 4])),
            ([wad, 3, big], refusal("BadSlice(uint256,uint256,uint256)", [wad, 3, big])),
        ]
        for (answer, failure) in answers {
            #expect(street.ask(Asker.slice, [0, 0], answeredBy: answer).failure == failure)
        }
        let huge = UInt256.one << 128
        for (answer, failure) in [
            ([1], nil), ([], .revert(.empty)), ([0], refusal("BadFactor(uint256)", [0])),
            ([huge], refusal("BadFactor(uint256)", [huge])),
        ] as [([UInt256], Fault?)] {
            #expect(street.ask(Asker.factor, [0, 0, 1], answeredBy: answer).failure == failure)
        }
        for (answer, failure) in [
            ([0], nil), ([], .revert(.empty)), ([big], refusal("BadDuration(uint256)", [big])),
        ] as [([UInt256], Fault?)] {
            #expect(street.ask(Asker.duration, [], answeredBy: answer).failure == failure)
        }
    }

    @Test func `are nothing where there is no code`() {
        #expect(slice(0).failure == .revert(.empty))
        #expect(street.ask(Asker.duration, module).failure == .revert(.empty))
    }
}
