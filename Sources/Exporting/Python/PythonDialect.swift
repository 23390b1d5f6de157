import Graphs

/// How a framework calls the operations that functions of the script are made of.
struct PythonDialect: Sendable {
  /// `torch`, or Keras's `ops`.
  var module: String
  /// What names the axes of a sum.
  var axis: String
  var keepsAxes: String
  var isTorch: Bool

  static let torch = PythonDialect(
    module: "torch", axis: "dim", keepsAxes: "keepdim", isTorch: true)
  static let keras = PythonDialect(
    module: "ops", axis: "axis", keepsAxes: "keepdims", isTorch: false)

  /// A call of a function of the framework.
  func call(_ name: String, _ arguments: String...) -> String {
    "\(module).\(name)(\(arguments.joined(separator: ", ")))"
  }

  /// A function of the framework's collection for networks.
  func networkFunction(_ name: String, _ arguments: String...) -> String {
    "\(isTorch ? "F" : module).\(name)(\(arguments.joined(separator: ", ")))"
  }

  /// A function of one number; `nil` for what is written in another way.
  func call(_ function: Elementwise.Function, _ x: String) -> String? {
    switch function {
    case .exp: call("exp", x)
    case .log: call("log", x)
    case .log1p: call("log1p", x)
    case .expm1: call("expm1", x)
    case .sqrt: call("sqrt", x)
    case .abs: call("abs", x)
    case .tanh: call("tanh", x)
    case .sigmoid: call("sigmoid", x)
    case .softplus: networkFunction("softplus", x)
    case .erf: call("erf", x)
    case .sin: call("sin", x)
    case .cos: call("cos", x)
    case .sign: call("sign", x)
    case .floor: call("floor", x)
    case .ceil: call("ceil", x)
    case .round: call("round", x)
    default: nil
    }
  }

  /// Truth values as 0 and 1.
  func number(ofTruth x: String) -> String {
    isTorch ? "(\(x)).float()" : call("cast", x, "\"float32\"")
  }

  func wholeNumbers(_ x: String) -> String {
    isTorch ? "\(x).long()" : call("cast", x, "\"int32\"")
  }

  func numbers(_ x: String) -> String {
    isTorch ? "\(x).float()" : call("cast", x, "\"float32\"")
  }

  /// A sum, a mean or a maximum over some axes.
  func reduced(_ name: String, _ reduction: Reduction, _ x: String) -> String {
    let axes = "\(axis)=\(Array(reduction.axes).pythonTuple)"
    return reduction.keepsAxes
      ? call(name, x, axes, "\(keepsAxes)=True") : call(name, x, axes)
  }

  /// The number of samples of a batch.
  func rows(of x: String) -> String { isTorch ? "\(x).shape[0]" : call("shape", x) + "[0]" }
}
