import Chain
import Ledger
import Primitives
import WideMath

/// A call that is about to run, as a contract may look at it beforehand.
public struct CallOutline: ~Copyable {
    /// Who will call.
    public let caller: Address
    /// The first four bytes of calldata.
    public let selector: UInt32
    private let data: [UInt8]

    init?(caller: Address, data: [UInt8]) {
        guard data.count >= 4 else { return nil }
        self.caller = caller
        self.data = data
        selector = data.withUnsafeBytes {
            UInt32(bigEndian: $0.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
        }
    }

    /// The argument at a position, counted in words; zero beyond the end.
    public func word(_ index: Int) -> UInt256 {
        let start = 4 + 32 * index
        guard index >= 0, start + 32 <= data.count else { return .zero }
        return data.withUnsafeBytes { bytes in
            bytes.baseAddress.map { UInt256(bigEndian32: $0 + start) } ?? .zero
        }
    }
}

/// Where a contract notes what a call of it is likely to touch.
public struct Foresight {
    let state: UnsafeMutablePointer<WorldState>
    let account: AccountIndex

    /// Notes a place in the contract's storage.
    public func note<Value: Word>(_ location: Location<Value>) {
        state.pointee.foresee(account, location.key)
    }
}

extension Machine {
    /// Notes what a transaction about to run is likely to touch, if the state is large.
    ///
    /// For whoever runs many in a row: note a few dozen, `fetchForeseen`, then run them. It makes
    /// them quicker among many accounts and changes nothing that can be seen.
    public func foresee(_ transaction: borrowing Transaction, from sender: Address) {
        guard state.isLarge else { return }
        state.foresee(sender)
        guard let to = transaction.to,
            let outline = CallOutline(caller: sender, data: transaction.data)
        else { return }
        let target = state.account(to)
        let code = state.code(of: target)
        guard code >= 0 else { return }
        core.pointee.codes[Int(code)].contract
            .foresee(outline, Foresight(state: stateStorage, account: target))
    }

    /// Reads where everything foreseen lies.
    public func fetchForeseen() { state.fetchForeseen() }
}
