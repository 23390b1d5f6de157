import Engine

extension Network {
  /// All that the network has learnt, in the order of its layers: the learned tensors, such as
  /// `dense_1.weight`, then what layers keep beside them, such as the `batch_norm_1.mean` of all
  /// batches.
  ///
  /// The same tensors, given to `setWeights` of a network of the same layers, make it answer alike.
  /// What the optimizer keeps is not among them.
  public var weights: [Tensor] {
    (model.parameters + model.keptTensors).map {
      Tensor(name: $0.name, shape: $0.shape, values: $0.values)
    }
  }

  /// A hash of all weights: equal ones are equal bit for bit.
  public var weightHash: UInt64 { model.weightHash }

  /// Takes over weights as `weights` gives them, of each tensor that the network has one.
  ///
  /// - Throws: `unknownName` for a tensor that the network does not have, `shapeMismatch` for one of
  ///   another shape and where one is missing, `illegalNumber`; the network then stays as it was.
  public func setWeights(_ tensors: [Tensor]) throws(NetworkError) {
    let own = weights
    var given: [String: Tensor] = [:]
    for tensor in tensors {
      guard let place = own.first(where: { $0.name == tensor.name }) else {
        throw .unknownTensor(tensor.name, known: own.map(\.name))
      }
      guard given.updateValue(tensor, forKey: tensor.name) == nil else {
        throw .givenTwice(tensor.name)
      }
      guard place.shape == tensor.shape, place.values.count == tensor.values.count else {
        throw .tensorMismatch(
          tensor.name, expected: place.shape, found: tensor.shape, count: tensor.values.count)
      }
      guard tensor.values.allSatisfy(\.isFinite) else { throw .notFinite("'\(tensor.name)'") }
    }
    if let missing = own.first(where: { given[$0.name] == nil }) {
      throw .missingTensor(missing.name)
    }
    _ = model.take(
      tensors.map { NamedTensor(name: $0.name, shape: $0.shape, values: $0.values) })
  }
}

/// Some numbers of a network by their name.
public struct Tensor: Hashable, Codable, Sendable {
  /// The layer's name and its own: `dense_1.weight`.
  public var name: String
  /// The extents, of which there is one at least.
  public var shape: [Int]
  /// Row-major: with the last extent fastest.
  public var values: [Float]

  /// A tensor of these parts, which `setWeights` checks.
  public init(name: String, shape: [Int], values: [Float]) {
    (self.name, self.shape, self.values) = (name, shape, values)
  }
}
