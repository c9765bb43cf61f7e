import Foundation
import Testing

/// `ballast step`: one block printed, and a walk in a terminal.
@Suite struct `The step command` {
    // MARK: One block

    private func object(_ text: String) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try #require(object as? [String: Any])
    }

    private func line(_ value: Any?) throws -> String {
        let data = try JSONSerialization.data(
            withJSONObject: try #require(value),
            options: [.sortedKeys, .fragmentsAllowed]
        )
        return String(decoding: data, as: UTF8.self)
    }

    /// The same block of a run that was recorded: what happened, who lost what, who attacked.
    @Test(arguments: [(4, 1, 0), (29, 0, 1)])
    func `prints what a run of the same file records of the block`(
        _ block: Int,
        _ sandwiches: Int,
        _ losses: Int
    ) throws {
        let folder = try Scratch()
        try folder.write(shortScenario(blocks: 30), "a.yaml")
        #expect(try Program.run(["run", "a.yaml", "--out", "run"], in: folder).code == 0)
        let events = String(decoding: try folder.bytes("run/events.jsonl"), as: UTF8.self)
        let recorded = try events.split(separator: "\n").map { try object(String($0)) }
            .filter { $0["block"] as? Int == block }
        let outcome = try Program.run(
            ["step", "a.yaml", "--block", "\(block)", "--format", "json"],
            in: folder
        )
        #expect(outcome.code == 0 && outcome.errors.isEmpty)
        let sheet = try object(outcome.output)
        let fields: [(type: String, list: String, fields: [String], count: Int?)] = [
            (
                "transaction", "transactions",
                [
                    "index", "hash", "author", "purpose", "from", "to", "nonce", "status",
                    "reason", "gas_used", "gas_price_wei", "events",
                ],
                nil
            ),
            (
                "trade_loss", "losses",
                [
                    "index", "token_in", "amount_in", "token_out", "amount_out", "timing",
                    "basis", "fee", "impact", "mev", "shortfall", "shortfall_in_quote",
                    "not_compared",
                ],
                losses
            ), ("sandwich", "sandwiches", ["attacker", "victim", "token", "take"], sandwiches),
        ]
        for (type, list, names, count) in fields {
            let expected = recorded.filter { $0["type"] as? String == type }
            let shown = try #require(sheet[list] as? [[String: Any]])
            #expect(shown.count == expected.count)
            if let count { #expect(shown.count == count) }
            for (shown, expected) in zip(shown, expected) {
                for name in names {
                    #expect(try line(shown[name]) == line(expected[name]), "\(type) \(name)")
                }
            }
        }
    }

    @Test func `prints text by default, and the same bytes each time`() throws {
        let folder = try Scratch()
        try folder.write(shortScenario(), "a.yaml")
        let arguments = ["step", "a.yaml", "--block", "4"]
        let first = try Program.run(arguments, in: folder)
        let second = try Program.run(arguments + ["--format", "text"], in: folder)
        #expect(first.code == 0 && first.output == second.output)
        for part in [
            "quickstart, seed 42, priority_fee: block 4", "MEMPOOL", "Who saw what", "ORDER",
            "TRANSACTION 0",
            "Gas, line by line", "who is the sender", "Storage, before -> after", "POOL CURVE",
            "VAULT",
        ] {
            #expect(first.output.contains(part), "\(part)")
        }
        #expect(try folder.paths() == ["a.yaml"])
    }

    @Test func `takes another seed and other values`() throws {
        let folder = try Scratch()
        try folder.write(shortScenario(), "a.yaml")
        let arguments = ["step", "a.yaml", "--block", "4", "--format", "json"]
        let plain = try Program.run(arguments, in: folder)
        let seeded = try Program.run(arguments + ["--seed", "7"], in: folder)
        let dear = try Program.run(arguments + ["--set", "chain.base_fee=30 gwei"], in: folder)
        #expect(try object(seeded.output)["seed"] as? Int == 7)
        #expect(Set([plain.output, seeded.output, dear.output]).count == 3)
    }

    /// Behind its victim the front takes nothing from him.
    @Test func `executes a block in another order`() throws {
        let folder = try Scratch()
        try folder.write(shortScenario(), "a.yaml")
        let arguments = ["step", "a.yaml", "--block", "4", "--format", "json"]
        let built = try object(Program.run(arguments, in: folder).output)
        let all = try #require(built["transactions"] as? [[String: Any]])
        let front = try #require(
            all.firstIndex { $0["purpose"] as? String == "sandwich_front" }
        )
        let victim = try #require(
            all.indices.first { index in
                let signature = all[index]["signature"] as? [String: Any]
                return signature?["signing_hash"] as? String == all[front]["victim"] as? String
            }
        )
        var order = Array(all.indices)
        order.remove(at: front)
        order.insert(front, at: victim)
        let text = order.map(String.init).joined(separator: ",")
        let outcome = try Program.run(arguments + ["--order", text], in: folder)
        let fork = try object(outcome.output)
        #expect(fork["reordered"] as? Bool == true)
        let moved = try #require(fork["transactions"] as? [[String: Any]])
        #expect(moved.map { $0["hash"] as? String } == order.map { all[$0]["hash"] as? String })
        func output(_ transaction: [String: Any]) throws -> Double {
            let swaps = try #require(transaction["swaps"] as? [[String: Any]])
            let amount = try #require(swaps.last?["amount_out"] as? String)
            return try #require(Double(amount))
        }
        let now = try #require(
            moved.first { $0["hash"] as? String == all[victim]["hash"] as? String }
        )
        #expect(try output(now) > output(all[victim]))
    }

    @Test(arguments: [
        (["--block", "0"], "the run has blocks 1 to 20"),
        (["--block", "21"], "the run has blocks 1 to 20"),
        (["--block", "18446744073709551615"], "the run has blocks 1 to 20"),
        ([], "give --block N"), (["--format", "json"], "--format needs --block"),
        (["--order", "0"], "--order needs --block"),
        (["--block", "4", "--order", "0,99"], "names place 99"),
        (["--block", "4", "--order", "0,0"], "once each"),
        (["--block", "4", "--order", "a"], "once each"),
        (["--block", "4", "--set", "vault.nothing=1"], "vault"),
        (["--block", "x"], "block"),
    ])
    func `refuses what it cannot do, in one line, with exit code 2`(
        _ arguments: [String],
        _ message: String
    ) throws {
        let folder = try Scratch()
        try folder.write(shortScenario(), "a.yaml")
        let outcome = try Program.run(["step", "a.yaml"] + arguments, in: folder)
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func `refuses a file as run does`() throws {
        let folder = try Scratch()
        try folder.write("format: 1\n", "a.yaml")
        for file in ["a.yaml", "b.yaml"] {
            let step = try Program.run(["step", file, "--block", "1"], in: folder)
            let run = try Program.run(["run", file], in: folder)
            #expect(step.code == 2 && step.errors == run.errors)
        }
    }

    /// docs/STEP.md: every command line that needs no terminal, as printed.
    @Test func `does what its page shows`() throws {
        let page = packageFolder.appending(path: "docs/STEP.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let prefix = ".build/release/ballast "
        let commands = text.split(separator: "\n").filter { $0.hasPrefix(prefix) }
        let printing = commands.filter { $0.contains("--block") }
        #expect(printing.count >= 4 && commands.count > printing.count)
        let folder = try Scratch()
        try FileManager.default.copyItem(
            at: packageFolder.appending(path: "scenarios"),
            to: folder.url.appending(path: "scenarios")
        )
        for command in printing {
            let words = command.dropFirst(prefix.count).split(separator: " ").map(String.init)
            let outcome = try Program.run(words, in: folder)
            #expect(outcome.code == 0, "\(command): \(outcome.errors)")
            if words.contains("json") { try expectFields(of: outcome.output, on: text) }
        }
    }

    /// Every key of the object, and of those inside, stands on the page; names of tokens and
    /// parties, which are keys of some, are the scenario's.
    private func expectFields(of output: String, on page: String) throws {
        var unnamed: Set<String> = []
        func visit(_ value: Any, isNamed: Bool) {
            if let list = value as? [Any] { list.forEach { visit($0, isNamed: isNamed) } }
            guard let object = value as? [String: Any] else { return }
            for (key, inner) in object {
                if isNamed, !page.contains("`\(key)`") { unnamed.insert(key) }
                let areNames =
                    ["args", "balances", "weights", "targets"].contains(key)
                    || (key == "parties" && inner is [String: Any])
                visit(inner, isNamed: !areNames)
            }
        }
        visit(try object(output), isNamed: true)
        #expect(unnamed.isEmpty)
    }

    // MARK: In a terminal

    /// A walk as a person walks: forward, back, the next attack, another order, and out.
    @Test(.timeLimit(.minutes(5)))
    func `walks in a terminal, and gives it back`() throws {
        let folder = try Scratch()
        try folder.write(shortScenario(blocks: 30), "a.yaml")
        let terminal = try Tmux(in: folder, columns: 100, rows: 30)
        try terminal.type("ballast step a.yaml")
        try terminal.wait { $0.contains("priority_fee: block 1\n") && $0.contains("[2 order]") }

        try terminal.press("n")
        try terminal.wait { $0.contains("priority_fee: block 2\n") }
        try terminal.press("Right")
        try terminal.wait { $0.contains("priority_fee: block 3\n") }
        try terminal.press("p")
        try terminal.wait { $0.contains("priority_fee: block 2\n") }

        try terminal.press("a")
        let attack = try terminal.wait { $0.contains("priority_fee: block 4\n") }
        #expect(attack.contains("sandwich_front") && attack.contains("sandwich_back"))

        // The front of the sandwich down behind its victim.
        let rows = attack.split(separator: "\n")
        let names = try #require(rows.firstIndex { $0.contains("why there") })
        let front = try #require(rows.firstIndex { $0.contains("sandwich_front") })
        for _ in (names + 1)..<front { try terminal.press("Down") }
        try terminal.press("m")
        try terminal.wait { $0.contains("=>") && $0.contains("moving:") }
        try terminal.press("Down", "Enter")
        let fork = try terminal.wait { $0.contains("REORDERED BY HAND") }
        #expect(fork.contains("vault's shortfall") || fork.contains("end otherwise"))
        try terminal.press("6")
        try terminal.wait { $0.contains("As built -> reordered by hand") }
        try terminal.press("u")
        try terminal.wait { $0.contains("back to the block as it was built") }

        try terminal.press("3", "Enter")
        try terminal.wait { $0.contains("[4 transaction]") && $0.contains("who is the sender") }
        try terminal.press("g", "2", "9", "Enter")
        try terminal.wait { $0.contains("priority_fee: block 29\n") }
        try terminal.resize(columns: 80, rows: 24)
        let small = try terminal.wait { text in
            text.split(separator: "\n", omittingEmptySubsequences: false).count <= 25
                && text.contains("q quit") && text.contains("block 29")
        }
        #expect(small.split(separator: "\n").allSatisfy { $0.count <= 80 })

        try terminal.press("q")
        try expectRestored(terminal, code: 0)
    }

    /// Ctrl-C is a key in a walk; SIGTERM and SIGHUP come from outside.
    @Test(.timeLimit(.minutes(5)), arguments: ["C-c", "TERM", "HUP"])
    func `gives the terminal back when it is ended from outside`(_ way: String) throws {
        let folder = try Scratch()
        try folder.write(shortScenario(blocks: 30), "a.yaml")
        let terminal = try Tmux(in: folder, columns: 80, rows: 24)
        let program = try Program.url().path
        try terminal.type("sh -c 'echo $$ > pid; exec \"\(program)\" step a.yaml'")
        try terminal.wait { $0.contains("priority_fee: block 1\n") }
        if way == "C-c" {
            try terminal.press(way)
        } else {
            let text = String(decoding: try folder.bytes("pid"), as: UTF8.self)
            let number = try #require(pid_t(text.filter(\.isNumber)))
            kill(number, way == "TERM" ? SIGTERM : SIGHUP)
        }
        try expectRestored(terminal, code: 0)
    }

    /// The shell is back on its own screen, and what is typed is shown and edited by lines again.
    private func expectRestored(_ terminal: Tmux, code: Int) throws {
        try terminal.wait { !$0.contains("q quit") && $0.contains("ready>") }
        try terminal.type("echo left-$?")
        let shown = try terminal.wait { $0.contains("left-\(code)\n") }
        #expect(shown.contains("echo left-$?"))
        try terminal.type("stty -a")
        let modes = try terminal.wait { $0.contains("icanon") }
        #expect(!modes.contains("-icanon") && !modes.contains("-echo "))
        #expect(!modes.contains("-isig") && !modes.contains("-icrnl"))
    }
}
