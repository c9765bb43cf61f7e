import Glibc

/// Memory for the ledger's tables, on the processor's large pages where the system has them.
///
/// A table of a million entries is read at random: with pages of 4 KiB nearly every access also
/// misses the translation cache, which took about half of a transfer's time there.
enum LargePages {
    /// The size of a large page of x86-64 and AArch64 Linux, in bytes.
    private static let size = 1 << 21

    /// Uninitialised memory, aligned to a line of the cache; `free` gives it back.
    static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
        let isLarge = byteCount >= size
        var memory: UnsafeMutableRawPointer?
        let failure = posix_memalign(&memory, isLarge ? size : 64, byteCount)
        guard failure == 0, let memory else { preconditionFailure("no memory for the ledger") }
        // Advice only: whether it is taken changes nothing but speed.
        if isLarge { madvise(memory, byteCount, MADV_HUGEPAGE) }
        return memory
    }

    /// Gives memory back.
    static func free(_ memory: UnsafeMutableRawPointer) { Glibc.free(memory) }
}
