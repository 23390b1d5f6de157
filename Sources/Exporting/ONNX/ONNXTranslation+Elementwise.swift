import Graphs

extension ONNXTranslation {
  /// Adds a function of single numbers.
  mutating func add(
    _ function: Elementwise.Function, _ inputs: [Node], _ node: Node
  ) throws(ExportProblem) {
    // Where a value is there with its channels first, the work goes on in that form.
    let isChannelsFirst =
      node.shape.count == 4
      && inputs.contains { $0.shape.count == 4 && isKnown($0, .channelsFirst) }
      && inputs.allSatisfy { $0.shape.count == 4 || $0.shape.count < 2 }
    let form = Form(isChannelsFirst: isChannelsFirst)
    let isPositivePart = function == .maximum && graph.constantValue(of: inputs[1]) == 0
    var operands: [String] = []
    for (place, input) in inputs.prefix(isPositivePart ? 1 : inputs.count).enumerated() {
      let isTruth = function.isLogic || (function == .select && place == 0)
      operands.append(try operand(input, isTruth: isTruth, form))
    }
    if function.givesTruth {
      let name = truth(function, operands)
      set(node, to: name, Form(isChannelsFirst: isChannelsFirst, isBoolean: true))
    } else {
      let name = isPositivePart ? target.node("Relu", [operands[0]]) : number(function, operands)
      set(node, to: name, form)
    }
  }

  private mutating func operand(
    _ node: Node, isTruth: Bool, _ form: Form
  ) throws(ExportProblem) -> String {
    var form = form
    form.isBoolean = isTruth
    guard form.isChannelsFirst, node.shape.count < 4 else { return try value(node, form) }
    guard let name = try perChannel(node) else { return try value(node, form) }
    return isTruth ? cast(name, to: .boolean) : name
  }

  private mutating func truth(_ function: Elementwise.Function, _ x: [String]) -> String {
    switch function {
    case .less: target.node("Less", x)
    case .lessOrEqual: target.node("LessOrEqual", x)
    case .not: target.node("Not", x)
    case .and: target.node("And", x)
    case .or: target.node("Or", x)
    default: target.node("Equal", x)
    }
  }

  private mutating func number(_ function: Elementwise.Function, _ x: [String]) -> String {
    switch function {
    case .negated: return target.node("Neg", x)
    case .exp: return target.node("Exp", x)
    case .log: return target.node("Log", x)
    case .log1p: return target.node("Log", [target.node("Add", [x[0], target.number(1)])])
    case .expm1: return expm1(x[0])
    case .sqrt: return target.node("Sqrt", x)
    case .abs: return target.node("Abs", x)
    case .tanh: return target.node("Tanh", x)
    case .sigmoid: return target.node("Sigmoid", x)
    case .softplus: return target.node("Softplus", x)
    case .erf: return target.node("Erf", x)
    case .sin: return target.node("Sin", x)
    case .cos: return target.node("Cos", x)
    case .sign: return target.node("Sign", x)
    case .floor: return target.node("Floor", x)
    case .ceil: return target.node("Ceil", x)
    case .round: return target.node("Round", x)
    case .add: return target.node("Add", x)
    case .subtract: return target.node("Sub", x)
    case .multiply: return target.node("Mul", x)
    case .divide: return target.node("Div", x)
    case .power: return target.node("Pow", x)
    case .maximum: return target.node("Max", x)
    case .minimum: return target.node("Min", x)
    case .select: return target.node("Where", x)
    case .equal, .less, .lessOrEqual, .not, .and, .or: return cast(truth(function, x), to: .float)
    }
  }

  /// `exp(x) - 1 = tanh(x / 2)·(exp(x) + 1)`, which keeps its digits where `x` is near 0.
  private mutating func expm1(_ x: String) -> String {
    let half = target.node("Tanh", [target.node("Mul", [x, target.number(0.5)])])
    return target.node(
      "Mul", [half, target.node("Add", [target.node("Exp", [x]), target.number(1)])])
  }
}

extension Elementwise.Function {
  /// Whether its operands are truth values.
  fileprivate var isLogic: Bool { [.not, .and, .or].contains(self) }

  /// Whether its result is one.
  fileprivate var givesTruth: Bool {
    isLogic || [.equal, .less, .lessOrEqual].contains(self)
  }
}
