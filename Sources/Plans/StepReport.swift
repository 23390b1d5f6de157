/// One iteration with what happened in it, in its five stages.
package struct StepReport: Hashable, Codable, Sendable {
  package var network: String
  /// The epoch and how many of its iterations are done with this one.
  package var place: BegunEpoch
  /// How many iterations the network has made with this one, over all trainings.
  package var iteration: Int
  /// The samples of the batch: their places in the training part, from 0, in the order seen.
  package var rows: [Int]
  /// Some of them, as the network sees them.
  package var excerpt: SampleExcerpt?
  package var loss: StepLoss
  package var layers: [LayerStep]
  /// The Euclidean norm of all gradients together, before any clipping.
  package var gradientNorm: Double
  /// The same after it, where there is some.
  package var clippedNorm: Double?
  package var update: WeightStep
  /// What comes next.
  package var next: BegunEpoch

  package init(
    network: String, place: BegunEpoch, iteration: Int, rows: [Int], loss: StepLoss,
    layers: [LayerStep], gradientNorm: Double, clippedNorm: Double?, update: WeightStep,
    next: BegunEpoch
  ) {
    self.network = network
    self.place = place
    self.iteration = iteration
    self.rows = rows
    self.loss = loss
    self.layers = layers
    self.gradientNorm = gradientNorm
    self.clippedNorm = clippedNorm
    self.update = update
    self.next = next
  }
}

/// A few samples of a batch, in numbers and words.
package struct SampleExcerpt: Hashable, Codable, Sendable {
  package struct Sample: Hashable, Codable, Sendable {
    package var inputs: [Double]
    package var target: String

    package init(inputs: [Double], target: String) {
      self.inputs = inputs
      self.target = target
    }
  }
  /// As the script writes it: `iris.train`.
  package var part: String
  /// One for each of a sample's values.
  package var inputNames: [String]
  package var targetName: String
  package var samples: [Sample]

  package init(part: String, inputNames: [String], targetName: String, samples: [Sample]) {
    self.part = part
    self.inputNames = inputNames
    self.targetName = targetName
    self.samples = samples
  }
}

/// The loss of a batch, before its update and after.
package struct StepLoss: Hashable, Codable, Sendable {
  package var name: String
  package var value: Double

  package init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// What an iteration did to one layer.
package struct LayerStep: Hashable, Codable, Sendable {
  package var name: String
  package var parameters: Int
  /// Of the loss with respect to all parameters of the layer, before any clipping.
  package var gradientNorm: Double
  /// The gradient that is furthest from 0.
  package var largestGradient: Double
  /// Of the parameters before the update.
  package var weightNorm: Double
  /// The norm of what the update changed.
  package var changeNorm: Double

  package init(
    name: String, parameters: Int, gradientNorm: Double, largestGradient: Double,
    weightNorm: Double, changeNorm: Double
  ) {
    self.name = name
    self.parameters = parameters
    self.gradientNorm = gradientNorm
    self.largestGradient = largestGradient
    self.weightNorm = weightNorm
    self.changeNorm = changeNorm
  }
}

/// What an iteration did to one weight: that with the largest gradient.
package struct WeightStep: Hashable, Codable, Sendable {
  /// `dense_1.weight`.
  package var parameter: String
  /// Its place in the parameter, from 0.
  package var indices: [Int]
  package var before: Double
  /// What the optimizer saw.
  package var gradient: Double
  package var rate: Double
  package var after: Double
  package var optimizer: String
  /// Whether the rule is nothing but `w ← w − rate · g`.
  package var isPlainDescent: Bool

  package init(
    parameter: String, indices: [Int], before: Double, gradient: Double, rate: Double,
    after: Double, optimizer: String, isPlainDescent: Bool
  ) {
    self.parameter = parameter
    self.indices = indices
    self.before = before
    self.gradient = gradient
    self.rate = rate
    self.after = after
    self.optimizer = optimizer
    self.isPlainDescent = isPlainDescent
  }
}

/// That a network went back to where it was before.
package struct BackReport: Hashable, Codable, Sendable {
  package var network: String
  /// How many iterations were undone.
  package var iterations: Int
  /// How many the network has made now.
  package var iteration: Int
  /// What comes next; the number of its iterations is 0 where that is not known.
  package var next: BegunEpoch

  package init(network: String, iterations: Int, iteration: Int, next: BegunEpoch) {
    self.network = network
    self.iterations = iterations
    self.iteration = iteration
    self.next = next
  }
}
