import Graphs
import Kernels
import Plans
import Vocabulary

/// Looks for the first number that is not finite in an iteration that diverged.
///
/// The iteration's graph is compiled once more with the outputs of all layers, and then with one node
/// after another of the part where it began; so the training itself keeps nothing for it.
struct DivergenceSearch {
  /// So many nodes, and so many numbers of one, are looked at.
  private static let mostNodes = 200
  private static let mostNumbers = 64_000_000

  private let model: Model
  private let samples: Samples
  private let inputs: FloatBuffer
  private let rows: [Int]
  private let seed: UInt64
  private let update: Int
  private var graph = GraphBuilder(isTraining: true)
  private var leaves: [Node: Place] = [:]
  private let nodes: NetworkNodes
  private let target: Node
  private let loss: Node

  /// - Parameter rows: The places in `all` of the batch.
  /// - Parameter update: The number of the update that the iteration would have made.
  init(
    _ model: Model, _ all: Samples, rows: [Int], _ plan: PhasePlan, seed: UInt64, update: Int
  ) throws(EngineError) {
    (self.model, self.rows, self.seed, self.update) = (model, rows, seed, update)
    samples = all.subset(rows)
    inputs = samples.inputs.floats
    nodes = try model.plan.write(into: &graph, model.functions)
    let target = try graph.target(for: nodes.prediction, outputs: samples.outputs)
    self.target = target.input
    if samples.weights != nil {
      let weights = graph.input("sample weights", [.rows, 1])
      leaves[weights] = Place(.sampleWeights, 0)
      graph.sampleWeights = weights
    }
    loss = try model.plan.write(
      loss: plan.loss, nodes.prediction, target.node, graph.parameters, model.functions,
      in: &graph)
    leaves.merge(model.parameterLayout.leafPlaces(of: graph)) { a, _ in a }
    leaves[nodes.input] = Place(.inputs, 0)
    leaves[target.input] = Place(.targets, 0)
  }

  /// Where it began; `nil` where all numbers of the forward pass are finite.
  func origin() -> DivergenceOrigin? {
    if let broken = brokenWeights { return origin(broken, operation: nil, samples: []) }
    let used = ancestors(of: loss)
    var first = 0
    for (index, layer) in model.plan.layers.enumerated() {
      var output = nodes.layerOutputs[index]
      // A loss that is computed from the logits does without the last activation.
      if !used.contains(output), index == model.plan.layers.count - 1 { output = nodes.logits }
      if used.contains(output), let found = values(of: output), !found.areFinite {
        return search(from: first, to: output, used, layer.name) ?? found.origin(layer.name, nil)
      }
      // A layer may hand on what it was given.
      first = max(first, output.id + 1)
    }
    return search(from: first, to: loss, used, nil)
  }

  /// The layer whose weights an update has broken.
  private var brokenWeights: String? {
    let place = model.parameterLayout.places.first { place in
      !model.weights.view(place.offset..<place.offset + place.count).allSatisfy(\.isFinite)
    }
    return place.map { $0.name.split(separator: ".").dropLast().joined(separator: ".") }
  }

  private func search(
    from first: Int, to last: Node, _ used: Set<Node>, _ layer: String?
  ) -> DivergenceOrigin? {
    var looks = 0
    for id in min(first, last.id)...last.id {
      let node = graph.node(id)
      let operation = graph.operation(of: node)
      guard used.contains(node), !(operation is any Leaf), looks < Self.mostNodes else { continue }
      looks += 1
      guard let found = values(of: node), !found.areFinite else { continue }
      var origin = found.origin(layer, name(of: node))
      if layer == nil { origin.sources = sources(of: node) }
      return origin
    }
    return nil
  }

  /// What of prediction and target a node of the loss is computed from.
  private func sources(of node: Node) -> Set<DivergenceOrigin.Source> {
    var sources: Set<DivergenceOrigin.Source> = []
    if graph.depends(node, on: nodes.logits) { sources.insert(.prediction) }
    if graph.depends(node, on: target) { sources.insert(.target) }
    return sources
  }

  private func name(of node: Node) -> String {
    let (operation, inputs) = (graph.operation(of: node), graph.inputs(of: node))
    if (operation as? Elementwise)?.function == .multiply, inputs.count == 2,
      inputs[0] == inputs[1]
    {
      return "square"
    }
    if let function = (operation as? Elementwise)?.function { return "\(function)" }
    return "\(type(of: operation))"
  }

  private func ancestors(of node: Node) -> Set<Node> {
    var found: Set<Node> = [node]
    var pending = [node]
    while let next = pending.popLast() {
      for input in graph.inputs(of: next) where found.insert(input).inserted {
        pending.append(input)
      }
    }
    return found
  }

  private func origin(
    _ layer: String?, operation: String?, samples found: [Int]
  ) -> DivergenceOrigin {
    DivergenceOrigin(
      layer: layer, operation: operation, batch: rows, samples: found,
      largestInput: inputs.all.reduce(0) { max($0, Double(abs($1))) })
  }

  // MARK: The numbers of one node

  private struct Found {
    var areFinite: Bool
    var origin: (_ layer: String?, _ operation: String?) -> DivergenceOrigin
  }

  /// `nil` where the node is too large to be looked at.
  private func values(of node: Node) -> Found? {
    let count = node.shape.elementCount.value(rows: rows.count)
    guard count <= Self.mostNumbers, let targets = samples.targets else { return nil }
    var places = GraphPlaces()
    places.leaves = leaves
    places.outputs = [(node, Place(.results, 0))]
    let compiled = CompiledGraph(graph, places, capacity: rows.count)
    guard bytesOfFloats(compiled.floats(threads: 1)) <= model.memory / 2 else { return nil }
    let program = Program(compiled, capacity: rows.count)
    let results = FloatBuffer(count: count)
    let (targetBuffer, weights) = (
      targets.asFloats(count: rows.count), FloatBuffer(samples.weights ?? [])
    )
    let list = program.commands(
      rows: rows.count,
      areas: [
        .inputs: inputs.pointer, .targets: targetBuffer.pointer,
        .sampleWeights: weights.pointer, .parameters: model.weights.pointer,
        .results: results.pointer,
      ], threads: 1)
    for owner in [inputs, targetBuffer, weights, model.weights, results] {
      list.keepAlive(owner)
    }
    list.setRandomness(seed: seed, iteration: update)
    list.run(on: nil)
    let columns = node.shape.hasRows ? count / max(rows.count, 1) : 0
    let broken = rows.indices.filter { row in
      (0..<columns).contains { !results[row * columns + $0].isFinite }
    }
    return Found(areFinite: (0..<count).allSatisfy { results[$0].isFinite }) {
      self.origin($0, operation: $1, samples: broken.map { self.rows[$0] })
    }
  }
}

extension PhaseRun {
  /// Where iteration `number` of the epoch begun diverged, with the weights as they stand.
  func divergence(in number: Int) -> DivergenceOrigin? {
    let last = min(number, program.iterationsPerEpoch - 1)
    let search = try? DivergenceSearch(
      model, samples, rows: rows(in: last), plan, seed: seed, update: memory.updates + 1)
    return search?.origin()
  }
}
