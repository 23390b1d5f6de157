import Engine
import Graphs
import Kernels
import Plans
import Testing
import Vocabulary

/// Phases, limits, interruptions, clipping, schedules and weights of a training.
@Suite struct TrainingControlTests {
  private static func points(_ count: Int) -> Samples {
    let inputs = Fixture.inputs(count, 5, seed: 4)
    let classes = inputs.map { row -> Int32 in row[0] > 0.3 ? 0 : row[1] > row[2] ? 1 : 2 }
    return Fixture.samples(inputs, classes: classes, of: 3)
  }

  private static func model(_ width: Int = 8, dropout: Double? = 0.2) throws -> Model {
    try Model(
      Fixture.network(5, [(width, "relu"), (3, "softmax")], dropout: dropout),
      functions: HandTable.functions, seed: 1)
  }

  private static func phase(
    _ optimizer: String, rate: Double, batch: BatchSize, epochs: Int, start: Int = 0,
    clipping: ClippingPlan? = nil, decay: String? = nil, warmup: Quantity? = nil
  ) -> PhasePlan {
    PhasePlan(
      loss: FunctionReference("cross_entropy"), optimizer: FunctionReference(optimizer),
      rate: RatePlan(
        [rate], epochs: epochs, start: start, decay: decay.map { FunctionReference($0) },
        warmup: warmup),
      batch: batch, epochs: epochs, clipping: clipping)
  }

  // MARK: Phases

  private static let phases = [
    phase("adam", rate: 0.01, batch: .samples(8), epochs: 2),
    phase("adam", rate: 0.001, batch: .samples(32), epochs: 3, start: 2),
    phase("momentum", rate: 0.1, batch: .full, epochs: 2, start: 5),
  ]

  @Test func `phases are trainings one behind the other, bit for bit`() throws {
    let (whole, parts) = (try Self.model(), try Self.model())
    let run = try whole.trained(
      on: Self.points(70), by: TrainingPlan(phases: Self.phases, seed: 1))
    for phase in Self.phases {
      try parts.trained(on: Self.points(70), by: TrainingPlan(phases: [phase], seed: 1))
    }
    #expect(whole.weightHash == parts.weightHash)
    #expect(run.epochs.map(\.epoch) == Array(1...7))
    #expect(run.epochs.map(\.rate) == [0.01, 0.01, 0.001, 0.001, 0.001, 0.1, 0.1])
    // 9, 3 and 1 iterations an epoch.
    #expect(run.end.iterations == 2 * 9 + 3 * 3 + 2)
  }

  @Test func `the card counts the updates of each phase`() throws {
    let card = try Self.model().card(
      for: TrainingPlan(phases: Self.phases, seed: 1), on: Self.points(70), validation: nil,
      threads: 1, now: { 0 })
    #expect(card.phases.map(\.iterationsPerEpoch) == [9, 3, 1])
    #expect(card.phases.map(\.lastBatch) == [6, 6, 70])
    #expect(card.updates == 18 + 9 + 2)
    #expect(card.epochs == 7)
  }

  @Test func `a phase that diverges at once goes back into the phase before`() throws {
    // The last update of the first phase breaks the weights; the second finds it out.
    let inputs = Fixture.inputs(40, 2, seed: 3)
    let samples = Fixture.samples(inputs, inputs.map { [2 * $0[0] - 3 * $0[1] + 1] })
    func phase(_ rate: Double, _ epochs: Int, start: Int) -> PhasePlan {
      PhasePlan(
        loss: FunctionReference("mse"), optimizer: FunctionReference("sgd"),
        rate: RatePlan([rate], epochs: epochs, start: start), batch: .samples(20), epochs: epochs)
    }
    func model() throws -> Model {
      try Model(Fixture.network(2, [(1, nil)]), functions: HandTable.functions, seed: 1)
    }
    let (broken, twin) = (try model(), try model())
    // A finite weight whose square is not: the loss of the next iteration is the first to see it.
    let plan = TrainingPlan(
      phases: [phase(1e30, 1, start: 0), phase(0.1, 1, start: 1)], seed: 1)
    let run = try broken.trained(on: samples, by: plan)
    guard case .diverged(let epoch, let iteration, _) = run.end.reason else {
      Issue.record("the training ended as \(run.end.reason)")
      return
    }
    try twin.trained(on: samples, by: plan, stopAfter: (epoch - 1) * 2 + iteration - 2)
    #expect(broken.weightHash == twin.weightHash)
  }

