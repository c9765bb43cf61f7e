import Contracts
import WideMath

extension World {
    /// Brings what events do to the world from one slot to the next.
    ///
    /// A paused pool has its lock taken, as if a call were inside it: all that changes it reverts
    /// with the reason `UniswapV2: LOCKED`.
    mutating func weather(_ weather: Weather, after before: Weather) {
        for index in seats.indices { seats[index].strain = weather.strains[index] }
        for pool in weather.paused.symmetricDifference(before.paused).sorted() {
            let lock: UInt256 = weather.paused.contains(pool) ? .zero : .one
            machine.write(Pair.Storage.unlocked, of: pools[pool].pair, lock)
        }
        for asset in weather.blocked.symmetricDifference(before.blocked).sorted() {
            let isPaused: UInt256 = weather.blocked.contains(asset) ? .one : .zero
            machine.write(PausableToken.Storage.isPaused, of: tokens[asset].address, isPaused)
        }
    }
}
