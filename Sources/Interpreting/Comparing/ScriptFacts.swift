import Checking
import Diagnostics
import Engine
import Kernels
import Plans
import Shapes
import Tables
import Vocabulary

/// What a dry run finds out about a script, by the place of the statement that it belongs to.
final class ScriptFacts {
  private var facts: [Span: [ScriptFact]] = [:]

  /// More values of one kind are not kept: a loop may make any number of them.
  private static let mostValues = 8

  /// The values that were found, each once, in the order in which they came.
  func values(of kind: ScriptFact.Kind, at span: Span) -> [String] {
    facts[span, default: []].filter { $0.kind == kind }.map(\.value)
  }

  fileprivate func note(_ kind: ScriptFact.Kind, _ value: String, at span: Span) {
    let fact = ScriptFact(kind, value)
    let known = facts[span, default: []]
    guard !known.contains(fact), known.count(where: { $0.kind == kind }) < Self.mostValues
    else { return }
    facts[span] = known + [fact]
  }

  fileprivate func note(_ kind: ScriptFact.Kind, _ count: Int, at span: Span) {
    note(kind, NumberText.count(count), at: span)
  }

  /// Forgets what was found out at `span`, for what is known better now.
  fileprivate func forget(_ span: Span) { facts[span] = nil }
}

extension Interpreter {
  /// Notes the seeds that a data set depends on.
  ///
  /// - Parameter isSplitByChance: Whether the present seed decides which row is in which part.
  func noteSeeds(of steps: DataSteps, isSplitByChance: Bool, at span: Span) {
    guard let facts else { return }
    if isSplitByChance { facts.note(.splitSeed, String(presentSeed), at: span) }
    // A seed that the generator is given is told as what the line says.
    if case .generator(let plan) = steps.source, plan.seed == presentSeed,
      plan.dependsOnSeed
    {
      facts.note(.seed, String(plan.seed), at: span)
    }
  }

  /// Notes how many samples a data set has, and what they are.
  func noteFacts(of prepared: PreparedData, at span: Span) {
    guard let facts else { return }
    facts.note(.trainSamples, prepared.train.count, at: span)
    facts.note(.validationSamples, prepared.validation?.count ?? 0, at: span)
    facts.note(.testSamples, prepared.test?.count ?? 0, at: span)
    facts.note(.features, prepared.inputNames.count, at: span)
    facts.note(.classes, prepared.classes.count, at: span)
  }

  /// Notes what a network is.
  ///
  /// - Parameter isFirst: Whether it was only declared so far, and may come out otherwise for data.
  func noteFacts(of network: Network, isFirst: Bool = false) {
    guard let facts, let plan = network.plan else { return }
    let span = network.declaration.nameSpan
    // What was known without data makes room for what a training shows.
    if !isFirst, network.training == nil {
      facts.forget(span)
      for line in network.layerLines { facts.forget(line.span) }
    }
    facts.note(.input, plan.input.description, at: span)
    facts.note(.output, plan.output.description, at: span)
    facts.note(.layers, plan.layers.count, at: span)
    let counts = try? plan.parameterCounts(scriptFunctions.table)
    if let counts { facts.note(.parameters, counts.reduce(0) { $0 &+ $1 }, at: span) }
    let lines = Dictionary(network.layerLines.map { ($0.name, $0.span) }) { first, _ in first }
    for (index, layer) in plan.layers.enumerated() {
      guard let line = lines[layer.name] else { continue }
      facts.note(.output, layer.output.description, at: line)
      if let counts, counts[index] > 0 { facts.note(.parameters, counts[index], at: line) }
    }
  }

  /// Notes how far a training goes.
  func noteFacts(of schedule: TrainingSchedule, _ data: DataPart, seed: UInt64, at span: Span) {
    guard let facts else { return }
    facts.note(.seed, String(seed), at: span)
    guard let samples = data.samples?.count, samples > 0 else { return }
    var updates: Int? = 0
    for phase in schedule.phases {
      guard let batch = phase.batch?.size(of: samples) else { return }
      let iterations = (samples + batch - 1) / batch
      facts.note(.iterations, iterations, at: span)
      let (product, isTooMuch) = iterations.multipliedReportingOverflow(by: phase.epochs ?? 0)
      updates = isTooMuch || phase.epochs == nil ? nil : updates.map { $0 &+ product }
    }
    if let updates { facts.note(.updates, updates, at: span) }
  }
}
