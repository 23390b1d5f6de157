import Kernels
import Shapes

/// Samples with what a network should answer to them.
///
/// They are checked and copied once, when this is made; it can be used for many trainings at once.
public struct TrainingData: Sendable {
  let samples: Samples

  /// How many samples there are.
  public var count: Int { samples.count }

  /// Samples with their numbers in a row each.
  ///
  /// - Parameter weights: How much each sample counts in the loss; without them all the same.
  /// - Throws: `noSamples`; `shapeMismatch` for rows of unequal length, and for more or fewer targets
  ///   than samples; `illegalNumber` for what is not finite, and for a class that there is not.
  public init(
    _ inputs: [[Float]], targets: Targets, weights: [Float]? = nil
  ) throws(NetworkError) {
    samples = try Rows(inputs).samples(targets, weights)
  }

  /// Samples of `shape` whose numbers follow one another.
  ///
  /// - Parameters:
  ///   - inputs: `[samples] + shape`, with the last extent fastest.
  ///   - weights: How much each sample counts in the loss; without them all the same.
  /// - Throws: As the other initializer; `shapeMismatch` where the last sample is not whole.
  public init(
    flat inputs: [Float], shape: [Int], targets: Targets, weights: [Float]? = nil
  ) throws(NetworkError) {
    samples = try Rows(flat: inputs, shape: shape).samples(targets, weights)
  }
}

/// What a network should answer, one for each sample.
public struct Targets: Hashable, Sendable {
  fileprivate enum Kind: Hashable, Sendable {
    case numbers([Float], outputs: Int, samples: Int)
    case ragged(row: Int, found: Int, expected: Int)
    case yesOrNo([Bool])
    case classes([Int], count: Int)
  }

  fileprivate let kind: Kind

  /// One number for each sample.
  public static func numbers(_ values: [Float]) -> Targets {
    Targets(kind: .numbers(values, outputs: 1, samples: values.count))
  }

  /// Several numbers for each sample.
  public static func numbers(_ rows: [[Float]]) -> Targets {
    let outputs = rows.first?.count ?? 1
    if let row = rows.firstIndex(where: { $0.count != outputs }) {
      return Targets(kind: .ragged(row: row, found: rows[row].count, expected: outputs))
    }
    return Targets(kind: .numbers(rows.flatMap { $0 }, outputs: outputs, samples: rows.count))
  }

  /// One of two classes, for a network with one output: whether a sample is of the second.
  public static func yesOrNo(_ answers: [Bool]) -> Targets { Targets(kind: .yesOrNo(answers)) }

  /// One of `count` classes, from 0, for a network with an output for each.
  public static func classes(_ classes: [Int], of count: Int) -> Targets {
    Targets(kind: .classes(classes, count: count))
  }
}

// MARK: - Checking

/// The inputs of samples, checked.
struct Rows {
  private let values: [Float]
  private let shape: Shape
  private let count: Int

  init(_ rows: [[Float]]) throws(NetworkError) {
    guard let first = rows.first else { throw .noSamples() }
    guard !first.isEmpty else { throw .emptySample() }
    for (index, row) in rows.enumerated() {
      guard row.count == first.count else {
        throw .ragged("inputs", row: index, found: row.count, expected: first.count)
      }
      guard row.allSatisfy(\.isFinite) else { throw .notFinite("inputs[\(index)]") }
    }
    try self.init(rows.flatMap { $0 }, [first.count])
  }

  init(flat values: [Float], shape: [Int]) throws(NetworkError) {
    guard !values.isEmpty else { throw .noSamples() }
    let shape = try checkedShape(shape)
    if let place = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite("inputs[\(place)]")
    }
    try self.init(values, shape)
  }

  private init(_ values: [Float], _ shape: Shape) throws(NetworkError) {
    guard let width = shape.count, values.count.isMultiple(of: width) else {
      throw .partOfSample(values.count, shape)
    }
    (self.values, self.shape, count) = (values, shape, values.count / width)
    // The order of the samples is kept in 32 bits.
    guard count <= Int(Int32.max) else { throw .tooManySamples(count) }
  }

  func samples(
    _ targets: Targets? = nil, _ weights: [Float]? = nil
  ) throws(NetworkError) -> Samples {
    if let weights {
      guard weights.count == count else {
        throw .countMismatch("weights", found: weights.count, samples: count)
      }
      guard weights.allSatisfy({ $0.isFinite && $0 >= 0 }), weights.contains(where: { $0 > 0 })
      else { throw .illegalWeights() }
    }
    return Samples(
      count: count, inputShape: shape, inputs: FloatBuffer(values),
      targets: try targets?.values(samples: count), weights: weights)
  }
}

extension Targets {
  fileprivate func values(samples: Int) throws(NetworkError) -> TargetValues {
    let (given, values) = try checked()
    guard given == samples else {
      throw .countMismatch("targets", found: given, samples: samples)
    }
    return values
  }

  private func checked() throws(NetworkError) -> (count: Int, TargetValues) {
    switch kind {
    case .ragged(let row, let found, let expected):
      throw .ragged("targets", row: row, found: found, expected: expected)
    case .numbers(let values, let outputs, let count):
      if let place = values.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite("targets[\(place / max(outputs, 1))]")
      }
      return (count, .values(FloatBuffer(values), outputs: outputs))
    case .yesOrNo(let answers):
      return (answers.count, .binary(FloatBuffer(answers.map { $0 ? 1 : 0 })))
    case .classes(let classes, let count):
      let legal = 1...1_000_000
      guard legal.contains(count) else { throw .illegalCount("classes", count, legal) }
      if let row = classes.firstIndex(where: { $0 < 0 || $0 >= count }) {
        throw .noClass(classes[row], row: row, count: count)
      }
      return (classes.count, .classes(classes.map { Int32($0) }, count: count))
    }
  }
}
