import Foundation
import TestSupport
import Testing

/// `nn params`, values of the command line, and `nn promote`.
@Suite struct PromoteCommandTests {
  private static let files = [
    "p.nn": Data(
      """
      nn 1
      # A network for squares.
      include "parts/common.nn"
      ## How fast it learns.
      param rate = 0.05
      param epochs = 2 * 2   # how long
      # Which seed,
      # from 0 on.
      param s = 1
      param name = "a \\{b}"
      param sizes = [4, 4]
      seed s
      include "parts/common.nn"
      train net on d { loss mse; optimizer adam; rate rate; batch 4; epochs epochs }
      evaluate net on d.test
      print "{name}", sizes

      """.utf8),
    "common.nn": Data(
      """
      nn 1
      include "more.nn"   # the data
      if 1 < 2 { seed 5 }
      fn start() { seed 6; return 1 }
      network net { dense 4, tanh; dense 1 }

      """.utf8),
    "more.nn": Data(
      "data d { read line(samples: 40, noise: 0.1); target y; split test: 25% }\n".utf8),
  ]

  private func shell(_ line: String) throws -> Invocation.Ended {
    try Invocation.shell("mkdir parts; mv common.nn more.nn parts\n" + line, files: Self.files)
  }

  private static let weights = #"| grep -o '"weights": "[^"]*"'"#

  @Test func `what the command line can set is listed with type, default and help`() throws {
    let ended = try shell(
      #""$NN" params p.nn; "$NN" params --json p.nn; echo 'print 1' | "$NN" params -"#)
    #expect(
      ended.output == """
          param   takes              default   help
          rate    a number           0.05      How fast it learns.
          epochs  a number           4         how long
          s       a number (a seed)  1         Which seed, from 0 on.
          name    a text             "a \\{b}"
          sizes   a list             [4, 4]
        [
          {"name": "rate", "type": "a number", "default": "0.05", "seed": false, "swept": false, "help": "How fast it learns."},
          {"name": "epochs", "type": "a number", "default": "4", "seed": false, "swept": false, "help": "how long"},
          {"name": "s", "type": "a number", "default": "1", "seed": true, "swept": false, "help": "Which seed, from 0 on."},
          {"name": "name", "type": "a text", "default": "\\"a \\\\{b}\\"", "seed": false, "swept": false, "help": ""},
          {"name": "sizes", "type": "a list", "default": "[4, 4]", "seed": false, "swept": false, "help": ""}
        ]
        - has no 'param'.

        """, "\(ended.errors)")
  }

