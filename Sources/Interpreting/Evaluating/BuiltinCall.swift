import Checking
import Diagnostics
import Engine
import Graphs
import Lowering
import Prelude
import Vocabulary

/// A call of a built-in function with values that are known: what it gives in a formula that is
/// trained, it gives here.
///
/// Numbers are computed at once, in double precision. Lists of numbers become tensors where the
/// function is one of the prelude, or is asked for an axis: what it makes of them is compiled and
/// run once.
struct BuiltinCall {
  let name: String
  let entries: [Entry]
  let interpreter: Interpreter
  let span: Span

  /// Whether `name` is a function of plain values.
  static func knows(_ name: String) -> Bool {
    primitives.contains(name) || BuiltinFormulas.definition(of: name) != nil
  }

  func call(_ arguments: [EvaluatedArgument]) throws(Stop) -> RunValue {
    if arguments.count == 1, arguments[0].name == nil, case .number(let x) = arguments[0].value,
      let function = primitive(ofOneNumber: name)
    {
      return .number(function(x))
    }
    var tensors = Tensors(isColumn: takesPrediction)
    var unnamed: [LoweredValue] = []
    var named: [String: LoweredValue] = [:]
    let isOfRows = primitiveKeepsRowsApart(name) && arguments.contains { $0.value.isNested }
    let usesTensors =
      !primitives.contains(name) || isOfRows || arguments.contains { $0.name == "over" }
    for argument in arguments {
      let value = try known(argument)
      guard let lowered = usesTensors ? tensors.lowered(value) : value else {
        throw interpreter.stop(.raggedLists(at: argument.span))
      }
      if let name = argument.name { named[name] = lowered } else { unnamed.append(lowered) }
    }
    do throws(LoweringProblem) {
      let result = try BuiltinFormulas.lowering.call(
        builtin: name, unnamed, named: named, at: span, in: &tensors.graph)
      return tensors.value(result) ?? .unknown
    } catch {
      if error.isReported { throw .problem }
      throw interpreter.stop(error.diagnostic.seen(from: span))
    }
  }

  /// Whether the first arguments are a prediction and a target, so that a list is one of samples.
  private var takesPrediction: Bool {
    entries.contains { $0.role == .loss || $0.role == .metric }
  }

  private func known(_ argument: EvaluatedArgument) throws(Stop) -> LoweredValue {
    try interpreter.checkSize(of: argument.value, at: argument.span)
    guard let value = LoweredValue(argument.value) else {
      throw interpreter.stop(
        .wrongType(
          expected: Text(en: "numbers", pt: "números"), found: argument.value.kind,
          at: argument.span))
    }
    return value
  }
}

private let primitives = Set(primitiveNames)

/// Lists of numbers as inputs of a graph, and its results as lists again.
private struct Tensors {
  /// Whether a plain list is a column, one number a sample, and not one row.
  let isColumn: Bool
  var graph = GraphBuilder()
  private var inputs: [(node: Node, values: [Float])] = []

  init(isColumn: Bool) { self.isColumn = isColumn }

  /// `value`, as an input of the graph where it is a list; `nil` where that holds anything but
  /// numbers, or lists of different lengths.
  mutating func lowered(_ value: LoweredValue) -> LoweredValue? {
    guard case .list(let elements) = value, !elements.isEmpty else { return value }
    guard let (own, numbers) = tensor(elements) else { return nil }
    let extents = isColumn && own.count == 1 ? own + [1] : own
    let node = graph.input("\(inputs.count)", .fixed(extents))
    inputs.append((node, numbers.map { Float($0) }))
    return .node(node)
  }

  func value(_ value: LoweredValue) -> RunValue? {
    switch value {
    case .number(let number): return .number(number)
    case .boolean(let boolean): return .boolean(boolean)
    case .text(let text): return .text(text)
    case .word(let word): return .word(word)
    case .list(let elements): return .list(elements.compactMap { self.value($0) })
    case .node(let node): return self.value(of: node)
    case .function, .builtin, .unknown: return nil
    }
  }

  private func value(of node: Node) -> RunValue {
    let numbers = graph.values(of: node, inputs: inputs).map { number in
      // The decimal that stands for the Float, so that 0.1 comes out as 0.1.
      RunValue.number(Double("\(number)") ?? Double(number))
    }
    guard let width = node.shape.last, case .fixed(let width) = width, width > 0 else {
      return numbers.first ?? .unknown
    }
    guard node.shape.count > 1, !(isColumn && width == 1) else { return .list(numbers) }
    return .list(
      stride(from: 0, to: numbers.count, by: width).map { .list(Array(numbers[$0..<$0 + width])) })
  }

  private func tensor(_ elements: [LoweredValue]) -> (extents: [Int], numbers: [Double])? {
    var extents: [Int]?
    var numbers: [Double] = []
    for element in elements {
      switch element {
      case .number(let number):
        guard extents ?? [] == [] else { return nil }
        extents = []
        numbers.append(number)
      case .boolean(let boolean):
        guard extents ?? [] == [] else { return nil }
        extents = []
        numbers.append(boolean ? 1 : 0)
      case .list(let inner):
        guard let (own, values) = tensor(inner), extents ?? own == own else { return nil }
        extents = own
        numbers += values
      default: return nil
      }
    }
    return extents.map { ([elements.count] + $0, numbers) }
  }
}

extension RunValue {
  /// Whether it is a list of lists.
  fileprivate var isNested: Bool { elements?.first?.elements != nil }
}

extension LoweredValue {
  /// `nil` for what no formula can compute with: a data set, a network, a function of the script.
  init?(_ value: RunValue) {
    switch value {
    case .number(let number): self = .number(number)
    case .boolean(let boolean): self = .boolean(boolean)
    case .text(let text): self = .text(text)
    case .word(let word): self = .word(word)
    case .builtin(let name, _): self = .builtin(name)
    case .unknown: self = .unknown
    default:
      guard let elements = value.elements else { return nil }
      self = .list(elements.map { LoweredValue($0) ?? .unknown })
    }
  }
}
