import Checking
import Diagnostics
import Engine
import Lowering
import Plans
import Reports
import Safetensors
import Tables
import Vocabulary

extension Interpreter {
  /// `save net to "net.safetensors"`.
  func save(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    guard let first = try arguments(of: line, frame).first, let network = try network(first),
      let to = line.to, let path = try path(behind: to, frame)
    else { return }
    guard path.hasSuffix(SavedNetwork.fileEnding) else {
      throw stop(.savedUnderOtherName(path, of: network.name, at: to.span))
    }
    // First weights are nobody's result.
    if network.wasTrainedInSweep, network.training == nil, network.model == nil {
      throw stop(.notTrained(network, at: first.span))
    }
    let planned = isDry || network.model == nil ? try presentPlan(of: network) : nil
    guard !isDry else {
      tables.dryFiles[options.resolved(path)] = SavedInDryRun(
        plan: planned?.plan ?? network.plan, training: network.training)
      return
    }
    let model: Model
    if let known = network.model {
      model = known
    } else if let planned {
      model = try firstModel(of: network, planned, at: line.wordSpan)
    } else {
      throw stop(.nothingToSave(network.name, at: first.span))
    }
    let saved: SavedNetwork
    do throws(ScriptWriter.Unwritable) {
      saved = try self.saved(model, network.training)
    } catch {
      throw stop(.cannotSave(network.name, unwritable: error.name, at: first.span))
    }
    guard let file = saved.file else {
      throw stop(.notFiniteToSave(network.name, at: first.span))
    }
    try write(file.bytes, to: path, at: to.span)
  }

  /// What the run is called that goes on; one of a sweep is part of that which has the sweep.
  var runName: String? {
    host.journal.flatMap { $0.record.name.isEmpty ? nil : $0.record.name } ?? options.origin.run
  }

  /// The network with first weights, which nobody has asked for yet.
  private func firstModel(
    of network: Network, _ planned: (plan: ModelPlan, sources: [NetworkAssembly.WeightSource]),
    at span: Span
  ) throws(Stop) -> Model {
    do throws(EngineError) {
      return try model(of: network, planned, scriptFunctions.table, seed: seed)
    } catch {
      throw stop(error, network: network.name, at: span)
    }
  }

  /// The network as a file keeps it.
  func saved(
    _ model: Model, _ training: TrainedWith?
  ) throws(ScriptWriter.Unwritable) -> SavedNetwork {
    var writer = ScriptWriter(catalogue) { [self] in text(of: $0) }
    var preparation: SavedPreparation?
    // Formulas call names as they are, so these come first.
    if let training, let prepared = training.data.prepared {
      try add(training.data, prepared, to: &writer)
      preparation = SavedPreparation(
        data: training.data.name, contentHash: prepared.contentHash, encoding: prepared.encoding,
        guess: training.guess)
    }
    var names: [String: String] = [:]
    let functions =
      model.plan.functions + [training?.loss].compactMap(\.self)
      + (training?.metrics ?? []).map(\.function)
      + (training?.plan?.phases ?? []).flatMap { [$0.loss, $0.rate.decay].compactMap(\.self) }
    for reference in functions where names[reference.name] == nil {
      guard let function = scriptFunctions[reference.name] else { continue }
      names[reference.name] = try writer.add(function, named: reference.shownName)
    }
    let rename = { (reference: FunctionReference) -> FunctionReference in
      self.saved(reference, as: names[reference.name])
    }
    return SavedNetwork(
      plan: model.plan.renamingFunctions(rename), source: writer.text, preparation: preparation,
      training: SavedTraining(
        epochs: model.epochsTrained, iterations: model.iterationsTrained,
        loss: training?.loss.map(rename),
        metrics: (training?.metrics ?? []).map { MetricPlan($0.name, rename($0.function)) },
        classWeights: training?.classWeights,
        plan: training?.plan?.renamingFunctions(rename)),
      origin: RunOrigin(
        version: options.origin.version, script: options.origin.script,
        run: runName),
      tensors: model.parameters + model.keptTensors)
  }

  /// A function of the script under its name in the file; an optimizer, which nobody runs again, with its
  /// text.
  private func saved(_ reference: FunctionReference, as name: String?) -> FunctionReference {
    var saved = reference
    if let name {
      saved.name = SavedNetwork.functionMark + name
    } else if let optimizer = scriptFunctions.optimizer(reference.name) {
      saved.name = SavedNetwork.functionMark + reference.shownName
      saved.source = text(of: optimizer.optimizer.function.span)
    }
    return saved
  }

  /// Adds the formulas that a new file needs, with the names that they use.
  private func add(
    _ data: DataSet, _ prepared: PreparedData, to writer: inout ScriptWriter
  ) throws(ScriptWriter.Unwritable) {
    let formulas = data.formulas
    guard !formulas.isEmpty else { return }
    let columns = Set(prepared.columns.map(\.name))
    var added: Set<String> = []
    for formula in formulas {
      for free in formula.expression.freeNames(isColumn: columns.contains)
      where added.insert(free.name).inserted {
        guard let value = lowered(free.reference, in: formula.frame) else {
          throw ScriptWriter.Unwritable(name: free.name)
        }
        try writer.add(value, named: free.name)
      }
    }
    try writer.addData(
      named: data.name,
      columns: formulas.filter { $0.purpose == .column }.map { ($0.name, $0.expression.span) },
      target: formulas.first { $0.purpose == .target }.map { ($0.name, $0.expression.span) })
  }

  private func lowered(_ reference: Reference, in frame: Frame) -> LoweredValue? {
    switch reference {
    case .global(let place): globals.indices.contains(place) ? lowered(globals[place]) : nil
    case .local(let place):
      frame.values.indices.contains(place) ? lowered(frame.values[place]) : nil
    case .captured(let place):
      frame.captured.indices.contains(place) ? lowered(frame.captured[place]) : nil
    case .itself: nil
    }
  }

  /// The text of a span of the script, or of what a file brought along.
  private func text(of span: Span) -> String? {
    let source =
      sources.first { $0.id == span.file } ?? scriptFunctions.source(span.file)
    return source?.text(of: span)
  }
}

extension SavedNetwork {
  static let fileEnding = ".safetensors"
}

/// What a dry run knows of a file that the script will have written.
struct SavedInDryRun {
  var plan: ModelPlan?
  var training: TrainedWith?
}
