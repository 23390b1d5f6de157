import Graphs
import Kernels
import Plans
import Shapes
import Vocabulary

/// The units and gradients of a network on some of its samples, measured beside the training.
struct Examination {
  var samples = 0
  /// The layers with `relu`, each with how many of its units gave 0 for all samples.
  var units: [(layer: String, dead: Int, count: Int)] = []
  /// The root mean square of the gradient in the weights of each layer, in order.
  var gradients: [(layer: String, size: Double)] = []

  private static let mostSamples = 1_000
  /// The gradients of so many samples say enough of their size.
  private static let enoughForGradients = 64
  /// Numbers of the widest layer for all samples together.
  private static let mostNumbers = 4_000_000
  /// Numbers that lie in memory for the samples that are passed through at a time, unless there are
  /// twice as many parameters.
  private static let fewAtATime = 1 << 17

  /// Measures with the present weights; `nil` where the network does not fit in memory twice.
  ///
  /// - Parameter program: Its memory is used, so that none is needed beside it.
  init?(
    _ model: Model, _ all: Samples, loss: FunctionReference, in program: TrainingProgram
  ) {
    let widest = model.plan.layers.compactMap(\.output.count).max() ?? 1
    guard all.count > 0, all.targets != nil,
      let graph = try? ExaminationGraph(model, all, loss: loss)
    else { return nil }
    let wanted = graph.units.isEmpty ? Self.enoughForGradients : Self.mostSamples
    let count = min(all.count, max(1, min(wanted, Self.mostNumbers / max(widest, 1))))
    let rows = (0..<count).map { $0 * all.count / count }
    let (one, two) = (
      graph.compiled(capacity: 1).floats(threads: 1), graph.compiled(capacity: 2).floats(threads: 1)
    )
    let perSample = max(two - one, 0) + all.inputsPerSample
    let room = max(Self.fewAtATime, model.parameterLayout.count / 2)
    let capacity = max(1, min(count, room / max(perSample, 1)))
    let compiled = graph.compiled(capacity: capacity)
    let results = graph.units.reduce(0) { $0 + $1.count } * capacity
    guard bytesOfFloats(saturatingSum([compiled.floats(threads: 1), results])) <= model.memory / 4
    else {
      return nil
    }
    let (scratch, arena) = (program.gradients, program.arena)
    let program = Program(compiled, capacity: capacity, arena: arena)
    let isEnough = capacity >= min(count, Self.enoughForGradients)
    var sums = ExaminationSums(graph, program, model, all, scratch: scratch)
    if !isEnough {
      sums.gradients = Self.zeros(model.parameterLayout.count, beside: program, in: arena)
    }
    for first in stride(from: 0, to: count, by: capacity) {
      let part = all.subset(Array(rows[first..<min(first + capacity, count)]))
      sums.add(part, share: Double(part.count) / Double(count))
      if isEnough, first == 0 { gradients = Self.sizes(of: scratch, in: model) }
    }
    if let sum = sums.gradients { gradients = Self.sizes(of: sum, in: model) }
    samples = count
    units = zip(graph.units, sums.areDead).map { unit, dead in
      (unit.layer, dead.count { $0 }, unit.count)
    }
  }

  /// Zeros in what `program` does not use of `arena`, or in memory of their own.
  private static func zeros(
    _ count: Int, beside program: Program, in arena: FloatBuffer
  ) -> FloatBuffer {
    let used = ProgramLayout.padded(program.graph.arenaCount)
    return program.arena === arena && arena.count - used >= count
      ? FloatBuffer(arena, from: used, count: count) : FloatBuffer(count: count)
  }

  /// The root mean square of the weights' part of `gradients`, by layer.
  private static func sizes(
    of gradients: FloatBuffer, in model: Model
  ) -> [(layer: String, size: Double)] {
    // Of a table only the rows that the samples name have a gradient, so its size says nothing.
    let tables = Set(model.plan.layers.filter { $0.kind == Embedding.entry.name }.map(\.name))
    return model.parameterLayout.trainable.compactMap { place in
      guard place.name.hasSuffix(".weight") else { return nil }
      let layer = String(place.name.dropLast(".weight".count))
      if tables.contains(layer) { return nil }
      let sum = (place.offset..<place.offset + place.count).reduce(0.0) {
        $0 + Double(gradients[$1]) * Double(gradients[$1])
      }
      return (layer, (sum / Double(max(place.count, 1))).squareRoot())
    }
  }
}

