package import Diagnostics
package import Plans

/// Where a repetition of a run first gives something else.
package struct RunDifference: Hashable, Sendable {
  package enum Place: Hashable, Sendable {
    /// `training` from 1; `run` is that of a sweep, from 1.
    case epoch(Int, network: String, training: Int)
    case sweepEpoch(Int, run: Int)
    /// A value that decides on a training.
    case setting(network: String, training: Int)
    /// What a training reached, as the record says it beside its epochs.
    case results(network: String, training: Int)
    case sweepResults(run: Int)
    case weights(network: String, training: Int)
    case sweepWeights(run: Int)
    case evaluation(network: String, part: String)
    case steps(network: String)
    /// How many trainings, runs of sweeps, steps and evaluations there are.
    case count
  }

  package var place: Place
  /// What differs there: `loss`, `validation.accuracy`.
  package var name: String
  /// With all digits.
  package var before: String
  package var after: String
}

/// The first place at which `after`, a repetition of `before`, gives other numbers; `nil` where
/// everything that `before` knows came again.
///
/// Where `before` did not come to its end, what it has is compared, and no more.
package func firstDifference(_ before: RunRecord, _ after: RunRecord) -> RunDifference? {
  for (index, (a, b)) in zip(before.trainings, after.trainings).enumerated() {
    if let difference = difference(a, b, number: index + 1) { return difference }
  }
  let runs = zip(before.sweeps, after.sweeps).flatMap { zip($0.runs, $1.runs) }
  for (index, (a, b)) in runs.enumerated() {
    if let difference = difference(a, b, number: index + 1) { return difference }
  }
  let isWhole = before.end.map { $0.manner != .interrupted } ?? false
  // Where it was stopped, there may be more of them this time.
  for (a, b) in zip(before.steps, after.steps) where isWhole {
    if let difference = difference(a, b) { return difference }
  }
  for (a, b) in zip(before.evaluations, after.evaluations) {
    if let difference = difference(a, b) { return difference }
  }
  guard isWhole else { return nil }
  let counts = [before, after].map { record in
    record.trainings.count + record.steps.count + record.sweeps.reduce(0) { $0 + $1.runs.count }
      + record.evaluations.count
  }
  guard counts[0] == counts[1] else {
    return RunDifference(
      place: .count, name: "results", before: String(counts[0]), after: String(counts[1]))
  }
  return nil
}

/// What first differs in an epoch: its name, and both values.
package func difference(
  _ before: EpochResult, _ after: EpochResult
) -> (name: String, before: String, after: String)? {
  firstUnequal(
    before.results + [NamedValue("rate", before.rate)],
    after.results + [NamedValue("rate", after.rate)])
}

private func difference(
  _ before: TrainingRecord, _ after: TrainingRecord, number: Int
) -> RunDifference? {
  for (a, b) in zip(before.history, after.history) {
    guard let found = difference(a, b) else { continue }
    return RunDifference(
      place: .epoch(a.epoch, network: before.network, training: number), name: found.name,
      before: found.before, after: found.after)
  }
  // What only one of them knows of comes from another version.
  let values = Dictionary(after.values.map { ($0.name, $0.value) }) { first, _ in first }
  for value in before.values {
    guard let now = values[value.name], now != value.value else { continue }
    return RunDifference(
      place: .setting(network: before.network, training: number), name: value.name,
      before: value.value, after: now)
  }
  if before.end != nil, after.end != nil,
    let found = firstUnequal(before.results, after.results)
  {
    return RunDifference(
      place: .results(network: before.network, training: number), name: found.name,
      before: found.before, after: found.after)
  }
  guard let (a, b) = unequalWeights(before.end, after.end) else { return nil }
  return RunDifference(
    place: .weights(network: before.network, training: number), name: "weights", before: a, after: b
  )
}

/// The hashes of the weights, where both trainings came to the same end with other weights.
private func unequalWeights(
  _ before: TrainingRecord.End?, _ after: TrainingRecord.End?
) -> (String, String)? {
  guard let before, let after, before.reason == after.reason, before.reason != "interrupted",
    let a = before.weightHash, let b = after.weightHash, a != b
  else { return nil }
  return (hexadecimal(a), hexadecimal(b))
}

private func difference(
  _ before: SweepResult.Run, _ after: SweepResult.Run, number: Int
) -> RunDifference? {
  for (a, b) in zip(before.history, after.history) {
    guard let found = difference(a, b) else { continue }
    return RunDifference(
      place: .sweepEpoch(a.epoch, run: number), name: found.name, before: found.before,
      after: found.after)
  }
  if let found = firstUnequal(before.results, after.results) {
    return RunDifference(
      place: .sweepResults(run: number), name: found.name, before: found.before, after: found.after)
  }
  guard let a = before.weightHash, let b = after.weightHash, a != b else { return nil }
  return RunDifference(
    place: .sweepWeights(run: number), name: "weights", before: hexadecimal(a),
    after: hexadecimal(b))
}

private func difference(_ before: Evaluation, _ after: Evaluation) -> RunDifference? {
  func values(_ evaluation: Evaluation) -> [NamedValue] {
    (evaluation.loss.map { [NamedValue("loss", $0)] } ?? [])
      + evaluation.metrics.map { NamedValue($0.name, $0.value) }
  }
  guard let found = firstUnequal(values(before), values(after)) else { return nil }
  return RunDifference(
    place: .evaluation(network: before.network, part: before.part), name: found.name,
    before: found.before, after: found.after)
}

