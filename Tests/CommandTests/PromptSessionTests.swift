import Foundation
import TestSupport
import Testing

/// What the prompt keeps between sessions, and how it lives with the shell and the terminal.
@Suite(.serialized) struct PromptSessionTests {
  private let home = FileManager.default.temporaryDirectory
    .appendingPathComponent("nn-" + UUID().uuidString)

  private func terminal(files: [String: String] = [:]) throws -> Terminal {
    for (path, text) in files {
      let file = home.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let terminal = try Terminal(environment: ["NO_COLOR": "1"], folder: home)
    #expect(terminal.wait(for: "nn> ") != nil)
    return terminal
  }

  private func answer(_ terminal: Terminal, to line: String) -> String {
    terminal.type(line + "\n")
    return terminal.wait(for: "\nnn> ") ?? "nothing"
  }

  @Test func `control R finds an earlier entry, whole`() throws {
    let terminal = try terminal()
    for line in ["let first = 11", "[1, 2,\n  3]", "first * 2"] { _ = answer(terminal, to: line) }
    // Twice goes on to the one before; Enter runs it.
    #expect(answer(terminal, to: "\u{12}first").contains("\n22\n"))
    #expect(answer(terminal, to: "\u{12}2,").contains("\n[1, 2, 3]\n"))
    // Ctrl-G ends the search with nothing typed.
    terminal.type("\u{12}first\u{7}")
    #expect(answer(terminal, to: "5 + 5").contains("\n10\n"))
    // So does Ctrl-C.
    terminal.type("\u{12}fir\u{3}")
    #expect(terminal.wait(for: "\nnn> ") != nil)
    #expect(answer(terminal, to: "6 + 6").contains("\n12\n"))
  }

  @Test func `sessions side by side keep the entries of both`() throws {
    let first = try terminal()
    let second = try terminal()
    _ = answer(first, to: "100 + 1")
    _ = answer(second, to: "200 + 2")
    _ = answer(first, to: "[300,\n  3]")
    for terminal in [first, second] {
      terminal.type("\u{4}")
      #expect(terminal.end() == 0)
    }
    let history = home.appendingPathComponent(".local/state/nn/history")
    let attributes = try FileManager.default.attributesOfItem(atPath: history.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let third = try terminal()
    // Upwards: the last entry first, of whichever session, each whole.
    #expect(answer(third, to: "\u{1B}[A").contains("[300, 3]"))
    #expect(answer(third, to: "\u{1B}[A\u{1B}[A").contains("\n202\n"))
    #expect(answer(third, to: "\u{12}100").contains("\n101\n"))
  }

  @Test func `the keys of inputrc are heeded`() throws {
    let terminal = try terminal(files: [".inputrc": "\"\\C-t\": \"6 * 7\"\n"])
    #expect(answer(terminal, to: "\u{14}").contains("\n42\n"))
  }

  @Test func `the start file is run, and may be wrong`() throws {
    let path = ".config/nn/start.nn"
    var terminal = try terminal(files: [path: "let favourite = 7\n"])
    #expect(answer(terminal, to: "favourite * 2").contains("\n14\n"))
    terminal = try self.terminal(files: [path: "let favourite = nothing_so\n"])
    #expect(answer(terminal, to: "1 + 1").contains("\n2\n"))
  }

  @Test func `control Z stops the process, and fg brings the line back`() throws {
    let terminal = try Terminal(
      ["-i"], environment: ["NO_COLOR": "1", "PS1": "shell% "], folder: home, program: "/bin/sh")
    #expect(terminal.wait(for: "shell% ") != nil)
    terminal.type("'\(Invocation.executable.path)'\n")
    #expect(terminal.wait(for: "nn> ") != nil)
    terminal.type("40 + ")
    #expect(terminal.wait(for: "40 + ") != nil)
    terminal.type("\u{1A}")
    #expect(terminal.wait(for: "shell% ") != nil)
    // The terminal is as the shell had it.
    terminal.type("stty -a | grep -c -w -e -icanon; echo do''ne\n")
    #expect(terminal.wait(for: "\ndone")?.contains("\n0\n") == true)
    terminal.type("fg\n")
    #expect(terminal.wait(for: "nn> 40 + ") != nil)
    #expect(answer(terminal, to: "2").contains("\n42\n"))
    // A training stops and goes on too.
    let training = """
      data p { read moons(samples: 200, noise: 0.1) }; \
      network net { dense 8, tanh; dense 1, sigmoid }; \
      train net on p { loss log_loss; optimizer adam; rate 0.02; batch 16; epochs 10000000 }
      """
    terminal.type(training + "\n")
    #expect(terminal.wait(for: "/10000000  ░") != nil)
    terminal.type("\u{1A}")
    #expect(terminal.wait(for: "shell% ") != nil)
    terminal.type("fg\n")
    #expect(terminal.wait(for: "/10000000  ░") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "nn> ")?.contains("'continue' goes on") == true)
  }

  @Test func `a line that is being written survives another width`() throws {
    let terminal = try terminal()
    terminal.type("[" + (1...30).map(String.init).joined(separator: ", "))
    #expect(terminal.wait(for: "30") != nil)
    for columns in [40, 10, 1, 200] as [UInt16] {
      terminal.resize(columns: columns)
      terminal.type(",  1\u{7F}\u{7F}\u{7F}\u{7F}")
    }
    #expect(answer(terminal, to: "][30]").contains("\n30\n"))
  }
}
