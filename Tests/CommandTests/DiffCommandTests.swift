import Foundation
import TestSupport
import Testing

/// `nn diff` of files and of runs.
@Suite struct DiffCommandTests {
  private static let old = Data(
    """
    param rate = 0.05
    seed 3
    data gate { read xor() }
    network net { dense 4, tanh; dense 1, sigmoid }
    train net on gate { loss log_loss; optimizer adam; rate rate; batch full; epochs 4; metrics accuracy }
    evaluate net on gate.train

    """.utf8)

  private static let new = Data(
    """
    param rate = 0.1
    seed 3
    data gate { read xor() }
    # More of it.
    network net {
      dense 8, tanh
      dense 1, sigmoid
    }
    train net on gate {
      loss log_loss
      optimizer adam
      rate rate
      batch full
      epochs 4
      metrics accuracy
    }
    evaluate net on gate.train

    """.utf8)

  private static let changes = """
      param rate 0.05 → 0.1
      network net
        dense 4, tanh → dense 8, tanh
        dense 1, sigmoid
          = 5 → 9 parameters
        = 17 → 33 parameters

    """

  private func diff(
    _ arguments: [String], files: [String: Data] = ["a.nn": old, "b.nn": new],
    environment: [String: String] = [:]
  ) throws -> Invocation.Ended {
    try Invocation.run(["diff"] + arguments, files: files, environment: environment)
  }

  @Test func `two files that differ are told with status 1`() throws {
    let ended = try diff(["a.nn", "b.nn"])
    #expect(ended.status == 1 && ended.errors.isEmpty)
    #expect(ended.output == "a.nn → b.nn\n" + Self.changes)
  }

  @Test func `two files that mean the same are told with status 0`() throws {
    let other = String(decoding: Self.old, as: UTF8.self).replacing("; ", with: "\n\n  # x\n")
    let ended = try diff(["a.nn", "b.nn"], files: ["a.nn": Self.old, "b.nn": Data(other.utf8)])
    #expect(ended.status == 0 && ended.output == "a.nn → b.nn\n  no change in meaning\n")
    #expect(try diff(["a.nn", "a.nn"]).output == "a.nn\n  no change in meaning\n")
    let portuguese = try diff(["a.nn", "a.nn", "--language", "pt"])
    #expect(portuguese.output == "a.nn\n  nenhuma mudança de significado\n")
  }

  @Test func `with --ascii no other signs are used, and in Portuguese other words`() throws {
    let ended = try diff(["a.nn", "b.nn", "--ascii", "--language", "pt"])
    #expect(ended.output.utf8.allSatisfy { $0 < 128 } == false)
    #expect(ended.output.contains("param rate 0.05 -> 0.1") && !ended.output.contains("→"))
    #expect(ended.output.contains("= 17 -> 33 parâmetros"))
  }

