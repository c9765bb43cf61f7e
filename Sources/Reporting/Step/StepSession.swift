/// Somebody who looks at a block: what is on the screen, and what keys do to it.
///
/// A value without a terminal: keys and sheets in, lines of text and requests out.
public struct StepSession: Sendable {
    /// What keys do at the moment.
    enum Mode: Equatable, Sendable {
        /// They walk and look. To every other mode; `quit` ends.
        case looking
        /// They move the selected transaction. To `looking` by enter or escape.
        case moving
        /// They write the number of a block. To `looking` by enter or escape.
        case choosing(digits: String)
        /// They leave the page of keys. To `looking` by any key.
        case helping
    }

    /// The block as it was built.
    private(set) var built: BlockSheet
    /// The block in another order, while there is one.
    private(set) var fork: BlockSheet?
    private(set) var mode = Mode.looking
    private(set) var view = StepView.order
    /// The order that was asked for, by numbers of arrival; those that could not enter keep their
    /// place in it.
    private(set) var order: [UInt64]
    /// Which of `order` is selected.
    private(set) var selected = 0
    /// What keys that move it had done before they were taken back.
    private var orderBefore: [UInt64] = []
    /// The first line of the view that is on the screen.
    private var top = 0
    /// Whether the selected line is brought onto the screen.
    private var follows = true
    /// How many lines of the view fit, as last drawn.
    private var height = 1
    /// How many lines the view has, as last drawn.
    private var length = 0
    private(set) var message = "? shows the keys"

    /// A session at a block.
    public init(_ sheet: BlockSheet) {
        built = sheet
        order = sheet.transactions.map(\.pending.arrival)
    }

    /// What is looked at: the block in another order, or as it was built.
    var sheet: BlockSheet { fork ?? built }

    // MARK: What the walk answers

    /// The walk stands before another block.
    public mutating func show(_ sheet: BlockSheet) {
        let view = view
        self = StepSession(sheet)
        self.view = view
        message = ""
    }

    /// The block in the order that was asked for.
    public mutating func show(fork sheet: BlockSheet) {
        fork = sheet
        message = ForkComparison(built: built, fork: sheet).summary
    }

    /// The walk could not do what was asked.
    public mutating func say(_ text: String) { message = text }

    // MARK: Keys

    /// Takes a key; gives what is to be done, if the walk has to do something.
    public mutating func press(_ key: StepKey) -> StepRequest? {
        if key == .interrupt { return .quit }
        switch mode {
        case .looking: return look(key)
        case .moving: return move(key)
        case .choosing(let digits): return choose(key, digits)
        case .helping:
            mode = .looking
            return nil
        }
    }

    private mutating func look(_ key: StepKey) -> StepRequest? {
        switch key {
        case .character("q"): return .quit
        case .character("n"), .right: return .go(built.number + 1)
        case .character("p"), .left:
            guard built.number > 1 else {
                message = "this is the first block"
                return nil
            }
            return .go(built.number - 1)
        case .character("a"): return .seek(.attack)
        case .character("r"): return .seek(.rebalance)
        case .character("g"): mode = .choosing(digits: "")
        case .character("m"): beginMove()
        case .character("x"): return drop()
        case .character("u"): undo()
        case .character("?"), .character("h"): mode = .helping
        case .tab: turn(to: StepView(rawValue: view.rawValue % StepView.allCases.count + 1))
        case .character(let character) where character.isWholeNumber:
            turn(to: character.wholeNumberValue.flatMap { StepView(rawValue: $0) })
        case .enter:
            if view.isList, !order.isEmpty { turn(to: .transaction) }
        case .escape: if view == .transaction { turn(to: .transactions) }
        case .character("."): select(selected + 1)
        case .character(","): select(selected - 1)
        case .down, .character("j"): advance(1)
        case .up, .character("k"): advance(-1)
        case .pageDown, .character(" "): scroll(to: top + height)
        case .pageUp, .character("b"): scroll(to: top - height)
        case .home: scroll(to: 0)
        case .end: scroll(to: length)
        default: break
        }
        return nil
    }

    private mutating func turn(to other: StepView?) {
        guard let other, other != view else { return }
        view = other
        top = 0
        follows = true
        message = ""
    }

    private mutating func select(_ place: Int) {
        let other = max(0, min(place, order.count - 1))
        if other != selected, view == .transaction { top = 0 }
        selected = other
        follows = true
    }

    private mutating func advance(_ lines: Int) {
        if view.isList { select(selected + lines) } else { scroll(to: top + lines) }
    }

    private mutating func scroll(to line: Int) {
        follows = false
        top = max(0, min(line, length - height))
    }

    // MARK: Reordering

    private mutating func beginMove() {
        guard order.count > 1 else {
            message = "there is nothing to reorder"
            return
        }
        if !view.isList { turn(to: .order) }
        orderBefore = order
        mode = .moving
    }

    private mutating func move(_ key: StepKey) -> StepRequest? {
        switch key {
        case .up, .character("k"): swap(with: selected - 1)
        case .down, .character("j"): swap(with: selected + 1)
        case .enter, .character("m"):
            mode = .looking
            return order == orderBefore ? nil : .fork(order)
        case .escape, .character("u"), .character("q"):
            if let moved = order.indices.contains(selected) ? order[selected] : nil {
                selected = orderBefore.firstIndex(of: moved) ?? 0
            }
            order = orderBefore
            mode = .looking
        default: break
        }
        return nil
    }

    private mutating func swap(with other: Int) {
        guard order.indices.contains(other) else { return }
        order.swapAt(selected, other)
        select(other)
    }

