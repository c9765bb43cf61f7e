import Primitives
import Signing
import WideMath

extension SignedTransaction {
    /// Reads the bytes that `encoded` makes, and no others.
    ///
    /// The signature's numbers are in range, low s included (EIP-2); there may still be no point
    /// with its r, which `recoverSender` tells.
    public static func decode(
        _ bytes: [UInt8]
    ) throws(TransactionDecodingError) -> SignedTransaction {
        guard let type = bytes.first else { throw .empty }
        switch type {
        case 0xc0...: return try legacy(bytes)
        case 1: return try accessList(Array(bytes.dropFirst()))
        case 2: return try feeMarket(Array(bytes.dropFirst()))
        default: throw .unsupportedType(type)
        }
    }

    private static func legacy(
        _ bytes: [UInt8]
    ) throws(TransactionDecodingError) -> SignedTransaction {
        var fields = try TransactionFields(encoded: bytes, count: 9)
        var transaction = Transaction(
            legacyOn: nil,
            nonce: try fields.uint64(.nonce),
            gasPrice: Wei(try fields.uint256(.gasPrice)),
            gasLimit: Gas(try fields.uint64(.gasLimit)),
            to: try fields.recipient(),
            value: Wei(try fields.uint256(.value)),
            data: try fields.bytes(.data)
        )
        let v = try fields.uint256(.v)
        if v == 27 || v == 28 {
            return try signed(transaction, parity: UInt8(v.limb0 - 27), &fields)
        }
        // v is 35 + 2 · chain id + parity (EIP-155).
        let chain = v.subtractingReportingOverflow(35)
        guard !chain.overflow, let chainID = (chain.partialValue >> 1).asUInt64 else {
            throw .invalidRecoveryValue(v)
        }
        transaction.kind = .legacy(isProtected: true)
        transaction.chainID = chainID
        return try signed(transaction, parity: UInt8(chain.partialValue.limb0 & 1), &fields)
    }

    private static func accessList(
        _ bytes: [UInt8]
    ) throws(TransactionDecodingError) -> SignedTransaction {
        var fields = try TransactionFields(encoded: bytes, count: 11)
        let transaction = Transaction(
            chainID: try fields.uint64(.chainID),
            nonce: try fields.uint64(.nonce),
            gasPrice: Wei(try fields.uint256(.gasPrice)),
            gasLimit: Gas(try fields.uint64(.gasLimit)),
            to: try fields.recipient(),
            value: Wei(try fields.uint256(.value)),
            data: try fields.bytes(.data),
            accessList: try fields.accessList()
        )
        return try signed(transaction, parity: try fields.parity(), &fields)
    }

    private static func feeMarket(
        _ bytes: [UInt8]
    ) throws(TransactionDecodingError) -> SignedTransaction {
        var fields = try TransactionFields(encoded: bytes, count: 12)
        let transaction = Transaction(
            chainID: try fields.uint64(.chainID),
            nonce: try fields.uint64(.nonce),
            maxPriorityFeePerGas: Wei(try fields.uint256(.maxPriorityFeePerGas)),
            maxFeePerGas: Wei(try fields.uint256(.maxFeePerGas)),
            gasLimit: Gas(try fields.uint64(.gasLimit)),
            to: try fields.recipient(),
            value: Wei(try fields.uint256(.value)),
            data: try fields.bytes(.data),
            accessList: try fields.accessList()
        )
        return try signed(transaction, parity: try fields.parity(), &fields)
    }

    private static func signed(
        _ transaction: Transaction,
        parity: UInt8,
        _ fields: inout TransactionFields
    ) throws(TransactionDecodingError) -> SignedTransaction {
        let signature = Signature(
            r: try fields.uint256(.r),
            s: try fields.uint256(.s),
            yParity: parity
        )
        guard signature.isInRange else {
            throw .signatureOutOfRange(r: signature.r, s: signature.s)
        }
        return SignedTransaction(transaction, signature: signature)
    }
}
