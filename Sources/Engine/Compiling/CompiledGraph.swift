import Graphs
import Kernels

/// A graph as steps in an order in which they can be run, with a place for each value.
struct CompiledGraph: Sendable {
  var steps: [Step]
  /// Which of them go together, from the first to the last.
  var sections: [StepSection]
  /// How many rows of its own each step has for a sample, where it treats each by itself.
  var rowsPerSample: [Int?]
  /// For whom each step works.
  var owners: [StepOwner]
  /// Where the numbers of each value lie.
  var places: [Int: Place]
  /// The values of constants, and of the number of rows (`nil`), by scalar.
  var constants: [(scalar: Int, value: Double?)]
  /// Scalars for values of one element that lie elsewhere and that functions of scalars use.
  var loadedScalars: [Int: Int]
  /// Where the caller finds, or puts, the scalars that it asked for.
  var scalars: [Int]
  var arenaCount: Int
  /// Floats that each thread needs for itself.
  var threadFloats: Int
  /// The values that lie there, and how many floats of a sample there are of each.
  var threadValues: [Int: ThreadSlot]
  var scalarCount: Int
  /// The numbers of operations of one run with the full batch, roughly.
  var work: Double
}

/// Where the leaves of a graph are read and its outputs written.
struct GraphPlaces {
  var leaves: [Node: Place] = [:]
  var outputs: [(node: Node, place: Place)] = []
  /// Scalars that the caller reads after a run, or sets before it.
  var scalars: [Node] = []
}

/// A graph as steps in no order yet, the same for batches of any size.
struct FusedGraph {
  fileprivate let graph: GraphBuilder
  fileprivate let fusion: Fusion
  fileprivate let maker: StepMaker
  fileprivate let steps: [Step]

  /// - Parameter given: Its places count when the graph is compiled; here only what it names.
  init(_ graph: GraphBuilder, _ given: GraphPlaces) {
    self.graph = graph
    fusion = Fusion(graph, outputs: given.outputs.map(\.node) + given.scalars)
    maker = StepMaker(graph, fusion)
    var made = maker.steps
    ColumnSums.join(&made)
    steps = made
  }
}

extension CompiledGraph {
  /// Compiles `graph` for batches of at most `capacity` rows.
  init(_ graph: GraphBuilder, _ given: GraphPlaces, capacity: Int) {
    self.init(FusedGraph(graph, given), given, capacity: capacity)
  }

  /// - Parameter given: The places of what the graph was fused for.
  init(_ fused: FusedGraph, _ given: GraphPlaces, capacity: Int) {
    let (graph, fusion, maker) = (fused.graph, fused.fusion, fused.maker)
    var (made, counts, nextValue) = (fused.steps, maker.counts, maker.nextValue)
    let rows = StepRows(graph, counts: counts, isBySample: maker.isBySample)
    Packing.add(to: &made, &counts, &nextValue, rows, capacity: capacity)
    let order = StepOrder(made, rows, counts: counts, capacity: capacity)
    rowsPerSample = order.rowsPerSample
    var layout = ProgramLayout(
      order, counts: counts, nextValue: nextValue, capacity: capacity)
    for id in 0..<graph.nodeCount where fusion.isLive[id] && fusion.root[id] == id {
      let node = graph.node(id)
      if let place = given.leaves[node] {
        layout.fix(id, at: place)
      } else if node.shape.elementCount == .one, fusion.isScalarMade(id) {
        layout.addScalar(id)
      }
    }
    constants = []
    for id in 0..<graph.nodeCount where fusion.isLive[id] {
      let operation = graph.operation(of: graph.node(id))
      guard operation is Constant || operation is RowCount else { continue }
      constants.append((layout.scalar(id), (operation as? Constant)?.value))
    }
    for (node, place) in given.outputs {
      layout.write(fusion.root[node.id], node.shape.elementCount, to: place)
    }
    scalars = given.scalars.map { layout.readScalar(fusion.root[$0.id]) }
    layout.placeRest()
    loadedScalars = layout.scalarsForLoads()
    steps = layout.steps
    owners = steps.map { StepOwner($0, in: graph, loss: given.scalars.first) }
    places = layout.places
    sections = layout.sections
    arenaCount = layout.arenaCount
    (threadFloats, threadValues) = (layout.threadFloats, layout.threadValues)
    scalarCount = layout.scalarCount
    work = steps.reduce(0) { $0 + $1.work(rows: capacity) }
  }

