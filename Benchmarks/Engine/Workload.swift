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

  /// W8 is a prediction, and no training.
  static let names = ["W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8"]

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
    case "W4":
      self.init(
        name,
        "LeNet: conv 5×5×20, pool, conv 5×5×50, pool, 500 relu, 10; 12,000 images, batch 64, Adam",
        input: [1, 28, 28],
        [
          .conv(20, kernel: 5, [20, 24, 24]), .pool([20, 12, 12]),
          .conv(50, kernel: 5, [50, 8, 8]),
          .pool([50, 4, 4]), .flatten(800), .dense(500, "relu"), .dense(10, "softmax"),
        ], count: 12_000, batch: 64, operations: 158e9, aim: 2.5 / 1.8)
    case "W5":
      self.init(
        name,
        "3×32×32: two conv 3×3×32, pool, two conv 3×3×64, pool, 256 relu, 10; 5,000 images, batch 64, Adam",
        input: [3, 32, 32],
        [
          .conv(32, kernel: 3, [32, 32, 32], "same"), .conv(32, kernel: 3, [32, 32, 32], "same"),
          .pool([32, 16, 16]), .conv(64, kernel: 3, [64, 16, 16], "same"),
          .conv(64, kernel: 3, [64, 16, 16], "same"), .pool([64, 8, 8]), .flatten(4096),
          .dense(256, "relu"), .dense(10, "softmax"),
        ], count: 5_000, batch: 64, operations: 756e9, aim: 8.8 / 1.4)
    case "W6":
      self.init(
        name, "LSTM 28 → 128 over 28 steps, 10; 6,000 sequences, batch 64, Adam", input: [28, 28],
        [.lstm(128), .dense(10, "softmax")], count: 6_000, batch: 64, operations: 80e9,
        aim: 1.13 / 1.7)
    case "W7":
      self.init(
        name, "linear regression: 3,000×10 → 1, squared error, gradient descent, full batch",
        count: 3000, inputs: 10, [(1, nil)], loss: "mse", .sgd(momentum: 0), rate: 0.1,
        batch: .full, epochs: 1000, aim: 0.02)
    default: return nil
    }
  }

  /// One epoch of a network of any layers for ten classes, with Adam.
  private init(
    _ name: String, _ summary: String, input: Shape, _ layers: [Layer], count: Int, batch: Int,
    operations: Double, aim: Double
  ) {
    self.name = name
    self.summary = summary
    self.aim = aim
    operationsPerEpoch = operations
    network = ModelPlan(
      name: "net", input: input,
      layers: layers.enumerated().map { index, layer in
        LayerPlan(
          name: "\(layer.kind)_\(index + 1)", kind: layer.kind, settings: Settings(layer.settings),
          inputs: [index], output: layer.output,
          activation: layer.activation.map { FunctionReference($0) })
      })
    let flat = Workload.samples(count, input.count ?? 1, outputs: 10, "cross_entropy")
    samples = Samples(count: count, inputShape: input, inputs: flat.inputs, targets: flat.targets)
    plan = TrainingPlan(
      loss: FunctionReference("cross_entropy"), optimizer: .adam, rates: [0.001],
      batch: .samples(batch), epochs: 1)
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

/// A layer of a workload, with the shape that it gives.
private struct Layer {
  var kind: String
  var settings: [String: SettingValue]
  var output: Shape
  var activation: String?

  static func conv(
    _ channels: Int, kernel: Int, _ output: Shape, _ padding: String = "valid"
  ) -> Layer {
    Layer(
      kind: "conv",
      settings: [
        "channels": .number(Double(channels)), "kernel": .dimensions([kernel]),
        "padding": .word(padding),
      ], output: output, activation: "relu")
  }

  static func pool(_ output: Shape) -> Layer {
    Layer(kind: "max_pool", settings: ["window": .dimensions([2])], output: output)
  }

  static func flatten(_ count: Int) -> Layer {
    Layer(kind: "flatten", settings: [:], output: [count])
  }

  static func dense(_ units: Int, _ activation: String) -> Layer {
    Layer(
      kind: "dense", settings: ["units": .number(Double(units))], output: [units],
      activation: activation)
  }

  static func lstm(_ units: Int) -> Layer {
    Layer(kind: "lstm", settings: ["units": .number(Double(units))], output: [units])
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
