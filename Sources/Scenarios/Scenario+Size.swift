extension Scenario {
    /// The most bytes that a scenario file has.
    public static let fileSizeMax = SourceText.bytesMax

    /// The refusal of a file that is too large to be read at all.
    public static func tooLarge(bytes: Int, file: String) -> ScenarioError {
        SourceText.tooLarge(bytes: bytes, file: file)
    }
}
