import Agents
import Chain
import Contracts
import Execution
import Ledger
import Primitives
import Signing
import WideMath

/// Places contracts and hands out funds before the first block.
///
/// Contracts get the addresses that their deployer's CREATE would give, pairs those of CREATE2.
/// Calls here are made without fees, as in a genesis block.
struct Genesis {
    let machine: Machine
    /// Who places contracts and owns what nobody else does.
    let deployer: Address
    private var nonce: UInt64 = 0

    init(machine: Machine, deployer: Address) {
        self.machine = machine
        self.deployer = deployer
    }

    mutating func place(
        _ contract: any Contract.Type,
        immutable: UInt256 = .zero
    ) -> Address {
        let address = nextAddress()
        machine.place(contract, at: address, immutable: immutable)
        return address
    }

    /// The address of the next contract, for those that place themselves.
    mutating func nextAddress() -> Address {
        defer { nonce += 1 }
        return ContractAddress.create(sender: deployer, nonce: nonce)
    }

    func fund(_ account: Address, ether: Wei) {
        let index = machine.state.account(account)
        machine.state.setBalance(of: index, to: ether)
    }

    func mint(_ token: TokenInfo, to holder: Address, _ amount: TokenAmount) throws(WorldError) {
        if amount.isZero { return }
        try call(
            token.address,
            from: .zero,
            ABI.encodeCall(selector: Token.mint.value, words: [holder.word, amount.raw]),
            doing: "mint \(token.name)"
        )
    }

    func approve(_ token: TokenInfo, owner: Address, spender: Address) throws(WorldError) {
        try approve(token.address, token.name, owner: owner, spender: spender)
    }

    func approve(
        _ token: Address,
        _ name: String,
        owner: Address,
        spender: Address
    ) throws(WorldError) {
        try call(
            token,
            from: owner,
            ABI.encodeCall(selector: ERC20.approve.value, words: [spender.word, .max]),
            doing: "approve \(name)"
        )
    }

    func call(
        _ target: Address,
        from caller: Address,
        _ data: [UInt8],
        doing what: String
    ) throws(WorldError) {
        if let failure = machine.call(target, from: caller, data: data).failure {
            throw WorldError(description: "setting the world up: \(what): \(failure.label)")
        }
    }

    /// Places a pair for a deployment's factory and fills it.
    func pair(
        of base: TokenInfo,
        _ baseAmount: TokenAmount,
        and quote: TokenInfo,
        _ quoteAmount: TokenAmount,
        factory: Address,
        fee: BasisPoints,
        as contract: any Contract.Type = Pair.self
    ) throws(WorldError) -> Address {
        let pair: Address
        do throws(Fault) {
            pair = try PairAddress.pair(base.address, quote.address, factory: factory)
        } catch {
            throw WorldError(description: "a pool needs two different tokens: \(error.label)")
        }
        Pair.place(
            base.address,
            quote.address,
            at: pair,
            factory: factory,
            fee: fee,
            as: contract,
            on: machine
        )
        try mint(base, to: pair, baseAmount)
        try mint(quote, to: pair, quoteAmount)
        try call(
            pair,
            from: deployer,
            ABI.encodeCall(selector: Pair.Function.mint.value, words: [deployer.word]),
            doing: "fill the pool \(base.name)/\(quote.name)"
        )
        return pair
    }
}
