/// A formula over columns, made of operations that other formats have for single numbers.
///
/// Truth values are the numbers 1 and 0. Of a missing cell comes a missing value, as in the script.
package indirect enum ColumnFormula: Hashable, Sendable {
  case column(String)
  case number(Double)
  case text(String)
  case operation(Operation, [ColumnFormula])

  package enum Operation: String, Hashable, Sendable {
    case add, subtract, multiply, divide, power, minimum, maximum
    case sqrt, exp, log, abs, sign, floor, ceil, round, sin, cos, tan, tanh, sigmoid, softplus, erf
    case equal, less, lessOrEqual, not
    /// Evaluated from the left: the right side does not count where the left one decides.
    case and, or
    /// `if`, `then`, `else`.
    case select
  }

  /// Whether it gives a text, where `columns` are those that hold texts.
  func isText(_ columns: Set<String>) -> Bool {
    switch self {
    case .column(let name): columns.contains(name)
    case .number: false
    case .text: true
    case .operation(.select, let operands): operands.dropFirst().contains { $0.isText(columns) }
    case .operation: false
    }
  }

  /// The columns that are compared with a text.
  var textColumns: [String] {
    guard case .operation(let operation, let operands) = self else { return [] }
    var names = operands.flatMap(\.textColumns)
    if operation == .equal, operands.contains(where: { $0.isText([]) }) {
      for case .column(let name) in operands { names.append(name) }
    }
    return names
  }

  /// The columns that it reads, some perhaps more than once.
  var columns: [String] {
    switch self {
    case .column(let name): [name]
    case .number, .text: []
    case .operation(_, let operands): operands.flatMap(\.columns)
    }
  }

  /// Whether it may be missing.
  fileprivate var mayBeMissing: Bool {
    switch self {
    case .column, .operation: true
    case .number, .text: false
    }
  }
}

extension ColumnFormula.Operation {
  /// Of how many operands, from the left, a missing one makes the result missing though the operator
  /// of ONNX would not.
  fileprivate var blanking: Int {
    switch self {
    case .power, .minimum, .maximum, .equal, .less, .lessOrEqual: 2
    case .sign, .select: 1
    default: 0
    }
  }
}

extension ONNXTranslation {
  /// The cells of `formula`, shaped as those of a column: numbers in double precision, or texts.
  mutating func nodes(of formula: ColumnFormula) -> String {
    switch formula {
    case .column(let name): return name
    case .number(let number): return target.tensor("number", [], .doubles([number]))
    case .text(let text): return target.tensor("text", [], .texts([text]))
    case .operation(let operation, let operands):
      let names = operands.map { nodes(of: $0) }
      var result = nodes(of: operation, names)
      for (operand, name) in zip(operands, names).prefix(operation.blanking)
      where operand.mayBeMissing {
        let isMissing = isMissing(name, isText: operand.isText(textColumns))
        let nothing: ONNXTensor.Values =
          formula.isText(textColumns) ? .texts([""]) : .doubles([.nan])
        result = target.node(
          "Where", [isMissing, target.tensor("missing", [], nothing), result])
      }
      return result
    }
  }

  private mutating func isMissing(_ cells: String, isText: Bool) -> String {
    isText
      ? target.node("Equal", [cells, target.tensor("empty", [], .texts([""]))])
      : target.node("IsNaN", [cells])
  }

  private mutating func nodes(of operation: ColumnFormula.Operation, _ x: [String]) -> String {
    switch operation {
    case .add: return target.node("Add", x)
    case .subtract: return target.node("Sub", x)
    case .multiply: return target.node("Mul", x)
    case .divide: return target.node("Div", x)
    case .power: return target.node("Pow", x)
    case .minimum: return target.node("Min", x)
    case .maximum: return target.node("Max", x)
    case .sqrt: return target.node("Sqrt", x)
    case .exp: return target.node("Exp", x)
    case .log: return target.node("Log", x)
    case .abs: return target.node("Abs", x)
    case .sign: return target.node("Sign", x)
    case .floor: return target.node("Floor", x)
    case .ceil: return target.node("Ceil", x)
    case .round: return target.node("Round", x)
    case .sin: return target.node("Sin", x)
    case .cos: return target.node("Cos", x)
    case .tan: return target.node("Div", [target.node("Sin", x), target.node("Cos", x)])
    case .tanh: return target.node("Tanh", x)
    case .sigmoid: return target.node("Sigmoid", x)
    // onnxruntime has these two for single precision only.
    case .softplus: return cast(target.node("Softplus", [cast(x[0], to: .float)]), to: .double)
    case .erf: return cast(target.node("Erf", [cast(x[0], to: .float)]), to: .double)
    case .equal: return cast(target.node("Equal", x), to: .double)
    case .less: return cast(target.node("Less", x), to: .double)
    case .lessOrEqual: return cast(target.node("LessOrEqual", x), to: .double)
    case .not: return target.node("Sub", [target.tensor("one", [], .doubles([1])), x[0]])
    // A missing left side is neither above a half nor 0, and so it stays.
    case .and: return target.node("Where", [isTrue(x[0]), x[1], x[0]])
    case .or:
      let zero = target.tensor("zero", [], .doubles([0]))
      return target.node("Where", [target.node("Equal", [x[0], zero]), x[1], x[0]])
    case .select: return target.node("Where", [isTrue(x[0]), x[1], x[2]])
    }
  }

  private mutating func isTrue(_ cells: String) -> String {
    target.node("Greater", [cells, target.tensor("half", [], .doubles([0.5]))])
  }
}
