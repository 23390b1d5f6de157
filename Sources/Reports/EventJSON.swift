import Diagnostics
package import Plans

/// `event` as one line of JSON, without its newline.
package func eventJSON(_ event: TrainingEvent) -> String {
  switch event {
  case .started(let card): return json("training_started", card).text
  case .phaseBegan(let number, let phase):
    return JSONValue.object(
      [("event", .string("phase")), ("number", .integer(number))] + numbers(of: phase)
    ).text
  case .progressed(let epoch, let iteration, let fraction, let loss, let seconds):
    return JSONValue.object([
      ("event", .string("progress")), ("epoch", .integer(epoch)),
      ("iteration", .integer(iteration)), ("fraction", .number(fraction)), ("loss", .number(loss)),
      ("seconds", .number(seconds)),
    ]).text
  case .epochEnded(let result): return json(result).text
  case .noticed(let finding): return JSONValue.object(members(of: finding)).text
  case .ended(let end): return json(end).text
  case .profiled(let profile): return json(profile).text
  }
}

/// `evaluation` as one line of JSON, without its newline.
package func evaluationJSON(_ evaluation: Evaluation) -> String {
  JSONValue.object([("event", .string("evaluation"))] + members(of: evaluation)).text
}

func members(of evaluation: Evaluation) -> [(String, JSONValue)] {
  var members: [(String, JSONValue)] = [
    ("network", .string(evaluation.network)),
    ("part", .string(evaluation.part)), ("samples", .integer(evaluation.samples)),
    ("loss", .optional(evaluation.loss)),
    ("loss_baseline", .optional(evaluation.lossBaseline?.value)),
    (
      "metrics",
      .object(
        evaluation.metrics.map { metric in
          (
            metric.name,
            .object([
              ("value", .number(metric.value)), ("baseline", .optional(metric.baseline?.value)),
            ])
          )
        })
    ),
  ]
  if let confusion = evaluation.confusion {
    members.append(
      (
        "confusion",
        .object([
          ("classes", .array(confusion.classes.map { .string($0) })),
          ("counts", .array(confusion.counts.map { .array($0.map { .integer($0) }) })),
        ])
      ))
  }
  return members
}

private func numbers(of phase: PhaseCard) -> [(String, JSONValue)] {
  [
    ("batch", .integer(phase.batch)), ("last_batch", .integer(phase.lastBatch)),
    ("iterations_per_epoch", .integer(phase.iterationsPerEpoch)),
    ("epochs", .integer(phase.epochs)), ("updates", .integer(phase.updates)),
    ("optimizer", .string(phase.optimizer)), ("rate", .number(phase.rate)),
  ]
}

private func numbers(of place: BegunEpoch) -> [(String, JSONValue)] {
  [
    ("epoch", .integer(place.epoch)), ("iterations_done", .integer(place.iterations)),
    ("iterations", .integer(place.count)),
  ]
}

private func json(_ event: String, _ card: TrainingCard) -> JSONValue {
  var members: [(String, JSONValue)] = [
    ("event", .string(event)), ("network", .string(card.network)),
    ("samples", .integer(card.samples)), ("validation_samples", .integer(card.validationSamples)),
    ("batch", .integer(card.batch)), ("last_batch", .integer(card.lastBatch)),
    ("iterations_per_epoch", .integer(card.iterationsPerEpoch)), ("epochs", .integer(card.epochs)),
    ("updates", .integer(card.updates)), ("parameters", .integer(card.parameters)),
    ("memory", .integer(card.memory)), ("threads", .integer(card.threads)),
    ("expected_seconds", .optional(card.expectedSeconds)),
    ("updates_left", .integer(card.updatesLeft)), ("epochs_before", .integer(card.epochsBefore)),
  ]
  if !card.phases.isEmpty {
    members.append(("phases", .array(card.phases.map { .object(numbers(of: $0)) })))
  }
  if card.frozen > 0 { members.append(("frozen", .integer(card.frozen))) }
  if !card.penalties.isEmpty {
    let penalties = card.penalties.map { penalty in
      JSONValue.object([
        ("layer", .string(penalty.layer)), ("l1", .number(penalty.l1)),
        ("l2", .number(penalty.l2)),
      ])
    }
    members.append(("penalties", .array(penalties)))
  }
  if let place = card.goesOnFrom { members.append(("goes_on_from", .object(numbers(of: place)))) }
  return .object(members)
}

private func json(_ result: EpochResult) -> JSONValue {
  .object([
    ("event", .string("epoch")), ("epoch", .integer(result.epoch)), ("loss", .number(result.loss)),
    ("metrics", json(result.metrics)), ("validation_loss", .optional(result.validationLoss)),
    ("validation_metrics", json(result.validationMetrics)), ("rate", .number(result.rate)),
    ("seconds", .number(result.seconds)),
  ])
}

private func json(_ values: [NamedValue]) -> JSONValue {
  .object(values.map { ($0.name, .number($0.value)) })
}

private func json(_ end: TrainingEnd) -> JSONValue {
  var members: [(String, JSONValue)] = [("event", .string("training_ended"))]
  switch end.reason {
  case .completed: members.append(("reason", .string("completed")))
  case .stoppedEarly(let best):
    members += [("reason", .string("stopped_early")), ("best_epoch", .integer(best))]
  case .interrupted: members.append(("reason", .string("interrupted")))
  case .limitReached: members.append(("reason", .string("limit_reached")))
  case .diverged(let epoch, let iteration, let loss):
    members += [
      ("reason", .string("diverged")), ("epoch", .integer(epoch)),
      ("iteration", .integer(iteration)), ("loss", .number(loss)),
    ]
    if let origin = end.origin { members.append(("origin", json(origin))) }
  }
  members += [
    ("epochs", .integer(end.epochs)), ("iterations", .integer(end.iterations)),
    ("seconds", .number(end.seconds)), ("weights", json(hash: end.weightHash)),
  ]
  if let next = end.next { members.append(("next", .object(numbers(of: next)))) }
  return .object(members)
}

/// A hash as 16 hexadecimal digits, since no reader of JSON keeps all bits of such a number.
func json(hash: UInt64?) -> JSONValue {
  guard let hash else { return .null }
  let digits = String(hash, radix: 16)
  return .string(String(repeating: "0", count: 16 - digits.count) + digits)
}

private func json(_ profile: TrainingProfile) -> JSONValue {
  .object([
    ("event", .string("profile")), ("network", .string(profile.network)),
    ("iterations", .integer(profile.iterations)), ("threads", .integer(profile.threads)),
    ("seconds", .number(profile.seconds)), ("gflops_limit", .number(profile.limit)),
    (
      "operations",
      .array(
        profile.entries.map { entry in
          .object([
            ("layer", entry.layer.map { .string($0) } ?? .null),
            ("stage", .string(entry.stage.rawValue)),
            ("operation", .string(entry.operation.rawValue)), ("seconds", .number(entry.seconds)),
            ("arithmetic", .number(entry.arithmetic)),
          ])
        })
    ),
  ])
}

private func json(_ origin: DivergenceOrigin) -> JSONValue {
  .object([
    ("layer", origin.layer.map { .string($0) } ?? .null),
    ("operation", origin.operation.map { .string($0) } ?? .null),
    ("batch", .array(origin.batch.prefix(1_000).map { .integer($0 + 1) })),
    ("samples", .array(origin.samples.prefix(1_000).map { .integer($0 + 1) })),
    ("largest_input", .number(origin.largestInput)),
  ])
}
