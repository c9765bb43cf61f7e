import Execution
import Primitives
import WideMath

extension Pair {
    /// The Keccak-256 hash of the published pair's init code, from Uniswap v2-periphery.
    static let initCodeHash =
        Hex.decode("0x96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f")
        .flatMap { Hash32(bytes: $0) } ?? .zero

    /// Stands for the published pair.
    ///
    /// The sizes are those that the gas of `createPair` tells (`univ2_gas.json`): 11,293 bytes of
    /// code and 364 words of init code make 2,261,512 of gas beside the creation itself.
    public static let code = DeclaredCode(
        name: name,
        size: 11_293,
        initCodeSize: 364 * 32,
        hash: initCodeHash
    )

    /// Takes its creator for the factory; the argument is the fee in basis points.
    public static func construct(_ frame: borrowing Frame) throws(Fault) -> UInt256 {
        frame.charge(ComputeCharge.constructPair)
        frame[Storage.unlocked] = .one
        frame[Permit.Storage.domainSeparator] = Permit.domainSeparator(
            of: frame.address,
            chainID: frame.block.chainID
        )
        frame.replace(Storage.factory, with: frame.caller)
        return UInt256(bigEndian: frame.input.prefix(32)) ?? .zero
    }

    /// Names the two tokens; only whoever created the pair may, which a factory does at once.
    static func initialize(
        _ token0: Address,
        _ token1: Address,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.initialize)
        guard frame.caller == frame[Storage.factory] else {
            throw .revert(.message("UniswapV2: FORBIDDEN"))
        }
        frame.replace(Storage.token0, with: token0)
        frame.replace(Storage.token1, with: token1)
    }

    /// Puts a pair, or a contract with a pair's slots, where a factory would, as a genesis block
    /// does.
    public static func place(
        _ one: Address,
        _ other: Address,
        at address: Address,
        factory: Address,
        fee: BasisPoints,
        as contract: any Contract.Type = Pair.self,
        on machine: Machine
    ) {
        let (token0, token1) = (min(one, other), max(one, other))
        machine.place(contract, at: address, immutable: fee.word)
        machine.write(Storage.factory, of: address, factory)
        machine.write(Storage.token0, of: address, token0)
        machine.write(Storage.token1, of: address, token1)
        machine.write(Storage.unlocked, of: address, UInt256.one)
        Permit.enable(for: address, on: machine)
        let number = machine.read(Factory.Storage.pairCount, of: factory)
        machine.write(Factory.Storage.pairs[token0, token1], of: factory, address)
        machine.write(Factory.Storage.pairs[token1, token0], of: factory, address)
        machine.write(Factory.Storage.allPairs[number], of: factory, address)
        machine.write(Factory.Storage.pairCount, of: factory, number + 1)
    }
}