  @Test func `with --json a program learns the same`() throws {
    let ended = try diff(["a.nn", "b.nn", "--json"])
    #expect(ended.status == 1)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
    #expect(object["same"] as? Bool == false)
    let changes = try #require(object["changes"] as? [[String: Any]])
    #expect(changes.count == 2)
    #expect(
      changes[0]["kind"] as? String == "changed" && changes[0]["name"] as? String == "param rate")
    #expect((changes[0]["new"] as? [String: Any])?["line"] as? Int == 1)
    #expect(changes[1]["place"] as? [String] == ["network net"])
    let consequences = try #require(object["consequences"] as? [[String: Any]])
    #expect(consequences.map { $0["name"] as? String } == ["parameters", "parameters"])
    #expect(consequences.map { $0["new"] as? [String] } == [["9"], ["33"]])
    #expect(consequences[0]["place"] as? [String] == ["network net", "dense 1, sigmoid"])
    #expect(object["results"] == nil)
  }

  // MARK: Runs

  @Test func `the results of runs of just these texts stand beside the change`() throws {
    let ended = try Invocation.shell(
      #"""
      "$NN" run --quiet a.nn >/dev/null; "$NN" run --quiet b.nn >/dev/null
      # Neither a run with another value, nor one of another text.
      "$NN" run --quiet a.nn rate=0.2 >/dev/null
      "$NN" diff a.nn b.nn; "$NN" diff a.nn b.nn --json; echo "# x" >> b.nn
      echo ---; "$NN" diff a.nn b.nn
      """#, files: ["a.nn": Self.old, "b.nn": Self.new])
    let parts = ended.output.components(separatedBy: "---\n")
    #expect(parts[0].hasPrefix("a.nn → b.nn\n" + Self.changes + "\n"))
    let rows = parts[0].split(separator: "\n").filter { $0.contains("loss") && !$0.hasPrefix("{") }
    #expect(parts[0].contains("a-1") && parts[0].contains("b-1") && !parts[0].contains("a-2"))
    #expect(rows.contains { $0.hasPrefix("  loss ") } && parts[0].contains("accuracy"))
    let json = try #require(parts[0].split(separator: "\n").last)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let results = try #require(object["results"] as? [String: [String: Double]])
    let loss = try #require(results["loss"])
    let (old, new) = (try #require(loss["old"]), try #require(loss["new"]))
    #expect(abs((loss["change"] ?? 0) - (new - old)) < 1e-12 && old != new)
    // Of the text with a comment more nobody has seen a run, though it means the same.
    #expect(parts[1] == "a.nn → b.nn\n" + Self.changes)
  }

  @Test func `runs are compared by their names, with the values that they were given`() throws {
    let ended = try Invocation.shell(
      #"""
      mkdir 'um é'; mv a.nn 'um é'
      "$NN" run --quiet 'um é/a.nn' >/dev/null; "$NN" run --quiet 'um é/a.nn' rate=0.2 --seed 4 >/dev/null
      rm 'um é/a.nn'
      "$NN" diff 'um é/a-1' 'um é/a-2'; echo "$?"; "$NN" diff --in 'um é' a-1 a-1; echo "$?"
      "$NN" diff b.nn 'um é/a-3'
      """#, files: ["a.nn": Self.old, "b.nn": Self.new])
    #expect(
      ended.output.hasPrefix(
        """
        a-1 → a-2
          param rate 0.05 → 0.2
          train net on gate
            = seed 3 → 4


        """), "\(ended.output)")
    #expect(ended.output.contains("\n1\na-1\n  no change in meaning\n"))
    #expect(ended.output.hasSuffix("\n0\n"))
    #expect(ended.status == 2 && ended.errors.contains("'um é/a-3'"), "\(ended.errors)")
  }

  @Test func `data that has changed between two runs is told beside their results`() throws {
    let script = Data(
      """
      data d { read "d.csv"; target y }
      network n { dense 1 }
      train n on d { loss mse; optimizer sgd; rate 0.01; batch full; epochs 2 }

      """.utf8)
    let ended = try Invocation.shell(
      #"""
      "$NN" run --quiet s.nn >/dev/null; echo 4,9 >> d.csv; "$NN" run --quiet s.nn >/dev/null
      "$NN" diff s-1 s-2
      """#, files: ["s.nn": script, "d.csv": Data("x,y\n1,3\n2,5\n3,7\n".utf8)])
    #expect(ended.status == 0)
    #expect(ended.output.contains("no change in meaning"))
    #expect(
      ended.output.contains("! d.csv had other content in s-2 than in s-1"), "\(ended.output)")
  }

  // MARK: What cannot be compared

  @Test func `an error in one version is told, and the rest compared`() throws {
    let wrong = String(decoding: Self.new, as: UTF8.self).replacing("dense 8", with: "dens 8")
    let ended = try diff(["a.nn", "b.nn"], files: ["a.nn": Self.old, "b.nn": Data(wrong.utf8)])
    #expect(ended.status == 1)
    #expect(
      ended.output.contains(
        "! b.nn has an error, and is compared as far as it is understood: "
          + "there is no layer 'dens' (line 6)"), "\(ended.output)")
    #expect(ended.output.contains("param rate 0.05 → 0.1"))
  }

  @Test func `a file that is missing, a folder, no text or no script is told`() throws {
    for (argument, said) in [
      ("c.nn", "there is no file 'c.nn'"), ("c", "'c' is no file, no run, and no version"),
      (".", "is a folder"), ("x.nn", "it is not text in UTF-8"),
      ("x.csv", "'x.csv' is a table, not a script"),
    ] {
      let ended = try diff(
        ["a.nn", argument],
        files: [
          "a.nn": Self.old, "x.nn": Data([0x6E, 0, 0xFF, 0x0A]), "x.csv": Data("a,b\n1,2\n".utf8),
        ])
      #expect(ended.status == 2 && ended.output.isEmpty)
      #expect(ended.errors.contains(said), "\(ended.errors)")
    }
  }

  @Test func `an empty file has nothing`() throws {
    let ended = try diff(["e.nn", "e.nn"], files: ["e.nn": Data()])
    #expect(ended.status == 0 && ended.output == "e.nn\n  no change in meaning\n")
    let all = try diff(["e.nn", "a.nn"], files: ["e.nn": Data(), "a.nn": Self.old])
    #expect(all.status == 1 && all.output.contains("  + param rate = 0.05\n"))
    #expect(all.output.contains("  + network net\n    + dense 4, tanh\n    + dense 1, sigmoid\n"))
  }

  @Test func `a script may come from the standard input`() throws {
    let ended = try Invocation.run(
      ["diff", "a.nn", "-"], files: ["a.nn": Self.old], input: Self.new)
    #expect(ended.status == 1 && ended.output == "a.nn → -\n" + Self.changes)
    let first = try Invocation.run(
      ["diff", "-", "b.nn"], files: ["b.nn": Self.new], input: Self.old)
    #expect(first.status == 1 && first.output == "- → b.nn\n" + Self.changes)
    let alone = try Invocation.run(["diff", "-"], input: Self.new)
    #expect(alone.status == 2 && alone.errors.contains("standard input"))
  }

  @Test func `a command line that asks for nothing is told`() throws {
    #expect(try diff([]).status == 2)
    #expect(try diff(["a.nn", "b.nn", "a.nn"]).status == 2)
  }

  @Test func `what is to be put where is shown by --install, and nothing is changed`() throws {
    let ended = try Invocation.shell(
      #""$NN" diff --install; "$NN" diff --install --language pt; ls -A"#)
    #expect(ended.status == 0)
    let lines = ended.output.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let own = ["*.nn diff=nn", #"git config diff.nn.command "nn diff --git --""#]
    #expect(lines.map(String.init) == own + own)
  }
}
