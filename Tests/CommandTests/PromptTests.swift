import Foundation
import TestSupport
import Testing

/// The prompt at a real terminal: editing, completion, history, continuation, interruption.
@Suite(.serialized) struct PromptTests {
  private static let training =
    "data p { read moons(samples: 200, noise: 0.1) }; network net { dense 8, tanh; dense 1, sigmoid }"
  private static let endless =
    "train net on p { loss log_loss; optimizer adam; rate 0.02; batch 16; epochs 10000000 }"

  /// A terminal at its first prompt.
  private func terminal(
    columns: UInt16 = 100, editor: String = "true", folder: URL? = nil
  ) throws -> Terminal {
    let terminal = try Terminal(
      columns: columns, environment: ["NO_COLOR": "1", "EDITOR": editor], folder: folder)
    #expect(terminal.wait(for: "Ctrl-D")?.split(separator: "\n").count == 2)
    #expect(terminal.wait(for: "nn> ") != nil)
    return terminal
  }

  private func answer(_ terminal: Terminal, to line: String) -> String {
    terminal.type(line + "\n")
    return terminal.wait(for: "\nnn> ") ?? "nothing"
  }

  @Test func `a line is edited and run`() throws {
    let terminal = try terminal()
    // To the beginning of the line, and one sign more there.
    #expect(answer(terminal, to: "2 + 3\u{1}1").contains("\n15\n"))
    #expect(answer(terminal, to: "\"época\u{7F}a\"").contains("\n\"época\"\n"))
    terminal.type("\u{4}")
    #expect(terminal.end() == 0)
  }

  @Test func `unfinished input goes on at a second prompt`() throws {
    let terminal = try terminal()
    terminal.type("[1,\n")
    #expect(terminal.wait(for: "..> ") != nil)
    #expect(answer(terminal, to: "2]").contains("[1, 2]"))
    terminal.type("network net {\n")
    #expect(terminal.wait(for: "..> ") != nil)
    // Enter twice gives it up.
    terminal.type("\n")
    #expect(terminal.wait(for: "..> ") != nil)
    #expect(answer(terminal, to: "").contains("given up"))
    #expect(answer(terminal, to: "1 + 1").contains("\n2\n"))
  }

  @Test func `control C gives up the input and not the session`() throws {
    let terminal = try terminal()
    terminal.type("network net {\n")
    #expect(terminal.wait(for: "..> ") != nil)
    terminal.type("dense 4\u{3}")
    #expect(terminal.wait(for: "nn> ") != nil)
    #expect(answer(terminal, to: "40 + 2").contains("\n42\n"))
  }

  @Test func `control C ends an iteration and continue goes on`() throws {
    let terminal = try terminal()
    _ = answer(terminal, to: Self.training)
    terminal.type(Self.endless + "\n")
    #expect(terminal.wait(for: "/10000000  ░") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "nn> ")?.contains("'continue' goes on") == true)
    #expect(answer(terminal, to: "net.epochs > 0").contains("true"))
    terminal.type("continue\n")
    #expect(terminal.wait(for: "/10000000  ░") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "nn> ")?.contains("interrupted") == true)
    // Weights would be lost, so it asks.
    terminal.type("\u{4}")
    #expect(terminal.wait(for: "[y/N] ") != nil)
    #expect(answer(terminal, to: "n") != "nothing")
    terminal.type("\u{4}")
    #expect(terminal.wait(for: "[y/N] ") != nil)
    terminal.type("y\n")
    #expect(terminal.end() == 0)
  }

  @Test func `Tab completes what the place allows`() throws {
    let terminal = try terminal()
    _ = answer(terminal, to: Self.training)
    terminal.type("tra\t")
    #expect(terminal.wait(for: "train ") != nil)
    terminal.type("ne\t")
    #expect(terminal.wait(for: "net") != nil)
    terminal.type(" on p { optimi\t")
    #expect(terminal.wait(for: "optimizer ") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "nn> ") != nil)
    // Twice shows all, with what they mean.
    terminal.type("net.\t\t")
    #expect(terminal.wait(for: "history") != nil)
    #expect(terminal.wait(for: "net.") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "nn> ") != nil)
    terminal.type(":he\t")
    #expect(terminal.wait(for: ":help ") != nil)
  }

  @Test func `a script is pasted whole`() throws {
    let terminal = try terminal()
    let script = "let a = 20\nfn f(x) {\n\n\n  return x + a\n}\nf(1)"
    terminal.type("\u{1B}[200~")
    terminal.type(script)
    terminal.type("\u{1B}[201~")
    #expect(answer(terminal, to: "").contains("\n21\n"))
    // A page's transcript, whose answers are no statements.
    let transcript = "nn> let b = [\n..>   40, 2]\nnn> b[1] + b[2]\n40000\nnn> b[1] + 1"
    terminal.type("\u{1B}[200~" + transcript + "\u{1B}[201~")
    #expect(answer(terminal, to: "").contains("\n42\n41\n"))
  }

