import Chain
import Execution
import Primitives
import WideMath

extension TwinWorld {
    /// Sends a transaction with ether, and perhaps a call, to both; the nonce is as many as
    /// `nonceShift` ahead of what is expected, or far behind it where that is negative.
    mutating func send(
        _ value: UInt256,
        to target: Address,
        _ call: ModelCall?,
        from sender: Address,
        nonceShift: Int,
        price: UInt64
    ) {
        let nonce = model.nonces[sender] ?? 0
        let transaction = Transaction(
            chainID: 1,
            nonce: nonceShift < 0 ? nonce / 2 : nonce + UInt64(nonceShift),
            maxPriorityFeePerGas: Wei(UInt256(min(price, 2))),
            maxFeePerGas: Wei(UInt256(price)),
            gasLimit: Gas(400_000),
            to: target,
            value: Wei(value),
            data: call?.calldata ?? []
        )
        let what = "transaction \(transaction.nonce) of \(sender) to \(target)"
        do throws(InvalidTransaction) {
            let result = try machine.execute(
                transaction,
                from: sender,
                blockGasLeft: machine.block.gasLimit
            )
            settle(transaction, call, sender, result, what)
        } catch {
            require(what, Optional(error.label), refusal(of: transaction, sender))
        }
        compareTouched(by: target)
        // The ether and the nonces as well.
        compareTouched(by: Self.factory)
    }

    /// Why the protocol refuses a transaction, among the reasons that are possible here.
    private func refusal(of transaction: Transaction, _ sender: Address) -> String? {
        let expected = model.nonces[sender] ?? 0
        if transaction.maxFeePerGas.raw < machine.block.baseFee.raw {
            return "max fee below base fee"
        }
        if transaction.nonce < expected { return "nonce too low" }
        if transaction.nonce > expected { return "nonce too high" }
        let fee = ModelMath.whole(transaction.maxFeePerGas.raw) * .init(transaction.gasLimit.units)
        if fee + ModelMath.whole(transaction.value.raw)
            > ModelMath.whole(model.ether[sender] ?? .zero)
        {
            return "insufficient balance"
        }
        return nil
    }

    /// Does in the model what the protocol does with a valid transaction; gas is the machine's.
    private mutating func settle(
        _ transaction: Transaction,
        _ call: ModelCall?,
        _ sender: Address,
        _ result: ExecutionResult,
        _ what: String
    ) {
        require("refusal of \(what)", nil, refusal(of: transaction, sender))
        model.nonces[sender, default: 0] += 1
        let target = transaction.to ?? .zero
        let before = model
        var answer = ModelAnswer.returned([])
        let hasCode =
            Self.holders.contains(target) && !Self.people.contains(target)
            && target != .zero && target != Self.setter
        if !transaction.value.isZero, hasCode {
            // No function here is payable.
            answer = .failed(.revert(nil))
        } else {
            if !model.pay(sender, target, transaction.value.raw) { note("\(what): no ether") }
            if let call { answer = self.answer(target, sender, call) }
            if call == nil, hasCode { answer = .failed(.revert(nil)) }
        }
        if case .failed = answer { model = before }
        let failure: Fault? =
            switch result.status {
            case .success: nil
            case .reverted(let reason): .revert(reason)
            case .halted(let reason): .halt(reason)
            }
        compare(what, failure, answer)
        require("return data of \(what)", machine.returnData, answer.returnData)
        let tip = min(
            transaction.maxPriorityFeePerGas.raw.limb0,
            transaction.maxFeePerGas.raw.limb0 - machine.block.baseFee.raw.limb0
        )
        // The base fee is burnt; the rest is the coinbase's.
        let burnt = result.gasUsed.units * machine.block.baseFee.raw.limb0
        let paid = model.pay(sender, Self.coinbase, UInt256(result.gasUsed.units * tip))
        if !paid || !model.pay(sender, Self.fire, UInt256(burnt)) { note("\(what): no fee") }
        model.ether[Self.fire] = nil
        if case .halt = failure { require("gas of \(what)", result.gasUsed, transaction.gasLimit) }
    }

    /// Nowhere: what is paid there is gone.
    private static let fire = Address(word: 0xf14e)
}