private func difference(_ before: StepsRecord, _ after: StepsRecord) -> RunDifference? {
  let facts = [before, after].map { steps in
    [
      ("steps", String(steps.count)), ("iterations", String(steps.iteration)),
      ("loss", steps.loss.map(NumberText.exact) ?? "–"), ("weights", hexadecimal(steps.weightHash)),
    ]
  }
  guard let (a, b) = zip(facts[0], facts[1]).first(where: { $0.1 != $1.1 }) else { return nil }
  return RunDifference(
    place: .steps(network: before.network), name: a.0, before: a.1, after: b.1)
}

private func firstUnequal(
  _ before: [NamedValue], _ after: [NamedValue]
) -> (name: String, before: String, after: String)? {
  for (index, a) in before.enumerated() {
    guard index < after.count, after[index].name == a.name else {
      return (a.name, NumberText.exact(a.value), "–")
    }
    let b = after[index].value
    if a.value != b, !(a.value.isNaN && b.isNaN) {
      return (a.name, NumberText.exact(a.value), NumberText.exact(b))
    }
  }
  return before.count < after.count ? (after[before.count].name, "–", "") : nil
}

extension RunDifference {
  package var text: Text {
    let values = Text(
      en: "'\(name)' was \(before), and is \(after) now",
      pt: "'\(name)' era \(before), e agora é \(after)")
    switch place {
    case .epoch(let epoch, let network, let training):
      return Text(
        en: "epoch \(epoch) of '\(network)' (training \(training)) differs: \(values.en)",
        pt: "a época \(epoch) de '\(network)' (treino \(training)) difere: \(values.pt)")
    case .sweepEpoch(let epoch, let run):
      return Text(
        en: "epoch \(epoch) of run \(run) of the sweep differs: \(values.en)",
        pt: "a época \(epoch) da execução \(run) do sweep difere: \(values.pt)")
    case .setting(let network, let training):
      return Text(
        en: "a setting of '\(network)' (training \(training)) differs: \(values.en)",
        pt: "uma configuração de '\(network)' (treino \(training)) difere: \(values.pt)")
    case .results(let network, let training):
      return Text(
        en: "the results of '\(network)' (training \(training)) differ: \(values.en)",
        pt: "os resultados de '\(network)' (treino \(training)) diferem: \(values.pt)")
    case .sweepResults(let run):
      return Text(
        en: "the results of run \(run) of the sweep differ: \(values.en)",
        pt: "os resultados da execução \(run) do sweep diferem: \(values.pt)")
    case .weights(let network, let training):
      return Text(
        en: "the weights of '\(network)' (training \(training)) differ: \(values.en)",
        pt: "os pesos de '\(network)' (treino \(training)) diferem: \(values.pt)")
    case .sweepWeights(let run):
      return Text(
        en: "the weights of run \(run) of the sweep differ: \(values.en)",
        pt: "os pesos da execução \(run) do sweep diferem: \(values.pt)")
    case .evaluation(let network, let part):
      return Text(
        en: "the evaluation of '\(network)' on '\(part)' differs: \(values.en)",
        pt: "a avaliação de '\(network)' em '\(part)' difere: \(values.pt)")
    case .steps(let network):
      return Text(
        en: "single iterations of '\(network)' differ: \(values.en)",
        pt: "iterações avulsas de '\(network)' diferem: \(values.pt)")
    case .count:
      return Text(
        en: "there were \(before) trainings and evaluations, and are \(after) now",
        pt: "havia \(before) treinos e avaliações, e agora há \(after)")
    }
  }
}

/// Why a repetition may give other numbers than `before`, the likeliest first.
///
/// - Parameters:
///   - isEdited: Whether the record was changed by hand.
///   - changedFiles: Files in the record's folder that were changed.
package func differenceReasons(
  _ before: RunRecord, _ after: RunRecord, isEdited: Bool, changedFiles: [String]
) -> [Text] {
  var reasons: [Text] = changedFiles.map {
    Text(
      en: "\($0) in the folder of the run was edited", pt: "\($0) na pasta da execução foi editado")
  }
  for (sources, others) in before.data.map({ data in
    (data.sources, after.data.first { $0.name == data.name }?.sources ?? [])
  }) + [(before.loaded, after.loaded)] {
    for source in sources {
      let same = others.filter { $0.path == source.path }
      guard !same.isEmpty, !same.contains(source) else { continue }
      reasons.append(
        Text(
          en: "\(source.path) has other content than then",
          pt: "\(source.path) tem outro conteúdo que então"))
    }
  }
  if isEdited {
    reasons.append(
      Text(en: "the record was edited by hand", pt: "o registro foi editado à mão"))
  }
  let (a, b) = (before.machine, after.machine)
  func changed(_ en: String, _ pt: String, _ a: String, _ b: String) {
    guard a != b else { return }
    reasons.append(
      Text(en: "\(en) was \(a), and is \(b) now", pt: "\(pt) era \(a), e agora é \(b)"))
  }
  changed("nn", "nn", a.version, b.version)
  changed("the compiler", "o compilador", "Swift \(a.swift)", "Swift \(b.swift)")
  changed("the instruction set", "o conjunto de instruções", a.variant, b.variant)
  changed("the processor", "o processador", a.processor, b.processor)
  changed("the system", "o sistema", a.system, b.system)
  // The same numbers come from any number of threads, unless that is where the mistake lies.
  changed("the number of threads", "o número de threads", String(a.threads), String(b.threads))
  return reasons
}
