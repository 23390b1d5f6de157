import Vocabulary

/// A function of the catalogue by its name, with its settings.
///
/// Its conformers differ in what the function is used for, so that the compiler tells them apart.
protocol CatalogueFunction: Hashable, Sendable {
  static var role: FunctionRole { get }
  var name: String { get }
  var settings: [String: Argument] { get }
}

/// The function applied to each output of a layer; `Documentation/Reference/activations.md` lists
/// them.
public struct Activation: CatalogueFunction, ExpressibleByStringLiteral {
  static let role = FunctionRole.activation
  let name: String
  let settings: [String: Argument]

  /// Any activation: `Activation("leaky_relu", ["slope": 0.2])`.
  public init(_ name: String, _ settings: [String: Argument] = [:]) {
    (self.name, self.settings) = (name, settings)
  }

  /// The name of an activation, in quotes.
  public init(stringLiteral name: String) { self.init(name) }

  /// What is above 0, and 0 below.
  public static let relu: Activation = "relu"
  /// As `relu`, with a small slope below 0.
  public static let leakyReLU: Activation = "leaky_relu"
  /// As `relu`, bending smoothly towards -1 below 0.
  public static let elu: Activation = "elu"
  /// The value times the chance that a normal number is below it.
  public static let gelu: Activation = "gelu"
  /// The value times its sigmoid.
  public static let silu: Activation = "silu"
  /// From -1 to 1.
  public static let tanh: Activation = "tanh"
  /// From 0 to 1: the chance of the second of two classes.
  public static let sigmoid: Activation = "sigmoid"
  /// The chances of classes, together 1.
  public static let softmax: Activation = "softmax"
}

/// What a training makes small; `Documentation/Reference/losses.md` lists them.
public struct Loss: CatalogueFunction, ExpressibleByStringLiteral {
  static let role = FunctionRole.loss
  let name: String
  let settings: [String: Argument]

  /// Any loss: `Loss("huber", ["delta": 2])`.
  public init(_ name: String, _ settings: [String: Argument] = [:]) {
    (self.name, self.settings) = (name, settings)
  }

  /// The name of a loss, in quotes.
  public init(stringLiteral name: String) { self.init(name) }

  /// The mean of squared differences.
  public static let mse: Loss = "mse"
  /// The mean of the differences' sizes.
  public static let mae: Loss = "mae"
  /// For two classes, behind `sigmoid`.
  public static let logLoss: Loss = "log_loss"
  /// For classes, behind `softmax`.
  public static let crossEntropy: Loss = "cross_entropy"
}

/// What is measured beside the loss; `Documentation/Reference/metrics.md` lists them.
public struct Metric: CatalogueFunction, ExpressibleByStringLiteral {
  static let role = FunctionRole.metric
  let name: String
  let settings: [String: Argument]

  /// Any metric: `Metric("top", ["k": 3])`.
  public init(_ name: String, _ settings: [String: Argument] = [:]) {
    (self.name, self.settings) = (name, settings)
  }

  /// The name of a metric, in quotes.
  public init(stringLiteral name: String) { self.init(name) }

  /// The share of samples whose class is met.
  public static let accuracy: Metric = "accuracy"
  /// Of those taken for a class, the share that is of it.
  public static let precision: Metric = "precision"
  /// Of those of a class, the share that is taken for it.
  public static let recall: Metric = "recall"
  /// The harmonic mean of precision and recall.
  public static let f1: Metric = "f1"
  /// The area under the ROC curve.
  public static let auc: Metric = "auc"
  /// The mean of the differences' sizes.
  public static let mae: Metric = "mae"
  /// The root of the mean of squared differences.
  public static let rmse: Metric = "rmse"
  /// The share of the variance that is explained.
  public static let r2: Metric = "r2"
}

/// How the gradients change the weights; `Documentation/Reference/optimizers.md` lists them.
public struct Optimizer: CatalogueFunction, ExpressibleByStringLiteral {
  static let role = FunctionRole.optimizer
  let name: String
  let settings: [String: Argument]

  /// Any optimizer: `Optimizer("adamw", ["decay": 0.05])`.
  public init(_ name: String, _ settings: [String: Argument] = [:]) {
    (self.name, self.settings) = (name, settings)
  }

  /// The name of an optimizer, in quotes.
  public init(stringLiteral name: String) { self.init(name) }

  /// Gradient descent.
  public static let sgd: Optimizer = "sgd"
  /// Steps by the means of the gradients and of their squares.
  public static let adam: Optimizer = "adam"
  /// `adam`, with weights that shrink by themselves.
  public static let adamW: Optimizer = "adamw"
  /// Steps by the mean of the squared gradients.
  public static let rmsprop: Optimizer = "rmsprop"
  /// Makes the steps of matrices orthogonal.
  public static let muon: Optimizer = "muon"
  /// Finds the length of its steps by itself; it wants the full batch, and no rate.
  public static let lbfgs: Optimizer = "lbfgs"

  /// Gradient descent with momentum.
  public static func sgd(momentum: Double) -> Optimizer {
    Optimizer("sgd", ["momentum": .number(momentum)])
  }
}
