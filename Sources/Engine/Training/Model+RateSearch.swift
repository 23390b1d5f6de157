package import Kernels
package import Plans

extension Model {
  /// Trains a copy of the network with a rate that grows from iteration to iteration.
  ///
  /// - Parameter shouldStop: Asked between iterations; `true` ends the search without a result.
  package func searchRate(
    on samples: Samples, by plan: PhasePlan, seed: UInt64, classWeights: [Double]?, threads: Int,
    shouldStop: () -> Bool
  ) throws(EngineError) -> RateSearch? {
    try checkInput(samples)
    guard let rule = functions.optimizer(plan.optimizer) else {
      throw .unknownFunction(plan.optimizer)
    }
    let copy = try self.copy(functions: functions)
    let memory = OptimizerMemory(plan.optimizer, rule, parameters: parameterLayout.count)
    let program = try TrainingProgram(
      copy, samples.weighted(byClass: classWeights), plan, rule, states: memory.states, seed: seed,
      threads: threads)
    var losses: [Double] = []
    losses.reserveCapacity(RateSearch.iterations)
    var order: [Int32] = []
    for iteration in 0..<RateSearch.iterations {
      if shouldStop() { return nil }
      let number = iteration % program.iterationsPerEpoch
      if number == 0 {
        let epoch = iteration / program.iterationsPerEpoch + 1
        order = RandomSource(seed, .shuffle(epoch: epoch)).stream
          .permutationIndices(of: samples.count)
      }
      let loss = order.withUnsafeBufferPointer { order in
        order.baseAddress.map {
          program.iterate(
            number, order: $0, rate: RateSearch.rate(of: iteration), update: iteration + 1)
        } ?? .nan
      }
      guard loss.isFinite else { break }
      losses.append(loss)
      if RateSearch.isHopeless(losses) { break }
    }
    return RateSearch(network: self.plan.name, losses: losses)
  }
}
