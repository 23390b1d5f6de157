import Graphs
package import Kernels
package import Plans
import Shapes
package import Vocabulary

extension Model {
  /// The network's answers after its last activation.
  package func predict(_ inputs: Samples, threads: Int) throws(EngineError) -> Predictions {
    try checkInput(inputs)
    let predictor = try predictor(capacity: inputs.count == 1 ? 1 : Model.chunk)
    let count = inputs.count * predictor.outputs
    let team = team(of: threads)
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let start = buffer.baseAddress {
        start.initialize(repeating: 0, count: count)
        predictor.run(inputs, to: start, team: team)
      }
      initialized = count
    }
    return Predictions(rows: inputs.count, outputs: predictor.outputs, values: values)
  }

  /// The loss and metrics over a whole part; metrics are not averaged over batches.
  package func evaluate(
    on samples: Samples, loss: FunctionReference?, metrics: [MetricPlan], threads: Int
  ) throws(EngineError) -> (loss: Double?, metrics: [NamedValue]) {
    try checkInput(samples)
    let evaluator = try Evaluator(self, samples, loss: loss, metrics: metrics, threads: threads)
    return evaluator.run()
  }

  /// The loss and metrics of the same prediction for all samples: what a network should beat.
  ///
  /// - Parameter constant: One number for each output, as the last activation gives it.
  package func evaluate(
    constant: [Float], on samples: Samples, loss: FunctionReference?, metrics: [MetricPlan],
    threads: Int
  ) throws(EngineError) -> (loss: Double?, metrics: [NamedValue]) {
    let evaluator = try Evaluator(
      self, samples, loss: loss, metrics: metrics, constant: constant, threads: threads)
    return evaluator.run()
  }

  /// How many samples the forward pass takes at a time.
  static var chunk: Int { 256 }

  /// The values of a sample are those that the network takes; `input 1x28x28` may shape a row.
  func checkInput(_ samples: Samples) throws(EngineError) {
    guard
      samples.inputShape == plan.input
        || samples.inputShape.rank < plan.input.rank && samples.inputShape.count == plan.input.count
    else {
      throw .inputMismatch(expected: plan.input, found: samples.inputShape)
    }
    try checkCategories(samples)
  }

  /// What an embedding is to look up are places in its tables, or -1 for what is not known.
  private func checkCategories(_ samples: Samples) throws(EngineError) {
    let width = plan.input.extents.last ?? 1
    for layer in plan.layers where layer.kind == Embedding.entry.name {
      for table in layer.settings.tables(features: width) {
        // Of a sequence each step has a place.
        let columns = stride(from: table.column, to: samples.inputsPerSample, by: max(width, 1))
        for row in 0..<samples.count {
          for column in columns {
            let value = samples.inputs[row, column]
            guard value >= -1, value < Float(table.categories), value == value.rounded() else {
              throw .noCategory(
                Double(value), input: table.column, categories: table.categories)
            }
          }
        }
      }
    }
  }
}

/// The loss and metrics of a network over one part, compiled to be asked again and again.
final class Evaluator {
  private let samples: Samples
  /// What answers for a sample; `nil` where all get the same.
  private let predictor: Predictor?
  private let metrics: [MetricPlan]
  private let program: Program
  private let list: CommandList
  private let logits: FloatBuffer
  private let team: ThreadTeam?
  private let loss: Int?
  private let values: [Int]

  init(
    _ model: Model, _ samples: Samples, loss: FunctionReference?, metrics: [MetricPlan],
    constant: [Float]? = nil, threads: Int
  ) throws(EngineError) {
    guard samples.count > 0 else { throw .noSamples }
    guard let targets = samples.targets else { throw .noTarget }
    self.samples = samples
    self.metrics = metrics
    team = model.team(of: threads)
    if constant == nil {
      predictor = try Predictor(model, capacity: Model.chunk, includesActivation: false)
    } else {
      predictor = nil
    }
    let tail = try EvaluationGraph(
      model, samples, loss: loss, metrics: metrics, isActivated: constant != nil)
    let compiled = CompiledGraph(tail.graph, tail.places, capacity: samples.count)
    let bytes = bytesOfFloats(compiled.floats(threads: threads))
    guard bytes <= model.memory else {
      throw .tooLarge(MemoryNeed(batch: bytes), available: model.memory)
    }
    program = Program(compiled, capacity: samples.count)
    if let constant {
      logits = FloatBuffer((0..<samples.count).flatMap { _ in constant })
    } else {
      logits = FloatBuffer(count: samples.count * (predictor?.outputs ?? 0))
    }
    values = Array(compiled.scalars.prefix(metrics.count))
    self.loss = tail.hasLoss ? compiled.scalars.last : nil
    let targetBuffer = targets.asFloats(count: samples.count)
    let weightBuffer = FloatBuffer(samples.weights ?? [])
    let units = samples.targetUnits ?? []
    let unitBuffer = FloatBuffer(units.map(\.scale) + units.map(\.shift))
    list = program.commands(
      rows: samples.count,
      areas: [
        .inputs: logits.pointer, .targets: targetBuffer.pointer, .parameters: model.weights.pointer,
        .sampleWeights: weightBuffer.pointer, .targetUnits: unitBuffer.pointer,
      ], threads: threads)
    for owner in [targetBuffer, weightBuffer, unitBuffer, model.weights] { list.keepAlive(owner) }
  }

