import Diagnostics
import Interpreting
import Testing

/// Optimizers as scripts use them.
@Suite struct OptimizerTests {
  private static let start = """
    data points { read moons(samples: 90, noise: 0.1) }
    network net { dense 6, tanh; dense 1, sigmoid }

    """

  /// The loss, and answers for three points, after a short training.
  private func trained(_ optimizer: String, before declarations: String = "") -> [Double] {
    let ran = run(
      declarations + "\n" + Self.start + """
        train net on points { loss log_loss; optimizer \(optimizer); rate 0.05; batch 16; epochs 4 }
        print net.loss, net([0.3, 0.2]), net([-0.5, 1.1]), net([1.4, -0.6])
        """)
    #expect(ran.messages == [])
    return ran.output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
  }

  /// What `prelude.nn` declares as `name`, under another name, as a script would write it.
  private func definition(of name: String, as own: String) -> String {
    run("show \(name)").output.replacing(
      "optimizer \(name)(", with: "optimizer \(own)(")
  }

  /// Both are Floats, which 24 updates move apart in their last digits; six are printed.
  @Test(arguments: [
    "sgd", "sgd, momentum: 0.9", "sgd, momentum: 0.9, nesterov: true", "adagrad", "rmsprop",
    "rmsprop, momentum: 0.5", "adam", "adam, beta1: 0.7, epsilon: 0.001", "adamw",
    "adamw, decay: 0.2", "nadam", "lion", "muon",
  ])
  func `a built-in optimizer is its definition in the language`(_ use: String) throws {
    let name = String(use.prefix { $0 != "," })
    let built = trained(use)
    let own = trained("own" + use.dropFirst(name.count), before: definition(of: name, as: "own"))
    try #require(built.count == 4 && own.count == 4)
    for (a, b) in zip(built, own) { #expect(abs(a - b) < 2e-5 * max(1, abs(a)), "\(use)") }
  }

  @Test func `lbfgs needs no rate, and solves a linear regression`() {
    let ran = run(
      """
      data points { read line(samples: 80, noise: 0) }
      network net { dense 1 }
      train net on points { loss mse; optimizer lbfgs; batch full; epochs 10 }
      print net.loss < 1e-8
      """)
    #expect(ran.messages == [])
    #expect(ran.output == "true\n")
  }

  @Test func `twice five epochs of lbfgs are ten`() {
    let start = Self.start + "plan p { loss log_loss; optimizer lbfgs; batch full; epochs 5 }\n"
    let end = "print \"{net.loss * 1e12}\""
    let twice = run(start + "train net on points with p\ntrain net on points with p\n" + end)
    let once = run(start + "train net on points with p { epochs 10 }\n" + end)
    #expect(twice.messages == [])
    #expect(twice.output == once.output)
  }

  @Test func `an optimizer may look at the shape of each weight`() {
    // The same as dividing each rate by the number of weights of its own tensor.
    let own = "optimizer own { weight = weight - rate * gradient / count(weight) }"
    let byHand = "optimizer own { weight = weight - rate * gradient / sum(gradient * 0 + 1) }"
    let (counted, summed) = (trained("own", before: own), trained("own", before: byHand))
    #expect(counted.count == 4)
    for (a, b) in zip(counted, summed) { #expect(abs(a - b) < 1e-5) }
    #expect(counted[0] != trained("sgd")[0])
  }

  @Test func `a state that only matrices use is kept`() {
    let own = """
      optimizer own {
        state velocity = 0
        if axes(weight) == 2 {
          velocity = 0.9 * velocity + gradient
          weight = weight - rate * velocity
        } else {
          weight = weight - rate * gradient
        }
      }
      """
    let plain = trained("sgd")
    #expect(abs(trained("own", before: own)[0] - plain[0]) > 1e-4)
  }

  @Test func `an optimizer for matrices alone is found wrong for vectors`() {
    let own = """
      optimizer own { weight = weight - rate * matmul(gradient, matmul(transpose(gradient), gradient)) }
      """
    let problems = check(
      own + "\n" + Self.start
        + "train net on points { loss mse; optimizer own; rate 0.1; batch 16; epochs 1 }")
    #expect(problems.map(\.code.rawValue) == ["shape-mismatch"])
  }
}
