import Graphs
import Plans

/// For whom a step works: the layer, and whether on the way forward or back.
struct StepOwner: Hashable, Sendable {
  /// Empty for the loss, and for what belongs to no layer.
  var layer: String
  var isBackward: Bool
  var operation: ProfileEntry.Operation

  /// - Parameter loss: The node behind which the gradients were made; `nil` where there are none.
  init(_ step: Step, in graph: GraphBuilder, loss: Node?) {
    // Values that no node has, such as repeated operands, are numbered behind all nodes.
    let known = (step.writes.min() ?? Int.max) < graph.nodeCount ? step.writes : step.reads
    let id = known.filter { $0 < graph.nodeCount }.max()
    layer = id.map { graph.scope(of: graph.node($0)) } ?? ""
    isBackward = loss.map { loss in (id ?? 0) > loss.id } ?? false
    operation = step.profiled
  }
}

extension Step {
  fileprivate var profiled: ProfileEntry.Operation {
    switch self {
    case .product, .productSum, .batchedProduct: .product
    case .block, .scalars: .elementwise
    case .reduction: .reduction
    case .rowwise: .rowwise
    case .window: .window
    case .packing, .lookup, .transposition, .columns, .repetition, .causalMask: .copy
    case .ordering: .ordering
    case .mask: .random
    }
  }

  /// Multiplications and additions of products with the full batch.
  func arithmetic(rows: Int) -> Double {
    switch self {
    case .product, .productSum, .batchedProduct: work(rows: rows)
    default: 0
    }
  }
}
