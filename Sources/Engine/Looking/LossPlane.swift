package import Kernels
package import Vocabulary

/// The loss of a network where its parameters are moved along two directions.
package final class LossPlane {
  private let model: Model
  private let evaluator: Evaluator
  private let center: [Float]
  private let first: [Float]
  private let second: [Float]

  /// Looks at the loss around `center`; the network itself stays as it is.
  ///
  /// - Parameter directions: A number for each of the center's.
  package init(
    of network: Model, on samples: Samples, loss: FunctionReference, center: [Float],
    directions: ([Float], [Float]), threads: Int
  ) throws(EngineError) {
    model = try network.copy(functions: network.functions)
    let count = network.weights.count
    precondition(
      [center, directions.0, directions.1].allSatisfy { $0.count == count },
      "a number for each parameter")
    self.center = center
    (first, second) = directions
    try model.checkInput(samples)
    evaluator = try Evaluator(model, samples, loss: loss, metrics: [], threads: threads)
  }

  /// The loss at `center + a · first + b · second`.
  package func loss(_ a: Double, _ b: Double) -> Double {
    let (a, b) = (Float(a), Float(b))
    for index in center.indices {
      model.weights.pointer[index] = center[index] + a * first[index] + b * second[index]
    }
    return evaluator.run().loss ?? .nan
  }
}

extension Model {
  /// A network of its own with the same parameters, to be looked at with others.
  package func copyForLooking() throws(EngineError) -> Model { try copy(functions: functions) }

  /// Takes up all parameters and what layers keep beside them, as `allWeights` lists them.
  package func put(allWeights values: [Float]) {
    precondition(values.count == weights.count, "a number for each parameter")
    _ = weights.all.update(from: values)
  }

  /// All parameters and what layers keep beside them, in one list.
  package var allWeights: [Float] { weights.values }

  /// A random direction in which every unit and filter moves as far as its weights are long; what
  /// has no weights, such as an offset, stays.
  ///
  /// - Source: Li, Xu, Taylor, Studer and Goldstein (2018), "Visualizing the loss landscape of
  ///   neural nets", section 4.
  package func filterNormalizedDirection(_ number: Int, seed: UInt64) -> [Float] {
    let stream = RandomSource(seed, .choice("loss surface \(number)")).stream
    let noise = FloatBuffer(count: weights.count)
    stream.fillNormal(noise.all)
    var direction = [Float](repeating: 0, count: weights.count)
    for place in parameterLayout.trainable where place.isWeight {
      // The last axis counts the units.
      let units = max(place.extents.last ?? 1, 1)
      for unit in 0..<min(units, place.count) {
        var (own, drawn) = (0.0, 0.0)
        for index in stride(from: place.offset + unit, to: place.offset + place.count, by: units) {
          own += Double(weights[index]) * Double(weights[index])
          drawn += Double(noise[index]) * Double(noise[index])
        }
        let factor = drawn > 0 ? Float((own / drawn).squareRoot()) : 0
        for index in stride(from: place.offset + unit, to: place.offset + place.count, by: units) {
          direction[index] = noise[index] * factor
        }
      }
    }
    return direction
  }

  /// The place of one weight among all: `dense_1.weight`, counted from 0 along each axis.
  ///
  /// - Returns: `nil` where there is no such weight.
  package func place(ofWeight name: String, at indices: [Int]) -> Int? {
    guard let place = parameterLayout.places.first(where: { $0.name == name }),
      indices.count == place.extents.count
    else { return nil }
    var index = 0
    for (own, extent) in zip(indices, place.extents) {
      guard own >= 0, own < extent else { return nil }
      index = index * extent + own
    }
    return index < place.count ? place.offset + index : nil
  }

  /// Whether a training changes the weight at this place.
  package func isTrainable(_ index: Int) -> Bool {
    parameterLayout.trainable.contains { ($0.offset..<$0.offset + $0.count).contains(index) }
  }
}
