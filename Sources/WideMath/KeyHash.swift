/// Mixing of storage keys and addresses for the tables of the ledger.
///
/// Not a cryptographic hash: a multiply and fold of every limb with the finaliser of MurmurHash3
/// (Appleby, public domain), where wrapping multiplication is the point.
public enum KeyHash {
    /// A 64-bit hash of a word in a name space.
    @inlinable @inline(__always)
    public static func mix(_ key: UInt256, space: UInt64) -> UInt64 {
        var hash = key.limb0 ^ (space &* 0x9e37_79b9_7f4a_7c15)
        hash = (hash ^ (hash >> 32)) &* 0xff51_afd7_ed55_8ccd
        hash ^= key.limb1 &* 0xc2b2_ae3d_27d4_eb4f
        hash ^= (key.limb2 ^ (key.limb3 << 32 | key.limb3 >> 32)) &* 0x1656_67b1_9e37_79f9
        hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ (hash >> 33)
    }
}
