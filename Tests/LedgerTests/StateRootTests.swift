import Primitives
import Testing
import WideMath

@testable import Ledger

/// The roots are those of the Ethereum Foundation's Python packages trie and rlp.
///
/// Over the same accounts: `HexaryTrie` of hashed keys, mapping entries at keccak(key . slot).
@Suite struct `A state root` {
    let state = StateBox()
    let codeHash = keccak256([0xfe, 3] + Array("Any".utf8) + [1])

    private var root: String { state.stateRoot { _ in codeHash }.description }

    @Test func `of nothing, and of empty accounts, is that of the empty trie`() {
        let expected = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"
        #expect(root == expected)
        let account = state.account(Address(word: 5))
        state.store(state.cell(account, StorageKey(slot: 1)), 0)
        #expect(root == expected)
    }

    @Test func `commits to nonce, balance, code and storage where Solidity puts it`() {
        let alice = state.account(Address(word: 0xa11ce))
        state.setNonce(of: alice, to: 2)
        state.setBalance(of: alice, to: Wei(5))
        let plain = "0x329007df3483460b84d9aa630d7a3bf9a14a7d0456602eece329d11e92a8ad76"
        #expect(root == plain)

        let checkpoint = state.checkpoint()
        state.setBalance(
            of: state.account(Address(word: 0xb0b)),
            to: Wei(1_000_000_000_000_000_000)
        )
        let contract = state.account(Address(word: 0x1001))
        state.setCode(of: contract, to: 0, slotCount: 4)
        state.setNonce(of: contract, to: 1)
        let slots: [(StorageKey, UInt256)] = [
            (StorageKey(slot: 0), 7), (StorageKey(slot: 2), UInt256.one << 200),
            (StorageKey(slot: 1, key: 0xa11ce), 99), (StorageKey(slot: 1, key: 0xb0b), .max),
            (StorageKey(slot: 2, key: 0xa11ce, secondKey: 0xb0b), 5), (StorageKey(slot: 30), 8),
            (StorageKey(slot: 1, key: UInt256.one << 255), 3), (StorageKey(slot: 3), 0),
            (StorageKey(slot: 1, key: 0xdead), 0), (StorageKey(constant: 1), 77),
        ]
        for (key, value) in slots { state.store(state.cell(contract, key), value) }
        #expect(root == "0x93050da5343e874aeaca438aa62f54239363bae0e2e7e6997506487c7fe4d1e1")
        state.rollBack(checkpoint)
        #expect(root == plain)
    }
}
