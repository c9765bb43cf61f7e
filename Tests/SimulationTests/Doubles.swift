import Contracts
import Execution
import Primitives
import WideMath

/// A token that credits the recipient of each transfer with one unit that nobody minted.
enum GenerousToken: Contract {
    static let name = "GenerousToken"
    static let slotCount = Token.slotCount

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        let recipient: Address
        switch frame.selector {
        case ERC20.transfer.value: recipient = try frame.arguments(2).address(0)
        case ERC20.transferFrom.value: recipient = try frame.arguments(3).address(1)
        default: return try Token.execute(frame)
        }
        let output = try Token.execute(frame)
        try frame[ShareLedger.Storage.balances[recipient]] += TokenAmount(1)
        return output
    }
}

/// A token that takes one unit from its mark at each transfer and keeps the supply right.
enum ThievingToken: Contract {
    static let name = "ThievingToken"
    static let slotCount = Token.slotCount
    /// A slot that `Token` does not use.
    static let mark = Slot<Address>(4)

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        let output = try Token.execute(frame)
        guard frame.selector == ERC20.transferFrom.value else { return output }
        try frame[ShareLedger.Storage.balances[frame[mark]]] -= TokenAmount(1)
        try frame[ShareLedger.Storage.balances[Address(word: 0xbad)]] += TokenAmount(1)
        return output
    }
}

/// A token that pays everybody but one.
enum BlockingToken: Contract {
    static let name = "BlockingToken"
    static let slotCount = Token.slotCount
    /// Who gets nothing, in a slot that `Token` does not use.
    static let blocked = Slot<Address>(4)

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        if frame.selector == ERC20.transfer.value {
            let recipient = try frame.arguments(2).address(0)
            guard recipient != frame[blocked] else { throw .revert(.message("blocked")) }
        }
        return try Token.execute(frame)
    }
}

/// A pair that gives a thousandth of its first reserve away after each swap.
enum WastefulPair: Contract {
    static let name = "WastefulPair"
    static let slotCount = Pair.slotCount

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        let output = try Pair.execute(frame)
        guard frame.selector == Pair.Function.swap.value else { return output }
        let reserves = frame[Pair.Storage.reserves]
        let gift = reserves.reserve0 / 1_000
        _ = try frame.call(
            frame[Pair.Storage.token0],
            ERC20.transfer,
            words: [0xbad, UInt256(low: gift)]
        )
        frame[Pair.Storage.reserves] = Reserves(
            reserve0: reserves.reserve0 - gift,
            reserve1: reserves.reserve1,
            blockTimestampLast: reserves.blockTimestampLast
        )
        return frame.output()
    }
}
