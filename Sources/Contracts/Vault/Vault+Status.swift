import Primitives
import WideMath

extension Vault {
    /// Phase, slice and times, in one word.
    ///
    /// From the lowest bit: phase 8, reason 8, slice 16, slices 16; then 64 bits each for the
    /// opening of the rebalance, the end of this phase and the last rebalance.
    public struct Status: Word {
        /// The phase as it was stored; time may have ended it.
        public var phase = Phase.active
        /// Why the vault is halted.
        public var reason = HaltReason.none
        /// How many slices of this rebalance are done.
        public var slice: UInt64 = 0
        /// How many there are; zero while an auction is open.
        public var slices: UInt64 = 0
        /// When the rebalance was opened, in seconds since 1970.
        public var openedAt: UInt64 = 0
        /// When the cool-down, or the time given to a rebalance, ends.
        public var until: UInt64 = 0
        /// When the last rebalance was opened; zero for never.
        public var lastRebalance: UInt64 = 0

        /// A vault that has done nothing.
        public init() {}

        /// Unpacks a word; an unknown phase counts as halted, so that nothing is traded.
        public init(word: UInt256) {
            let small = word.limb0
            phase = Phase(rawValue: small & 0xff) ?? .halted
            reason = HaltReason(rawValue: small >> 8 & 0xff) ?? .none
            slice = small >> 16 & 0xffff
            slices = small >> 32 & 0xffff
            openedAt = word.limb1
            until = word.limb2
            lastRebalance = word.limb3
        }

        /// The packed word; slices beyond 65,535 count as that many.
        public var word: UInt256 {
            let small =
                phase.rawValue | reason.rawValue << 8 | min(slice, 0xffff) << 16
                | min(slices, 0xffff) << 32
            return UInt256(small, openedAt, until, lastRebalance)
        }

        /// What time has made of it.
        public func current(at now: UInt64, cooldown: UInt64) -> Status {
            var status = self
            if status.phase == .rebalancing, now >= status.until {
                status = status.coolingDown(from: status.until, for: cooldown)
            }
            if status.phase == .cooldown, now >= status.until { status.phase = .active }
            return status
        }

        /// The rest after a rebalance; a cool-down beyond the end of time lasts until then.
        func coolingDown(from start: UInt64, for cooldown: UInt64) -> Status {
            var status = self
            let end = start.addingReportingOverflow(cooldown)
            status.phase = .cooldown
            status.until = end.overflow ? .max : end.partialValue
            return status
        }
    }
}