  /// The numbers for the present parameters.
  func run() -> (loss: Double?, metrics: [NamedValue]) {
    predictor?.run(samples, to: logits.pointer, team: team)
    list.run(on: program.graph.work > Threshold.work ? team : nil)
    let results = zip(metrics, values).map { NamedValue($0.name, list.scalars[$1]) }
    return (loss.map { list.scalars[$0] }, results)
  }
}

/// From the values before the last activation, or behind it, to the loss and the metrics.
private struct EvaluationGraph {
  var graph = GraphBuilder()
  /// Its scalars are the metrics in their order, then the loss.
  var places = GraphPlaces()
  private(set) var hasLoss = false

  init(
    _ model: Model, _ samples: Samples, loss: FunctionReference?, metrics: [MetricPlan],
    isActivated: Bool
  ) throws(EngineError) {
    var network = GraphBuilder()
    let nodes = try model.plan.write(into: &network, model.functions)
    let logits = graph.input("logits", nodes.logits.shape)
    var prediction = logits
    if let activation = nodes.lastActivation, !isActivated {
      prediction = try model.functions.apply(activation, to: logits, in: &graph)
    }
    let target = try graph.target(for: prediction, outputs: samples.outputs)
    places.leaves[target.input] = Place(.targets, 0)
    places.leaves[logits] = Place(.inputs, 0)
    let parameters = model.parameterLayout.declare(in: &graph)
    places.leaves.merge(model.parameterLayout.leafPlaces(of: graph)) { a, _ in a }
    let own = try inOwnUnit(prediction, target.node, samples.targetUnits)
    for metric in metrics {
      places.scalars.append(
        try model.functions.write(metric: metric.function, own.prediction, own.target, in: &graph))
    }
    guard let loss else { return }
    // Metrics say how a network does on the samples as they are; only the loss weighs them.
    if samples.weights != nil {
      let weights = graph.input("sample weights", [.rows, 1])
      places.leaves[weights] = Place(.sampleWeights, 0)
      graph.sampleWeights = weights
    }
    let value = try model.plan.write(
      loss: loss, prediction, target.node, parameters, model.functions, in: &graph)
    // A guess has no weights, and so no loss that counts with them.
    if isActivated, parameters.contains(where: { graph.depends(value, on: $0) }) { return }
    hasLoss = true
    places.scalars.append(value)
  }

  /// The prediction and the target in the target's own unit, in which people read a metric.
  private mutating func inOwnUnit(
    _ prediction: Node, _ target: Node, _ units: [TargetUnit]?
  ) throws(EngineError) -> (prediction: Node, target: Node) {
    guard let units else { return (prediction, target) }
    let shape = GraphShape(prediction.shape.dropFirst())
    let scale = graph.input("target scale", shape)
    let shift = graph.input("target shift", shape)
    places.leaves[scale] = Place(.targetUnits, 0)
    places.leaves[shift] = Place(.targetUnits, units.count)
    do {
      return (
        try graph.add(graph.multiply(prediction, scale), shift),
        try graph.add(graph.multiply(target, scale), shift)
      )
    } catch {
      throw .graph(error, layer: nil)
    }
  }
}

extension GraphBuilder {
  /// A target of `outputs` numbers a sample, in the shape of `prediction`.
  mutating func target(
    for prediction: Node, outputs: Int
  ) throws(EngineError) -> (input: Node, node: Node) {
    let found = GraphShape(prediction.shape.dropFirst()).elementCount
    guard prediction.shape.hasRows, found == ElementCount(factor: outputs, rowsPower: 0) else {
      throw .targetMismatch(outputs: found.value(rows: 1), found: outputs)
    }
    let input = input("target", [.rows, .fixed(outputs)])
    do {
      return (input, try reshaped(input, to: prediction.shape))
    } catch {
      throw .graph(error, layer: nil)
    }
  }
}

extension TargetValues {
  /// The target as numbers `[count, outputs]`; classes as one-hot rows.
  func asFloats(count: Int) -> FloatBuffer {
    switch self {
    case .values(let values, _), .binary(let values): return values
    case .classes(let classes, let outputs):
      let buffer = FloatBuffer(count: count * outputs)
      for (row, index) in classes.enumerated() { buffer[row * outputs + Int(index)] = 1 }
      return buffer
    }
  }
}
