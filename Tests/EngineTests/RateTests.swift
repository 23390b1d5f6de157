import Engine
import Graphs
import Kernels
import Plans
import Testing
import Vocabulary

/// The rate of each update, told by a weight that moves by it: the gradient of mean(prediction) with
/// respect to the bias is 1.
@Suite struct RateTests {
  private static func table() -> FunctionTable {
    var functions = HandTable.functions
    functions.loss = { _ in
      { prediction, _, _, graph throws(FunctionProblem) in
        do { return try graph.mean(of: prediction) } catch { return prediction }
      }
    }
    functions.schedule = { reference in
      switch reference.name {
      // 1 − epoch / epochs
      case "line":
        { epoch, epochs, graph throws(FunctionProblem) in
          do {
            return try graph.subtract(graph.constant(1), graph.divide(epoch, epochs))
          } catch { return epoch }
        }
      case "negative": { _, _, graph throws(FunctionProblem) in graph.constant(-1) }
      default: nil
      }
    }
    return functions
  }

  /// The rates of all iterations, of phases with a batch and epochs each, for 4 samples.
  private func rates(
    _ phases: [(batch: Int, epochs: Int)], _ base: Double = 1, decay: String? = nil,
    warmup: Quantity? = nil
  ) throws -> [Float] {
    let functions = Self.table()
    let epochs = phases.reduce(0) { $0 + $1.epochs }
    let plans = phases.map { phase in
      PhasePlan(
        loss: FunctionReference("mean"), optimizer: FunctionReference("sgd"),
        rate: RatePlan(
          [base], epochs: epochs, decay: decay.map { FunctionReference($0) }, warmup: warmup),
        batch: .samples(phase.batch), epochs: phase.epochs)
    }
    let count = phases.reduce(0) { $0 + $1.epochs * (4 / $1.batch) }
    var last: Float = 0
    return try (1...count).map { iterations in
      let model = try Model(Fixture.network(1, [(1, nil)]), functions: functions, seed: 1)
      try model.trained(
        on: Fixture.samples([[0], [0], [0], [0]], [[0], [0], [0], [0]]),
        by: TrainingPlan(phases: plans, seed: 1), stopAfter: iterations)
      let bias = model.parameters[1].values[0]
      defer { last = bias }
      return last - bias
    }
  }

  private func isClose(_ a: [Float], _ b: [Float]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-6 }
  }

  @Test func `a warm-up grows in a straight line, per iteration`() throws {
    // 2 iterations an epoch, 2 epochs of warm-up.
    let byEpochs = try rates([(2, 3)], warmup: Quantity(2, .epochs))
    #expect(isClose(byEpochs, [0.25, 0.5, 0.75, 1, 1, 1]), "\(byEpochs)")
    let byIterations = try rates([(2, 3)], warmup: Quantity(3, .iterations))
    #expect(isClose(byIterations, [0.333333, 0.666667, 1, 1, 1, 1]), "\(byIterations)")
  }

  @Test func `a decay counts the epochs with their fraction, from the end of the warm-up`() throws {
    let plain = try rates([(2, 2)], decay: "line")
    #expect(isClose(plain, [1, 0.75, 0.5, 0.25]), "\(plain)")
    // One epoch of warm-up, then two of decay.
    let warm = try rates([(2, 3)], decay: "line", warmup: Quantity(1, .epochs))
    #expect(isClose(warm, [0.5, 1, 1, 0.75, 0.5, 0.25]), "\(warm)")
  }

  @Test func `a rate beside the phases runs through all of them`() throws {
    // 2 iterations, then 4 in the second epoch.
    let both = try rates([(2, 1), (1, 1)], decay: "line")
    #expect(isClose(both, [1, 0.75, 0.5, 0.375, 0.25, 0.125]), "\(both)")
    // Three iterations of warm-up end a quarter into the second epoch: 0.75 epochs are left.
    let warm = try rates([(2, 1), (1, 1)], decay: "line", warmup: Quantity(3, .iterations))
    #expect(isClose(warm, [0.333333, 0.666667, 1, 1, 0.666667, 0.333333]), "\(warm)")
  }

  @Test func `a schedule below 0 is refused`() throws {
    #expect(throws: EngineError.illegalRate(-1, epoch: 1)) {
      try rates([(2, 1)], decay: "negative")
    }
  }
}
