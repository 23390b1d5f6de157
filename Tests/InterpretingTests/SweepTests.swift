import Diagnostics
import Interpreting
import Testing

@Suite struct SweepTests {
  static let start = """
    data points { read moons(samples: 60, noise: 0.1); split train: 70%, validation: 30% }
    network net { dense 8, tanh; dropout 10%; dense 1, sigmoid }
    plan usual { loss log_loss; optimizer adam; rate 0.01; batch 16; epochs 3; metrics accuracy }

    """

  private func swept(_ script: String, threads: Int = 1, world: TestWorld = TestWorld()) -> Ran {
    run(Self.start + script, threads: threads, world: world)
  }

  private static let exact = """
    let runs = sweep r in [1, 0.1, 0.01], s in 1..3 {
      train net on points with usual { seed s; rate r }
      print r, s, "{net.loss * 1e15}"
    }
    show runs
    print [run.validation.loss * 1e15 for run in runs.runs]
    """

  @Test func `runs give the same numbers with any number of threads, in the same order`() {
    let outputs = Set([1, 2, 5].map { swept(Self.exact, threads: $0).output })
    #expect(outputs.count == 1)
    let lines = outputs.first?.split(separator: "\n").prefix(9).map { $0.prefix(5) } ?? []
    #expect(lines.first == "1 1 \(lines.first?.last ?? " ")".prefix(5))
    #expect(lines.count == 9)
  }

  @Test func `a run gives the numbers that it gives alone`() {
    let alone = swept(
      "train net on points with usual { seed 2; rate 0.1 }\nprint \"{net.loss * 1e15}\"")
    let together = swept(
      """
      let runs = sweep r in [1, 0.1], s in 1..2 {
        train net on points with usual { seed s; rate r }
      }
      print "{runs.runs[4].loss * 1e15}"
      """, threads: 2)
    #expect(alone.messages == [] && together.messages == [])
    #expect(alone.output == together.output)
  }

  @Test func `runs begin at the network as it stands, and leave it so`() {
    let ran = swept(
      """
      train net on points with usual
      let before = net.loss
      let runs = sweep r in [0.1, 0.1], s in [0] {
        train net on points with usual { seed s; rate r }
      }
      print net.loss == before, net.epochs
      print runs.runs[1].loss == runs.runs[2].loss, runs.runs[1].loss == before
      train net on points with usual { rate 0.1 }
      print net.loss == runs.runs[1].loss, net.epochs
      """, threads: 2)
    #expect(ran.messages == [])
    #expect(ran.output == "true 3\ntrue false\ntrue 6\n")
  }

