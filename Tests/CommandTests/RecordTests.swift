import Foundation
import Plans
import Reports
import TestSupport
import Testing

/// What `nn run` leaves in `.nn/runs`.
@Suite struct RecordTests {
  static let training = Data(
    """
    param rate = 0.05
    seed 3
    data gate { read xor() }
    plan short { optimizer adam; epochs 4 }
    network net { dense 4, tanh; dense 1, sigmoid }
    train net on gate with short { loss log_loss; rate rate; batch full; metrics accuracy }
    evaluate net on gate.train

    """.utf8)

  /// The record that `line` prints.
  private func record(
    _ line: String, files: [String: Data] = ["p.nn": training]
  ) throws -> RunRecord {
    let ended = try Invocation.shell(line, files: files)
    return try runRecord(from: ended.output).record
  }

  @Test func `a run leaves its script, its values, its epochs and its results`() throws {
    let ended = try Invocation.shell(
      #"""
      "$NN" run --quiet p.nn rate=0.1 >/dev/null; cd .nn/runs/p-1 || exit 1
      cat record.txt; cmp script.nn ../../../p.nn && wc -l < history-1.csv; cat ../../.gitignore
      """#, files: ["p.nn": Self.training])
    #expect(ended.status == 0)
    let end = try #require(ended.output.range(of: "\ncheck ")?.upperBound)
    let newline = try #require(ended.output[end...].firstIndex(of: "\n"))
    let (record, isEdited) = try runRecord(from: String(ended.output[...newline]))
    #expect(!isEdited)
    #expect(ended.output[newline...].contains("5\n# ") && ended.output.hasSuffix("\n*\n"))
    #expect(record.name == "p-1" && record.script == "p.nn" && record.end?.manner == .completed)
    #expect(record.command == ["nn", "run", "--quiet", "p.nn", "rate=0.1"])
    #expect(record.parameters == [ValueRecord("rate", "0.1", .commandLine)])
    #expect(record.seed == ValueRecord("seed", "3", .line(file: "p.nn", 2)))
    #expect(record.code == .noRepository)
    #expect(record.data.map(\.name) == ["gate"])
    let training = try #require(record.trainings.first)
    let values = Dictionary(training.values.map { ($0.name, $0) }) { $1 }
    #expect(values["optimizer"]?.origin == .plan("short", file: "p.nn", 4))
    #expect(values["optimizer.beta1"] == ValueRecord("optimizer.beta1", "0.9", .standard))
    #expect(values["rate"] == ValueRecord("rate", "0.1", .line(file: "p.nn", 6)))
    #expect(values["seed"]?.origin == .line(file: "p.nn", 2))
    #expect(
      training.end?.weightHash != nil && training.results.map(\.name) == ["loss", "accuracy"])
    #expect(record.results.map(\.name).contains("train.accuracy"))
  }

  @Test func `runs at the same time get folders of their own`() throws {
    let ended = try Invocation.shell(
      #"""
      for i in 1 2 3 4; do "$NN" run --quiet p.nn >/dev/null & done; wait
      ls .nn/runs; grep -l completed .nn/runs/*/record.txt | wc -l
      """#, files: ["p.nn": Self.training])
    #expect(ended.output == "p-1\np-2\np-3\np-4\n4\n")
  }

  @Test func `a wrong script, a check and --no-record leave nothing`() throws {
    let ended = try Invocation.shell(
      #"""
      "$NN" run wrong.nn; "$NN" check p.nn; "$NN" run --no-record p.nn; ls -A
      """#, files: ["p.nn": Self.training, "wrong.nn": Data("print x\n".utf8)])
    #expect(ended.output.hasSuffix("\np.nn\nwrong.nn\n"))
  }

  @Test func `the numbers are the same with and without a record`() throws {
    let ended = try Invocation.shell(
      #"""
      "$NN" run --json p.nn | grep -o '"weights": "[^"]*"'
      "$NN" run --json --no-record p.nn | grep -o '"weights": "[^"]*"'
      """#, files: ["p.nn": Self.training])
    let lines = ended.output.split(separator: "\n")
    #expect(lines.count == 2 && lines.first == lines.last)
  }

  @Test func `a script from the standard input leaves a record too`() throws {
    let record = try record(
      #"cat p.nn | "$NN" run --quiet - >/dev/null; cat .nn/runs/input-1/record.txt"#)
    #expect(record.script == "-" && record.end?.manner == .completed)
    let ended = try Invocation.shell(
      #"cat p.nn | "$NN" run --quiet - >/dev/null; "$NN" verify input-1"#,
      files: ["p.nn": Self.training])
    #expect(ended.output == "equal: input-1, 4 epochs\n", "\(ended.errors)")
  }

  @Test func `programs are told the name of the run first`() throws {
    let ended = try Invocation.run(["run", "--json", "p.nn"], files: ["p.nn": Self.training])
    #expect(
      ended.output.hasPrefix(
        #"{"event": "run", "name": "p-1", "folder": ".nn/runs/p-1"}"# + "\n"))
  }

  @Test func `a page about the run names it`() throws {
    let ended = try Invocation.shell(
      #"""
      git init -q . && git add p.nn && git -c user.name=a -c user.email=b commit -qm first
      "$NN" run --quiet --report page.html p.nn >/dev/null; git rev-parse --short=12 HEAD
      cat page.html
      """#, files: ["p.nn": Self.training])
    let commit = try #require(ended.output.split(separator: "\n").first)
    for part in ["p-1", String(commit), "date"] { #expect(ended.output.contains(part)) }
  }

  @Test func `a script that only steps leaves its values, where it came to, and how good that is`()
    throws
  {
    let script = """
      data gate { read xor() }
      network net { dense 4, tanh; dense 1, sigmoid }
      plan slow { loss log_loss; optimizer sgd; rate 0.5; batch full }
      for i in 1..3 { step net on gate with slow }
      back 1
      step net on gate with slow { rate 0.1 }
      evaluate net on gate.train

      """
    let files = ["p.nn": Data(script.utf8)]
    let record = try record(
      #""$NN" run --quiet p.nn >/dev/null; cat .nn/runs/p-1/record.txt"#, files: files)
    #expect(record.trainings.isEmpty && record.steps.map(\.count) == [3, 1])
    #expect(record.steps.map(\.iteration) == [2, 3])
    #expect(record.steps.allSatisfy { $0.data == "gate.train" })
    let rates = record.steps.compactMap { $0.values.first { $0.name == "rate" } }
    #expect(
      rates == [
        ValueRecord("rate", "0.5", .plan("slow", file: "p.nn", 3)),
        ValueRecord("rate", "0.1", .line(file: "p.nn", 6)),
      ])
    #expect(record.results.map(\.name).contains("train.loss"))
    let ended = try Invocation.shell(
      #"""
      "$NN" run --quiet p.nn >/dev/null; "$NN" verify p-1; "$NN" runs show p-1
      sed -i 's/rate 0.5/rate 0.6/' .nn/runs/p-1/script.nn; "$NN" verify p-1
      """#, files: files)
    #expect(ended.output.hasPrefix("equal: p-1, 0 epochs, 4 single iterations\n"))
    #expect(ended.output.contains("Single iterations of net · gate.train\n"), "\(ended.output)")
    #expect(ended.output.contains("not equal: single iterations of 'net' differ: 'loss' was"))
  }

  // MARK: Ends

  @Test func `a record says how its run ended`() throws {
    let failed = try record(
      #""$NN" run --quiet p.nn 2>/dev/null >&2; cat .nn/runs/p-1/record.txt"#,
      files: ["p.nn": Data("expect 1 > 2\n".utf8)])
    #expect(failed.end?.manner == .failed)
    #expect(failed.problems.map(\.code) == ["expectation-failed"])
  }

  private static let endless = Data(
    """
    data points { read moons(samples: 500) ; target class }
    network net { dense 8, tanh; dense 1, sigmoid }
    train net on points { loss log_loss; optimizer sgd; rate 0.01; batch 5; epochs 1000000 }

    """.utf8)

  @Test(arguments: [(2, "interrupted"), (9, nil)] as [(Int32, String?)])
  func `a run that is ended from outside leaves what it had`(
    signal: Int32, manner: String?
  ) throws {
    let ended = try Invocation.shell(
      #"""
      "$NN" run --quiet p.nn 2>/dev/null &
      while [ ! -s .nn/runs/p-1/history-1.csv ]; do sleep 0.1; done
      while ! grep -q ^training .nn/runs/p-1/record.txt; do sleep 0.1; done
      kill -\#(signal) $!; wait $! 2>/dev/null; cd .nn/runs/p-1; cat record.txt; echo ---; cat history-1.csv
      """#, files: ["p.nn": Self.endless])
    let parts = ended.output.components(separatedBy: "---\n")
    let record = try runRecord(from: parts[0]).record
    #expect(record.end?.manner.rawValue == manner)
    #expect(record.trainings.count == 1)
    let epochs = try #require(EpochTable.epochs(in: parts.last ?? ""))
    #expect(epochs.count >= 1 && epochs.map(\.epoch) == Array(1...epochs.count))
  }

  // MARK: Folders that cannot be written

  @Test(arguments: ["echo x > .nn", "mkdir other .nn; ln -s ../other .nn/runs", "ln -s /tmp .nn"])
  func `where no folder can be made the run goes on with one warning`(obstacle: String) throws {
    let ended = try Invocation.shell(
      obstacle + #"; "$NN" run --quiet p.nn; ls -A other 2>/dev/null"#,
      files: ["p.nn": Data("print 1\n".utf8)])
    #expect(ended.output == "1\n")
    let lines = ended.errors.split(separator: "\n")
    #expect(
      lines.count == 1 && lines[0].hasPrefix("nn: this run cannot be recorded, and goes on: '.nn"))
  }

  /// The shell limits the size of files, which fails as a full disk does.
  @Test(arguments: [0, 1, 2, 4])
  func `on a full disk the run goes on with one warning`(blocks: Int) throws {
    let program = """
      data points { read moons(samples: 50) ; target class }
      network net { dense 2, tanh; dense 1, sigmoid }
      train net on points { loss log_loss; optimizer sgd; rate 0.1; batch 5; epochs 400 }
      print "done"

      """
    let ended = try Invocation.shell(
      "ulimit -f \(blocks); \"$NN\" run --quiet p.nn 2>&1", files: ["p.nn": Data(program.utf8)])
    #expect(ended.status == 0)
    #expect(ended.output.contains("done\n"))
    #expect(ended.output.split(separator: "cannot be recorded").count == 2, "\(ended.output)")
  }

  // MARK: Names

  @Test(arguments: [
    "-x.nn", "a b.nn", "ação.nn", "a\nb.nn", "..nn", "'\"$(x).nn", "日本 語.nn", "é/-p/q.nn",
  ])
  func `whatever a script is called, its run is kept, shown, verified and gone on with`(
    name: String
  ) throws {
    let ended = try Invocation.shell(
      #"""
      name=$(cat name; echo .); name=${name%.}; "$NN" run --quiet -- "./$name" > /dev/null || exit
      cd "./$(dirname "./$name")" && run=$(ls .nn/runs); "$NN" verify -- "$run"
      "$NN" runs show -- "$run" > /dev/null && "$NN" runs --csv | wc -l
      "$NN" run --quiet --resume -- "./$(basename "./$name")" > /dev/null; ls .nn/runs | wc -l
      """#, files: [name: Self.training, "name": Data(name.utf8)])
    #expect(ended.status == 0)
    #expect(
      ended.output.hasPrefix("equal: ") && ended.output.hasSuffix(", 4 epochs\n2\n2\n"),
      "\(ended.output)\(ended.errors)")
  }
}
