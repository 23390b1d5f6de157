import Diagnostics
import Interpreting
import Testing

/// What a script's own loss or activation is told of its gradient before a training.
@Suite struct GradientCheckTests {
  private func codes(_ declarations: String, _ data: String, _ layers: String, _ loss: String)
    -> [String]
  {
    check(
      """
      \(declarations)
      data points { read \(data)(samples: 40) }
      network net { \(layers) }
      train net on points { loss \(loss); optimizer adam; rate 0.01; batch 8; epochs 1 }
      """
    ).map(\.code.rawValue)
  }

  /// What the prelude declares as `name`, as a function of the script.
  private func own(_ name: String) -> String {
    run("show \(name)").output.replacing("fn \(name)(", with: "fn own(")
  }

  @Test(arguments: [
    "linear", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "mish", "sigmoid", "tanh",
    "softplus", "softmax",
  ])
  func `an activation of the prelude has nothing wrong with it`(_ name: String) {
    #expect(codes(own(name), "line", "dense 4, own; dense 1", "mse") == [])
  }

  @Test(arguments: [
    ("mse", "line", "dense 1"), ("mae", "line", "dense 1"), ("huber", "line", "dense 1"),
    ("log_cosh", "line", "dense 1"), ("poisson", "line", "dense 1, softplus"),
    ("log_loss", "moons", "dense 1, sigmoid"), ("hinge", "blobs", "dense 3"),
    ("binary_cross_entropy", "moons", "dense 1, sigmoid"),
    ("cross_entropy", "blobs", "dense 3, softmax"), ("kl_divergence", "blobs", "dense 3, softmax"),
  ])
  func `a loss of the prelude has nothing wrong with it`(
    _ name: String, _ data: String, _ layers: String
  ) {
    #expect(codes(own(name), data, layers, "own") == [])
  }

  /// Kinks, jumps between branches, steep and flat stretches, and parts that do not learn.
  @Test(arguments: [
    "mean(abs(prediction - target))", "max(abs(prediction - target))",
    "mean(if target > prediction then 4 * (target - prediction) else prediction - target)",
    "mean(if prediction > 0 then prediction + 5 else (prediction - target) ^ 2)",
    "mean(round(prediction) + prediction)", "mean((1_000_000 * target - prediction) ^ 2)",
    "mean(sin(1000 * prediction))", "mean(max(abs(prediction - target) - 100, 0))",
    "mse(prediction, target) + 0.001 * sum(weights ^ 2) + 0.1 * norm(weights)",
    "sum(matmul(transpose(prediction - target), prediction - target)) / count(prediction)",
    "mean(abs(prediction - target) ^ 1.5)", "1e-12 * mean((prediction - target) ^ 2)",
  ])
  func `a loss that can be learnt from is left in peace`(_ formula: String) {
    #expect(codes("", "line", "dense 2, tanh; dense 1", formula) == [])
  }

  @Test(arguments: [
    ("mean(floor(prediction) - target)", "no-gradient"), ("mean(sign(prediction))", "no-gradient"),
    ("mean(prediction > target and target > 0)", "no-gradient"),
    ("mean(rank(prediction))", "no-gradient"), ("mean(argmax(prediction))", "no-gradient"),
    ("mean(target)", "no-gradient"), ("mean(sort(prediction))", "gradient-unknown"),
    ("mean(log(-1 - prediction ^ 2))", "gradient-not-finite"),
    ("mean(prediction / (target - target))", "gradient-not-finite"),
    ("mean(sqrt(0 * prediction))", "gradient-not-finite"),
  ])
  func `a loss from which nothing can be learnt is said to be one`(
    _ formula: String, _ code: String
  ) {
    #expect(codes("", "line", "dense 1", formula) == [code])
  }

  @Test func `a function is looked at once, whatever it is used for later`() {
    let twice = """
      fn step(x) = round(x)
      data points { read line(samples: 40) }
      network net { dense 2, step; dense 2, step; dense 1 }
      plan p { loss mse; optimizer adam; rate 0.01; batch 8; epochs 1 }
      train net on points with p
      train net on points with p
      """
    #expect(check(twice).map(\.code.rawValue) == ["no-gradient"])
  }

  @Test func `a metric may round and compare`() {
    let script = """
      data points { read moons(samples: 40) }
      network net { dense 1, sigmoid }
      train net on points {
        loss log_loss
        optimizer adam
        rate 0.01
        batch 8
        epochs 1
        metrics right: mean(round(prediction) == target), middle: mean(sort(prediction))
      }
      """
    #expect(check(script).map(\.code.rawValue) == [])
  }
}