  @Test func `the best, the table and the runs are values`() {
    let ran = swept(
      """
      let runs = sweep r in [0.0001, 0.1], s in 1..3 {
        train net on points with usual { seed s; rate r; epochs 8 }
        evaluate net on points.validation
      }
      print runs.best.r, runs.measure, runs.verdict, length([x for x in runs.runs])
      print runs.table[2].r, runs.runs[6].r, runs.runs[6].s, runs.runs[6].epochs, runs.diverged
      print runs.best.validation.loss < runs.table[2].validation.loss, runs.best.spread.loss > 0
      train net on points with usual { rate runs.best.r }
      """)
    #expect(ran.messages == [])
    #expect(
      ran.output.split(separator: "\n").first == "0.1 validation.loss clear 6", "\(ran.output)")
    #expect(ran.output.contains("0.0001 0.1 3 8 0\ntrue true\n"))
  }

  @Test func `functions, networks, texts and words are swept too`() {
    let ran = swept(
      """
      network small { dense 2, tanh; dense 1, sigmoid }
      fn swish(x) = x * sigmoid(x)
      let runs = sweep a in [tanh, swish], o in ["sgd", "adam"] {
        network own { dense 4, a; dense 1, sigmoid }
        train own on points with usual { optimizer o }
      }
      show runs
      sweep n in [net, small] { train n on points with usual }
      """, threads: 2)
    #expect(ran.messages == [])
    for name in ["swish", "tanh", "adam", "small", "net"] {
      #expect(ran.output.contains(name), "\(name)")
    }
  }

  @Test func `a run that diverges is a row of the table`() {
    let ran = run(
      """
      data line_points { read line(samples: 40) }
      network model { dense 1 }
      let runs = sweep r in [1e12, 0.01] {
        train model on line_points { loss mse; optimizer sgd; rate r; batch full; epochs 20 }
      }
      print runs.runs[1].diverged, runs.best.r, runs.diverged, runs.verdict
      show runs
      plot runs to "runs.svg"
      """)
    #expect(ran.messages == [])
    #expect(ran.ending == .completed)
    #expect(ran.output.hasPrefix("true 0.01 1 unknown\n"), "\(ran.output)")
    #expect(ran.output.contains("only r 0.01 did not diverge"))
    #expect(ran.files.keys.contains("runs.svg"))
  }

  @Test func `when all diverge there is no best`() {
    let ran = run(
      """
      data line_points { read line(samples: 40) }
      network model { dense 1 }
      let runs = sweep r in [1e12, 1e11] {
        train model on line_points { loss mse; optimizer sgd; rate r; batch full; epochs 20 }
      }
      print runs.best.r
      """)
    #expect(ran.codes == ["no-such-element"])
  }

  @Test func `any other problem ends the sweep, with the values of its run`() {
    let ran = swept(
      """
      sweep r in [0.1, 0.2, 0.3], s in 1..2 {
        train net on points with usual { seed s; rate r }
        expect not (r == 0.2 and net.loss > 0)
      }
      """, threads: 2)
    #expect(ran.codes == ["expectation-failed"])
    #expect(ran.problems.first?.notes.last?.en == "in the run with r 0.2, s 1")
    #expect(ran.ending == .failed)
  }

  @Test func `sample draws that many, with every seed, and never one twice`() {
    let script = """
      let runs = sweep a in 1..20, b in 1..20, s in 1..2, sample: 3 {
        train net on points with usual { seed s; batch a + b; epochs 1 }
      }
      print [100 * run.a + run.b for run in runs.runs]
      """
    let ran = swept(script)
    #expect(ran.messages == [])
    let numbers = ran.output.split { !$0.isNumber }.compactMap { Int($0) }
    #expect(numbers.count == 6 && Set(numbers).count == 3)
    #expect(swept(script, threads: 3).output == ran.output)
    #expect(swept("seed 5\n" + script).output != ran.output)
    let all = swept(
      """
      let runs = sweep a in 1..2, sample: 30 { train net on points with usual { batch a } }
      print length(runs.runs)
      """)
    #expect(all.output == "2\n")
  }

  @Test func `Ctrl-C keeps and shows what is finished`() {
    let world = TestWorld()
    let runner = ScriptRunner(
      host: Host(
        readScript: world.host.readScript, writeFile: world.host.writeFile,
        write: { world.output += $0 }, warn: world.host.warn, now: world.host.now,
        isInterrupted: { world.output.contains("run  2/50") }),
      options: RunOptions(threads: 2))
    let script = """
      sweep r in 0.001..0.1 log 50 { train net on points with usual { rate r; epochs 200 } }
      print "after"
      """
    let (ending, problems) = runner.run(Self.start + script, named: "script.nn")
    #expect(ending == .interrupted && problems.isEmpty)
    #expect(world.output.contains(" of 50 runs"))
    #expect(world.output.contains("best first"))
    #expect(!world.output.contains("after"))
  }

  @Test func `json has an event for each run`() {
    let world = TestWorld()
    let runner = ScriptRunner(host: world.host, options: RunOptions(threads: 2, isJSON: true))
    _ = runner.run(
      Self.start + "sweep r in [0.1, 0.01] { train net on points with usual { rate r } }",
      named: "script.nn")
    let lines = world.output.split(separator: "\n")
    #expect(
      lines[0].hasPrefix(#"{"event": "sweep_started", "runs": 2, "values": {"r": ["0.1", "0.01"]}"#)
    )
    #expect(
      lines[1].hasPrefix(
        #"{"event": "sweep_run", "run": 1, "values": {"r": "0.1"}, "diverged": false"#))
    #expect(lines[3].hasPrefix(#"{"event": "sweep_ended", "runs": 2, "diverged": 0"#), "\(lines)")
    #expect(lines[4].hasPrefix(#"{"event": "show""#))
  }

  @Test func `a seed is a binding that a seed line uses`() {
    let ran = swept(
      """
      let one = sweep r in [0.1, 0.01], k in 1..3 { seed 10 * k; train net on points with usual { rate r } }
      let two = sweep r in [0.1, 0.01], seed in 1..3 { train net on points with usual { seed seed; rate r } }
      print length(one.table), length(two.table)
      fn attempt(r, s) { train net on points with usual { rate r; seed s } }
      let three = sweep r in [0.1, 0.01], s in 1..3 { attempt(r, s) }
      print length(three.table)
      """)
    #expect(ran.messages == [])
    #expect(ran.output == "2 2\n6\n")
  }
}
