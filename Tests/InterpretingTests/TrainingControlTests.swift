import Diagnostics
import Foundation
import Interpreting
import Testing

@Suite struct TrainingControlTests {
  private static let start = """
    data points { read moons(samples: 70, noise: 0.1); split validation: 20% }
    network net { dense 8, relu; dropout 20%; dense 1, sigmoid }

    """
  private static let end =
    "\nevaluate net on points.train\nprint \"{net.train.loss * 1e15}\", net.epochs"

  /// The weights of a training, as the loss that they give, and the epochs.
  private func result(_ training: String) -> String {
    let ran = run(Self.start + training + Self.end)
    #expect(ran.messages == [], "\(training)")
    return ran.output
  }

  // MARK: Phases

  @Test func `phases are trainings one behind the other`() {
    let phases = result(
      """
      train net on points {
        loss log_loss
        optimizer adam
        phase { epochs 2; batch 8; rate 0.1 }
        phase { epochs 3; batch 32; rate 0.01 }
      }
      """)
    let trainings = result(
      """
      plan common { loss log_loss; optimizer adam }
      train net on points with common { epochs 2; batch 8; rate 0.1 }
      train net on points with common { epochs 3; batch 32; rate 0.01 }
      """)
    #expect(phases == trainings)
  }

  @Test func `a phase's own line stands above those beside it`() {
    let short = result(
      """
      train net on points {
        loss log_loss; optimizer sgd, momentum: 0.9; batch 16; rate 0.1; epochs 2
        phase { }
        phase { rate 0.01; clip norm: 1 }
      }
      """)
    let long = result(
      """
      train net on points {
        phase { loss log_loss; optimizer sgd, momentum: 0.9; batch 16; rate 0.1; epochs 2 }
        phase {
          loss log_loss; optimizer sgd, momentum: 0.9; batch 16; rate 0.01; epochs 2; clip norm: 1
        }
      }
      """)
    #expect(short == long)
  }

