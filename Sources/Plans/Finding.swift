/// Something about a training that goes on which a teacher would point out; each is told once.
package enum Finding: Hashable, Codable, Sendable {
  /// Units of a layer with `relu` that gave 0 for every sample looked at.
  case deadUnits(layer: String, dead: Int, of: Int, samples: Int)
  /// The gradient in the weights of the first layer is far below that of the last: `ratio` is that
  /// of their root mean squares.
  case vanishingGradient(first: String, last: String, ratio: Double)
  case explodingGradient(first: String, last: String, ratio: Double)
  /// No epoch was better than the first.
  case flatLoss(epochs: Int, loss: Double, rate: Double)
  /// The validation loss was lowest in epoch `turned`, and rises while the training loss falls.
  case overfitting(turned: Int, lowest: Double, epoch: Int, validationLoss: Double, loss: Double)
}

/// Where the first number that is not finite began, in the iteration that diverged.
package struct DivergenceOrigin: Hashable, Codable, Sendable {
  package enum Source: Hashable, Codable, Sendable { case prediction, target }

  /// The layer's name; `nil` for the loss.
  package var layer: String?
  /// The operation that gave it from finite numbers: `log`, `divide`, `MatrixProduct`; `nil` where
  /// the update of the layer's weights did.
  package var operation: String?
  /// What the operation's operands are computed from, where it is part of the loss.
  package var sources: Set<Source>
  /// The samples of the batch, and those for which the number is not finite, by their places in the
  /// training part.
  package var batch: [Int]
  package var samples: [Int]
  /// The largest input of the batch, without its sign.
  package var largestInput: Double

  package init(
    layer: String?, operation: String?, sources: Set<Source> = [], batch: [Int], samples: [Int],
    largestInput: Double
  ) {
    (self.layer, self.operation, self.sources) = (layer, operation, sources)
    (self.batch, self.samples, self.largestInput) = (batch, samples, largestInput)
  }
}
