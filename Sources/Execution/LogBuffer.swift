import Chain
import Ledger
import Primitives
import WideMath

/// The log entries of the running transaction, in flat memory until somebody asks for them.
struct LogBuffer: ~Copyable {
    /// One entry; its data lies in the buffer's bytes.
    struct Entry: BitwiseCopyable {
        let address: Address
        var topicCount = 0
        var topic0 = UInt256.zero
        var topic1 = UInt256.zero
        var topic2 = UInt256.zero
        var topic3 = UInt256.zero
        let dataStart: Int
        var dataCount = 0
    }

    private var entries: [Entry] = []
    private var data = ByteStack(capacity: 4096)

    init() { entries.reserveCapacity(64) }

    var count: Int { entries.count }

    @inline(__always)
    mutating func begin(_ address: Address, topic: UInt256) {
        entries.append(
            Entry(address: address, topicCount: 1, topic0: topic, dataStart: data.count)
        )
    }

    @inline(__always)
    mutating func addTopic(_ topic: UInt256) {
        let last = entries.count - 1
        switch entries[last].topicCount {
        case 0: entries[last].topic0 = topic
        case 1: entries[last].topic1 = topic
        case 2: entries[last].topic2 = topic
        default: entries[last].topic3 = topic
        }
        entries[last].topicCount = min(entries[last].topicCount + 1, 4)
    }

    @inline(__always)
    mutating func addData(_ word: UInt256) {
        data.push(word)
        entries[entries.count - 1].dataCount += 32
    }

    /// The gas of the entry just written.
    @inline(__always)
    var gasOfLast: Int {
        let last = entries[entries.count - 1]
        return GasSchedule.log + GasSchedule.logTopic * last.topicCount
            + GasSchedule.logByte * last.dataCount
    }

    @inline(__always)
    mutating func truncate(to count: Int) {
        guard count < entries.count else { return }
        data.truncate(to: entries[count].dataStart)
        entries.removeLast(entries.count - count)
    }

    /// The entries as the receipt holds them.
    func collect() -> [Log] {
        entries.map { entry in
            let topics = [entry.topic0, entry.topic1, entry.topic2, entry.topic3]
            return Log(
                address: entry.address,
                topics: Array(topics.prefix(entry.topicCount)),
                data: data.bytes(at: entry.dataStart, count: entry.dataCount)
            )
        }
    }
}
