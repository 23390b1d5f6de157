/// Over what a sum, mean or maximum is taken.
package enum Axis: Hashable, Sendable {
  case all
  /// The first axis: the result has one value for each output.
  case samples
  /// The last axis: the result has one value for each sample.
  case outputs
}

extension GraphBuilder {
  /// The matrix product `a·b`; a transposed operand is read as it lies.
  package mutating func matrixProduct(_ a: Node, _ b: Node) throws(GraphProblem) -> Node {
    // The shape rule speaks of what the caller wrote, so it is asked before transposes are undone.
    _ = try MatrixProduct(transposesFirst: false, transposesSecond: false)
      .outputShape([a.shape, b.shape])
    return try product(a, b, transposing: (false, false))
  }

  package mutating func transposed(_ x: Node) throws(GraphProblem) -> Node {
    if operation(of: x) is Transpose { return inputs(of: x)[0] }
    return try append(Transpose(), [x])
  }

  /// The sum of the elements of `x` along an axis.
  package mutating func sum(of x: Node, over axis: Axis = .all) throws(GraphProblem) -> Node {
    try reduced(.sum, x, axis)
  }

  /// The largest of the elements of `x` along an axis.
  package mutating func max(of x: Node, over axis: Axis = .all) throws(GraphProblem) -> Node {
    try reduced(.maximum, x, axis)
  }

  /// The smallest of the elements of `x` along an axis.
  package mutating func min(of x: Node, over axis: Axis = .all) throws(GraphProblem) -> Node {
    negated(try reduced(.maximum, negated(x), axis))
  }

  /// The mean of the elements of `x` along an axis; one over samples heeds their weights.
  package mutating func mean(of x: Node, over axis: Axis = .all) throws(GraphProblem) -> Node {
    guard let axes = axes(of: x, axis), !axes.isEmpty else { return x }
    var weighted = x
    var count = constant(1)
    for axis in axes {
      if case .fixed(let extent) = x.shape[axis] {
        count = try multiply(count, constant(Double(extent)))
      } else if axis == 0, let sampleWeights {
        let own = try reshaped(sampleWeights, to: [.rows] + x.shape.dropFirst().map { _ in 1 })
        weighted = try multiply(x, own)
        count = try multiply(count, sum(of: sampleWeights))
      } else {
        count = try multiply(count, rowCount())
      }
    }
    return try divide(reduced(.sum, weighted, axis), count)
  }

  /// The position, from 0, of the largest output of each sample.
  package mutating func argmax(_ x: Node) throws(GraphProblem) -> Node {
    try append(ArgumentOfMaximum(), [x])
  }

  /// A 1 at the position that each index names, and 0 elsewhere.
  package mutating func oneHot(_ indices: Node, classes: Int) throws(GraphProblem) -> Node {
    try append(OneHot(classes: classes), [indices])
  }

  /// The value of each sample at the output that its index names.
  package mutating func gather(_ x: Node, _ indices: Node) throws(GraphProblem) -> Node {
    try append(Gather(), [x, indices])
  }

  package mutating func reshaped(_ x: Node, to shape: GraphShape) throws(GraphProblem) -> Node {
    if x.shape == shape { return x }
    let source = operation(of: x) is Reshape ? inputs(of: x)[0] : x
    return source.shape == shape ? source : try append(Reshape(shape: shape), [source])
  }

  /// All axes but the first joined to one.
  package mutating func flattened(_ x: Node) throws(GraphProblem) -> Node {
    guard x.shape.count > 1 else { return x }
    let features = GraphShape(x.shape.dropFirst()).elementCount
    guard features.rowsPower == 0 else { return x }
    return try reshaped(x, to: [x.shape[0], .fixed(features.factor)])
  }

  /// `x` repeated to `shape`.
  package mutating func broadcast(_ x: Node, to shape: GraphShape) throws(GraphProblem) -> Node {
    if x.shape == shape { return x }
    let source = operation(of: x) is Broadcast ? inputs(of: x)[0] : x
    return try append(Broadcast(shape: shape), [source])
  }

  package mutating func sort(of x: Node) throws(GraphProblem) -> Node {
    try append(Sort(), [x])
  }

  package mutating func rank(of x: Node) throws(GraphProblem) -> Node {
    try append(Rank(), [x])
  }

