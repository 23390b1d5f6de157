import Engine
import Kernels
import Plans
import Testing
import Vocabulary

/// What pictures ask of a network that has been trained.
@Suite struct LookingTests {
  private static let samples = Fixture.samples(
    Fixture.inputs(60, 3, seed: 4), Fixture.inputs(60, 3, seed: 4).map { [$0[0] * 2 - $0[1]] })

  private static func model() throws -> Model {
    try Model(
      Fixture.network(3, [(5, "tanh"), (1, nil)]), functions: HandTable.functions, seed: 1)
  }

  private static func plan(epochs: Int, optimizer: String = "adam") -> TrainingPlan {
    Fixture.plan("mse", optimizer, rate: 0.02, batch: .samples(16), epochs: epochs)
  }

  @Test func `a path has the weights that the network had, and changes nothing`() throws {
    let model = try Self.model()
    var seen: [Int: [Float]] = [0: model.allWeights]
    for epoch in 1...6 {
      // One training of an epoch after the other: six legs.
      try model.trained(on: Self.samples, by: Self.plan(epochs: 1))
      seen[epoch] = model.allWeights
    }
    let hash = model.weightHash
    let path = try #require(try model.path(most: 60, threads: 1, shouldStop: { false }))
    #expect(path.map(\.epoch) == Array(0...6))
    for point in path { #expect(point.weights == seen[point.epoch]) }
    #expect(model.weightHash == hash && model.epochsTrained == 6)
  }

  @Test func `a path goes over steps, over best weights and over going back`() throws {
    let model = try Self.model()
    var stopping = Self.plan(epochs: 8)
    stopping.stopping = StoppingPlan(
      monitor: "loss", isMaximized: false, patience: 20, restoresBest: true)
    try model.trained(on: Self.samples, by: stopping)
    for _ in 0..<6 {
      _ = try model.step(
        on: Self.samples, validation: nil, by: Self.plan(epochs: 2), threads: 1)
    }
    _ = try model.goBack(2, threads: 1)
    let before = model.allWeights
    let path = try #require(try model.path(most: 5, threads: 1, shouldStop: { false }))
    #expect(path.count >= 3 && path.count <= 7)
    #expect(path.last?.weights == before)
    #expect(model.allWeights == before)
  }

  @Test func `a training goes on after a look as if there had been none`() throws {
    let (looked, other) = (try Self.model(), try Self.model())
    for model in [looked, other] { try model.trained(on: Self.samples, by: Self.plan(epochs: 3)) }
    _ = try looked.path(most: 10, threads: 1, shouldStop: { false })
    for model in [looked, other] { try model.trained(on: Self.samples, by: Self.plan(epochs: 3)) }
    #expect(looked.weightHash == other.weightHash)
  }

  @Test func `a look at the path can be interrupted, and before a training it is one place`() throws
  {
    let model = try Self.model()
    #expect(try model.path(most: 9, threads: 1, shouldStop: { false })?.count == 1)
    try model.trained(on: Self.samples, by: Self.plan(epochs: 3))
    let hash = model.weightHash
    #expect(try model.path(most: 9, threads: 1, shouldStop: { true }) == nil)
    #expect(model.weightHash == hash)
  }

  @Test func `the loss in the middle of a plane is the network's own, and elsewhere another`()
    throws
  {
    let model = try Self.model()
    try model.trained(on: Self.samples, by: Self.plan(epochs: 3))
    let loss = FunctionReference("mse")
    let plane = try LossPlane(
      of: model, on: Self.samples, loss: loss, center: model.allWeights,
      directions: (
        model.filterNormalizedDirection(1, seed: 0), model.filterNormalizedDirection(2, seed: 0)
      ), threads: 1)
    let own = try model.evaluate(on: Self.samples, loss: loss, metrics: [], threads: 1).loss
    #expect(plane.loss(0, 0) == own)
    #expect(plane.loss(0.5, -0.5) != own)
    #expect(plane.loss(0, 0) == own)
  }

  @Test func `a random direction is as long as the weights of each unit, and leaves offsets`()
    throws
  {
    let model = try Self.model()
    let direction = model.filterNormalizedDirection(1, seed: 7)
    #expect(direction == model.filterNormalizedDirection(1, seed: 7))
    #expect(direction != model.filterNormalizedDirection(2, seed: 7))
    let weights = model.allWeights
    for unit in 0..<5 {
      var (own, drawn) = (0.0, 0.0)
      for input in 0..<3 {
        let place = try #require(model.place(ofWeight: "dense_1.weight", at: [input, unit]))
        own += Double(weights[place] * weights[place])
        drawn += Double(direction[place] * direction[place])
      }
      #expect(abs(own - drawn) < 1e-5 * own)
    }
    let offset = try #require(model.place(ofWeight: "dense_1.bias", at: [2]))
    #expect(direction[offset] == 0)
    #expect(model.place(ofWeight: "dense_1.weight", at: [3, 0]) == nil)
    #expect(model.place(ofWeight: "dense_9.weight", at: [0, 0]) == nil)
  }

  @Test func `the layers' numbers are those of the network`() throws {
    let model = try Self.model()
    let layers = try model.layerNumbers(on: Self.samples, loss: FunctionReference("mse"))
    #expect(layers.map(\.layer) == ["dense_1", "dense_2"])
    #expect(layers[0].outputs.count == 60 * 5 && layers[0].gradients.count == 3 * 5 + 5)
    let answers = try model.predict(Self.samples, threads: 1)
    #expect(zip(layers[1].outputs, answers.values).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(layers[0].outputs.allSatisfy { abs($0) <= 1 })
  }

  @Test func `the losses of the batches are kept in so much memory and no more`() throws {
    let model = try Self.model()
    try model.trained(on: Self.samples, by: Self.plan(epochs: 3))
    #expect(model.iterationLosses.elements.map(\.iteration) == Array(1...12))
    _ = try model.goBack(5, threads: 1)
    #expect(model.iterationLosses.elements.last?.iteration == 7)
    try model.trained(on: Self.samples, by: Self.plan(epochs: 2_500))
    let series = model.iterationLosses
    #expect(series.elements.count <= 4_096 && series.stride == 4)
    let iterations = series.elements.map(\.iteration)
    #expect(zip(iterations, iterations.dropFirst()).allSatisfy { $0 < $1 })
    #expect(series.elements.allSatisfy { $0.loss.isFinite })
  }
}
