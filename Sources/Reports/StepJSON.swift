import Diagnostics
package import Plans

/// `step` as one line of JSON, without its newline.
package func stepJSON(_ step: StepReport) -> String {
  var members: [(String, JSONValue)] = [
    ("event", .string("step")), ("network", .string(step.network)),
    ("epoch", .integer(step.place.epoch)), ("iteration", .integer(step.place.iterations)),
    ("iterations_per_epoch", .integer(step.place.count)),
    ("iterations", .integer(step.iteration)), ("rows", .array(step.rows.map { .integer($0) })),
    ("loss_name", .string(step.loss.name)), ("loss", .number(step.loss.value)),
    ("gradient_norm", .number(step.gradientNorm)),
    ("clipped_norm", .optional(step.clippedNorm)),
    ("layers", .array(step.layers.map(json))), ("update", json(step.update)),
    ("next", json(step.next)),
  ]
  if let excerpt = step.excerpt { members.append(("samples", json(excerpt))) }
  return JSONValue.object(members).text
}

/// `report` as one line of JSON, without its newline.
package func backJSON(_ report: BackReport) -> String {
  JSONValue.object([
    ("event", .string("back")), ("network", .string(report.network)),
    ("undone", .integer(report.iterations)), ("iterations", .integer(report.iteration)),
    ("next", json(report.next)),
  ]).text
}

private func json(_ layer: LayerStep) -> JSONValue {
  .object([
    ("name", .string(layer.name)), ("parameters", .integer(layer.parameters)),
    ("gradient_norm", .number(layer.gradientNorm)),
    ("largest_gradient", .number(layer.largestGradient)),
    ("weight_norm", .number(layer.weightNorm)), ("change_norm", .number(layer.changeNorm)),
  ])
}

private func json(_ update: WeightStep) -> JSONValue {
  .object([
    ("parameter", .string(update.parameter)),
    ("indices", .array(update.indices.map { .integer($0) })), ("before", .number(update.before)),
    ("gradient", .number(update.gradient)), ("rate", .number(update.rate)),
    ("after", .number(update.after)), ("optimizer", .string(update.optimizer)),
  ])
}

private func json(_ place: BegunEpoch) -> JSONValue {
  .object([
    ("epoch", .integer(place.epoch)), ("iterations_done", .integer(place.iterations)),
    ("iterations", .integer(place.count)),
  ])
}

private func json(_ excerpt: SampleExcerpt) -> JSONValue {
  .object([
    ("part", .string(excerpt.part)), ("inputs", .array(excerpt.inputNames.map { .string($0) })),
    ("target", .string(excerpt.targetName)),
    (
      "first",
      .array(
        excerpt.samples.map { sample in
          .object([
            ("inputs", .array(sample.inputs.map { .number($0) })),
            ("target", .string(sample.target)),
          ])
        })
    ),
  ])
}
