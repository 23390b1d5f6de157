import Engine
import Kernels
import Plans
import Shapes
import Vocabulary

/// Networks, data and plans in few words.
enum Fixture {
  /// A network of dense layers.
  static func network(
    _ inputs: Int, _ layers: [(units: Int, activation: String?)], dropout: Double? = nil
  ) -> ModelPlan {
    var plans: [LayerPlan] = []
    for (index, layer) in layers.enumerated() {
      if let dropout, index == layers.count - 1 {
        plans.append(
          LayerPlan(
            name: "dropout_1", kind: "dropout", settings: Settings(["fraction": .number(dropout)]),
            inputs: [plans.count], output: [layers[index - 1].units]))
      }
      plans.append(
        LayerPlan(
          name: "dense_\(index + 1)", kind: "dense",
          settings: Settings(["units": .number(Double(layer.units))]), inputs: [plans.count],
          output: [layer.units], activation: layer.activation.map { FunctionReference($0) }))
    }
    return ModelPlan(name: "net", input: [inputs], layers: plans)
  }

  static func samples(_ inputs: [[Float]], _ targets: [[Float]]) -> Samples {
    Samples(
      count: inputs.count, inputShape: [inputs[0].count],
      inputs: FloatBuffer(inputs.flatMap { $0 }),
      targets: .values(FloatBuffer(targets.flatMap { $0 }), outputs: targets[0].count))
  }

  static func samples(_ inputs: [[Float]], classes: [Int32], of count: Int) -> Samples {
    Samples(
      count: inputs.count, inputShape: [inputs[0].count],
      inputs: FloatBuffer(inputs.flatMap { $0 }),
      targets: .classes(classes, count: count))
  }

  /// Random inputs of (-1, 1), `count` of them with `width` numbers.
  static func inputs(_ count: Int, _ width: Int, seed: UInt64) -> [[Float]] {
    var stream = RandomSource(seed, .generator("test")).stream
    return (0..<count).map { _ in (0..<width).map { _ in Float(2 * stream.uniform() - 1) } }
  }

  static let xor = samples([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]])

  static func plan(
    _ loss: String, _ optimizer: String, _ settings: Settings = Settings(), rate: Double,
    batch: BatchSize, epochs: Int,
    metrics: [MetricPlan] = [], stopping: StoppingPlan? = nil
  ) -> TrainingPlan {
    TrainingPlan(
      loss: FunctionReference(loss), optimizer: FunctionReference(optimizer, settings),
      rates: [rate],
      batch: batch, epochs: epochs, metrics: metrics, seed: 1, stopping: stopping)
  }
}

extension Model {
  /// Trains without a clock, and returns what was reported.
  @discardableResult
  func trained(
    on samples: Samples, validation: Samples? = nil, by plan: TrainingPlan, threads: Int = 1,
    stopAfter iterations: Int = .max
  ) throws -> (end: TrainingEnd, epochs: [EpochResult]) {
    var epochs: [EpochResult] = []
    var asked = 0
    let end = try train(
      on: samples, validation: validation, by: plan, threads: threads, now: { 0 },
      shouldStop: {
        asked += 1
        return asked > iterations
      },
      report: { if case .epochEnded(let result) = $0 { epochs.append(result) } })
    return (end, epochs)
  }
}
