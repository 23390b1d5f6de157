import Engine
import Kernels
import Plans
import Testing
import Vocabulary

@Suite struct SteppingTests {
  private static func points(_ count: Int) -> Samples {
    let inputs = Fixture.inputs(count, 5, seed: 4)
    let classes = inputs.map { row -> Int32 in row[0] > 0.3 ? 0 : row[1] > row[2] ? 1 : 2 }
    return Fixture.samples(inputs, classes: classes, of: 3)
  }

  private static func model() throws -> Model {
    try Model(
      Fixture.network(5, [(8, "relu"), (3, "softmax")], dropout: 0.2),
      functions: HandTable.functions, seed: 1)
  }

  private static func plan(
    _ optimizer: String = "adam", batch: Int = 16, epochs: Int = 4
  ) -> TrainingPlan {
    Fixture.plan("cross_entropy", optimizer, rate: 0.01, batch: .samples(batch), epochs: epochs)
  }

  /// The hash of all parameters after each iteration of some trainings of 70 samples, and the model.
  private static func walked(
    _ plans: [TrainingPlan], _ samples: Samples
  ) throws -> (model: Model, hashes: [UInt64]) {
    let model = try model()
    var hashes = [model.weightHash]
    for plan in plans {
      for _ in 0..<plan.phases.reduce(0, { $0 + $1.epochs * ((70 + $1.size - 1) / $1.size) }) {
        _ = try model.step(on: samples, validation: nil, by: plan, threads: 1)
        hashes.append(model.weightHash)
      }
    }
    return (model, hashes)
  }

  // MARK: Steps

  @Test func `as many steps as an epoch has iterations are the epoch, bit for bit`() throws {
    let (stepped, trained) = (try Self.model(), try Self.model())
    let samples = Self.points(70)
    var plan = Self.plan(epochs: 2)
    plan.metrics = [MetricPlan("accuracy", FunctionReference("accuracy"))]
    let run = try trained.trained(on: samples, validation: Self.points(20), by: plan)
    var epochs: [EpochResult] = []
    for _ in 0..<10 {
      let result = try stepped.step(
        on: samples, validation: Self.points(20), by: plan, threads: 1)
      if let epoch = result.epoch { epochs.append(epoch) }
    }
    #expect(stepped.weightHash == trained.weightHash)
    #expect(epochs == run.epochs)
    #expect(stepped.epochsTrained == 2)
  }

  @Test func `a training goes on after steps, and steps after a training`() throws {
    let (mixed, trained) = (try Self.model(), try Self.model())
    let samples = Self.points(70)
    try trained.trained(on: samples, by: Self.plan(epochs: 4))
    for _ in 0..<3 { _ = try mixed.step(on: samples, validation: nil, by: Self.plan(), threads: 1) }
    // The epoch that was begun is the first of this training.
    try mixed.trained(on: samples, by: Self.plan(epochs: 3))
    for _ in 0..<5 { _ = try mixed.step(on: samples, validation: nil, by: Self.plan(), threads: 1) }
    #expect(mixed.weightHash == trained.weightHash)
    #expect(mixed.epochsTrained == 4)
  }

  @Test func `a step of a training that was left takes it further, and 'continue' ends it`() throws
  {
    let (whole, parts) = (try Self.model(), try Self.model())
    let samples = Self.points(70)
    var plan = Self.plan(epochs: 4)
    plan.phases[0].rate.warmup = Quantity(12, .iterations)
    try whole.trained(on: samples, by: plan)
    var limited = plan
    limited.limit = .iterations(8)
    try parts.trained(on: samples, by: limited)
    for _ in 0..<4 { _ = try parts.step(on: samples, validation: nil, by: plan, threads: 1) }
    #expect(parts.canContinue)
    let end = try parts.continueTraining(
      threads: 1, now: { 0 }, shouldStop: { false }, report: { _ in })
    #expect(end?.iterations == 8)
    #expect(whole.weightHash == parts.weightHash)
  }

  @Test func `steps beyond the end of a plan begin it once more, as another training would`() throws
  {
    let (stepped, trained) = (try Self.model(), try Self.model())
    let samples = Self.points(70)
    var plan = Self.plan(epochs: 2)
    plan.phases[0].rate.warmup = Quantity(1, .epochs)
    for _ in 0..<2 { try trained.trained(on: samples, by: plan) }
    for _ in 0..<20 {
      _ = try stepped.step(on: samples, validation: nil, by: plan, threads: 1)
    }
    #expect(stepped.weightHash == trained.weightHash)
  }

