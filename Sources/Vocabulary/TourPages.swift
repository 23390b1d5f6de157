/// A page of the tour in `Documentation/Tour`.
package struct TourPage: Hashable, Sendable {
  package let number: Int
  package let title: String
}

extension Entry {
  /// The pages of the tour that speak of the word; of a word with two meanings, of both.
  package var tourPages: [TourPage] {
    (numbers[name] ?? []).map { TourPage(number: $0, title: titles[$0 - 1]) }
  }
}

/// The titles of all pages, in order.
private let titles = [
  "A first network, whole",
  "The loss is one number",
  "Log loss for yes or no",
  "The wrong loss is our own fault",
  "Walking down by the gradient",
  "The learning rate",
  "The five stages of a step",
  "Batch, iteration, epoch",
  "The convergence chart",
  "Why hidden layers",
  "Activations",
  "Data from a table",
  "Training, validation, test",
  "A baseline beside each metric",
  "Write the loss yourself",
  "Write the optimizer yourself",
  "Phases, schedules, warm-up, clipping",
  "Is the difference inside the noise?",
  "When it goes wrong",
  "Your own experiment",
]

private let numbers: [String: [Int]] = [
  "data": [12], "read": [12], "target": [12], "category": [12], "missing": [12], "scale": [12],
  "split": [12, 13], "network": [1, 10], "dense": [1, 10], "train": [1], "evaluate": [1, 14],
  "loss": [2, 15], "mse": [4], "mae": [4], "log_loss": [3], "rate": [6, 17],
  "optimizer": [16], "sgd": [5, 16], "step": [7], "back": [7], "batch": [8], "epochs": [8],
  "plot": [9], "relu": [11], "tanh": [11], "fn": [11, 15], "stop": [13], "accuracy": [14],
  "confusion": [14], "phase": [17], "clip": [17], "sweep": [6, 18], "seed": [18], "param": [20],
  "plan": [20], "expect": [20],
]
