extension Revert { public var encoded: [UInt8] { [] } }
