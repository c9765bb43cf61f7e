/// A line on the screen.
public struct ScreenLine: Hashable, Sendable {
    /// How a line looks where colours are wanted.
    public enum Style: Sendable {
        /// As it is.
        case plain
        /// Which block it is.
        case title
        /// The views.
        case tabs
        /// The names of columns.
        case names
        /// The selected transaction.
        case selected
        /// What has just happened.
        case status
        /// The keys.
        case help
    }

    /// The text.
    public let text: String
    /// How it looks.
    public let style: Style

    init(_ text: String, _ style: Style) {
        self.text = text
        self.style = style
    }

    /// The line without what does not fit, which is marked by a `~`.
    func cut(to columns: Int) -> ScreenLine {
        guard text.count > columns else { return self }
        return ScreenLine(columns > 0 ? String(text.prefix(columns - 1)) + "~" : "", style)
    }

    /// A text on as many lines as it takes, those that follow further to the right.
    static func wrap(_ text: String, _ columns: Int) -> [ScreenLine] {
        let width = max(columns, 20)
        guard text.count > width else { return [ScreenLine(text, .plain)] }
        let indent = String(repeating: " ", count: min(text.prefix { $0 == " " }.count + 4, 12))
        var lines: [ScreenLine] = []
        var rest = text[...]
        while rest.count > width - (lines.isEmpty ? 0 : indent.count) {
            let room = width - (lines.isEmpty ? 0 : indent.count)
            let head = rest.prefix(room)
            // At the last space of the line's second half, or where it ends.
            let space = head.lastIndex(of: " ")
            let isLate = space.map { head.distance(from: head.startIndex, to: $0) > room / 2 }
            let end = isLate == true ? space ?? head.endIndex : head.endIndex
            lines.append(ScreenLine((lines.isEmpty ? "" : indent) + String(rest[..<end]), .plain))
            rest = rest[end...].drop { $0 == " " }
        }
        if !rest.isEmpty { lines.append(ScreenLine(indent + String(rest), .plain)) }
        return lines
    }
}
