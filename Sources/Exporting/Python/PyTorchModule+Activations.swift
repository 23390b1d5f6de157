import Shapes
import Vocabulary

extension PyTorchModule {
  /// An activation of `value`, whose samples have `shape`.
  mutating func applied(
    _ activation: FunctionReference, to value: String, _ shape: Shape
  ) throws(ExportProblem) -> String {
    // The outputs of an image are its channels.
    let outputs = shape.rank == 3 ? 1 : -1
    switch activation.name {
    case "linear": return value
    case "relu", "selu", "gelu", "silu", "mish", "softplus": return "F.\(activation.name)(\(value))"
    case "sigmoid", "tanh": return "torch.\(activation.name)(\(value))"
    case "softmax": return "F.softmax(\(value), dim=\(outputs))"
    case "leaky_relu":
      let slope = activation.number("slope", default: 0.01).pythonLiteral
      return "F.leaky_relu(\(value), negative_slope=\(slope))"
    case "elu":
      return "F.elu(\(value), alpha=\(activation.number("alpha", default: 1).pythonLiteral))"
    default:
      let (name, isElementwise) = try model.function(activation, of: shape)
      guard shape.rank == 3, !isElementwise else { return "\(name)(\(value))" }
      return "\(name)(\(value).permute(0, 2, 3, 1)).permute(0, 3, 1, 2)"
    }
  }
}
