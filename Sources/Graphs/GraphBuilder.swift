/// A graph in the making: nodes in the order in which they were made, each from earlier ones.
///
/// Equal operations on equal inputs are one node, and what is known while building is folded, so
/// that formulas and gradients may be written plainly.
package struct GraphBuilder: Sendable {
  struct Record: Sendable {
    let operation: any Operation
    let inputs: [Node]
    let node: Node
    let scope: String
  }

  private struct Key: Hashable {
    let operation: AnyHashable
    let inputs: [Int]
  }

  private(set) var records: [Record] = []
  // The keys are operations, which are Sendable; `AnyHashable` hides that.
  nonisolated(unsafe) private var known: [Key: Int] = [:]
  package private(set) var parameters: [Node] = []
  /// Whether the parameters of the layer being built stay as they are.
  package var isFrozen = false
  package private(set) var states: [Node] = []
  /// What each state becomes at the end of an iteration.
  package private(set) var stateUpdates: [(state: Node, value: Node)] = []

  /// Whether the graph is that of a training iteration: dropout and batch statistics are in force.
  package var isTraining: Bool
  /// Stands before the names of parameters, with a point: the name of the layer being built.
  package var scope = ""
  /// The position of the layer being built, which its random masks draw from.
  package var layer = 0
  /// Weights of the samples, `[rows, 1]`, which means over the samples heed.
  package var sampleWeights: Node?
  private var maskCount = 0

  package init(isTraining: Bool = false) {
    self.isTraining = isTraining
  }

  package var nodeCount: Int { records.count }

  /// The parameters that a training changes.
  package var trainable: [Node] {
    parameters.filter { (operation(of: $0) as? Parameter)?.isFrozen == false }
  }

  /// The operation that makes `node`.
  package func operation(of node: Node) -> any Operation { records[node.id].operation }

  /// The nodes from which `node` is made.
  package func inputs(of node: Node) -> [Node] { records[node.id].inputs }

  /// The layer for which `node` was made, its gradients too; empty where it was made for none.
  package func scope(of node: Node) -> String { records[node.id].scope }

  /// The node that was made as number `id`.
  package func node(_ id: Int) -> Node { records[id].node }

  /// The value of a constant; `nil` for any other node.
  package func constantValue(of node: Node) -> Double? {
    (records[node.id].operation as? Constant)?.value
  }

  /// The node for `operation` on `inputs`: an equal one made before, or a new one.
  mutating func append(
    _ operation: some Operation, _ inputs: [Node]
  ) throws(GraphProblem) -> Node {
    let shape = try operation.outputShape(inputs.map(\.shape))
    return place(operation, inputs, shape)
  }

  /// `append` for an operation whose shape rule cannot fail.
  mutating func place(
    _ operation: some Operation, _ inputs: [Node], _ shape: GraphShape
  ) -> Node {
    let key = Key(operation: AnyHashable(operation), inputs: inputs.map(\.id))
    if let id = known[key] { return records[id].node }
    let node = Node(id: records.count, shape: shape)
    records.append(Record(operation: operation, inputs: inputs, node: node, scope: scope))
    known[key] = node.id
    return node
  }
}

// MARK: - Leaves

extension GraphBuilder {
  /// A value that comes from outside at each run.
  package mutating func input(_ name: String, _ shape: GraphShape) -> Node {
    place(Input(name: name, shape: shape), [], shape)
  }

  /// A new learned tensor, named after the layer being built.
  ///
  /// - Parameter isWeight: Whether a penalty on the weights of its layer counts it; of most layers
  ///   it counts the matrices.
  package mutating func parameter(
    _ name: String, _ extents: [Int], _ initializer: Initializer, isWeight: Bool? = nil
  ) -> Node {
    let full = scope.isEmpty ? name : scope + "." + name
    let parameter = Parameter(
      name: full, extents: extents, initializer: initializer,
      isWeight: isWeight ?? (extents.count > 1), isFrozen: isFrozen, index: parameters.count)
    let node = place(parameter, [], .fixed(extents))
    parameters.append(node)
    return node
  }

  package mutating func constant(_ value: Double) -> Node {
    place(Constant(value: value), [], [])
  }

  /// A value of the shape of `node` that is kept from run to run, `initial` at first.
  package mutating func state(_ name: String, like node: Node, initial: Double) -> Node {
    let full = scope.isEmpty ? name : scope + "." + name
    let state = State(name: full, shape: node.shape, initial: initial, index: states.count)
    let result = place(state, [], node.shape)
    states.append(result)
    return result
  }

  /// Makes `state` become `value` at the end of an iteration.
  package mutating func update(_ state: Node, to value: Node) {
    stateUpdates.append((state, value))
  }

  /// Zeros with the probability `1 - keeping`, and `1 / keeping` elsewhere, drawn at each iteration.
  package mutating func randomMask(
    keeping: Double, like node: Node, layer position: Int? = nil
  ) -> Node {
    // A layer that draws twice gets two streams.
    let stream = (position ?? layer) &+ maskCount &* 65_536
    maskCount += 1
    return place(
      RandomMask(keeping: keeping, shape: node.shape, layer: stream), [], node.shape)
  }

  /// How many samples the batch has, as a number.
  package mutating func rowCount() -> Node {
    place(RowCount(), [], [])
  }
}
