import Execution
import Primitives

extension Machine {
    /// Puts a dynamic array into a contract's storage from outside, as a genesis block does.
    func write<Value: Word>(
        _ array: DynamicArray<Value>,
        of address: Address,
        _ elements: [Value]
    ) {
        write(array.count, of: address, UInt64(elements.count))
        for (position, element) in elements.enumerated() {
            write(array[UInt64(position)], of: address, element)
        }
    }
}