  /// The floats that a program needs that at most so many threads run; at most `Int.max`.
  func floats(threads: Int) -> Int {
    saturatingSum([
      arenaCount, ElementCount(factor: threadFloats, rowsPower: 1).value(rows: threads),
    ])
  }

  /// Lets the inputs lie feature by feature where only products with one column read them: such a
  /// product of many samples with few features then goes through neighbouring numbers.
  ///
  /// - Returns: Whether they have to lie so from now on.
  mutating func turnInputs() -> Bool {
    guard let input = places.first(where: { $0.value.area == .inputs })?.key else { return false }
    var turned = steps
    for index in steps.indices where steps[index].reads.contains(input) {
      guard case .product(var product) = steps[index], product.a == input, product.b != input,
        product.columns == .one, product.patches == nil,
        (product.transposesFirst ? product.inner : product.rows)
          == ElementCount(factor: 1, rowsPower: 1)
      else { return false }
      product.transposesFirst.toggle()
      turned[index] = .product(product)
    }
    steps = turned
    return true
  }

  /// Whether every number of the results depends on its own numbers and on scalars alone.
  var isElementwise: Bool {
    steps.allSatisfy { step in
      switch step {
      case .block(let block):
        block.sums.isEmpty && block.instructions.allSatisfy { !$0.operation.isReduction }
      case .scalars: true
      default: false
      }
    }
  }
}

extension BlockOperation {
  var isReduction: Bool { self == .sum || self == .rowSum || self == .rowMaximum }
}

extension Fusion {
  /// Whether the number of a node of one element is made as a scalar, not by a kernel.
  fileprivate func isScalarMade(_ id: Int) -> Bool {
    let operation = graph.operation(of: graph.node(id))
    return domain(of: id) != nil || operation is Constant || operation is RowCount
      || operation is Input
  }
}

extension ImageWindow {
  /// The numbers that it sees in one image.
  fileprivate var work: Int { places[0] * places[1] * size[0] * size[1] * channels }
}

extension Step {
  /// The number of operations, roughly; transcendental functions count more.
  func work(rows: Int) -> Double {
    func value(_ count: ElementCount) -> Double { Double(count.value(rows: rows)) }
    return switch self {
    case .block(let step):
      value(step.rows) * value(step.columns) * Double(step.instructions.count)
    case .scalars(let steps): Double(steps.count * 8)
    case .product(let step): 2 * value(step.rows) * value(step.columns) * value(step.inner)
    case .productSum(let step):
      2 * Double(step.operands.count) * value(step.rows) * value(step.columns) * value(step.inner)
    case .packing(let step): value(step.columns) * value(step.inner)
    case .reduction(let step): value(step.outer) * value(step.reduced) * value(step.inner)
    case .rowwise(let step): 8 * value(step.rows) * value(step.columns)
    case .transposition(let step):
      value(step.matrices) * value(step.rows) * value(step.columns)
    case .window(let step): value(step.images) * Double(step.window.work)
    case .batchedProduct(let step):
      2 * value(step.matrices) * value(step.rows) * value(step.columns) * value(step.inner)
    case .causalMask(_, let extent): Double(extent * extent)
    case .lookup(let step):
      value(step.columns) * (value(step.rows) + (step.isGradient ? Double(step.tableRows) : 0))
    case .columns(let step):
      step.parts.reduce(0) { $0 + value(step.rows) * Double($1.range.count) }
    case .repetition(let step): step.axes.reduce(1) { $0 * value($1.extent) }
    case .ordering(let step): 20 * value(step.rows) * value(step.columns)
    case .mask(_, _, _, let count): 8 * value(count)
    }
  }
}
