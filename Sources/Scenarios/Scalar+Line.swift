extension Unicode.Scalar {
    /// Whether it may stand in a message of one line: it ends no line and controls no terminal.
    package var fitsOnLine: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
