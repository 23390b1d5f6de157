import Checking
import Diagnostics
import Plans
import Vocabulary

/// A function of the script, with what it took along when it was made.
final class FunctionValue {
  let function: CheckedFunction
  var captured: [RunValue]
  /// Under this name the engine finds it: `script:swish#2`.
  var key: String?

  init(_ function: CheckedFunction, captured: [RunValue]) {
    self.function = function
    self.captured = captured
  }

  var name: String { function.name ?? "fn" }
}

/// An `optimizer` that the script declares.
final class OptimizerValue {
  let optimizer: CheckedOptimizer
  let captured: [RunValue]
  var key: String?

  init(_ optimizer: CheckedOptimizer, captured: [RunValue]) {
    self.optimizer = optimizer
    self.captured = captured
  }
}

/// The named settings of a `plan` block, or of the block of a `train`.
final class PlanValue {
  let name: String
  let span: Span
  var settings: [TrainingSetting]

  init(name: String, span: Span, settings: [TrainingSetting]) {
    self.name = name
    self.span = span
    self.settings = settings
  }
}

/// One line of a `plan` or `train` block with its arguments evaluated.
struct TrainingSetting {
  var word: String
  var span: Span
  var wordSpan: Span
  var arguments: [EvaluatedArgument]
  /// The lines of a `phase` block; `nil` for all other words.
  var phase: [TrainingSetting]?

  /// The value given for `setting`, by name.
  func argument(_ setting: String) -> EvaluatedArgument? {
    arguments.first { $0.setting?.name == setting }
  }
}

/// An argument of a line after evaluation.
struct EvaluatedArgument {
  /// The setting it is for; `nil` for a free name or an option of a function.
  var setting: SettingDescription?
  var name: String?
  var value: RunValue
  var span: Span
}
