/// The 64-bit FNV-1a hash, for names: fast and documented, not for adversaries.
///
/// Source: Fowler, Noll, Vo, draft-eastlake-fnv; arithmetic modulo 2⁶⁴.
public func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
}
