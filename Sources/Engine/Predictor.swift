import Graphs
import Kernels
import Plans

/// The forward pass of a network, compiled for chunks of samples.
///
/// It ends before the last activation where it ends with one: a loss computed from there is stable.
final class Predictor {
  /// Floats of one sample.
  let inputs: Int
  let outputs: Int
  private let program: Program
  private let inputBuffer: FloatBuffer
  private let results: FloatBuffer
  private let weights: FloatBuffer
  private let capacity: Int
  private let indices: UnsafeMutablePointer<Int32>
  private var lists: [Key: CommandList] = [:]

  private struct Key: Hashable {
    var rows: Int
    var threads: Int
    /// What the list reads its rows from, where it does; the list keeps it alive.
    var source: ObjectIdentifier?
  }

  init(_ model: Model, capacity: Int, includesActivation: Bool = true) throws(EngineError) {
    var graph = GraphBuilder()
    let nodes = try model.plan.write(into: &graph, model.functions)
    let output = includesActivation ? nodes.prediction : nodes.logits
    var places = GraphPlaces()
    places.leaves = model.parameterLayout.leafPlaces(of: graph)
    places.leaves[nodes.input] = Place(.inputs, 0)
    places.outputs = [(output, Place(.results, 0))]
    let compiled = CompiledGraph(graph, places, capacity: capacity)
    inputs = GraphShape(nodes.input.shape.dropFirst()).elementCount.value(rows: 1)
    outputs = GraphShape(output.shape.dropFirst()).elementCount.value(rows: 1)
    let floats = saturatingSum([
      compiled.floats(threads: 1), ElementCount(factor: inputs, rowsPower: 1).value(rows: capacity),
      ElementCount(factor: outputs, rowsPower: 1).value(rows: capacity),
    ])
    guard bytesOfFloats(floats) <= model.memory else {
      throw .tooLarge(MemoryNeed(batch: bytesOfFloats(floats)), available: model.memory)
    }
    self.capacity = capacity
    weights = model.weights
    program = Program(compiled, capacity: capacity)
    inputBuffer = FloatBuffer(count: capacity * inputs)
    results = FloatBuffer(count: capacity * outputs)
    indices = .allocate(capacity: capacity)
    indices.initialize(repeating: 0, count: capacity)
  }

  deinit { indices.deallocate() }

  /// Writes the outputs for all of `samples` to `result` `[samples, outputs]`.
  func run(_ samples: Samples, to result: UnsafeMutablePointer<Float>, team: ThreadTeam?) {
    var first = 0
    while first < samples.count {
      let rows = min(capacity, samples.count - first)
      let team = useful(team, rows: rows)
      let source = team == nil || Int32(exactly: samples.count) == nil ? nil : samples.inputs
      let list = list(rows: rows, threads: team?.count ?? 1, from: source)
      if source == nil {
        samples.inputs.copy(first..<first + rows, to: inputBuffer.pointer)
      } else {
        for row in 0..<rows { indices[row] = Int32(first + row) }
        list.setIndices(indices)
      }
      list.run(on: team)
      (result + first * outputs).update(from: results.pointer, count: rows * outputs)
      first += rows
    }
  }

  /// - Parameter source: What its threads shall copy their rows from; `nil` where they lie copied.
  private func list(rows: Int, threads: Int, from source: InputRows?) -> CommandList {
    let key = Key(rows: rows, threads: threads, source: source.map { ObjectIdentifier($0) })
    if let known = lists[key] { return known }
    // The last chunk of each part has its own number of rows; a few parts are enough to keep, and no
    // samples that nobody asks about any more.
    if lists.count > 16
      || lists.keys.contains(where: { $0.source != nil && $0.source != key.source })
    {
      lists.removeAll()
    }
    let made = program.commands(
      rows: rows,
      areas: [
        .inputs: inputBuffer.pointer, .parameters: weights.pointer, .results: results.pointer,
      ],
      threads: threads,
      head: { [inputBuffer] in source?.appendGather(to: $0, count: rows, to: inputBuffer.pointer) })
    lists[key] = made
    return made
  }

  private func useful(_ team: ThreadTeam?, rows: Int) -> ThreadTeam? {
    program.graph.work * Double(rows) / Double(capacity) > Threshold.work ? team : nil
  }
}

/// When a second thread pays.
enum Threshold {
  /// Operations of one run; about 20 µs of them. Below, the threads wait longer than they work.
  static let work = 2e6
}