  @Test func `a step tells true numbers`() throws {
    let model = try Model(
      Fixture.network(1, [(1, nil)]), functions: HandTable.functions, seed: 1)
    _ = model.take([
      NamedTensor(name: "dense_1.weight", shape: [1, 1], values: [1]),
      NamedTensor(name: "dense_1.bias", shape: [1], values: [0]),
    ])
    var plan = Fixture.plan("mse", "sgd", rate: 0.125, batch: .samples(1), epochs: 1)
    plan.phases[0].clipping = ClippingPlan(value: 16)
    // For x = 3 and the target −1: prediction 3, error 4, gradients 24 and 8.
    let samples = Fixture.samples([[3], [3]], [[-1], [-1]])
    let step = try model.step(on: samples, validation: nil, by: plan, threads: 1).step
    #expect(step.loss.value == 16)
    #expect(step.place == BegunEpoch(epoch: 1, iterations: 1, of: 2))
    #expect(step.next == BegunEpoch(epoch: 1, iterations: 1, of: 2))
    #expect(abs(step.gradientNorm - 640.0.squareRoot()) < 1e-6)
    #expect(abs((step.clippedNorm ?? 0) - 320.0.squareRoot()) < 1e-6)
    let layer = try #require(step.layers.first)
    #expect(layer.name == "dense_1" && layer.parameters == 2)
    #expect(layer.largestGradient == 24 && layer.weightNorm == 1)
    // The update is 0.125 · (16, 8) = (2, 1).
    #expect(abs(layer.changeNorm - 5.0.squareRoot()) < 1e-6)
    let update = step.update
    #expect(update.parameter == "dense_1.weight" && update.indices == [0, 0])
    #expect(update.before == 1 && update.gradient == 16 && update.rate == 0.125)
    #expect(update.after == -1 && update.isPlainDescent)
    let second = try model.step(on: samples, validation: nil, by: plan, threads: 1)
    #expect(second.step.next == BegunEpoch(epoch: 2, iterations: 0, of: 2))
    #expect(Set(step.rows + second.step.rows) == [0, 1])
  }

  // MARK: Back

  private static let plans = [
    plan("adam", batch: 16, epochs: 2), plan("momentum", batch: 30, epochs: 2),
    TrainingPlan(
      phases: [
        plan("sgd", batch: 70, epochs: 2).phases[0], plan("adam", batch: 20, epochs: 1).phases[0],
      ], seed: 1),
  ]

  @Test func `going back undoes iterations exactly, however the network came there`() throws {
    let samples = Self.points(70)
    let (stepped, hashes) = try Self.walked(Self.plans, samples)
    let trained = try Self.model()
    for plan in Self.plans { try trained.trained(on: samples, by: plan) }
    #expect(trained.weightHash == stepped.weightHash)
    for model in [stepped, trained] {
      #expect(model.iterationsTrained == hashes.count - 1)
      // From the end to the beginning, in strides of 3.
      while model.iterationsTrained > 0 {
        let count = min(3, model.iterationsTrained)
        guard case .done(let report) = try model.goBack(count, threads: 1) else {
          Issue.record("it cannot go back by \(count)")
          return
        }
        #expect(report.iterations == count)
        #expect(model.weightHash == hashes[model.iterationsTrained])
      }
      #expect(try model.goBack(1, threads: 1) == .tooFar(iterations: 0))
    }
  }

  @Test func `after going back the way is the same`() throws {
    let samples = Self.points(70)
    let (model, hashes) = try Self.walked([Self.plan(epochs: 3)], samples)
    _ = try model.goBack(8, threads: 1)
    try model.trained(on: samples, by: Self.plan(epochs: 2))
    #expect(model.weightHash == hashes.last)
    #expect(model.epochsTrained == 3)
  }

  @Test func `rewinding puts the network to the end of an epoch`() throws {
    let samples = Self.points(70)
    let (model, hashes) = try Self.walked([Self.plan(epochs: 4)], samples)
    _ = try model.step(on: samples, validation: nil, by: Self.plan(epochs: 4), threads: 1)
    for epoch in [4, 2, 1, 0] {
      _ = try model.rewind(to: epoch, threads: 1)
      #expect(model.weightHash == hashes[epoch * 5])
      #expect(model.epochsTrained == epoch)
    }
    #expect(try model.rewind(to: 1, threads: 1) == .unknownEpoch(first: 0, last: 0))
  }

  @Test func `the best weights are a jump, over which going back finds its way`() throws {
    let inputs = Fixture.inputs(40, 2, seed: 3)
    let samples = Fixture.samples(inputs, inputs.map { [2 * $0[0] - 3 * $0[1] + 1] })
    let model = try Model(Fixture.network(2, [(1, nil)]), functions: HandTable.functions, seed: 1)
    // With this rate the loss soon grows.
    var plan = Fixture.plan("mse", "sgd", rate: 1.05, batch: .full, epochs: 8)
    plan.stopping = StoppingPlan(
      monitor: "loss", isMaximized: false, patience: nil, restoresBest: true)
    var hashes: [UInt64] = [model.weightHash]
    for _ in 0..<3 {
      try model.trained(on: samples, by: plan)
      hashes.append(model.weightHash)
    }
    // The state at an epoch between two trainings is the one after the jump.
    for count in [2, 1, 0] {
      _ = try model.rewind(to: count * 8, threads: 1)
      #expect(model.weightHash == hashes[count])
    }
  }

  @Test func `more trainings than marks are still undone exactly`() throws {
    let samples = Self.points(70)
    let plans = (0..<14).map {
      Self.plan($0.isMultiple(of: 2) ? "adam" : "sgd", batch: 35, epochs: 1)
    }
    let (model, hashes) = try Self.walked(plans, samples)
    for target in [27, 13, 12, 5, 1, 0] {
      _ = try model.goBack(model.iterationsTrained - target, threads: 2)
      #expect(model.weightHash == hashes[target])
    }
  }
}

extension PhasePlan {
  fileprivate var size: Int { batch.size(of: 70) }
}
