import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

func go() throws {
let machine = Machine(
    state: WorldState(), fork: .osaka,
    block: BlockContext(
        number: 1, timestamp: 100, baseFee: .zero, gasLimit: Gas(30_000_000),
        coinbase: Address(word: 99), chainID: 1))
let user = Address(word: 0x1111_2222_3333), t0 = Address(word: 0x2222_1234_567), t1 = Address(word: 0x3333_9999)
let pair = Address(word: 0x4444_1000_2000), factory = Address(word: 0x5555_77)
machine.place(Token.self, at: t0, immutable: 18)
machine.place(Token.self, at: t1, immutable: 18)
machine.place(Factory.self, at: factory)
machine.place(Pair.self, at: pair, immutable: 30)
let big = UInt256.one << 90
for t in [t0, t1] {
    for a in [user, pair] {
        let r = machine.call(t, from: .zero, data: ABI.encodeCall(selector: Token.mint.value, words: [a.word, big]))
        precondition(r.failure == nil)
    }
}
func put<V>(_ s: Slot<V>, _ v: V) { machine.write(s, of: pair, v) }
put(Pair.Storage.token0, t0 < t1 ? t0 : t1)
put(Pair.Storage.token1, t0 < t1 ? t1 : t0)
put(Pair.Storage.factory, factory)
put(Pair.Storage.unlocked, UInt256.one)
let first = machine.call(pair, from: user, data: ABI.encodeCall(selector: Pair.Function.sync.value, words: []))
precondition(first.failure == nil)
let token0 = t0 < t1 ? t0 : t1, token1 = t0 < t1 ? t1 : t0
let amount = UInt256(1_000_000_000_000_000_000)
var nonce: UInt64 = 0
func tx(_ to: Address, _ data: [UInt8]) -> Transaction {
    Transaction(chainID: 1, nonce: 0, maxPriorityFeePerGas: .zero, maxFeePerGas: .zero, gasLimit: Gas(300_000), to: to, value: .zero, data: data)
}
let transferA = tx(token0, ABI.encodeCall(selector: ERC20.transfer.value, words: [pair.word, amount]))
let transferB = tx(token1, ABI.encodeCall(selector: ERC20.transfer.value, words: [pair.word, amount]))
var gas: (UInt64, UInt64) = (0, 0)
func run(_ n: Int) throws {
    for i in 0..<n {
        machine.block.timestamp += 12
        let forward = i % 2 == 0
        let r = machine.read(Pair.Storage.reserves, of: pair)
        let (a, b) = (UInt256(low: r.reserve0), UInt256(low: r.reserve1))
        let out = try ConstantProduct.amountOut(amountIn: amount, reserveIn: forward ? a : b, reserveOut: forward ? b : a, fee: BasisPoints(30))
        var t = forward ? transferA : transferB
        t.nonce = nonce
        nonce += 1
        let r1 = try machine.execute(t, from: user, blockGasLeft: Gas(30_000_000))
        var s = tx(pair, ABI.encodeCall(selector: Pair.Function.swap.value, words: [forward ? .zero : out, forward ? out : .zero, user.word, 128, .zero]))
        s.nonce = nonce
        nonce += 1
        let r2 = try machine.execute(s, from: user, blockGasLeft: Gas(30_000_000))
        precondition(r1.status == .success && r2.status == .success)
        gas = (r1.gasUsed.units, r2.gasUsed.units)
    }
}
try run(1000)
let clock = ContinuousClock()
for _ in 0..<5 {
    let t = try clock.measure { try run(300_000) }
    print("transfer+swap", Double(t.components.attoseconds) / 1e9 / 300_000 + Double(t.components.seconds) * 1e9 / 300_000, "ns", gas)
}
}
try go()
