import Foundation
import TestSupport
import Testing

/// `nn run --tensorboard`, as TensorBoard itself reads what it writes.
@Suite struct EventFileTests {
  private static let script = """
    data d { read moons(samples: 60, seed: 1); split validation: 20% }
    network net { dense 4, tanh; dense 1, sigmoid }
    plan p {
      loss log_loss; optimizer adam; rate 0.05, decay: cosine; batch 8; epochs 12
      metrics accuracy
    }
    train net on d with p
    train net on d with p { epochs 3 }
    sweep rate in [0.1, 0.01] { train net on d with p { rate rate; epochs 4 } }

    """

  /// A curve as TensorBoard has it.
  private struct Curve: Equatable {
    var count: Int
    var first: Int
    var last: Int
    var value: Double
  }

  /// Runs the script once for all, since TensorBoard takes seconds to begin.
  private func run() throws -> (epochs: [[String: Any]], curves: [String: Curve]) {
    let python = ProjectFiles.root + "/.build-python/bin/python"
    let reader = ProjectFiles.root + "/Tests/Reference/read_events.py"
    let ended = try Invocation.shell(
      #""$NN" run --json --tensorboard-iterations --tensorboard "logs/a b" program.nn && "#
        + #"echo curves && "\#(python)" "\#(reader)" "logs/a b""#,
      files: ["program.nn": Data(Self.script.utf8)])
    try #require(ended.status == 0, "\(ended.output)\(ended.errors)")
    let lines = ended.output.split(separator: "\n").map(String.init)
    let border = try #require(lines.firstIndex(of: "curves"))
    var curves: [String: Curve] = [:]
    for line in lines[(border + 1)...] {
      let cells = line.split(separator: "\t").map(String.init)
      try #require(cells.count == 6)
      curves[cells[0] + "|" + cells[1]] = Curve(
        count: Int(cells[2]) ?? 0, first: Int(cells[3]) ?? 0, last: Int(cells[4]) ?? 0,
        value: Double(cells[5]) ?? .nan)
    }
    let events = try lines[..<border].map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    return (events.filter { $0["event"] as? String == "epoch" }, curves)
  }

  @Test func `TensorBoard reads each training as a run, and a sweep as a folder of runs`() throws {
    let (epochs, curves) = try run()
    #expect(epochs.count == 15)
    for (folder, first, last) in [("net", 1, 12), ("net_2", 13, 15)] {
      let own = try #require(epochs.first { $0["epoch"] as? Int == last })
      for (tag, key) in [
        ("loss/training", "loss"), ("loss/validation", "validation_loss"), ("rate", "rate"),
      ] {
        let curve = try #require(curves["\(folder)|\(tag)"], "\(folder) \(tag)")
        let value = try #require(own[key] as? Double)
        #expect((curve.count, curve.first, curve.last) == (last - first + 1, first, last))
        // TensorBoard has 32 bits of each number.
        #expect(abs(curve.value - value) <= 1e-7 * abs(value))
      }
      #expect(curves["\(folder)|accuracy/training"]?.count == last - first + 1)
      #expect(curves["\(folder)|accuracy/validation"]?.count == last - first + 1)
      // 48 samples in batches of 8 are 6 iterations an epoch.
      let iterations = try #require(curves["\(folder)|loss/iteration"])
      #expect(
        (iterations.count, iterations.first, iterations.last)
          == (6 * (last - first + 1), 6 * first - 5, 6 * last))
    }
    for run in ["sweep/rate 0.1", "sweep/rate 0.01"] {
      let curve = try #require(curves["\(run)|loss/training"])
      #expect((curve.count, curve.first, curve.last) == (4, 16, 19))
    }
  }

  @Test func `a second run has folders of its own, and iterations only where somebody asks`() throws
  {
    let ended = try Invocation.shell(
      #""$NN" run --quiet --tensorboard logs program.nn >/dev/null && "#
        + #""$NN" run --quiet --tensorboard logs program.nn >/dev/null && "#
        + #"ls logs && grep -r loss/training logs >/dev/null && ! grep -r loss/iteration logs"#,
      files: ["program.nn": Data(Self.script.utf8)])
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(ended.output == "net\nnet_2\nnet_3\nnet_4\nsweep\nsweep_2\n")
  }

  @Test func `a folder that cannot be made is said before anything is trained`() throws {
    let ended = try Invocation.shell(
      #"touch file; "$NN" run --tensorboard file/logs program.nn"#,
      files: ["program.nn": Data(Self.script.utf8)])
    #expect(ended.status == 2)
    #expect(ended.output == "")
    #expect(ended.errors.contains("'file/logs' cannot be used for TensorBoard: Not a directory"))
  }
}
