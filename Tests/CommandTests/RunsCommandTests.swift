import Foundation
import TestSupport
import Testing

/// `nn runs`: lists, shows, compares and prunes.
@Suite struct RunsCommandTests {
  private static let script = Data(
    """
    param rate = 0.05
    data gate { read xor() }
    network net { dense 4, tanh; dense 1, sigmoid }
    train net on gate { loss log_loss; optimizer adam; rate rate; batch full; epochs 30 }
    evaluate net on gate.train

    """.utf8)

  /// Three runs of `p.nn` and one of `other.nn`, then `line`.
  private func shell(_ line: String) throws -> Invocation.Ended {
    try Invocation.shell(
      #"""
      for rate in 0.2 0.001 0.05; do "$NN" run --quiet p.nn rate=$rate >/dev/null; done
      "$NN" run --quiet --seed 7 other.nn >/dev/null

      """# + line,
      files: ["p.nn": Self.script, "other.nn": Self.script])
  }

  private func names(_ output: String) -> [String] {
    output.split(separator: "\n").dropFirst().compactMap {
      $0.split(separator: ",").first.map(String.init)
    }
  }

  @Test(arguments: [
    ("", ["p-3", "p-2", "p-1"]), ("--best", ["p-1", "p-3", "p-2"]),
    ("--sort rate", ["p-2", "p-3", "p-1"]),
    ("--sort train.loss --best --limit 1", ["p-1"]),
    ("--where 'rate<=0.05'", ["p-3", "p-2"]), ("--where rate=5%", ["p-3"]),
    ("--where 'rate > 0.001' --where 'rate<0.2'", ["p-3"]),
    ("--where state!=completed", []), ("--where optimizer=adam --limit 2", ["p-3", "p-2"]),
  ])
  func `runs are filtered and sorted`(options: String, expected: [String]) throws {
    let ended = try shell(#""$NN" runs --csv --script p \#(options)"#)
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(names(ended.output) == expected, "\(ended.output)")
  }

  @Test func `a list is written for people, for Markdown and for programs`() throws {
    let ended = try shell(
      #""$NN" runs; echo ---; "$NN" runs --markdown; echo ---; "$NN" runs --json; "$NN" runs --in ."#
    )
    let parts = ended.output.components(separatedBy: "---\n")
    try #require(parts.count == 3)
    #expect(parts[0].contains("other-1") && parts[0].contains("other.nn"))
    #expect(parts[0].contains("train.accuracy"))
    #expect(parts[1].hasPrefix("| run |"))
    let json = String(parts[2].prefix { $0 != "]" }) + "]"
    let runs = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    #expect(Set(runs.compactMap { $0["run"] as? String }) == ["p-1", "p-2", "p-3", "other-1"])
    #expect(runs.allSatisfy { $0["weights"] is String && $0["results"] is [String: Any] })
  }

  @Test func `a run is shown with each value and where it came from`() throws {
    let ended = try shell(
      #""$NN" runs show p-1; "$NN" runs show p-1 --json; "$NN" runs show p-1 --language pt"#)
    for part in [
      "adam", "p.nn:4", "command line", "optimizer.beta1", "default", "net · gate.train",
      #""origin": "command line""#, "linha de comando", "padrão",
    ] {
      #expect(ended.output.contains(part), "\(part)")
    }
  }

  @Test func `as CSV a run is one table, a line a fact`() throws {
    let ended = try shell(
      #"""
      printf '%s' 'let s = sweep r in [0.1, 0.2] {
        train net on gate { loss log_loss; optimizer sgd; rate r; batch full; epochs 2; metrics accuracy }
      }' >> p.nn; "$NN" run --quiet p.nn > /dev/null
      "$NN" runs show p-4 --csv; echo ---; "$NN" runs show p-4 --csv --history
      echo ---; "$NN" runs show p-4 --json --history
      """#)
    let parts = ended.output.components(separatedBy: "---\n")
    try #require(parts.count == 3, "\(ended.errors)")
    let lines = parts[0].split(separator: "\n").map(String.init)
    #expect(lines[0] == "group,name,value,origin")
    // No cell of this run holds a comma.
    #expect(
      lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 4 })
    for line in ["run,state,completed,", "training 1,rate,0.05,p.nn:4", "sweep 1 run 2,r,0.2,"] {
      #expect(lines.contains(line), "\(line)")
    }
    let epochs = parts[1].split(separator: "\n").map(String.init)
    #expect(epochs[0] == "training,epoch,loss,accuracy,rate" && epochs.count == 1 + 30 + 2 * 2)
    #expect(epochs[1].hasPrefix("1,1,0.") && epochs[1].hasSuffix(",,0.05"))
    #expect(epochs[34].hasPrefix("sweep 1 run 2,32,0."))
    let json = try JSONSerialization.jsonObject(with: Data(parts[2].utf8)) as? [[String: Any]]
    #expect(json?.count == 34 && json?.last?["training"] as? String == "sweep 1 run 2")
  }

  @Test func `a comparison has only what differs, and the results`() throws {
    let ended = try shell(
      #""$NN" runs compare p-1 p-2 --csv; "$NN" runs compare p-1 other-1 --json; cp -r .nn/runs/p-1 .nn/runs/base; "$NN" runs compare p-1 base"#
    )
    let lines = ended.output.split(separator: "\n").map(String.init)
    #expect(lines[0] == "field,p-1,p-2" && lines[1] == "rate,0.2,0.001")
    #expect(lines[2].hasPrefix("loss,"))
    #expect(ended.output.contains(#""seed": {"p-1": "0", "other-1": "7"}"#))
    #expect(ended.output.contains("bit for bit"))
  }

  @Test func `a name that there is not is answered with the nearest`() throws {
    let ended = try shell(
      #"""
      "$NN" runs show q-1; echo $?; "$NN" runs --sort ratte; echo $?; "$NN" runs --where x; echo $?
      "$NN" runs compare p-1; echo $?; "$NN" runs --in missing; echo $?; "$NN" runs --limit 0; echo $?
      "$NN" runs --json --csv; echo $?; "$NN" runs prune --keep -1; echo $?
      """#)
    #expect(ended.output == String(repeating: "2\n", count: 8))
    for part in ["'p-1'", "'rate'", "is no condition", "two runs", "'missing'", "'--limit'"] {
      #expect(ended.errors.contains(part), "\(part) in \(ended.errors)")
    }
  }

  @Test func `runs of another folder have its path`() throws {
    let ended = try shell(
      #"mkdir sub; cd sub; "$NN" runs show ../p-1; "$NN" runs show ../.nn/runs/p-2/; "$NN" runs"#)
    #expect(ended.output.hasPrefix("p-1\n") && ended.output.contains("\np-2\n"))
    #expect(ended.status == 2)
  }

  // MARK: What else lies there

  @Test func `a damaged record is told and passed over, and what is foreign is left alone`() throws
  {
    let ended = try shell(
      #"""
      cd .nn/runs; echo nonsense >> p-1/record.txt; printf 'a\000b' > p-2/record.txt
      mkdir mine; touch mine/notes.txt; echo x > a-file; ln -s nowhere dangling; cd ../..
      "$NN" runs --csv; "$NN" runs show p-1; echo $?; "$NN" verify p-2; echo $?
      "$NN" runs prune --keep 0 --keep-best 0 --yes; ls .nn/runs
      """#)
    #expect(names(ended.output).prefix(2) == ["other-1", "p-3"])
    #expect(ended.errors.contains("the record of p-1 is passed over: line "))
    #expect(ended.errors.contains("the record of p-2 is passed over"))
    #expect(
      ended.output.hasSuffix(
        "2\n2\ndeleted p-3\ndeleted other-1\na-file\ndangling\nmine\np-1\np-2\n"))
  }

  @Test func `pruning tells of a run that was stopped and can be gone on with`() throws {
    let ended = try Invocation.shell(
      #"""
      "$NN" run --quiet p.nn >/dev/null; mkdir .nn/runs/p-1/checkpoints
      echo '{}' > .nn/runs/p-1/checkpoints/run.json; "$NN" runs prune --keep 0 --keep-best 0
      """#, files: ["p.nn": Data("print 1\n".utf8)])
    #expect(ended.output.contains("  p-1, stopped, with its checkpoints\n"), "\(ended)")
  }

  @Test func `pruning says what it would do, and keeps the newest and the best`() throws {
    let ended = try shell(
      #"""
      "$NN" runs prune --script p --keep 1; ls .nn/runs; "$NN" runs prune --script p --keep 1 --yes
      ls .nn/runs; "$NN" runs prune; ls -A .nn/runs
      """#)
    #expect(ended.output.contains("These would be deleted:\n  p-2\nNothing is deleted"))
    #expect(ended.output.contains("other-1\np-1\np-2\np-3\ndeleted p-2\nother-1\np-1\np-3\n"))
    #expect(ended.output.hasSuffix("There is nothing to delete.\nother-1\np-1\np-3\n"))
  }

  @Test func `a run that goes on is listed as such and is never deleted`() throws {
    let ended = try Invocation.shell(
      #"""
      "$NN" run --json p.nn > out & while ! grep -q '"epoch"' out; do sleep 0.05; done
      "$NN" runs --csv; "$NN" runs prune --keep 0 --keep-best 0 --yes; "$NN" verify p-1
      kill -KILL $!; wait 2>/dev/null; "$NN" runs --csv; "$NN" runs prune --keep 0 --yes
      """#,
      files: [
        "p.nn": Data(
          String(decoding: Self.script, as: UTF8.self).replacing("epochs 30", with: "epochs 1e9")
            .utf8)
      ])
    #expect(ended.output.contains(",running,"))
    #expect(ended.output.contains("There is nothing to delete.\n"))
    #expect(ended.errors.contains("'p-1' is running"))
    #expect(ended.output.contains(",killed,") && ended.output.hasSuffix("deleted p-1\n"))
  }
}