  // MARK: Ends before the end

  @Test(arguments: [1, 7, 9, 18, 23, 28])
  func `an interrupted training goes on as if nothing had happened`(at iterations: Int) throws {
    let (whole, parts) = (try Self.model(), try Self.model())
    let plan = TrainingPlan(
      phases: Self.phases, metrics: [MetricPlan("accuracy", FunctionReference("accuracy"))],
      seed: 1,
      stopping: StoppingPlan(
        monitor: "validation.loss", isMaximized: false, patience: nil, restoresBest: true))
    let once = try whole.trained(on: Self.points(70), validation: Self.points(30), by: plan)
    var twice = try parts.trained(
      on: Self.points(70), validation: Self.points(30), by: plan, stopAfter: iterations)
    #expect(twice.end.reason == .interrupted)
    #expect(twice.end.iterations == iterations)
    let rest = try parts.continued(threads: 2)
    twice.epochs += rest.epochs
    #expect(rest.end.reason == .completed)
    #expect(whole.weightHash == parts.weightHash)
    #expect(once.epochs.map(\.numbers) == twice.epochs.map(\.numbers))
    #expect(!parts.canContinue)
  }

  @Test(arguments: [TrainingLimit.iterations(25), .epochs(3), .seconds(0.5)])
  func `a limit ends a training that 'continue' ends`(_ limit: TrainingLimit) throws {
    let (whole, parts) = (try Self.model(), try Self.model())
    var plan = Fixture.plan(
      "cross_entropy", "adam", rate: 0.01, batch: .samples(8), epochs: 10)
    try whole.trained(on: Self.points(70), by: plan)
    plan.limit = limit
    var time = 0.0
    let end = try parts.train(
      on: Self.points(70), validation: nil, by: plan, threads: 1,
      now: {
        time += 0.3
        return time
      }, shouldStop: { false }, report: { _ in })
    #expect(end.reason == .limitReached(limit))
    switch limit {
    case .iterations:
      #expect(end.iterations == 25)
      #expect(end.next == BegunEpoch(epoch: 3, iterations: 7, of: 9))
    case .epochs: #expect(end.next == BegunEpoch(epoch: 4, iterations: 0, of: 9))
    case .seconds: #expect(end.iterations < 90)
    }
    #expect(try parts.continued().end.reason == .completed)
    #expect(whole.weightHash == parts.weightHash)
  }

  @Test func `a limit that the training does not reach changes nothing`() throws {
    var plan = Fixture.plan("cross_entropy", "sgd", rate: 0.1, batch: .samples(8), epochs: 2)
    plan.limit = .iterations(18)
    let model = try Self.model()
    #expect(try model.trained(on: Self.points(70), by: plan).end.reason == .completed)
    #expect(!model.canContinue)
  }

  @Test func `another training ends the epoch that was begun`() throws {
    let (whole, parts) = (try Self.model(), try Self.model())
    var plan = Fixture.plan("cross_entropy", "adam", rate: 0.01, batch: .samples(8), epochs: 3)
    let once = try whole.trained(on: Self.points(70), by: plan)
    let samples = Self.points(70)
    try parts.trained(on: samples, by: plan, stopAfter: 12)
    plan.phases[0].epochs = 2
    let rest = try parts.trained(on: samples, by: plan)
    #expect(rest.end.iterations == 15)
    #expect(rest.epochs.map(\.numbers) == once.epochs.dropFirst().map(\.numbers))
    #expect(whole.weightHash == parts.weightHash)
  }

  @Test func `an epoch that was begun with another batch is begun anew`() throws {
    let model = try Self.model()
    let samples = Self.points(70)
    try model.trained(
      on: samples,
      by: Fixture.plan("cross_entropy", "sgd", rate: 0.1, batch: .samples(8), epochs: 1),
      stopAfter: 4)
    let run = try model.trained(
      on: samples,
      by: Fixture.plan("cross_entropy", "sgd", rate: 0.1, batch: .samples(10), epochs: 1))
    #expect(run.end.iterations == 7)
    #expect(model.epochsTrained == 1)
  }

