import Engine
import Kernels
import Plans
import Shapes
import Vocabulary

/// A training whose time is compared with other frameworks'.
struct Workload {
  let name: String
  let summary: String
  let network: ModelPlan
  let samples: Samples
  let plan: TrainingPlan
  /// Multiply-adds of one epoch, counted twice: forward, and backward without the first input's
  /// gradient.
  let operationsPerEpoch: Double
  /// The time that is aimed at for one epoch, in seconds, with a core of `limitOfAims`.
  let aim: Double

  /// Thousand million operations a second of the core for which the aims are meant.
  static let limitOfAims = 99.0

  static let names = ["W1", "W2", "W3", "W7"]

  /// The same training with another loss and optimizer, or those it has where they are `nil`.
  func with(
    _ name: String, _ summary: String, loss: FunctionReference?, optimizer: FunctionReference?
  ) -> Workload {
    var plan = plan
    for index in plan.phases.indices {
      if let loss { plan.phases[index].loss = loss }
      if let optimizer { plan.phases[index].optimizer = optimizer }
    }
    return Workload(
      name: name, summary: summary, network: network, samples: samples, plan: plan,
      operationsPerEpoch: operationsPerEpoch, aim: aim)
  }

  private init(
    name: String, summary: String, network: ModelPlan, samples: Samples, plan: TrainingPlan,
    operationsPerEpoch: Double, aim: Double
  ) {
    (self.name, self.summary, self.network, self.samples) = (name, summary, network, samples)
    (self.plan, self.operationsPerEpoch, self.aim) = (plan, operationsPerEpoch, aim)
  }

  /// The workload of ENGINE.md called `name`, with random data.
  init?(named name: String) {
    switch name {
    case "W1":
      self.init(
        name, "table: 740×40 → 64 relu → 32 relu → 1 sigmoid, log loss, Adam, batch 32",
        count: 740, inputs: 40, [(64, "relu"), (32, "relu"), (1, "sigmoid")], loss: "log_loss",
        .adam, rate: 0.001, batch: .samples(32), epochs: 100, aim: 0.07)
    case "W2":
      self.init(
        name, "tiny: 2 → 8 tanh → 8 tanh → 1 sigmoid, SGD, 200 samples, batch 10",
        count: 200, inputs: 2, [(8, "tanh"), (8, "tanh"), (1, "sigmoid")], loss: "log_loss",
        .sgd(momentum: 0), rate: 0.1, batch: .samples(10), epochs: 500, aim: 0.02)
    case "W3":
      self.init(
        name, "MNIST size: 784 → 256 relu → 128 relu → 10 softmax, SGD with momentum, batch 128",
        count: 60_000, inputs: 784, [(256, "relu"), (128, "relu"), (10, "softmax")],
        loss: "cross_entropy", .sgd(momentum: 0.9), rate: 0.01, batch: .samples(128), epochs: 1,
        aim: 1.2)
    case "W7":
      self.init(
        name, "linear regression: 3,000×10 → 1, squared error, gradient descent, full batch",
        count: 3000, inputs: 10, [(1, nil)], loss: "mse", .sgd(momentum: 0), rate: 0.1,
        batch: .full, epochs: 1000, aim: 0.02)
    default: return nil
    }
  }

  private init(
    _ name: String, _ summary: String, count: Int, inputs: Int,
    _ layers: [(units: Int, activation: String?)], loss: String, _ optimizer: FunctionReference,
    rate: Double, batch: BatchSize, epochs: Int, aim: Double
  ) {
    self.name = name
    self.summary = summary
    self.aim = aim / Double(epochs)
    network = Workload.network(inputs, layers)
    samples = Workload.samples(count, inputs, outputs: layers[layers.count - 1].units, loss)
    plan = TrainingPlan(
      loss: FunctionReference(loss), optimizer: optimizer, rates: [rate], batch: batch,
      epochs: epochs)
    var (products, width) = (0.0, inputs)
    for (index, layer) in layers.enumerated() {
      products += Double(width * layer.units) * (index == 0 ? 2 : 3)
      width = layer.units
    }
    operationsPerEpoch = 2 * products * Double(count)
  }

  private static func network(
    _ inputs: Int, _ layers: [(units: Int, activation: String?)]
  ) -> ModelPlan {
    ModelPlan(
      name: "net", input: [inputs],
      layers: layers.enumerated().map { index, layer in
        LayerPlan(
          name: "dense_\(index + 1)", kind: "dense",
          settings: Settings(["units": .number(Double(layer.units))]), inputs: [index],
          output: [layer.units], activation: layer.activation.map { FunctionReference($0) })
      })
  }

  private static func samples(
    _ count: Int, _ inputs: Int, outputs: Int, _ loss: String
  ) -> Samples {
    let stream = RandomSource(1, .generator("benchmark")).stream
    let values = FloatBuffer(count: count * inputs)
    stream.fillNormal(values.all)
    let targets: TargetValues
    switch loss {
    case "cross_entropy":
      targets = .classes((0..<count).map { Int32($0 * 7919 % outputs) }, count: outputs)
    case "log_loss":
      targets = .binary(FloatBuffer((0..<count).map { values[$0 * inputs] > 0 ? 1 : 0 }))
    default:
      let sums = (0..<count).map { row in
        (0..<inputs).reduce(Float(0)) { $0 + values[row * inputs + $1] / Float($1 + 1) }
      }
      targets = .values(FloatBuffer(sums), outputs: outputs)
    }
    return Samples(count: count, inputShape: [inputs], inputs: values, targets: targets)
  }
}

extension FunctionReference {
  fileprivate static func sgd(momentum: Double) -> FunctionReference {
    FunctionReference(
      "sgd", Settings(["momentum": .number(momentum), "nesterov": .boolean(false)]))
  }

  fileprivate static let adam = FunctionReference(
    "adam",
    Settings(["beta1": .number(0.9), "beta2": .number(0.999), "epsilon": .number(1e-8)]))
}
