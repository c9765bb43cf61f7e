import Chain
import Primitives
import WideMath

/// The log entries of the running transaction, in flat memory until somebody asks for them.
///
/// Safety: entries and topics are read and written below `count` and `4 · count` only, both of
/// which `begin` makes room for; no pointer into them leaves a method.
struct LogBuffer: ~Copyable {
    /// One entry; its topics lie at four times its index, its data in the buffer's bytes, up to
    /// where the next entry's begin.
    struct Entry: BitwiseCopyable {
        let address: Address
        var topicCount: Int
        let dataStart: Int
    }

    /// The topics a log entry may have, LOG0 to LOG4.
    static let topicLimit = 4

    private(set) var count = 0
    private var entries: UnsafeMutablePointer<Entry>
    private var topics: UnsafeMutablePointer<UInt256>
    private var capacity = 64
    private var data = ByteStack(capacity: 4096)

    init() {
        entries = .allocate(capacity: capacity)
        topics = .allocate(capacity: capacity * Self.topicLimit)
    }

    deinit {
        entries.deallocate()
        topics.deallocate()
    }

    @inline(__always)
    mutating func begin(_ address: Address, topic: UInt256) {
        if count == capacity { grow() }
        let entry = Entry(address: address, topicCount: 1, dataStart: data.count)
        (entries + count).initialize(to: entry)
        (topics + count * Self.topicLimit).initialize(to: topic)
        count += 1
    }

    /// Adds a topic to the last entry, which `begin` made; a fifth takes the place of the fourth.
    @inline(__always)
    mutating func addTopic(_ topic: UInt256) {
        let last = count - 1
        let position = min(entries[last].topicCount, Self.topicLimit - 1)
        (topics + last * Self.topicLimit + position).initialize(to: topic)
        entries[last].topicCount = position + 1
    }

    /// Adds a word of data to the last entry, which `begin` made.
    @inline(__always)
    mutating func addData(_ word: UInt256) { data.push(word) }

    /// The gas of the entry just written.
    @inline(__always)
    var gasOfLast: Int {
        let last = entries + count - 1
        return GasSchedule.log + GasSchedule.logTopic * last.pointee.topicCount
            + GasSchedule.logByte * (data.count - last.pointee.dataStart)
    }

    /// What the entry just written holds: its first topic, how many it has, and its bytes of data.
    var last: (topic: UInt256, topicCount: Int, dataCount: Int) {
        let last = entries[count - 1]
        return (
            topics[(count - 1) * Self.topicLimit], last.topicCount, data.count - last.dataStart
        )
    }

    @inline(__always)
    mutating func truncate(to newCount: Int) {
        guard newCount < count else { return }
        data.truncate(to: entries[newCount].dataStart)
        count = newCount
    }

    /// The entries as the receipt holds them.
    func collect() -> [Log] {
        (0..<count).map { index in
            let entry = entries[index]
            let dataEnd = index + 1 < count ? entries[index + 1].dataStart : data.count
            let first = topics + index * Self.topicLimit
            return Log(
                address: entry.address,
                topics: Array(UnsafeBufferPointer(start: first, count: entry.topicCount)),
                data: data.bytes(at: entry.dataStart, count: dataEnd - entry.dataStart)
            )
        }
    }

    @inline(never)
    private mutating func grow() {
        let moreEntries = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
        moreEntries.moveInitialize(from: entries, count: count)
        entries.deallocate()
        entries = moreEntries
        let size = Self.topicLimit
        let moreTopics = UnsafeMutablePointer<UInt256>.allocate(capacity: capacity * 2 * size)
        // The topics that an entry does not have stay undefined, and are never read.
        moreTopics.moveInitialize(from: topics, count: count * size)
        topics.deallocate()
        topics = moreTopics
        capacity *= 2
    }
}
