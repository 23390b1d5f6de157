import Engine
import Foundation
import Graphs
import Kernels
import Plans
import Shapes
import Testing
import Vocabulary

private func line(_ count: Int) -> Samples {
  let inputs = Fixture.inputs(count, 2, seed: 3)
  return Fixture.samples(inputs, inputs.map { [2 * $0[0] - 3 * $0[1] + 1] })
}

private func threeClasses(_ count: Int) -> Samples {
  let inputs = Fixture.inputs(count, 5, seed: 4)
  let classes = inputs.map { row -> Int32 in row[0] > 0.3 ? 0 : row[1] > row[2] ? 1 : 2 }
  return Fixture.samples(inputs, classes: classes, of: 3)
}

@Test func `gradient descent on a line finds the least squares`() throws {
  let model = try Model(
    Fixture.network(2, [(1, nil)]), functions: HandTable.functions, seed: 1)
  let run = try model.trained(
    on: line(60), by: Fixture.plan("mse", "sgd", rate: 0.2, batch: .full, epochs: 300))
  #expect(run.end.reason == .completed)
  let values = model.parameters.flatMap(\.values)
  for (value, truth) in zip(values, [2, -3, 1] as [Float]) { #expect(abs(value - truth) < 1e-4) }
  #expect((run.epochs.last?.loss ?? 1) < 1e-8)
}

@Test(arguments: ["sgd", "momentum", "adam"])
func `xor is learnt`(optimizer: String) throws {
  let model = try Model(
    Fixture.network(2, [(8, "tanh"), (1, "sigmoid")]), functions: HandTable.functions, seed: 2)
  let rate = optimizer == "sgd" ? 1 : 0.1
  try model.trained(
    on: Fixture.xor,
    by: Fixture.plan("log_loss", optimizer, rate: rate, batch: .samples(4), epochs: 500))
  let answers = try model.predict(Fixture.xor, threads: 1)
  for (answer, truth) in zip(answers.values, [0, 1, 1, 0] as [Float]) {
    #expect(abs(answer - truth) < 0.1)
  }
}

@Test func `an optimizer that needs whole tensors sees one at a time`() throws {
  let model = try Model(
    Fixture.network(2, [(3, "tanh"), (1, nil)]), functions: HandTable.functions, seed: 1)
  let before = model.parameters
  try model.trained(
    on: line(20), by: Fixture.plan("mse", "normed", rate: 0.25, batch: .full, epochs: 1))
  for (old, new) in zip(before, model.parameters) {
    let squares = zip(old.values, new.values).map { ($0 - $1) * ($0 - $1) }
    #expect(abs(squares.reduce(0, +).squareRoot() - 0.25) < 1e-5)
  }
}

@Test func `twice 25 epochs are 50, bit for bit`() throws {
  let plan = Fixture.network(5, [(8, "relu"), (3, "softmax")], dropout: 0.2)
  let (once, twice) = (
    try Model(plan, functions: HandTable.functions, seed: 1),
    try Model(plan, functions: HandTable.functions, seed: 1)
  )
  var training = Fixture.plan("cross_entropy", "adam", rate: 0.01, batch: .samples(16), epochs: 50)
  try once.trained(on: threeClasses(70), by: training)
  training.phases[0].epochs = 25
  try twice.trained(on: threeClasses(70), by: training)
  try twice.trained(on: threeClasses(70), by: training)
  #expect(once.weightHash == twice.weightHash)
  #expect(twice.epochsTrained == 50)
}

@Test func `any number of threads gives the same bits`() throws {
  let hashes = try [1, 2, 5].map { threads in
    let model = try Model(
      Fixture.network(5, [(600, "relu"), (40, "swish"), (3, "softmax")], dropout: 0.5),
      functions: HandTable.functions, seed: 1)
    try model.trained(
      on: threeClasses(300),
      by: Fixture.plan(
        "cross_entropy", "adam", rate: 0.01, batch: .samples(128), epochs: 1), threads: threads)
    return model.weightHash
  }
  #expect(hashes[0] == hashes[1])
  #expect(hashes[0] == hashes[2])
}

@Test func `a model that is reset learns the same again`() throws {
  let model = try Model(
    Fixture.network(2, [(4, "tanh"), (1, nil)]), functions: HandTable.functions, seed: 1)
  let first = model.weightHash
  let plan = Fixture.plan("mse", "momentum", rate: 0.05, batch: .samples(7), epochs: 3)
  try model.trained(on: line(30), by: plan)
  let trained = model.weightHash
  model.reset(seed: 1)
  #expect(model.weightHash == first)
  try model.trained(on: line(30), by: plan)
  #expect(model.weightHash == trained)
}

@Test func `the last batch is smaller and counts for its samples`() throws {
  let model = try Model(
    Fixture.network(2, [(1, nil)]), functions: HandTable.functions, seed: 1)
  let samples = line(10)
  let before = try model.evaluate(
    on: samples, loss: FunctionReference("mse"), metrics: [], threads: 1)
  // With rate 0 nothing is learnt, so the mean over the batches is the loss of the whole part.
  let run = try model.trained(
    on: samples, by: Fixture.plan("mse", "sgd", rate: 0, batch: .samples(4), epochs: 1))
  #expect(abs((run.epochs[0].loss) - (before.loss ?? 0)) < 1e-6)
  #expect(run.end.iterations == 3)
}

@Test func `the card counts iterations and updates, and its probe changes nothing`() throws {
  let model = try Model(
    Fixture.network(5, [(8, "relu"), (3, "softmax")]), functions: HandTable.functions, seed: 1)
  let before = model.weightHash
  var time = 0.0
  let card = try model.card(
    for: Fixture.plan("cross_entropy", "adam", rate: 0.1, batch: .samples(32), epochs: 50),
    on: threeClasses(1040), validation: nil, threads: 1,
    now: {
      time += 0.001
      return time
    })
  #expect(model.weightHash == before)
  #expect(card.iterationsPerEpoch == 33)
  #expect(card.lastBatch == 16)
  #expect(card.updates == 1650)
  #expect(card.parameters == 5 * 8 + 8 + 8 * 3 + 3)
  #expect(abs((card.expectedSeconds ?? 0) - 1.65) < 1e-9)
}

@Test func `a training that diverges goes back to the last finite loss`() throws {
  let plan = Fixture.network(2, [(1, nil)])
  let (model, twin) = (
    try Model(plan, functions: HandTable.functions, seed: 1),
    try Model(plan, functions: HandTable.functions, seed: 1)
  )
  let training = Fixture.plan("mse", "sgd", rate: 40, batch: .samples(8), epochs: 20)
  let run = try model.trained(on: line(40), by: training)
  guard case .diverged(let epoch, let iteration, let loss) = run.end.reason else {
    Issue.record("the training ended as \(run.end.reason)")
    return
  }
  #expect(!loss.isFinite)
  // All iterations before the one that failed had a finite loss; the last update is taken back.
  let updates = (epoch - 1) * 5 + iteration - 1
  try twin.trained(on: line(40), by: training, stopAfter: updates - 1)
  #expect(model.weightHash == twin.weightHash)
}

@Test func `an interrupted training keeps what it has learnt`() throws {
  let model = try Model(
    Fixture.network(2, [(1, nil)]), functions: HandTable.functions, seed: 1)
  let before = model.weightHash
  let run = try model.trained(
    on: line(40), by: Fixture.plan("mse", "sgd", rate: 0.1, batch: .samples(8), epochs: 20),
    stopAfter: 7)
  #expect(run.end.reason == .interrupted)
  #expect(run.end.iterations == 7)
  #expect(run.end.epochs == 1)
  #expect(model.weightHash != before)
}

@Test func `early stopping puts the best parameters back`() throws {
  let model = try Model(
    Fixture.network(2, [(1, nil)]), functions: HandTable.functions, seed: 1)
  // With this rate the loss soon grows.
  let stopping = StoppingPlan(
    monitor: "validation.loss", isMaximized: false, patience: 3, restoresBest: true)
  let run = try model.trained(
    on: line(40), validation: line(20),
    by: Fixture.plan(
      "mse", "sgd", rate: 1.05, batch: .full, epochs: 100, stopping: stopping))
  let losses = run.epochs.compactMap(\.validationLoss)
  let best = (losses.firstIndex(of: losses.min() ?? 0) ?? 0) + 1
  #expect(run.end.reason == .stoppedEarly(best: best))
  #expect(run.epochs.count == best + 3)
  let loss = try model.evaluate(
    on: line(20), loss: FunctionReference("mse"), metrics: [], threads: 1
  ).loss
  #expect(loss == losses.min())
}

@Test func `metrics are those of the whole part`() throws {
  let model = try Model(
    Fixture.network(2, [(1, nil)]), functions: HandTable.functions, seed: 1)
  let samples = line(700)
  let answers = try model.predict(samples, threads: 1)
  let result = try model.evaluate(
    on: samples, loss: nil, metrics: [MetricPlan("worst", FunctionReference("largest_error"))],
    threads: 2)
  guard case .values(let targets, _)? = samples.targets else { return }
  let errors = zip(answers.values, targets.values).map { Double(abs($0 - $1)) }
  #expect(result.loss == nil)
  #expect(result.metrics == [NamedValue("worst", errors.max() ?? 0)])
}

@Test func `a network that the machine cannot hold is refused before it is made`() {
  #expect(
    throws: EngineError.tooLarge(
      MemoryNeed(parameters: 8_000_000_000_000), available: 1_000_000)
  ) {
    try Model(
      Fixture.network(1, [(1_000_000_000_000 / 2, nil)]), functions: HandTable.functions, seed: 1,
      memory: 1_000_000)
  }
  #expect(throws: EngineError.self) {
    try Model(
      Fixture.network(1_000_000_000_000, [(1_000_000_000_000, nil)]),
      functions: HandTable.functions, seed: 1)
  }
}

