import BlockBuilding
import Chain
import Contracts
import Execution
import Ledger
import Primitives
import Signing
import WideMath

/// Senders with keys and an ether each, a machine with a gas burner, and an empty mempool.
struct Street {
    static let coinbase = Address(word: 0xc01b)
    static let burner = Address(word: 0xb0)
    static let nobody = Address(word: 0xdead)
    static let baseFee = Wei(100)

    let machine: Machine
    let keys: [PrivateKey]

    init(senders: Int = 3, gasLimit: UInt64 = 30_000_000) {
        machine = Machine(
            state: WorldState(),
            fork: .osaka,
            block: BlockContext(
                number: 1,
                timestamp: 1_700_000_000,
                baseFee: Self.baseFee,
                gasLimit: Gas(gasLimit),
                coinbase: Self.coinbase,
                chainID: 1
            )
        )
        machine.place(GasBurner.self, at: Self.burner)
        keys = (1...senders).compactMap { number in
            PrivateKey(bytes: [UInt8](repeating: 0, count: 31) + [UInt8(number)])
        }
        for key in keys {
            let account = machine.state.account(key.address)
            machine.state.setBalance(of: account, to: Wei(1_000_000_000_000_000_000))
        }
    }

    func balance(_ address: Address) -> UInt256 {
        machine.state.balance(of: machine.state.account(address)).raw
    }

    func nonce(_ address: Address) -> UInt64 {
        machine.state.nonce(of: machine.state.account(address))
    }
}

/// A transaction of 21,000 gas that does nothing, changed where a test says so.
func plain(
    nonce: UInt64 = 0,
    tip: UInt64 = 1,
    max: UInt64 = 1_000,
    gasLimit: UInt64 = 21_000,
    to: Address = Street.nobody,
    chainID: UInt64 = 1,
    data: [UInt8] = []
) -> Transaction {
    Transaction(
        chainID: chainID,
        nonce: nonce,
        maxPriorityFeePerGas: Wei(UInt256(tip)),
        maxFeePerGas: Wei(UInt256(max)),
        gasLimit: Gas(gasLimit),
        to: to,
        value: .zero,
        data: data
    )
}

/// No signature: for those who are believed.
let unsigned = Signature(r: .zero, s: .zero, yParity: 0)

/// A transaction that waits, without a mempool.
func waiting(_ transaction: Transaction, from sender: UInt64, arrival: UInt64) -> PendingTransaction
{
    PendingTransaction(
        signed: SignedTransaction(transaction, signature: unsigned),
        sender: Address(word: UInt256(sender)),
        arrival: arrival,
        arrivalBlock: 1,
        author: "\(sender)",
        purpose: .trade
    )
}

extension Mempool {
    /// Takes a transaction in from whoever signs it.
    mutating func add(
        _ transaction: Transaction,
        by key: PrivateKey,
        block: UInt64 = 1,
        sentAt: UInt64 = 0,
        channel: Channel = .mempool
    ) throws(MempoolRefusal) {
        try add(
            transaction.signed(by: key),
            Arrival(
                claimedSender: key.address,
                block: block,
                sentAt: sentAt,
                channel: channel,
                author: "test",
                purpose: .trade
            )
        )
    }
}
