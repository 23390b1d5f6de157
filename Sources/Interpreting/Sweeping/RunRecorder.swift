import Plans
import Vocabulary

/// Notes what the trainings and evaluations of one run of a sweep give.
final class RunRecorder {
  private var trainings: [Training] = []
  private var evaluations: [Evaluation] = []
  private var loss: FunctionReference?
  /// The data sets that the run has read.
  private(set) var data: [DataRecord] = []
  /// The files of networks that it has loaded.
  private(set) var loaded: [DataRecord.Source] = []

  /// What decided on the training that was begun last.
  private(set) var values: [ValueRecord] = []

  private struct Training {
    var network: String
    var loss: FunctionReference?
    var history: [EpochResult] = []
    var end: TrainingEnd?
  }

  /// The plan of the training that is about to begin.
  func note(_ plan: TrainingPlan) {
    loss = plan.phases.last?.loss
    // The number behind a function of the script differs where a run declares another one before.
    let name = (loss?.name ?? "").prefix { $0 != "#" }
    loss?.name = String(name)
  }

  /// The values that decide on the training that is about to begin.
  func note(_ values: [ValueRecord]) { self.values = values }

  func note(_ event: TrainingEvent) {
    switch event {
    case .started(let card): trainings.append(Training(network: card.network, loss: loss))
    // What would be pointed out in one training would be said of each here.
    case .phaseBegan, .progressed, .noticed, .profiled: break
    case .epochEnded(let result):
      if !trainings.isEmpty { trainings[trainings.count - 1].history.append(result) }
    case .ended(let end):
      if !trainings.isEmpty { trainings[trainings.count - 1].end = end }
    }
  }

  func note(_ record: DataRecord) { data.append(record) }

  func note(loaded file: DataRecord.Source) { loaded.append(file) }

  func note(_ evaluation: Evaluation) { evaluations.append(evaluation) }

  /// What the network that was trained last has reached; `nil` where none was trained.
  func run(_ choice: [Int]) -> SweepRun? {
    guard let last = trainings.last else { return nil }
    let own = trainings.filter { $0.network == last.network }
    var run = SweepRun(
      choice: choice, history: own.flatMap(\.history), loss: last.loss,
      iterations: own.reduce(0) { $0 + ($1.end?.iterations ?? 0) },
      seconds: own.reduce(0) { $0 + ($1.end?.seconds ?? 0) }, weightHash: last.end?.weightHash)
    if case .diverged(let epoch, let iteration, _)? = last.end?.reason {
      run.divergence = SweepRun.Divergence(epoch: epoch, iteration: iteration)
    }
    for evaluation in evaluations where evaluation.network == last.network {
      let part = evaluation.part.split(separator: ".").last.map(String.init) ?? evaluation.part
      run.evaluations[part] = evaluation
    }
    return run
  }
}
