import CKernels
package import Shapes

/// What a network learns from, or answers for: rows of inputs, and what should come out.
///
/// - Shapes: `inputs` `[count] + inputShape`, row-major.
package struct Samples: Sendable {
  package let count: Int
  package let inputShape: Shape
  package let inputs: InputRows
  /// Nothing where only answers are wanted.
  package let targets: TargetValues?
  /// How much each sample counts; all the same where there are none.
  package let weights: [Float]?
  /// The unit of each number of the targets, where they are not in their own.
  package let targetUnits: [TargetUnit]?

  /// - Precondition: the extents of everything belong to `count` samples.
  package init(
    count: Int, inputShape: Shape, inputs: InputRows, targets: TargetValues?,
    weights: [Float]? = nil, targetUnits: [TargetUnit]? = nil
  ) {
    precondition(inputs.count == count, "one row of inputs a sample")
    precondition(inputs.width == inputShape.count, "as many inputs as the shape has")
    precondition(targets?.fits(count) ?? true, "one row of targets a sample")
    precondition((weights?.count ?? count) == count, "one weight a sample")
    precondition(targetUnits.map { $0.count == targets?.outputs } ?? true, "one unit a number")
    self.count = count
    self.inputShape = inputShape
    self.inputs = inputs
    self.targets = targets
    self.weights = weights
    self.targetUnits = targetUnits
  }

  /// Samples whose inputs are floats as a network takes them.
  ///
  /// - Precondition: the extents of everything belong to `count` samples.
  package init(
    count: Int, inputShape: Shape, inputs: FloatBuffer, targets: TargetValues?,
    weights: [Float]? = nil, targetUnits: [TargetUnit]? = nil
  ) {
    self.init(
      count: count, inputShape: inputShape,
      inputs: InputRows(inputs, count: count, width: inputShape.count ?? 0), targets: targets,
      weights: weights, targetUnits: targetUnits)
  }

  /// How many numbers a network answers for one sample; 0 without targets.
  package var outputs: Int { targets?.outputs ?? 0 }

  /// The floats of one sample's input.
  package var inputsPerSample: Int { inputs.width }

  /// The samples, each counting as much more as the weight of its class says.
  ///
  /// - Parameter classWeights: One for each class, of a binary target for no and yes; samples
  ///   without classes stay as they are.
  package func weighted(byClass classWeights: [Double]?) -> Samples {
    guard let classWeights else { return self }
    let factors: [Float]
    switch targets {
    case .classes(let classes, let count) where classWeights.count == count:
      factors = classes.map { Float(classWeights[Int($0)]) }
    case .binary(let values) where classWeights.count == 2:
      factors = values.all.map { Float(classWeights[$0 > 0.5 ? 1 : 0]) }
    default: return self
    }
    let weights = self.weights.map { own in zip(own, factors).map { $0 * $1 } } ?? factors
    return Samples(
      count: count, inputShape: inputShape, inputs: inputs, targets: targets, weights: weights)
  }

  /// The samples at `rows`, in that order; a row may come twice.
  package func subset(_ rows: [Int]) -> Samples {
    precondition(rows.allSatisfy { $0 >= 0 && $0 < count }, "rows that there are")
    return Samples(
      count: rows.count, inputShape: inputShape,
      inputs: inputs.subset(rows),
      targets: targets?.subset(rows), weights: weights.map { all in rows.map { all[$0] } },
      targetUnits: targetUnits)
  }
}

/// How a number that a network learns becomes one in the target's own unit: `scale · x + shift`.
package struct TargetUnit: Hashable, Sendable {
  package let scale: Float
  package let shift: Float

  package init(scale: Float, shift: Float) {
    self.scale = scale
    self.shift = shift
  }
}

/// The true answers, in the form that suits the loss.
package enum TargetValues: Sendable {
  /// Numbers `[count, outputs]`, row-major.
  case values(FloatBuffer, outputs: Int)
  /// 0 or 1 for each sample: whether it is of the second of two classes.
  case binary(FloatBuffer)
  /// The place of each sample's class among `count` classes.
  case classes([Int32], count: Int)

  package var outputs: Int {
    switch self {
    case .values(_, let outputs): outputs
    case .binary: 1
    case .classes(_, let count): count
    }
  }

  func fits(_ samples: Int) -> Bool {
    switch self {
    case .values(let values, let outputs): values.count == samples * outputs
    case .binary(let values): values.count == samples
    case .classes(let indices, let count):
      indices.count == samples && indices.allSatisfy { $0 >= 0 && Int($0) < count }
    }
  }

  func subset(_ rows: [Int]) -> TargetValues {
    switch self {
    case .values(let values, let outputs):
      .values(values.rows(rows, columns: outputs), outputs: outputs)
    case .binary(let values): .binary(values.rows(rows, columns: 1))
    case .classes(let indices, let count): .classes(rows.map { indices[$0] }, count: count)
    }
  }
}

extension FloatBuffer {
  /// The rows at `rows` of a matrix of `columns`.
  func rows(_ rows: [Int], columns: Int) -> FloatBuffer {
    let result = FloatBuffer(count: rows.count * columns)
    for (place, row) in rows.enumerated() {
      let source = view(row * columns..<(row + 1) * columns)
      guard let first = source.baseAddress else { continue }
      (result.pointer + place * columns).update(from: first, count: columns)
    }
    return result
  }
}
