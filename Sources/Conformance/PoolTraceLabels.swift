import Primitives

/// The names that a section of a trace gives to addresses.
struct PoolTraceLabels {
    private var addresses: [String: Address] = [:]
    private var labels: [Address: String] = [:]

    /// Reads a table of labels by address or of addresses by label; each names one thing.
    init(_ table: [String: String]) throws(CaseFailure) {
        for (key, value) in table.sorted(by: { $0.key < $1.key }) {
            let isAddressFirst = Self.address(key) != nil
            let label = isAddressFirst ? value : key
            guard let address = Self.address(isAddressFirst ? key : value) else {
                throw .malformed(field: "addresses.\(label)", expected: "an address")
            }
            guard addresses.updateValue(address, forKey: label) == nil,
                labels.updateValue(label, forKey: address) == nil
            else { throw .malformed(field: "addresses.\(label)", expected: "named once") }
        }
    }

    /// The address behind a label.
    func address(_ label: String) throws(CaseFailure) -> Address {
        guard let address = addresses[label] else {
            throw .missing(field: "addresses.\(label)")
        }
        return address
    }

    /// The label of an address, or its digits if it has none.
    func text(_ address: Address) -> String { labels[address] ?? address.description }

    private static func address(_ text: String) -> Address? {
        guard text.hasPrefix("0x") else { return nil }
        return Hex.decode(text).flatMap { Address(bytes: $0) }
    }
}