  @Test func `phases may be made by a loop, and those of a block replace those of the plan`() {
    let loop = """
      plan slower {
        loss log_loss; optimizer adam; batch 16
        for r in [0.1, 0.01] { phase { epochs 1; rate r } }
      }

      """
    let first = result(loop + "train net on points with slower")
    let written = """
      train net on points {
        loss log_loss; optimizer adam; batch 16; epochs 1
        phase { rate 0.1 }
        phase { rate 0.01 }
      }
      """
    #expect(first == result(written))
    let replaced = result(
      loop + "train net on points with slower { phase { epochs 2; rate 0.05 } }")
    #expect(
      replaced
        == result(
          "train net on points { loss log_loss; optimizer adam; batch 16; epochs 2; rate 0.05 }"))
  }

  @Test func `a function of the epoch counts those of the training, or of its phase`() {
    let beside = result(
      """
      train net on points {
        loss log_loss; optimizer sgd; batch 16; rate fn(epoch) = 0.1 / epoch
        phase { epochs 1 }
        phase { epochs 2 }
      }
      """)
    let inside = result(
      """
      train net on points {
        loss log_loss; optimizer sgd; batch 16
        phase { epochs 1; rate 0.1 }
        phase { epochs 2; rate fn(epoch) = 0.1 / (epoch + 1) }
      }
      """)
    #expect(beside == inside)
  }

  // MARK: Limits

  @Test(arguments: ["25 iterations", "3 epochs", "8 epochs", "60 minutes"])
  func `a limit, then 'continue', is the whole training`(_ limit: String) {
    let plan = "loss log_loss; optimizer adam; rate 0.01, decay: cosine; batch 16; epochs 10"
    let whole = result("train net on points { \(plan) }")
    let isReached = limit != "60 minutes"
    let parts = result(
      "train net on points { \(plan); stop after: \(limit) }\n" + (isReached ? "continue net" : ""))
    #expect(whole == parts)
  }

  @Test func `'continue' alone means the training that was interrupted last, and gives a run`() {
    let ran = run(
      Self.start + """
        plan p { loss log_loss; optimizer sgd; rate 0.1; batch 16; epochs 5; stop after: 6 iterations }
        train net on points with p
        continue
        train net on points with p
        let rest = continue net
        print rest.epochs, rest.iterations, net.epochs, rest.loss == net.loss
        """)
    #expect(ran.messages == [])
    // 56 samples are 4 iterations an epoch.
    #expect(ran.output == "4 14 10 true\n")
  }

  @Test func `twice 25 epochs is 50 epochs, with phases, momentum, clipping and validation`() {
    func plan(_ epochs: Int) -> String {
      """
      train net on points {
        loss log_loss; batch 16; rate 0.05; clip norm: 0.5; metrics accuracy
        optimizer sgd, momentum: 0.9; phase { epochs \(epochs) }
      }

      """
    }
    #expect(result(plan(25) + plan(25)) == result(plan(50)))
  }

  @Test func `epochs and batch take their unit`() {
    let plain = "loss log_loss; optimizer sgd; rate 0.1"
    #expect(
      result("train net on points { \(plain); epochs 2 epochs; batch 16 samples }")
        == result("train net on points { \(plain); epochs 2; batch 16 }"))
  }

  @Test func `an interruption ends the run`() {
    let world = TestWorld()
    world.patience = 30
    let ran = run(
      Self.start
        + "train net on points { loss log_loss; optimizer sgd; rate 0.1; batch 16; epochs 50 }\nprint 1",
      world: world)
    #expect(ran.ending == .interrupted)
    #expect(ran.output == "")
  }

  // MARK: Weights

  /// A file in which one row stands more often is one with weights.
  private func trained(_ csv: String, _ line: String, _ weights: String = "") throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "nn-weights-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try csv.write(to: folder.appending(path: "d.csv"), atomically: true, encoding: .utf8)
    let ran = run(
      """
      data d { read "d.csv"; target kind; \(line) }
      network net { dense 1, sigmoid }
      train net on d {
        loss log_loss; optimizer sgd; rate 0.5; batch full; epochs 20
        \(weights)
      }
      evaluate net on d.train
      print round(net.train.loss * 1e5), round(net([1.5]) * 1e5), net.train.accuracy
      """, folder: folder.path)
    #expect(ran.messages == [])
    return ran.output.split(separator: "\n").last.map(String.init) ?? ""
  }

  @Test func `a sample with the weight 3 counts like three in the loss, and like one in a metric`()
    throws
  {
    let weighted = try trained("x,w,kind\n1,3,a\n2,1,b\n3,1,a\n", "weight w")
    let repeated = try trained("x,kind\n1,a\n1,a\n1,a\n2,b\n3,a\n", "")
    #expect(weighted.split(separator: " ").prefix(2) == repeated.split(separator: " ").prefix(2))
    // 'b' in the middle is missed: one of three, and one of five.
    #expect(weighted.hasSuffix(" 0.666667"), "\(weighted)")
    #expect(repeated.hasSuffix(" 0.8"), "\(repeated)")
  }

  @Test func `class weights are the weights of the samples of a class, 'balanced' among them`()
    throws
  {
    // Four of 'a' and one of 'b', which counts as much as they do.
    let csv = "x,w,kind\n1,1,a\n2,4,b\n3,1,a\n1.2,1,a\n0.5,1,a\n"
    let byColumn = try trained(csv, "weight w")
    #expect(try trained(csv, "drop w", "class_weights b: 4") == byColumn)
    #expect(try trained(csv, "drop w", "class_weights b: 2, a: 0.5") == byColumn)
    #expect(try trained(csv, "drop w", "class_weights balanced") == byColumn)
    #expect(try trained(csv, "drop w") != byColumn)
  }

  // MARK: What is wrong

  @Test(arguments: [
    // A limit needs its unit, and 'stop' something to stop for.
    ("stop after: 200", "missing-unit", "200 iterations"),
    ("stop monitor: loss", "missing-setting", "'patience' or 'after'"),
    ("clip norm: 0", "illegal-setting", "above 0"),
    ("rate 0.1, warmup: 5 epochs", "illegal-setting", "leaves none of the 5"),
    ("rate 0.1, warmup: 3", "missing-unit", "3 epochs"),
    ("rate 0.1, decay: linear", "unknown-name", "straight"),
    ("class_weights balanced, `true`: 2", "too-many-values", "alone"),
    ("class_weights 3", "missing-setting", "name of its class"),
    ("class_weights nobody: 3", "unknown-name", "the classes are"),
    ("phase { rate 0.1; stop patience: 2 epochs }", "misplaced-word", "not in a 'phase' block"),
    ("phase { rate 0.1; metrics accuracy }", "misplaced-word", "'metrics' belongs"),
  ])
  func `a wrong line of a training is explained`(_ line: String, _ code: String, _ part: String) {
    let problems = check(
      Self.start + """
        train net on points {
          loss log_loss; optimizer sgd; batch 16; epochs 5
          \(line.hasPrefix("rate") || line.hasPrefix("phase") ? "" : "rate 0.1;")
          \(line)
        }
        """)
    #expect(problems.map(\.code.rawValue) == [code], "\(problems.map(\.message.en))")
    let texts = problems.flatMap {
      [$0.message.en] + $0.notes.map(\.en) + $0.fixIts.map(\.message.en)
    }
    #expect(texts.contains { $0.contains(part) }, "\(texts)")
  }

  @Test func `a phase that lacks a line is named, also of a plan`() {
    let written = check(
      Self.start + """
        train net on points {
          loss log_loss; optimizer sgd; batch 16
          phase { epochs 2; rate 0.1 }
          phase { epochs 2 }
        }
        """)
    #expect(written.map(\.message.en) == ["'phase' needs 'rate'"])
    let planned = check(
      Self.start + """
        plan p { loss log_loss; optimizer sgd; batch 16; phase { epochs 2 } }
        train net on points with p
        """)
    #expect(planned.map(\.message.en) == ["'phase' needs 'rate'"])
  }
}
