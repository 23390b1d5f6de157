import Plans
import Vocabulary

/// The phases of a training in numbers: how many iterations each has, and at which rates.
struct PhaseLayout {
  struct Phase {
    /// Epochs of the training before it.
    var first: Int
    var epochs: Int
    var iterationsPerEpoch: Int
  }

  let cards: [PhaseCard]
  let rates: [RateSchedule]
  private let phases: [Phase]

  /// - Throws: `illegalRate`, and what keeps a decay from becoming a graph.
  init(
    _ plan: TrainingPlan, samples: Int, _ functions: FunctionTable
  ) throws(EngineError) {
    var phases: [Phase] = []
    for phase in plan.phases {
      let batch = phase.batch.size(of: samples)
      let first = phases.last.map { $0.first + $0.epochs } ?? 0
      phases.append(
        Phase(
          first: first, epochs: phase.epochs,
          iterationsPerEpoch: max(1, (samples + batch - 1) / batch)))
    }
    var rates: [RateSchedule] = []
    var cards: [PhaseCard] = []
    for (index, phase) in plan.phases.enumerated() {
      let schedule = try RateSchedule(phase.rate, phase: index, phases, functions)
      let own = phases[index]
      if let (rate, epoch) = schedule.firstIllegal(epochs: own.first..<own.first + own.epochs) {
        throw .illegalRate(rate, epoch: epoch)
      }
      rates.append(schedule)
      let batch = phase.batch.size(of: samples)
      cards.append(
        PhaseCard(
          batch: batch, lastBatch: samples % batch == 0 ? batch : samples % batch,
          iterationsPerEpoch: own.iterationsPerEpoch, epochs: phase.epochs,
          optimizer: phase.optimizer.shownName, rate: schedule.rate(epoch: own.first, number: 0),
          rateAfterWarmup: phase.rate.warmup == nil ? nil : phase.rate.base(in: own.first)))
    }
    (self.phases, self.rates, self.cards) = (phases, rates, cards)
  }

  /// How many iterations the first `epochs` of the training have.
  func iterations(before epochs: Int) -> Int {
    phases.reduce(0) { sum, phase in
      sum + max(0, min(epochs - phase.first, phase.epochs)) * phase.iterationsPerEpoch
    }
  }
}