  @Test func `a limit gives the best weights, and 'continue' goes on from the last ones`() throws {
    let inputs = Fixture.inputs(40, 2, seed: 3)
    let samples = Fixture.samples(inputs, inputs.map { [2 * $0[0] - 3 * $0[1] + 1] })
    func model() throws -> Model {
      try Model(Fixture.network(2, [(1, nil)]), functions: HandTable.functions, seed: 1)
    }
    // With this rate the loss soon grows, so the best epoch lies behind.
    var plan = Fixture.plan("mse", "sgd", rate: 1.05, batch: .full, epochs: 12)
    plan.stopping = StoppingPlan(
      monitor: "loss", isMaximized: false, patience: nil, restoresBest: true)
    let (whole, parts) = (try model(), try model())
    let run = try whole.trained(on: samples, by: plan)
    plan.limit = .epochs(8)
    let first = try parts.trained(on: samples, by: plan)
    let best = first.epochs.map(\.loss).min()
    #expect(best != first.epochs.last?.loss)
    let rest = try parts.continued()
    let both = first.epochs + rest.epochs
    #expect(both.map(\.numbers) == run.epochs.map(\.numbers))
    #expect(whole.weightHash == parts.weightHash)
  }

  // MARK: Early stopping

  /// Weights do not matter here; the values do.
  private static func stopped(
    _ values: [Double], maximized: Bool = false, patience: Int = 2
  ) throws -> (epochs: Int, best: Int) {
    // A metric that is nothing but the epoch's value cannot be made, so the rates make it: with
    // inputs of 1 and a loss of mean(prediction), each update moves the bias by the rate.
    var plan = TrainingPlan(
      loss: FunctionReference("mean_prediction"), optimizer: FunctionReference("sgd"),
      rates: zip(values, values.dropFirst()).map { $0 - $1 }, batch: .full, epochs: values.count,
      seed: 1)
    plan.stopping = StoppingPlan(
      monitor: "loss", isMaximized: maximized, patience: patience, restoresBest: false)
    var functions = HandTable.functions
    let known = functions.loss
    functions.loss = { reference in
      guard reference.name == "mean_prediction" else { return known(reference) }
      return { prediction, _, _, graph throws(FunctionProblem) in
        do { return try graph.mean(of: prediction) } catch { return prediction }
      }
    }
    let model = try Model(
      Fixture.network(1, [(1, nil)]), functions: functions, seed: 1)
    _ = model.take([
      NamedTensor(name: "dense_1.weight", shape: [1, 1], values: [0]),
      NamedTensor(name: "dense_1.bias", shape: [1], values: [Float(values[0])]),
    ])
    let run = try model.trained(on: Fixture.samples([[0], [0]], [[0], [0]]), by: plan)
    guard case .stoppedEarly(let best) = run.end.reason else { return (run.epochs.count, -1) }
    return (run.epochs.count, best)
  }

  @Test func `patience counts epochs without a better value`() throws {
    #expect(try Self.stopped([3, 2, 1, 2, 3, 0]) == (5, 3))
    #expect(try Self.stopped([1, 2, 3, 2, 1, 9], maximized: true) == (5, 3))
    // A value that is as good is no better one, and the first of them is the best.
    #expect(try Self.stopped([2, 1, 1, 1, 0]) == (4, 2))
    #expect(try Self.stopped([3, 2, 3, 1, 2, 2, 0], patience: 2) == (6, 4))
    #expect(try Self.stopped([5, 4, 3, 2, 1]) == (5, -1))
  }
}

extension EpochResult {
  /// All that does not depend on the clock.
  fileprivate var numbers: [Double] {
    [Double(epoch), loss, rate, validationLoss ?? -1] + metrics.map(\.value)
      + validationMetrics.map(\.value)
  }
}

extension Model {
  /// Goes on with the training that was left.
  func continued(threads: Int = 1) throws -> (end: TrainingEnd, epochs: [EpochResult]) {
    var epochs: [EpochResult] = []
    let end = try continueTraining(
      threads: threads, now: { 0 }, shouldStop: { false },
      report: { if case .epochEnded(let result) = $0 { epochs.append(result) } })
    return (try #require(end), epochs)
  }
}
