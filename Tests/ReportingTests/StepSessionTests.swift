import Foundation
import Scenarios
import Testing

@testable import Reporting

/// The screen without a terminal: keys in, lines and requests out.
@Suite struct `A session of steps` {
    /// A session at the first sandwich of `quickstart`, in block 4, and the walk that answers it.
    private struct Desk {
        let walk: BlockWalk
        var session: StepSession

        init(_ name: String = "quickstart.yaml", block: UInt64 = 4) throws {
            walk = try freshWalk(name, to: block)
            session = StepSession(try walk.page)
        }

        /// Presses keys, carries forks out, and gives what else is asked for.
        @discardableResult
        mutating func press(_ keys: StepKey...) -> [StepRequest] {
            var requests: [StepRequest] = []
            for key in keys {
                guard let request = session.press(key) else { continue }
                if case .fork(let order) = request, let sheet = walk.fork(order) {
                    session.show(fork: sheet)
                }
                requests.append(request)
            }
            return requests
        }

        mutating func text(_ columns: Int = 100, _ rows: Int = 30) -> String {
            session.screen(columns: columns, rows: rows).map(\.text).joined(separator: "\n")
        }
    }

    @Test func `asks for the block that a key stands for`() throws {
        var desk = try Desk()
        #expect(desk.press(.character("n"), .right) == [.go(5), .go(5)])
        #expect(desk.press(.character("p"), .left) == [.go(3), .go(3)])
        #expect(
            desk.press(.character("a"), .character("r")) == [.seek(.attack), .seek(.rebalance)]
        )
        #expect(desk.press(.character("q"), .interrupt) == [.quit, .quit])
        var first = try Desk(block: 1)
        #expect(first.press(.character("p")) == [])
        #expect(first.text().contains("this is the first block"))
    }

    @Test func `goes to a block by its number`() throws {
        var desk = try Desk()
        desk.press(.character("g"), .character("3"), .character("9"))
        #expect(desk.text().contains("go to block: 39_"))
        #expect(desk.press(.backspace, .character("x"), .character("0"), .enter) == [.go(30)])
        #expect(desk.press(.character("g"), .enter) == [])
        #expect(desk.press(.character("g"), .character("1"), .escape, .enter) == [])
        #expect(desk.session.mode == .looking)
        // No number overflows.
        let nines = Array(repeating: StepKey.character("9"), count: 40)
        desk.press(.character("g"))
        for nine in nines { desk.press(nine) }
        #expect(desk.press(.enter) == [.go(999_999_999_999)])
    }

    @Test func `turns through six views and back to the first`() throws {
        var desk = try Desk()
        for (digit, view) in zip("123456", StepView.allCases) {
            desk.press(.character(digit))
            #expect(desk.session.view == view)
            #expect(desk.text().contains("[\(digit) \(view.title)]"))
        }
        desk.press(.tab)
        #expect(desk.session.view == .mempool)
        desk.press(.character("9"), .character("0"))
        #expect(desk.session.view == .mempool)
    }

    @Test func `shows the selected transaction in full`() throws {
        var desk = try Desk()
        desk.press(.character("3"), .down, .enter)
        #expect(desk.session.view == .transaction)
        let second = try desk.walk.page.transactions[1]
        #expect(desk.text().contains(second.hash))
        desk.press(.character(","))
        #expect(desk.text().contains(try desk.walk.page.transactions[0].hash))
        desk.press(.character(","), .character(","))
        #expect(desk.session.selected == 0)
        desk.press(.escape)
        #expect(desk.session.view == .transactions)
        let count = try desk.walk.page.transactions.count
        for _ in 0..<50 { desk.press(.down) }
        #expect(desk.session.selected == count - 1)
    }

    @Test func `scrolls long views and stops at their ends`() throws {
        var desk = try Desk()
        desk.press(.character("4"))
        let top = desk.text()
        #expect(top.contains("hash "))
        desk.press(.pageDown)
        #expect(desk.text() != top)
        desk.press(.end)
        let bottom = desk.text()
        desk.press(.pageDown, .down, .character("j"), .character(" "))
        #expect(desk.text() == bottom)
        desk.press(.home)
        #expect(desk.text() == top)
        desk.press(.up, .character("k"), .pageUp)
        #expect(desk.text() == top)
    }

    /// The front of the sandwich moves behind its victim, which then gets more.
    @Test func `moves a transaction and shows what that changes`() throws {
        var desk = try Desk()
        let built = try desk.walk.page
        let front = try #require(
            built.transactions.firstIndex { $0.pending.purpose.label == "sandwich_front" }
        )
        let victim = try #require(
            built.transactions.firstIndex {
                $0.pending.signed.signingHash == built.transactions[front].victim
            }
        )
        for _ in 0..<front { desk.press(.down) }
        #expect(desk.press(.character("m")) == [])
        #expect(desk.text().contains("=>"))
        for _ in front..<victim { desk.press(.down) }
        // The walk is asked only once the place is chosen.
        var order = built.arrivals
        let moved = order.remove(at: front)
        order.insert(moved, at: victim)
        #expect(desk.press(.enter) == [.fork(order)])
        #expect(desk.session.order == order)
        #expect(desk.session.selected == victim)
        let screen = desk.text()
        #expect(screen.contains("REORDERED BY HAND"))
        #expect(screen.contains("transactions end otherwise"))
        desk.press(.character("6"))
        let comparison = desk.text(100, 60)
        #expect(comparison.contains("As built -> reordered by hand"))
        #expect(comparison.contains("gained, in USDC"))
        desk.press(.character("u"))
        #expect(desk.session.fork == nil && desk.session.order == built.arrivals)
        #expect(!desk.text().contains("REORDERED"))
    }

    @Test func `leaves the order as it was when a move is given up or leads nowhere`() throws {
        var desk = try Desk()
        let arrivals = try desk.walk.page.arrivals
        #expect(desk.press(.character("m"), .down, .escape) == [])
        #expect(desk.session.order == arrivals && desk.session.selected == 0)
        #expect(desk.press(.character("m"), .up, .up, .enter) == [])
        #expect(desk.press(.character("m"), .down, .up, .enter) == [])
        #expect(desk.session.order == arrivals && desk.session.fork == nil)
        #expect(desk.press(.character("u")) == [])
        #expect(desk.text().contains("as it was built"))
    }

    @Test func `drops transactions until none is left`() throws {
        var desk = try Desk()
        let arrivals = try desk.walk.page.arrivals
        #expect(desk.press(.character("x")) == [.fork(Array(arrivals.dropFirst()))])
        for _ in arrivals { desk.press(.character("x")) }
        #expect(desk.session.order.isEmpty)
        #expect(desk.text().contains("the block is empty"))
        #expect(desk.press(.character("x"), .character("m"), .enter, .down) == [])
        desk.press(.character("4"))
        #expect(desk.text().contains("not in the block") || desk.text().contains("No transaction"))
        desk.press(.character("u"))
        #expect(desk.session.order == arrivals)
    }

    /// The vault's rebalance in block 29, without the sandwicher or with: the loss is shown.
    @Test func `tells the vault's shortfall before and after`() throws {
        var desk = try Desk(block: 29)
        let built = try desk.walk.page
        #expect(built.losses.count == 1)
        desk.press(.character("x"))
        #expect(desk.text().contains("vault's shortfall "))
        desk.press(.character("6"))
        let text = desk.text(100, 60)
        for term in ["timing", "basis", "fee", "impact", "mev", "shortfall"] {
            #expect(text.contains("  \(term) "), "\(term)")
        }
    }

    @Test func `says what the walk could not do, and begins anew at another block`() throws {
        var desk = try Desk()
        desk.session.say("no later block has a rebalance")
        #expect(desk.text().contains("no later block has a rebalance"))
        desk.press(.character("2"), .down, .character("x"))
        let other = try freshWalk("quickstart.yaml", to: 5).page
        desk.session.show(other)
        #expect(desk.session.fork == nil && desk.session.selected == 0)
        #expect(desk.session.view == .order)
        #expect(desk.text().contains("block 5"))
    }

    /// Every view of every size fits, down to nothing: no line too many, none too wide.
    @Test(arguments: [(80, 24), (100, 30), (40, 10), (20, 6), (5, 3), (1, 1), (0, 0), (200, 100)])
    func `fits the screen`(_ columns: Int, _ rows: Int) throws {
        var desk = try Desk()
        for digit in "123456?" {
            desk.press(.character(digit))
            for key in [StepKey.home, .pageDown, .end, .down, .up] {
                let lines = desk.session.screen(columns: columns, rows: rows)
                #expect(lines.count == min(rows, max(rows, 1)))
                #expect(lines.allSatisfy { $0.text.count <= columns })
                desk.press(key)
            }
        }
    }

    @Test func `shows every key, and the most important on the last line`() throws {
        var desk = try Desk()
        #expect(try #require(desk.text(80, 24).split(separator: "\n").last).contains("q quit"))
        desk.press(.character("?"))
        let page = desk.text(80, 24)
        for line in StepSession.keys { #expect(page.contains(line)) }
        desk.press(.character("n"))
        #expect(desk.session.mode == .looking)
    }

    @Test func `has the keys that its page names`() throws {
        let file = packageFolder.appending(path: "docs/STEP.md")
        let page = try String(contentsOf: file, encoding: .utf8)
        for line in StepSession.keys {
            let parts = line.split(separator: "  ", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            #expect(page.contains("| \(parts[0]) | \(parts[1]) |"), "\(line)")
        }
    }

    @Test func `wraps what is wide, and loses nothing`() {
        let text = "  from       0x0123456789 and some more words that go on until the line is full"
        let lines = ScreenLine.wrap(text, 30).map(\.text)
        #expect(lines.count > 2)
        #expect(lines.allSatisfy { $0.count <= 30 })
        func letters(_ text: String) -> String { text.filter { $0 != " " } }
        #expect(letters(lines.joined()) == letters(text))
        let hash = String(repeating: "a", count: 66)
        #expect(ScreenLine.wrap(hash, 30).map(\.text).joined().filter { $0 != " " } == hash)
    }
}