  @Test func `entries come back in the next session, whole`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("nn-" + UUID().uuidString)
    var first: Terminal? = try terminal(folder: folder)
    first?.type("[7,\n")
    #expect(first?.wait(for: "..> ") != nil)
    first?.type("8]\n")
    #expect(first?.wait(for: "\nnn> ") != nil)
    first?.type("\u{4}")
    #expect(first?.end() == 0)
    let history = folder.appendingPathComponent(".local/state/nn/history")
    let mode = try FileManager.default.attributesOfItem(atPath: history.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let text = try Data(contentsOf: history)
    first = nil
    let again = FileManager.default.temporaryDirectory
      .appendingPathComponent("nn-" + UUID().uuidString)
    let kept = again.appendingPathComponent(".local/state/nn/history")
    try FileManager.default.createDirectory(
      at: kept.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: kept)
    let second = try terminal(folder: again)
    // The key that goes up in the history.
    #expect(answer(second, to: "\u{1B}[A").contains("[7, 8]"))
  }

  @Test func `the last entry is edited and run`() throws {
    let terminal = try terminal(editor: "sed -i s/1/20/g")
    _ = answer(terminal, to: "1 + 1")
    #expect(answer(terminal, to: ":edit").contains("\n20 + 20\n40\n"))
    #expect(answer(terminal, to: ":help dense").contains("Connects every input"))
  }

  @Test func `another width is heeded`() throws {
    let terminal = try terminal(columns: 60)
    let wide = answer(terminal, to: "1..40")
    terminal.resize(columns: 120)
    let wider = answer(terminal, to: "it")
    #expect(wide.split(separator: "\n").count > wider.split(separator: "\n").count)
  }

  // MARK: Tab

  @Test func `Tab completes a file, and a column with a blank in its name`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("nn-" + UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("my tables"), withIntermediateDirectories: true)
    try Data("Age (years),size,kind\n1,2,a\n2,1,b\n3,4,a\n".utf8)
      .write(to: folder.appendingPathComponent("my tables/pets.csv"))
    let terminal = try terminal(folder: folder)
    // A folder leaves the quotes open, and a file closes them, once.
    terminal.type("data pets { read \"my\tpe\t; target ki\t; drop `Age\t }; pets.features\n")
    let shown = terminal.wait(for: "\nnn> ")
    #expect(shown?.contains("\n[\"size\"]\n") == true, "\(shown ?? "")")
  }

  @Test func `Tab twice shows each candidate with what it means`() throws {
    let terminal = try terminal()
    _ = answer(terminal, to: Self.training)
    terminal.type("network other { lstm 4, \t\t")
    #expect(terminal.wait(for: "layers:     How many such layers lie one upon another") != nil)
    // The prompt comes again below the list, with what is being written.
    #expect(terminal.wait(for: "nn> network other { lstm 4, ") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "\nnn> ") != nil)
    // So many are shown by their names alone.
    terminal.type("let y = \t\t")
    #expect(terminal.wait(for: "Tab says what each of them means") != nil)
    #expect(terminal.wait(for: "nn> let y = ") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "\nnn> ") != nil)
    terminal.type(":why \t\t")
    #expect(terminal.wait(for: "net.    a network") != nil)
    #expect(terminal.wait(for: "nn> :why ") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "\nnn> ") != nil)
    terminal.type(":type net.his\t\n")
    #expect(terminal.wait(for: "a history") != nil)
    #expect(terminal.wait(for: "nn> ") != nil)
    terminal.type(":time eval\t\t")
    #expect(terminal.wait(for: "evaluate ") != nil)
  }

  @Test func `control C leaves the history as it was, and a search ends with any key`() throws {
    let terminal = try terminal()
    _ = answer(terminal, to: "10 + 1")
    _ = answer(terminal, to: "20 + 2")
    // Up, up, and something behind the entry there.
    terminal.type("\u{1B}[A\u{1B}[Axy")
    #expect(terminal.wait(for: "xy") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "\nnn> ") != nil)
    #expect(answer(terminal, to: "\u{1B}[A\u{1B}[A").contains("\n11\n"))
    for keys in [
      "\u{12}\u{18}m", "\u{12}a\u{18}r", "\u{12}\u{1B}m", "\u{12}2\u{3}", "\u{1B}3\u{3}",
    ] {
      terminal.type(keys)
      #expect(terminal.look(milliseconds: 100))
      terminal.type("\u{3}")
      #expect(terminal.look(milliseconds: 100))
      #expect(answer(terminal, to: "6 * 7").contains("42"))
    }
  }

  @Test func `random keys do not end the process`() throws {
    let terminal = try terminal()
    var random = SplitMix(state: 7)
    // Neither Ctrl-D, which leaves, nor Ctrl-Z and Ctrl-\, which belong to the shell.
    let excluded: Set<UInt8> = [4, 26, 28, 17, 19]
    let isSoak = ProcessInfo.processInfo.environment["NN_SOAK"] != nil
    for _ in 0..<(isSoak ? 1 << 14 : 1 << 8) {
      let keys = (0..<64).map { _ in UInt8(random.below(256)) }.filter { !excluded.contains($0) }
      terminal.type(bytes: keys)
      guard terminal.look(milliseconds: 2) else { break }
    }
    terminal.type("\u{7}\u{3}\n")
    // Ctrl-C throws away what was typed and not read yet, so what follows may have to be said again.
    let isReset = (0..<5).contains { _ in
      terminal.type("\u{3}")
      Thread.sleep(forTimeInterval: 0.2)
      terminal.type(":reset\n")
      return terminal.wait(for: "all names and networks are gone", seconds: 3) != nil
    }
    #expect(isReset)
    #expect(terminal.wait(for: "nn> ") != nil)
    #expect(answer(terminal, to: "6 * 7").contains("42"))
  }
}