/// What parts of the samples tell together.
private struct ExaminationSums {
  /// Averaged over the samples, where that is wanted.
  var gradients: FloatBuffer?
  /// For each layer, whether each of its units gave 0 for all samples so far.
  var areDead: [[Bool]]
  private let outputs: [(layer: String, count: Int)]
  private let program: Program
  private let weights: FloatBuffer
  private let inputs: FloatBuffer
  private let targets: FloatBuffer
  private let results: FloatBuffer
  /// The gradients of one part.
  private let own: FloatBuffer
  /// The commands for so many samples, which all parts but the last have.
  private var known: (rows: Int, list: CommandList)?

  init(
    _ graph: ExaminationGraph, _ program: Program, _ model: Model, _ samples: Samples,
    scratch: FloatBuffer
  ) {
    outputs = graph.units
    areDead = graph.units.map { Array(repeating: true, count: $0.count) }
    (self.program, weights, own) = (program, model.weights, scratch)
    inputs = FloatBuffer(count: samples.inputsPerSample * program.capacity)
    targets = FloatBuffer(count: samples.outputs * program.capacity)
    results = FloatBuffer(count: outputs.reduce(0) { $0 + $1.count } * program.capacity)
  }

  /// - Parameter share: That of `samples` in all of them.
  mutating func add(_ samples: Samples, share: Double) {
    guard let values = samples.targets?.asFloats(count: samples.count) else { return }
    samples.inputs.copy(0..<samples.count, to: inputs.pointer)
    targets.pointer.update(from: values.pointer, count: values.count)
    commands(rows: samples.count).run(on: nil)
    if let gradients {
      for index in 0..<gradients.count { gradients[index] += own[index] * Float(share) }
    }
    var offset = 0
    for (layer, output) in outputs.enumerated() {
      for unit in 0..<output.count where areDead[layer][unit] {
        areDead[layer][unit] = (0..<samples.count).allSatisfy {
          results[offset + $0 * output.count + unit] == 0
        }
      }
      offset += output.count * program.capacity
    }
  }

  private mutating func commands(rows: Int) -> CommandList {
    if let known, known.rows == rows { return known.list }
    let list = program.commands(
      rows: rows,
      areas: [
        .inputs: inputs.pointer, .targets: targets.pointer, .parameters: weights.pointer,
        .results: results.pointer, .gradients: own.pointer,
      ], threads: 1)
    for owner in [inputs, targets, weights, results, own] { list.keepAlive(owner) }
    known = (rows, list)
    return list
  }
}

/// The loss and its gradients as an evaluation sees them, and the outputs behind each `relu`.
private struct ExaminationGraph {
  private(set) var units: [(layer: String, count: Int)] = []
  private let fused: FusedGraph
  /// Those of the outputs begin where they would for one sample.
  private let places: GraphPlaces

  init(_ model: Model, _ samples: Samples, loss: FunctionReference) throws(EngineError) {
    let written = try LossGraph(model, outputs: samples.outputs, loss: loss)
    var places = written.places
    var offset = 0
    for (layer, node) in zip(model.plan.layers, written.layerOutputs)
    where layer.activation?.name == "relu" && layer.output.rank == 1 {
      let count = layer.output.count ?? 0
      units.append((layer.name, count))
      places.outputs.append((node, Place(.results, offset)))
      offset += count
    }
    self.places = places
    fused = FusedGraph(written.graph, places)
  }

  /// - Parameter capacity: How many samples are passed through at a time.
  func compiled(capacity: Int) -> CompiledGraph {
    var places = places
    for index in places.outputs.indices where places.outputs[index].place.area == .results {
      places.outputs[index].place.offset *= capacity
    }
    return CompiledGraph(fused, places, capacity: capacity)
  }
}
