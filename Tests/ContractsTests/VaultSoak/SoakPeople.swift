import Primitives
import WideMath

/// Who acts in a soak world.
enum SoakPeople {
    static let users = ([0xa1, 0xb0, 0xc4, 0xd7] as [UInt64]).map { Address(word: UInt256($0)) }
    /// Who has the fees, at first.
    static let receiver = Address(word: 0xfee)
    static let owners = [Address(word: 0x0e), Address(word: 0x0f)]
    static let guardians = [Address(word: 0x9a), Address(word: 0x9b)]
    static let keepers = [Address(word: 0x3e), Address(word: 0x3f)]
    /// Somebody without shares or roles.
    static let stranger = Address(word: 0x57)
    /// Where tokens of markets come from and go to.
    static let bank = Address(word: 0xba)

    /// Those who are given tokens of every asset.
    static let funded = users + keepers + [stranger]
    /// All that call the vault.
    static let all = funded + owners + guardians + [receiver]
}
