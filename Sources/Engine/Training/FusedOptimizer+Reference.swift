import Kernels
import Vocabulary

extension FusedOptimizer {
  /// The loop that is bound to a built-in optimizer; `nil` where there is none, or where the
  /// settings ask for more than it does.
  ///
  /// The formulas in the prelude say what it computes; a test holds the two equal.
  init?(_ reference: FunctionReference) {
    // A function of the script carries its source, and is what it says.
    guard reference.source == nil else { return nil }
    func number(_ name: String) -> Float? {
      guard case .number(let value)? = reference.settings[name] else { return nil }
      return Float(value)
    }
    switch reference.name {
    case "sgd":
      guard let momentum = number("momentum"),
        case .boolean(let isNesterov)? = reference.settings["nesterov"]
      else { return nil }
      self = momentum == 0 ? .sgd : .momentum(momentum, isNesterov: isNesterov)
    case "rmsprop":
      guard let alpha = number("smoothing"), let epsilon = number("epsilon"),
        number("momentum") == 0
      else { return nil }
      self = .rmsprop(alpha: alpha, epsilon: epsilon)
    case "adam", "adamw":
      guard let beta1 = number("beta1"), let beta2 = number("beta2"),
        let epsilon = number("epsilon")
      else { return nil }
      if reference.name == "adam" {
        self = .adam(beta1: beta1, beta2: beta2, epsilon: epsilon)
      } else {
        guard let decay = number("decay") else { return nil }
        self = .adamW(beta1: beta1, beta2: beta2, epsilon: epsilon, decay: decay)
      }
    default: return nil
    }
  }

  /// How many states the loop keeps for each weight.
  var stateCount: Int {
    switch self {
    case .sgd: 0
    case .momentum, .rmsprop: 1
    case .adam, .adamW: 2
    }
  }
}