/// The prompt without a terminal.
@Suite struct PipedPromptTests {
  @Test func `nothing piped gives nothing`() throws {
    let ended = try Invocation.run([])
    #expect(ended.status == 0 && ended.output == "" && ended.errors == "")
  }

  @Test func `a megabyte of random bytes does not end the process`() throws {
    var random = SplitMix(state: 11)
    var bytes = Data()
    while bytes.count < 1 << 20 { bytes.append(UInt8(random.below(256))) }
    let ended = try Invocation.run([], input: bytes + Data("\n\n6 * 7\n".utf8))
    #expect(ended.status == 1)
    #expect(ended.output.hasSuffix("42\n"))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `no sequence of commands and statements ends the process`(seed: UInt64) throws {
    let lines = [
      ":undo", ":reset", ":show", ":show a", ":type a", ":type a(", ":why train.rate", ":why net.x",
      ":why", ":help", ":help a", ":help :undo", ":help type-mismatch", ":time a", ":time {",
      ":open",
      ":open missing.nn", ":write", ":write s.nn", ":open s.nn", ":language pt", ":language en",
      ":language", ":edit", ":", "::", ": undo", ":\u{0}", ":quiz", "?", "??", "a?", "help", "exit",
      "let a = 1", "let a = it", "var a = [1, 2]", "a = 3", "it", "it;", "it[1]",
      "fn a(x) = x + it",
      "a(1)", "data p { read xor() }", "network net { dense 2, tanh; dense 1, sigmoid }",
      "network net { dense a; dense 1, sigmoid }", "step net on p", "back", "continue", "reset net",
      "train net on p { loss log_loss; optimizer adam; rate 0.1; batch full; epochs 2 }", "net",
      "net.dense_1.weight", "evaluate net on p", "net.loss", "if true {", "}", "[", "]", "\"", "`",
      "repeat 2 { train net on p }", "for i in 1..3 { var a = i }", "expect false", "## doc",
      "# note",
    ]
    var random = SplitMix(state: seed)
    let typed = (0..<400).map { _ in lines[random.below(lines.count)] + "\n" }.joined()
    let ended = try Invocation.run([], input: Data((typed + "\n]}\n\n1\n:language en\n").utf8))
    #expect(ended.status == 1 && !ended.errors.contains("mistake of ours"))
    #expect(ended.output.hasSuffix("messages are in English\n"))
  }

  @Test func `a network is explored`() throws {
    let ended = try Invocation.run(
      [],
      input: Data(
        """
        data points { read moons(samples: 200, noise: 0.1) }
        network net { dense 4, tanh; dense 1, sigmoid }
        train net on points { loss log_loss; optimizer adam; rate 0.05; batch full; epochs 3 }
        net
        net.dense_1
        back
        net.epochs
        :why net.rate
        :type net.history
        network net { dense 2, tanh; dense 1, sigmoid }
        :undo
        net.epochs

        """.utf8))
    #expect(ended.status == 0 && ended.errors == "")
    for wanted in [
      "\n  dense_1, tanh          4          12\n", "\n  weight  2x4: mean ",
      "\nnet went back by 1 iteration", "\n2\nrate = 0.05, set by 'rate 0.05' (input[3]:1)\n",
      "\na history\n  the new 'net' begins untrained", "\nundone: network net",
    ] { #expect(ended.output.contains(wanted), "\(wanted)") }
    #expect(ended.output.hasSuffix("\n2\n"))
  }

  @Test func `lines are taken with the prompt before them, and a file that is written is named`()
    throws
  {
    let input = """
      nn> data d { read moons(samples: 60) }
      plot d to "points.svg"
      nn> [1,
      ..> 2]
      let nn = 5
      nn> 4

      """
    let ended = try Invocation.run([], input: Data(input.utf8))
    #expect(ended.errors == "" && ended.output == "  wrote 'points.svg'\n[1, 2]\ntrue\n")
  }

  @Test func `an interrupt ends what is running and not the session`() throws {
    let program = """
      print "started"
      for i in 1..1e9 { i }
      print "afterwards"

      """
    let invocation = try Invocation([], input: Data(program.utf8))
    invocation.waitForOutput("started")
    invocation.send(SIGINT)
    let ended = try invocation.end()
    #expect(ended.output.contains("interrupted") && ended.output.hasSuffix("afterwards\n"))
  }
}
