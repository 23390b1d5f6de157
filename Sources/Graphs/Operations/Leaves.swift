/// A value that comes from outside at each run: the samples, the target, the rate.
package struct Input: Leaf {
  package let name: String
  package let shape: GraphShape

  package func outputShape(_ inputs: [GraphShape]) -> GraphShape { shape }
}

/// A learned tensor.
package struct Parameter: Leaf {
  package let name: String
  package let extents: [Int]
  package let initializer: Initializer
  /// Whether a penalty on the weights of its layer counts it.
  package let isWeight: Bool
  /// Whether a training leaves it as it is.
  package let isFrozen: Bool
  /// Its place among the graph's parameters; makes equal declarations distinct.
  package let index: Int

  /// The layer that it belongs to: its name up to the last point.
  package var layer: Substring { name[..<(name.lastIndex(of: ".") ?? name.startIndex)] }

  package func outputShape(_ inputs: [GraphShape]) -> GraphShape { .fixed(extents) }
}

/// A value that a graph keeps from run to run, such as a running mean.
package struct State: Leaf {
  package let name: String
  package let shape: GraphShape
  package let initial: Double
  package let index: Int

  package func outputShape(_ inputs: [GraphShape]) -> GraphShape { shape }
}

/// The same number everywhere.
package struct Constant: Leaf {
  package let value: Double

  package func outputShape(_ inputs: [GraphShape]) -> GraphShape { [] }
}

/// How many samples the batch has, as a number.
package struct RowCount: Leaf {
  package func outputShape(_ inputs: [GraphShape]) -> GraphShape { [] }
}

/// Random zeros, and `1 / keeping` elsewhere, drawn anew in each iteration.
package struct RandomMask: Leaf {
  /// The probability that an element is not zero.
  package let keeping: Double
  package let shape: GraphShape
  /// Which stream of random numbers it draws from.
  package let layer: Int

  package func outputShape(_ inputs: [GraphShape]) -> GraphShape { shape }
}

/// The distribution from which a parameter gets its first values.
package enum Initializer: Hashable, Sendable {
  case constant(Double)
  /// Uniform between `-limit` and `limit`.
  case uniform(limit: Double)
  case normal(deviation: Double)

  package static let zeros = Initializer.constant(0)
  package static let ones = Initializer.constant(1)
}
