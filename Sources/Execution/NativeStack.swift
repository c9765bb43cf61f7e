import Glibc

/// The processor's stack, on which nested calls of contracts nest.
///
/// 1,024 calls deep need a few megabytes, more in debug builds and under sanitizers; a secondary
/// thread may have half of one. Calls that use much of it go on upon a thread with a stack of its
/// own, while this one waits: nothing runs at the same time.
enum NativeStack {
    /// How much of a stack calls may use before they move to a fresh one, in bytes.
    static let allowance = 128 << 10
    private static let freshSize = 64 << 20

    /// The address of the end of the stack that is in use, which grows downwards.
    @inline(never)
    static var here: UInt {
        var mark: UInt8 = 0
        return withUnsafeMutablePointer(to: &mark) { UInt(bitPattern: $0) }
    }

    /// Runs `body` on a fresh stack and waits for it.
    static func runFresh(_ body: () -> Void) {
        withoutActuallyEscaping(body) { body in
            let work = Work(body)
            var attributes = pthread_attr_t()
            pthread_attr_init(&attributes)
            defer { pthread_attr_destroy(&attributes) }
            pthread_attr_setstacksize(&attributes, freshSize)
            var thread = pthread_t()
            let failure = pthread_create(
                &thread,
                &attributes,
                { argument in
                    guard let argument else { return nil }
                    Unmanaged<Work>.fromOpaque(argument).takeUnretainedValue().body()
                    return nil
                },
                Unmanaged.passUnretained(work).toOpaque()
            )
            precondition(failure == 0, "no thread for calls this deep")
            pthread_join(thread, nil)
        }
    }

    /// A class, because a thread is handed one pointer.
    private final class Work {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }
}