  @Test(arguments: [
    "", "rate=0.123456789 epochs=3 'name=b \"c\" \\ {d}' 'sizes=[2, 3]'", "--seed 9 rate=1e-2",
  ])
  func `a promoted script gives the same weights by itself`(values: String) throws {
    let ended = try shell(
      #"""
      "$NN" run --json p.nn \#(values) \#(Self.weights); "$NN" promote p-1
      rm -r p.nn parts; "$NN" format --check p-1.nn; "$NN" run --json p-1.nn \#(Self.weights)
      "$NN" run --quiet p-1.nn | tail -n 1; grep -c include p-1.nn
      """#)
    let lines = ended.output.split(separator: "\n").map(String.init)
    try #require(lines.count >= 5, "\(ended.output)\(ended.errors)")
    #expect(lines[1] == "written to p-1.nn")
    #expect(lines[0].hasPrefix("\"weights\"") && lines.filter { $0 == lines[0] }.count == 2)
    #expect(lines.last == "0")
    let name = values.contains("name=") ? #"b "c" \ {d} [2, 3]"# : "a {b} [4, 4]"
    #expect(lines[lines.count - 2] == name)
  }

  @Test func `a promotion writes over nothing, and checks what it writes`() throws {
    let ended = try shell(
      #"""
      "$NN" run --quiet p.nn >/dev/null; "$NN" promote p-1 --to p.nn; echo $?
      "$NN" promote p-1 --to p.nn --force; echo $?; "$NN" promote p-1 --run 1; echo $?
      "$NN" promote p-7; echo $?; "$NN" promote p-1 --to missing/x.nn; echo $?
      """#)
    #expect(ended.output == "2\nwritten to p.nn\n0\n2\n2\n2\n")
    for part in ["'--force'", "'--run'", "'p-1'", "missing"] {
      #expect(ended.errors.contains(part), "\(part)")
    }
  }

  // MARK: Several values

  @Test(arguments: [
    ("rate=0.1..0.3", 0), ("'rate=[0.1, 0.01]'", 2), ("'rate=0.001..0.1 log 3'", 3),
    ("'epochs=2..6 by 2'", 3), ("epochs=1..3 s=1..2", 6), (#"'name=["x", "y"]'"#, 2),
  ])
  func `several values make a sweep over the whole script`(values: String, runs: Int) throws {
    let ended = try shell(
      #""$NN" run --json p.nn \#(values); echo $?; grep -c '^  run ' .nn/runs/p-1/record.txt"#)
    let lines = ended.output.split(separator: "\n")
    #expect(lines.count { $0.contains(#""event": "sweep_run""#) } == runs)
    // A range counts up by one, which ends between whole numbers cannot.
    #expect(runs > 0 ? lines.suffix(2) == ["0", "\(runs)"] : lines.contains("2"))
  }

  @Test func `a sweep is summarised, seed by seed, and is equal when it is verified`() throws {
    let ended = try shell(
      #"""
      "$NN" run --quiet p.nn 'rate=[0.1, 0.0001]' s=1..3; "$NN" verify p-1
      "$NN" runs --csv; "$NN" promote p-1; grep -c 'param rate = 0.1$' p-1.nn
      "$NN" promote p-1 --run 4 --to second.nn; grep 'param' second.nn; "$NN" promote p-1 --run 9 --to x.nn
      """#)
    #expect(ended.output.contains("2 values of rate × 3 seeds = 6 runs"), "\(ended.errors)")
    #expect(ended.output.contains("equal: p-1, 24 epochs"))
    #expect(ended.output.contains("written to p-1.nn\n1\n"))
    #expect(ended.output.contains("param rate = 0.0001") && ended.output.contains("param s = 1"))
    #expect(ended.errors.contains("from 1 to 6"))
  }

  @Test(arguments: [
    ("rate=[]", "has no value"), ("'rate=[1, true]'", "is a list"), ("rate=1..20000", "10,000"),
    ("rate=1..200 epochs=1..200", "10,000"), ("'rate=[0.1, -1]'", "rate"),
    ("sizes=3", "is a list"), ("rate=3x3", "dimensions"), ("rat=1..3", "'rate'"),
  ])
  func `values that cannot be are told before anything runs`(
    values: String, message: String
  ) throws {
    let ended = try shell(#""$NN" run p.nn \#(values); echo $?; ls -A"#)
    #expect(ended.errors.contains(message), "\(ended.errors)")
    #expect(!ended.output.hasPrefix("0") && !ended.output.contains(".nn\n.nn"))
    #expect(!ended.output.split(separator: "\n").contains(".nn"))
  }

  @Test func `what the command line gave for a sweep of the script stands in it`() throws {
    let script = """
      data d { read line(samples: 40, noise: 0.1); target y; split test: 25% }
      network net { dense 1 }
      param batch = 8
      let runs = sweep rate in [0.1, 0.2], s in 1..2 {
        train net on d { seed s; loss mse; optimizer sgd; rate rate; batch batch; epochs 1 }
      }
      show runs

      """
    let ended = try Invocation.shell(
      #"""
      "$NN" run --quiet sweep.nn rate=0.3 'batch=[4,16]' > given.txt && "$NN" verify sweep-1
      "$NN" promote sweep-1 && "$NN" check sweep-1.nn && grep 'sweep rate' sweep-1.nn
      "$NN" run --quiet --no-record sweep-1.nn > promoted.txt; cmp given.txt promoted.txt
      "$NN" params sweep.nn
      """#, files: ["sweep.nn": Data(script.utf8)])
    #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
    #expect(
      ended.output == """
        equal: sweep-1, 4 epochs
        written to sweep-1.nn
        sweep-1.nn: no problems
        let runs = sweep rate in [0.3], s in 1..2, batch in [4, 16] {
          param  takes                     default     help
          batch  a number                  8
          rate   a number (swept)          [0.1, 0.2]
          s      a number (a seed, swept)  1..2

        """, "\(ended.output)")
  }
}
