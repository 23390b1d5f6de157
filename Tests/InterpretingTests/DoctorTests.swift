import Diagnostics
import Foundation
import Interpreting
import Testing

/// What a training that goes on is told of, and what a training that diverged is told.
@Suite struct DoctorTests {
  /// The kinds of findings that a run reports, in order.
  private func findings(_ script: String) -> [String] {
    let world = TestWorld()
    let runner = ScriptRunner(host: world.host, options: RunOptions(threads: 1, isJSON: true))
    _ = runner.run(script, named: "script.nn")
    return world.output.split(separator: "\n").compactMap { line in
      guard let start = line.range(of: "\"finding\": \"") else { return nil }
      return String(line[start.upperBound...].prefix { $0 != "\"" })
    }
  }

  private func training(
    _ data: String, _ layers: String, optimizer: String = "sgd", rate: String, epochs: Int,
    loss: String = "log_loss", batch: String = "10"
  ) -> String {
    """
    data d { \(data) }
    network net { \(layers) }
    train net on d {
      loss \(loss)
      optimizer \(optimizer)
      rate \(rate)
      batch \(batch)
      epochs \(epochs)
    }
    """
  }

  private let moons = "read moons(samples: 100, noise: 0.1, seed: 1)"

  @Test func `a training that goes well is left alone`() {
    #expect(
      findings(
        training(
          moons, "dense 16, relu; dense 1, sigmoid", optimizer: "adam", rate: "0.01", epochs: 40))
        == [])
  }

  @Test func `units that a huge rate has killed are counted`() {
    let dead = training(
      moons, "dense 16, relu; dense 16, relu; dense 1, sigmoid", optimizer: "adam", rate: "10",
      epochs: 6)
    #expect(findings(dead).contains("dead_units"))
  }

  @Test func `a gradient that vanishes through twelve sigmoids is told`() {
    let layers = String(repeating: "dense 8, sigmoid; ", count: 12) + "dense 1, sigmoid"
    #expect(
      findings(training(moons, layers, rate: "0.1", epochs: 6)).contains("vanishing_gradient"))
    let relu = String(repeating: "dense 8, tanh; ", count: 4) + "dense 1, sigmoid"
    #expect(findings(training(moons, relu, rate: "0.1", epochs: 6)) == [])
  }

  @Test func `a loss that does not fall is told once, with the rate`() {
    let script = training(moons, "dense 8, tanh; dense 1, sigmoid", rate: "1e-9", epochs: 40)
    #expect(findings(script) == ["flat_loss"])
    let world = TestWorld()
    let runner = ScriptRunner(host: world.host, options: RunOptions(threads: 1))
    _ = runner.run(script, named: "script.nn")
    #expect(world.output.contains("noticed: the loss does not fall: after 10 epochs"))
    #expect(world.output.contains("a rate of 1e-09 hardly moves the weights"))
  }

  @Test func `a network that learns a few noisy points by heart is told since when`() {
    let data = """
      read moons(samples: 60, noise: 0.6, seed: 1); split train: 50%, validation: 50%
      """
    let script = training(
      data, "dense 64, tanh; dense 64, tanh; dense 1, sigmoid", optimizer: "adam", rate: "0.01",
      epochs: 150)
    #expect(findings(script) == ["overfitting"])
  }

  @Test func `who watches changes nothing`() {
    let script =
      training(moons, "dense 8, relu; dense 1, sigmoid", rate: "0.1", epochs: 12)
      + "\nprint net([0.3, 0.2])"
    let quiet = run(script).output
    let world = TestWorld()
    let runner = ScriptRunner(host: world.host, options: RunOptions(threads: 1))
    _ = runner.run(script, named: "script.nn")
    #expect(world.output.hasSuffix(quiet))
  }

  // MARK: Divergence

  @Test func `a rate that is too high is named, with the layer, the operation and a value to try`()
  {
    let ran = run(
      training(
        "read line(samples: 100, noise: 0.1)", "dense 8; dense 1", rate: "50", epochs: 20,
        loss: "mse"))
    #expect(ran.codes == ["diverged"])
    let problem = ran.problems.first
    let began = problem?.notes.first?.en ?? ""
    #expect(began.contains("began in") || began.contains("update before"), "\(began)")
    #expect(problem?.fixIts.first?.edits.first?.replacement == "5")
    #expect(problem?.message.pt != problem?.message.en)
  }

  @Test func `a divergence is found behind layers that hand on what they were given`() {
    let layers = "dense 8; linear; dropout 0%; dense 1; linear"
    let ran = run(
      training(
        "read line(samples: 100, noise: 0.1)", layers, rate: "50", epochs: 20, loss: "mse"))
    #expect(ran.codes == ["diverged"], "\(ran.messages)")
    let classes = run(
      training(
        "read blobs(samples: 60, seed: 1)", "dense 8, relu; dense 3, softmax", rate: "1e30",
        epochs: 5, loss: "cross_entropy"))
    #expect(classes.codes == ["diverged"], "\(classes.messages)")
    let began = classes.problems.first?.notes.first?.en ?? ""
    #expect(began.contains("began in") || began.contains("update before"), "\(began)")
  }

  @Test func `a logarithm of zero in a loss of the script is named as what it is`() {
    // Finite at first, and the smaller, the nearer the logarithm comes to that of 0.
    let own = "fn own(prediction, target) = mean(log(max(prediction + 3, 0)) + 0 * target)\n"
    let ran = run(
      own + training(moons, "dense 8, relu; dense 1", rate: "1", epochs: 30, loss: "own"))
    let problem = ran.problems.first { $0.code == .diverged }
    let began = problem?.notes.first?.en ?? ""
    #expect(began.contains("the loss, in a logarithm of the prediction"), "\(began)")
    #expect(problem?.notes.contains { $0.en.contains("log(max(x, 1e-7))") } == true)
    #expect(problem?.notes.contains { $0.en.contains("sample") } == true)
  }

  @Test func `a full batch is not listed, and a line fits a terminal`() {
    let ran = run(
      """
      data d { read line(samples: 60, seed: 1) }
      network net { dense 1 }
      train net on d { loss mse; optimizer sgd; rate 1e9; batch full; epochs 20 }
      """)
    let problem = ran.problems.first { $0.code == .diverged }
    let notes = problem?.notes ?? []
    #expect(
      notes.prefix(2).map(\.en) == [
        "it began in the loss, in a square of the prediction and the target",
        "for all 60 samples of the training part, which are one batch",
      ])
    for text in notes + [problem?.message].compactMap({ $0 }) {
      #expect(text.en.count <= 80 && text.pt.count <= 90)
    }
  }
}
