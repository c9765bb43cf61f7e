import Execution
import Primitives
import WideMath

extension LogWriter {
    /// Adds an array of words that is the only argument without an index: offset, length, words.
    func data(array words: [UInt256]) {
        data(UInt256(32))
        data(UInt256(UInt64(words.count)))
        for word in words { data(word) }
    }
}