  package mutating func stopGradient(_ x: Node) -> Node {
    place(StopGradient(), [x], x.shape)
  }

  /// The softmax over the outputs.
  package mutating func softmax(_ x: Node) throws(GraphProblem) -> Node {
    try append(Softmax(), [x])
  }

  /// The logarithm of the softmax over the outputs.
  package mutating func logSoftmax(_ x: Node) throws(GraphProblem) -> Node {
    try append(LogSoftmax(), [x])
  }
}

// MARK: - Parts of the rules

extension GraphBuilder {
  /// The product of `a` and `b`, each transposed where `transposing` says so.
  mutating func product(
    _ a: Node, _ b: Node, transposing: (Bool, Bool)
  ) throws(GraphProblem) -> Node {
    let (first, second) = (operation(of: a) is Transpose, operation(of: b) is Transpose)
    return try append(
      MatrixProduct(
        transposesFirst: transposing.0 != first, transposesSecond: transposing.1 != second),
      [first ? inputs(of: a)[0] : a, second ? inputs(of: b)[0] : b])
  }

  /// The sum along the last axis, which stays with extent 1.
  mutating func sumOverLast(_ x: Node) throws(GraphProblem) -> Node {
    let last = x.shape.count - 1
    return try append(Reduction(kind: .sum, axes: last..<last + 1, keepsAxes: true), [x])
  }

  /// Sums `x` over what a broadcast from `shape` repeated.
  mutating func sum(_ x: Node, to shape: GraphShape) throws(GraphProblem) -> Node {
    if x.shape == shape { return x }
    let source = operation(of: x) is Broadcast ? inputs(of: x)[0] : x
    if source.shape == shape { return try timesRepeats(source, from: x.shape) }
    guard x.shape.broadcast(with: shape) == x.shape else {
      // The gradient was not repeated to the full shape yet.
      return try broadcast(x, to: shape)
    }
    var result = x
    for axes in repeatedAxes(of: x.shape, from: shape) {
      result = try append(Reduction(kind: .sum, axes: axes, keepsAxes: true), [result])
    }
    return try reshaped(result, to: shape)
  }

  /// What a sum over the repeats of `x` in `shape` gives, without adding them up.
  private mutating func timesRepeats(
    _ x: Node, from shape: GraphShape
  ) throws(GraphProblem) -> Node {
    var result = x
    for axes in repeatedAxes(of: shape, from: x.shape) {
      for axis in axes {
        switch shape[axis] {
        case .fixed(let extent): result = try multiply(result, constant(Double(extent)))
        case .rows: result = try multiply(result, rowCount())
        }
      }
    }
    return result
  }

  /// The axes of `shape` that repeat a node of shape `source`, neighbours together, last ones first.
  private func repeatedAxes(of shape: GraphShape, from source: GraphShape) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for axis in shape.indices.reversed() {
      guard shape[axis] != source.extent(axis, of: shape.count) else { continue }
      if let last = result.last, last.lowerBound == axis + 1 {
        result[result.count - 1] = axis..<last.upperBound
      } else {
        result.append(axis..<axis + 1)
      }
    }
    return result
  }

  private func axes(of x: Node, _ axis: Axis) -> Range<Int>? {
    let rank = x.shape.count
    guard rank > 0 else { return nil }
    switch axis {
    case .all: return 0..<rank
    case .samples: return 0..<1
    // A column of samples has one output each, which a sum over outputs leaves as it is.
    case .outputs: return x.shape[rank - 1] == .rows ? nil : rank - 1..<rank
    }
  }

  private mutating func reduced(
    _ kind: Reduction.Kind, _ x: Node, _ axis: Axis
  ) throws(GraphProblem) -> Node {
    guard let axes = axes(of: x, axis), !axes.isEmpty else { return x }
    if axes.allSatisfy({ x.shape[$0] == 1 }) {
      var shape = x.shape
      shape.replaceSubrange(axes, with: axis == .outputs && axes.lowerBound > 0 ? [1] : [])
      return try reshaped(x, to: shape)
    }
    let keeps = axis == .outputs && axes.lowerBound > 0
    return try append(Reduction(kind: kind, axes: axes, keepsAxes: keeps), [x])
  }
}