    private mutating func drop() -> StepRequest? {
        guard order.indices.contains(selected) else { return nil }
        if !view.isList { turn(to: .order) }
        order.remove(at: selected)
        select(selected)
        return .fork(order)
    }

    private mutating func undo() {
        guard fork != nil else {
            message = "the block stands as it was built"
            return
        }
        fork = nil
        order = built.transactions.map(\.pending.arrival)
        select(selected)
        message = "back to the block as it was built"
    }

    // MARK: Choosing a block

    private mutating func choose(_ key: StepKey, _ digits: String) -> StepRequest? {
        switch key {
        case .character(let character) where character.isWholeNumber && digits.count < 12:
            mode = .choosing(digits: digits + String(character))
        case .backspace: mode = .choosing(digits: String(digits.dropLast()))
        case .enter:
            mode = .looking
            guard let number = UInt64(digits) else { return nil }
            return .go(number)
        case .escape, .character("q"): mode = .looking
        default: break
        }
        return nil
    }

    // MARK: Drawing

    /// The screen: as many lines as there are rows, none wider than the columns.
    public mutating func screen(columns: Int, rows: Int) -> [ScreenLine] {
        var lines = sheet.header.map { ScreenLine($0, .title) }
        lines.append(ScreenLine(tabs, .tabs))
        height = max(1, rows - lines.count - 2)
        let body = body(columns: columns)
        length = body.count
        if follows, let line = body.firstIndex(where: { $0.style == .selected }),
            let last = body.lastIndex(where: { $0.style == .selected })
        {
            if last >= top + height { top = last - height + 1 }
            // The names of a list's columns stay in sight as long as the first row does.
            if line < top { top = line <= 1 ? 0 : line }
        }
        top = max(0, min(top, length - height))
        let shown = body[min(top, body.count)..<min(top + height, body.count)]
        lines += shown
        lines += Array(repeating: ScreenLine("", .plain), count: height - shown.count)
        lines.append(ScreenLine(status, .status))
        lines.append(ScreenLine(help, .help))
        return lines.prefix(rows).map { $0.cut(to: columns) }
    }

    private var tabs: String {
        StepView.allCases.map { other in
            other == view
                ? "[\(other.rawValue) \(other.title)]" : " \(other.rawValue) \(other.title) "
        }
        .joined(separator: " ")
    }

    private func body(columns: Int) -> [ScreenLine] {
        if mode == .helping { return Self.keys.map { ScreenLine($0, .plain) } }
        if view.isList { return list(columns) }
        var lines: [String] = []
        if view == .vault, let fork {
            lines += ForkComparison(built: built, fork: fork).lines + [""]
        }
        lines += sheet.lines(of: view, showing: view == .transaction ? place : nil)
        if view == .transaction, place == nil, order.indices.contains(selected) {
            let absent = sheet.waiting.first { $0.pending.arrival == order[selected] }
            lines = [absent?.standing ?? "This transaction is not in the block."]
        }
        return lines.flatMap { ScreenLine.wrap($0, columns) }
    }

    /// The place in the sheet's block of the selected transaction, if it is there.
    private var place: Int? {
        guard order.indices.contains(selected) else { return nil }
        return sheet.transaction(arrival: order[selected])?.included.index
    }

    /// The rows of a list in the order that was asked for, the selected one in full.
    private func list(_ columns: Int) -> [ScreenLine] {
        let rows = view == .order ? sheet.orderRows : sheet.transactionRows
        var lines = [ScreenLine("  " + (rows.first ?? ""), .names)]
        for (index, arrival) in order.enumerated() {
            let isSelected = index == selected
            let mark = isSelected ? (mode == .moving ? "=>" : "> ") : "  "
            let row: String
            if let known = sheet.transaction(arrival: arrival) {
                row = rows[known.included.index + 1]
            } else {
                let absent = sheet.waiting.first { $0.pending.arrival == arrival }
                row =
                    "no \(arrival) of \(absent?.pending.author ?? "?"): "
                    + (absent?.standing ?? "not in the block")
            }
            guard isSelected else {
                lines.append(ScreenLine(mark + row, .plain))
                continue
            }
            lines += ScreenLine.wrap(mark + row, columns).map { ScreenLine($0.text, .selected) }
        }
        if order.isEmpty { lines.append(ScreenLine("  the block is empty", .plain)) }
        if view == .order {
            lines += sheet.absentLines.flatMap { ScreenLine.wrap($0, columns) }
        }
        return lines
    }

    private var status: String {
        switch mode {
        case .looking, .helping: message
        case .moving: "moving: up and down move it, enter executes the block so, escape leaves it"
        case .choosing(let digits): "go to block: \(digits)_"
        }
    }

    private var help: String {
        "n next p back a attack r rebalance g block m move x drop u undo ? keys q quit"
    }

    /// Every key, for the screen and for docs/STEP.md.
    static let keys = [
        "n, right        the next block",
        "p, left         the block before",
        "a               the next block with an attack",
        "r               the next block with a rebalance",
        "g               a block by its number, then enter",
        "tab, 1 to 6     the views, from the mempool to the vault",
        "up, down, j, k  select a transaction in a list; scroll in the other views",
        ". and ,         the next transaction and the one before, in every view",
        "enter           the selected transaction in full; escape goes back",
        "page up, down   scroll; also b and space, home and end",
        "m               move the selected transaction: up and down, then enter",
        "x               leave the selected transaction out",
        "u               back to the block as it was built",
        "?, h            these keys",
        "q, ctrl-C       end",
    ]
}
