import Execution
import Primitives
import WideMath

extension PoolTwap {
    /// Notes an observation as if the pool had stood at its price for a window before now.
    ///
    /// For a genesis block, whose time is not below the window: without it nothing could be
    /// averaged for the first window.
    public static func backdate(_ address: Address, on machine: Machine) {
        let window = machine.read(Constants.window.location, of: address)
        let pair = machine.read(Constants.pair.location, of: address)
        let isToken0 = machine.read(Constants.isToken0.location, of: address)
        let reserves = machine.read(Pair.Storage.reserves, of: pair)
        let own = UInt256(low: isToken0 ? reserves.reserve0 : reserves.reserve1)
        let other = UInt256(low: isToken0 ? reserves.reserve1 : reserves.reserve0)
        let price = (other << 112).quotientAndRemainder(dividingBy: own)?.quotient ?? .zero
        let sum = machine.read(
            isToken0 ? Pair.Storage.price0Cumulative : Pair.Storage.price1Cumulative,
            of: pair
        )
        // Cumulative prices wrap.
        let before = sum.wrappingSubtract(price.wrappingMultiply(UInt256(window)))
        machine.write(Storage.newerTime, of: address, machine.block.timestamp - window)
        machine.write(Storage.newerCumulative, of: address, before)
    }

    /// Whether the time has come for a new observation, at the block that is next.
    public static func isDue(_ address: Address, on machine: Machine) -> Bool {
        let last = machine.read(Storage.newerTime, of: address)
        let now = machine.block.timestamp
        return now > last && now - last >= machine.read(Constants.window.location, of: address)
    }
}
