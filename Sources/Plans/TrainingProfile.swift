/// Where the time of a training went.
package struct TrainingProfile: Hashable, Codable, Sendable {
  package var network: String
  package var iterations: Int
  package var threads: Int
  /// From the first iteration to the last epoch's evaluation.
  package var seconds: Double
  /// Thousand million multiply-adds and additions a second that the threads can do together at best.
  package var limit: Double
  package var entries: [ProfileEntry]

  package init(
    network: String, iterations: Int, threads: Int, seconds: Double, limit: Double,
    entries: [ProfileEntry]
  ) {
    self.network = network
    self.iterations = iterations
    self.threads = threads
    self.seconds = seconds
    self.limit = limit
    self.entries = entries
  }
}

/// What one kind of operation of one layer took.
package struct ProfileEntry: Hashable, Codable, Sendable {
  /// The part of an iteration.
  package enum Stage: String, Hashable, Codable, Sendable, CaseIterable {
    case batch, forward, backward, update
  }
  package enum Operation: String, Hashable, Codable, Sendable, CaseIterable {
    case product, elementwise, reduction, rowwise, window, copy, random, ordering
  }
  /// The name of the layer; `nil` for the loss, and for what belongs to no layer.
  package var layer: String?
  package var stage: Stage
  package var operation: Operation
  package var seconds: Double
  /// Multiplications and additions of matrix products; 0 for all others.
  package var arithmetic: Double

  package init(
    layer: String?, stage: Stage, operation: Operation, seconds: Double, arithmetic: Double
  ) {
    self.layer = layer
    self.stage = stage
    self.operation = operation
    self.seconds = seconds
    self.arithmetic = arithmetic
  }
}
