import Chain
import Contracts
import Execution
import Foundation
import Primitives
import Testing
import WideMath

/// What the executor's calls cost as whole transactions, beside the router's: docs/GAS.md.
@Suite struct `The gas of an executor` {
    private let place: ExecutorStreet

    init() throws {
        place = try ExecutorStreet()
        let alice = Street.alice
        place.street.call(Street.weth, from: alice, ERC20.approve, [Street.router.word, .max])
    }

    private func gas(_ target: Address, _ data: [UInt8], value: UInt256 = .zero) throws -> UInt64 {
        let machine = place.machine
        let checkpoint = machine.state.checkpoint()
        let result = try? machine.execute(
            Transaction(
                chainID: 1,
                nonce: 0,
                maxPriorityFeePerGas: .zero,
                maxFeePerGas: .zero,
                gasLimit: Gas(2_000_000),
                to: target,
                value: Wei(value),
                data: data
            ),
            from: Street.alice,
            blockGasLeft: machine.block.gasLimit
        )
        machine.state.rollBack(checkpoint)
        #expect(result?.status == .success)
        return try #require(result?.gasUsed.units)
    }

    private func swap(_ hops: [Executor.Hop]) -> [UInt8] {
        Executor.swapCalldata(
            amountIn: Street.ether,
            amountOutMin: 1,
            tokenIn: Street.weth,
            along: hops,
            to: Street.alice
        )
    }

    @Test func `stands in docs GAS md beside the router's`() throws {
        place.street.fund(ExecutorStreet.coinbase, 1)
        let path = [2, Street.weth.word, Street.usdc.word]
        let words = [Street.ether, 1, 160, Street.alice.word, UInt256(UInt64.max)] + path
        let routed = try gas(
            Street.router,
            ABI.encodeCall(
                selector: Router.Function.swapExactTokensForTokens.value,
                words: words
            )
        )
        let one = try gas(ExecutorStreet.executor, swap([place.cheap]))
        let two = try gas(ExecutorStreet.executor, swap([place.dear, place.cheap]))
        let paid = try gas(
            ExecutorStreet.executor,
            swap([place.dear, place.cheap]),
            value: 1
        )
        let rows = [
            "| one pair | \(one) | \(routed), the router |",
            "| a cycle of two pairs | \(two) | |",
            "| the same, with a payment to the coinbase | \(paid) | |",
        ]
        let page = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "docs/GAS.md"),
            encoding: .utf8
        )
        for row in rows { #expect(page.contains(row), "docs/GAS.md should say: \(row)") }
    }
}
