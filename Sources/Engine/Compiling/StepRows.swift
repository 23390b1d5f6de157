import Graphs
import Kernels

/// Which steps treat each sample by itself.
struct StepRows {
  private let graph: GraphBuilder
  private let counts: [Int: ElementCount]
  private let isBySample: Set<Int>

  init(_ graph: GraphBuilder, counts: [Int: ElementCount], isBySample: Set<Int>) {
    (self.graph, self.counts, self.isBySample) = (graph, counts, isBySample)
  }

  /// How many rows of its own `step` has for each sample; `nil` where it does not treat each by itself.
  func perSample(_ step: Step) -> Int? {
    guard let rows = step.sampleRows(hasSamples), rows > 0,
      step.writes.allSatisfy({ liesBySample($0) }),
      step.reads.allSatisfy({ !hasSamples($0) || liesBySample($0) })
    else { return nil }
    return rows
  }

  /// Whether `step` is the same for any samples, such as what is made of weights alone.
  func isFree(_ step: Step) -> Bool {
    step.reads.union(step.writes).allSatisfy { !hasSamples($0) }
  }

  private func hasSamples(_ value: Int) -> Bool { (counts[value]?.rowsPower ?? 0) > 0 }

  private func liesBySample(_ value: Int) -> Bool {
    value < graph.nodeCount ? graph.node(value).shape.isBySample : isBySample.contains(value)
  }
}

extension ElementCount {
  /// How many there are for each sample; `nil` where that is not so.
  fileprivate var perSample: Int? { rowsPower == 1 ? factor : nil }
}

extension Step {
  /// How many rows of its own the step has for each sample, if it goes through its values by rows.
  fileprivate func sampleRows(_ hasSamples: (Int) -> Bool) -> Int? {
    switch self {
    case .product(let step):
      let isPlain = !step.transposesFirst && step.columns.rowsPower == 0
      return isPlain && !hasSamples(step.b) ? step.rows.perSample : nil
    case .batchedProduct(let step): return step.matrices.perSample
    case .block(let step):
      guard step.sums.isEmpty else { return nil }
      return step.isFlat
        ? (step.rows.rowsPower + step.columns.rowsPower == 1
          ? step.rows.multiplied(by: step.columns).perSample : nil)
        : (step.columns.rowsPower == 0 ? step.rows.perSample : nil)
    case .reduction(let step): return step.outer.perSample
    case .rowwise(let step): return step.rows.perSample
    case .transposition(let step): return step.isReversed ? nil : step.matrices.perSample
    case .window(let step): return step.images.perSample
    case .columns(let step): return step.rows.perSample
    case .scalars, .productSum, .packing, .causalMask, .lookup, .repetition, .ordering, .mask:
      return nil
    }
  }
}