@Test func `samples and targets of another shape are refused`() throws {
  let model = try Model(
    Fixture.network(2, [(3, nil)]), functions: HandTable.functions, seed: 1)
  #expect(throws: EngineError.targetMismatch(outputs: 3, found: 1)) {
    try model.evaluate(on: line(4), loss: FunctionReference("mse"), metrics: [], threads: 1)
  }
  #expect(throws: EngineError.inputMismatch(expected: [2], found: [5])) {
    try model.predict(threeClasses(4), threads: 1)
  }
}

@Test func `a sample counts as much as its weight says`() throws {
  let model = try Model(
    Fixture.network(1, [(1, nil)]), functions: HandTable.functions, seed: 1)
  let weighted = Samples(
    count: 2, inputShape: [1], inputs: FloatBuffer([1, 2]),
    targets: .values(FloatBuffer([3, 5]), outputs: 1), weights: [1, 3])
  let repeated = Fixture.samples([[1], [2], [2], [2]], [[3], [5], [5], [5]])
  let losses = try [weighted, repeated].map { samples in
    try model.evaluate(on: samples, loss: FunctionReference("mse"), metrics: [], threads: 1).loss
      ?? 0
  }
  #expect(abs(losses[0] - losses[1]) < 1e-6 * losses[0])
  let plan = Fixture.plan("mse", "sgd", rate: 0.1, batch: .full, epochs: 5)
  try model.trained(on: weighted, by: plan)
  let first = model.parameters
  model.reset(seed: 1)
  try model.trained(on: repeated, by: plan)
  for (a, b) in zip(first, model.parameters) { #expect(abs(a.values[0] - b.values[0]) < 1e-5) }
}

@Test func `the loss of an epoch weighs its samples, and metrics do not`() throws {
  let model = try Model(
    Fixture.network(1, [(1, nil)]), functions: HandTable.functions, seed: 1)
  _ = model.take([
    NamedTensor(name: "dense_1.weight", shape: [1, 1], values: [0]),
    NamedTensor(name: "dense_1.bias", shape: [1], values: [0]),
  ])
  let samples = Samples(
    count: 3, inputShape: [1], inputs: FloatBuffer([1, 2, 3]),
    targets: .values(FloatBuffer([1, 2, 5]), outputs: 1), weights: [1, 2, 3])
  // With rate 0 the prediction stays 0. (1·1 + 2·4 + 3·25) / 6 = 14, in batches of one as well.
  var plan = Fixture.plan("mse", "sgd", rate: 0, batch: .samples(1), epochs: 1)
  plan.metrics = [MetricPlan("mse", FunctionReference("mean_square"))]
  var functions = HandTable.functions
  functions.metric = { _ in
    { p, t, graph throws(FunctionProblem) in
      do {
        let error = try graph.subtract(p, t)
        return try graph.mean(of: graph.multiply(error, error))
      } catch { return p }
    }
  }
  let weighing = try Model(model.plan, functions: functions, seed: 1)
  _ = weighing.take(model.parameters)
  let epoch = try weighing.trained(on: samples, validation: samples, by: plan).epochs[0]
  #expect(abs(epoch.loss - 14) < 1e-6)
  #expect(abs((epoch.validationLoss ?? 0) - 14) < 1e-6)
  // (1 + 4 + 25) / 3
  #expect(epoch.metrics == [NamedValue("mse", 10)])
}

@Test func `every sample is seen once in each epoch`() throws {
  // With rate 0 the loss of an epoch is the mean over the samples seen, in whatever order.
  let model = try Model(
    Fixture.network(1, [(1, nil)]), functions: HandTable.functions, seed: 1)
  let samples = Fixture.samples((1...9).map { [Float($0)] }, (1...9).map { [Float($0)] })
  let run = try model.trained(
    on: samples, by: Fixture.plan("mse", "sgd", rate: 0, batch: .samples(1), epochs: 2))
  let whole = try model.evaluate(
    on: samples, loss: FunctionReference("mse"), metrics: [], threads: 1)
  for epoch in run.epochs { #expect(abs(epoch.loss - (whole.loss ?? 0)) < 1e-4) }
}

@Test(arguments: [false, true])
func `a training of many iterations takes no more memory than one of few`(isCutting: Bool) throws {
  let model = try Model(
    Fixture.network(2, [(4, "tanh"), (1, "sigmoid")]), functions: HandTable.functions, seed: 1)
  var plan = Fixture.plan("log_loss", "adam", rate: 0.01, batch: .samples(2), epochs: 2500)
  if isCutting {
    plan.phases[0].clipping = ClippingPlan(value: 0.5, norm: 0.1)
    plan.phases[0].rate.warmup = Quantity(4000, .iterations)
    plan.classWeights = [1, 2]
    plan.limit = .iterations(4900)
  }
  try model.trained(on: Fixture.xor, by: plan)
  // Tests beside this one take memory too, so the least growth of a few tries counts. 5,000
  // iterations that kept 400 bytes each would keep 2 MB.
  let growth = try (0..<8).map { _ in
    let before = residentBytes()
    try model.trained(on: Fixture.xor, by: plan)
    return residentBytes() - before
  }
  #expect((growth.min() ?? 0) < 2_000_000)
}

private func residentBytes() -> Int {
  let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  return pages * 4096
}

@Test(arguments: [
  FunctionReference(
    "sgd", Settings(["momentum": .number(0), "nesterov": .boolean(false)])),
  FunctionReference(
    "adam",
    Settings(["beta1": .number(0.9), "beta2": .number(0.999), "epsilon": .number(1e-8)])),
])
func `the loop bound to an optimizer does what its formula says`(
  optimizer: FunctionReference
) throws {
  let models = try (0..<2).map { _ in
    try Model(
      Fixture.network(5, [(40, "tanh"), (3, "softmax")]), functions: HandTable.functions, seed: 1)
  }
  // Only complete settings, as the checker writes them into a plan, bind the loop.
  for (model, settings) in zip(models, [Settings(), optimizer.settings]) {
    try model.trained(
      on: threeClasses(90),
      by: Fixture.plan(
        "cross_entropy", optimizer.name, settings, rate: 0.01, batch: .samples(30), epochs: 4))
  }
  for (a, b) in zip(models[0].parameters, models[1].parameters) {
    // Twelve updates of at most 0.01, each rounded a little differently.
    for (x, y) in zip(a.values, b.values) { #expect(abs(x - y) < 1e-5) }
  }
}
