import Primitives

extension Receipt {
    /// The bytes that the receipts root commits to, for a transaction of a type (EIP-2718).
    ///
    /// Type 0, legacy, has no type before the list of status (EIP-658), gas, bloom and logs.
    public func encoded(type: UInt8) -> [UInt8] {
        let list = RLP.encode(
            .list([
                RLPItem(status == .success ? 1 as UInt64 : 0),
                RLPItem(cumulativeGasUsed.units),
                .bytes(LogsBloom(of: logs).bytes),
                .list(logs.map(\.item)),
            ])
        )
        return type == 0 ? list : [type] + list
    }
}

extension Log {
    /// The address, the topics and the data.
    fileprivate var item: RLPItem {
        .list([
            .bytes(address.bytes),
            .list(topics.map { .bytes($0.bigEndianBytes) }),
            .bytes(data),
        ])
    }
}
