import NeuralNetworks
import Testing

/// Rows of made-up numbers between -1 and 1.
func rows(_ count: Int, _ width: Int) -> [[Float]] {
  (0..<count).map { row in
    (0..<width).map { column in Float((row * 37 + column * 11) % 41) / 20.5 - 1 }
  }
}

/// Points with the sum of their numbers.
func sums(_ count: Int, _ width: Int) throws -> TrainingData {
  let inputs = rows(count, width)
  return try TrainingData(inputs, targets: .numbers(inputs.map { $0.reduce(0, +) }))
}

extension Training {
  /// Gradient descent on squared errors.
  static func descent(_ epochs: Int, rate: Double = 0.1, batch: Batch = 4) -> Training {
    Training(loss: .mse, optimizer: .sgd, rate: rate, batch: batch, epochs: epochs)
  }
}

/// Expects `work` to be refused with these words.
func expectError<Result>(
  _ reason: NetworkError.Reason, _ message: String, at location: SourceLocation = #_sourceLocation,
  _ work: () throws(NetworkError) -> Result
) {
  do throws(NetworkError) {
    _ = try work()
    Issue.record("nothing was refused", sourceLocation: location)
  } catch {
    #expect(error.reason == reason, sourceLocation: location)
    #expect(error.description == message, sourceLocation: location)
  }
}
