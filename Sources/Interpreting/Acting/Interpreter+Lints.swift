import Diagnostics
import Kernels
import Plans
import Tables
import Vocabulary

extension Interpreter {
  /// Notes what is legal in a training and yet probably a mistake.
  func lint(
    _ plan: ModelPlan, _ assembly: NetworkAssembly, _ schedule: TrainingSchedule, _ part: DataPart
  ) {
    guard let prepared = part.data.prepared, let last = assembly.lines.last else { return }
    let activation = lastActivation(of: plan)
    for phase in schedule.phases {
      lintBatch(phase, part)
      if activation == "sigmoid", phase.loss?.name == "mse", phase.loss?.source == nil,
        let loss = phase.lossSetting
      {
        lintSigmoid(loss.arguments.first?.span ?? loss.span, prepared, layer: last.span)
      }
    }
    if activation == "relu", plan.layers.last?.activation?.source == nil {
      note(.reluBeforeLoss(at: last.span, removal: last.activationRemoval))
    }
    lintScale(plan, prepared, part.data)
  }

  private func lintBatch(_ phase: PhaseSchedule, _ part: DataPart) {
    guard case .samples(let batch)? = phase.batch, let samples = part.samples,
      batch > samples.count, let span = phase.batchSetting?.arguments.first?.span
    else { return }
    note(.batchTooLarge(batch, samples: samples.count, of: part.description, at: span))
  }

  /// Says what has been found in the data, unless the training counts with it.
  ///
  /// Very unequal classes do no harm where a metric sees each class, or weights do; and in images
  /// some pixels are always the same.
  func advise(
    on data: DataSet, _ schedule: TrainingSchedule, areWeighted: Bool, areImages: Bool
  ) {
    let fair: Set = ["precision", "recall", "f1", "auc"]
    let isFair = areWeighted || schedule.metrics.contains { fair.contains($0.function.name) }
    for advice in heldAdvice.removeValue(forKey: data.span) ?? []
    where !(advice.code == .unequalClasses ? isFair : areImages) {
      note(advice)
    }
  }

  /// Says what no training was there to heed.
  func tellHeldAdvice() {
    let all = heldAdvice.values.flatMap { $0 }
    for advice in all.sorted(by: { $0.primary.span.start < $1.primary.span.start }) {
      note(advice)
    }
    heldAdvice = [:]
  }

  private func lintSigmoid(_ span: Span, _ prepared: PreparedData, layer: Span) {
    let target = prepared.encoding.target
    switch target.kind {
    case .binary:
      note(
        .sigmoidUnderMSE(
          at: span, layer: layer,
          repair: Text(
            en: "'log_loss' is made for 'sigmoid'", pt: "'log_loss' é feita para 'sigmoid'"),
          fixIts: [.replace(span, with: "log_loss", isSafe: false)]))
    case .classes:
      let end = "dense \(target.outputs), softmax"
      note(
        .sigmoidUnderMSE(
          at: span, layer: layer,
          repair: Text(
            en: "end the network with '\(end)', and write 'loss cross_entropy'",
            pt: "termine a rede com '\(end)', e escreva 'loss cross_entropy'"), fixIts: []))
    case .number:
      let values = prepared.train.numberTargets ?? []
      guard let low = values.min(), let high = values.max() else { return }
      if low < 0 || high > 1 {
        note(.sigmoidOutOfReach(low, high, at: span, layer: layer))
      } else if values.allSatisfy({ $0 == 0 || $0 == 1 }) {
        note(
          .sigmoidUnderMSE(
            at: span, layer: layer,
            repair: Text(
              en: "say 'kind: binary' after the target, and write 'loss log_loss'",
              pt: "diga 'kind: binary' depois do alvo, e escreva 'loss log_loss'"), fixIts: []))
      }
    }
  }

  /// Features whose root mean square is above 10 where they reach the network.
  private func lintScale(_ plan: ModelPlan, _ prepared: PreparedData, _ data: DataSet) {
    guard plan.layers.first?.kind.hasSuffix("_norm") != true else { return }
    let samples = prepared.train
    // So many samples tell the size of a feature.
    let stride = max(1, samples.count / 10_000)
    var offset = 0
    var large: [(name: String, largest: Double)] = []
    for feature in prepared.encoding.features {
      defer { offset += feature.width }
      guard case .number(_, .identity) = feature.encoding else { continue }
      var (sum, largest, count) = (0.0, 0.0, 0.0)
      for row in Swift.stride(from: 0, to: samples.count, by: stride) {
        let value = Double(samples.inputs[row, offset])
        (sum, count) = (sum + value * value, count + 1)
        if abs(value) > abs(largest) { largest = value }
      }
      if count > 0, sum / count > 100 { large.append((feature.name, largest)) }
    }
    guard !large.isEmpty else { return }
    note(
      .unscaledInputs(
        large.sorted { abs($0.largest) > abs($1.largest) }, data: data.name, at: data.span))
  }

  /// Notes that the training part is measured where a test part is meant for that.
  func lintUnnamedPart(of training: TrainedWith, _ part: DataPart, at span: Span) {
    guard !part.isNamed, training.data === part.data, part.data.prepared?.test != nil else {
      return
    }
    note(.evaluatedOnTraining(part.data.name, at: span))
  }

  /// Notes that the part which decided on the end of a training is taken for its test.
  func lintEvaluation(of training: TrainedWith, on part: DataPart, at span: Span) {
    guard part.part == .validation, training.data === part.data,
      let prepared = part.data.prepared, prepared.test == nil,
      let stop = training.stopSetting
    else { return }
    note(
      .stoppingPartEvaluated(part.description, data: part.data.name, at: span, stop: stop.span))
  }

  /// Notes a seed of the script that nothing has used.
  func lintSeed() {
    guard isDry, let span = seedSpan, !isSeedUsed else { return }
    note(.unusedSeed(at: span))
  }
}
