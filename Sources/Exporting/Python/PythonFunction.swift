import Graphs

/// A function of the script as one of Python, written from its graph.
///
/// What the script gave it beside its operand stands in it as numbers, as in the graph.
struct PythonFunction {
  /// The lines of its body, the last of which gives the result.
  private(set) var lines: [String] = []
  /// Whether it treats each number by itself, so that it does not matter where the channels are.
  private(set) var isElementwise = true
  private let graph: GraphBuilder
  private let x: Node
  private let dialect: PythonDialect
  private var texts: [Key: Text] = [:]
  private var uses: [Int: Int] = [:]
  private var variables = 0

  /// The longest part of a line, in bytes.
  private static let longestPart = 48

  /// How tightly the outermost operator of a text binds: a text with a lower number needs
  /// parentheses inside one with a higher number.
  private enum Binding: Int {
    case comparison, either, both, sum, product, sign, power, atom
  }

  private struct Text {
    var text: String
    var binding: Binding
  }

  private struct Key: Hashable {
    var id: Int
    var isTruth: Bool
  }

  /// - Parameter x: The operand, which is called `x`.
  init(
    _ graph: GraphBuilder, from x: Node, to result: Node, _ dialect: PythonDialect
  ) throws(ExportProblem) {
    (self.graph, self.x, self.dialect) = (graph, x, dialect)
    let needed = countUses(of: result)
    for id in needed.sorted() where id != x.id {
      let node = graph.node(id)
      if graph.operation(of: node) is Constant { continue }
      let text = try text(of: node)
      let isTruth = isTruth(node)
      // What is read again has a name, and so has a part that would make the line too long.
      let isLong = text.text.utf8.count > Self.longestPart && id != result.id
      guard uses[id, default: 0] > 1 || isLong, text.text.utf8.count > 2 else {
        texts[Key(id: id, isTruth: isTruth)] = text
        continue
      }
      variables += 1
      lines.append("t\(variables) = \(text.text)")
      texts[Key(id: id, isTruth: isTruth)] = Text(text: "t\(variables)", binding: .atom)
    }
    lines.append("return " + (try number(result)))
  }

  /// The nodes that `result` is made from, each with how often it is read.
  private mutating func countUses(of result: Node) -> Set<Int> {
    var needed: Set<Int> = [result.id]
    var pending = [result]
    while let node = pending.popLast() {
      for input in graph.inputs(of: node) {
        uses[input.id, default: 0] += 1
        if needed.insert(input.id).inserted { pending.append(input) }
      }
    }
    return needed
  }

  // MARK: Operands

  private func isTruth(_ node: Node) -> Bool {
    guard let operation = graph.operation(of: node) as? Elementwise else { return false }
    return [.equal, .less, .lessOrEqual, .not, .and, .or].contains(operation.function)
  }

  private func operand(_ node: Node, isTruth wanted: Bool) throws(ExportProblem) -> Text {
    if node == x, !wanted { return Text(text: "x", binding: .atom) }
    if let constant = graph.constantValue(of: node), !wanted {
      return Text(text: constant.pythonLiteral, binding: constant < 0 ? .sign : .atom)
    }
    let own = isTruth(node)
    if own == wanted, let text = texts[Key(id: node.id, isTruth: own)] { return text }
    if wanted {
      return Text(
        text: "\(inside(try operand(node, isTruth: false), .sum)) != 0", binding: .comparison)
    }
    guard let truth = texts[Key(id: node.id, isTruth: true)] else {
      throw .unknown(graph.operation(of: node), layer: "")
    }
    return Text(text: dialect.number(ofTruth: truth.text), binding: .atom)
  }

  private func inside(_ text: Text, _ least: Binding) -> String {
    text.binding.rawValue < least.rawValue ? "(\(text.text))" : text.text
  }

  private func number(_ node: Node, _ least: Binding = .comparison) throws(ExportProblem) -> String
  {
    inside(try operand(node, isTruth: false), least)
  }

  private func truth(_ node: Node, _ least: Binding = .comparison) throws(ExportProblem) -> String {
    inside(try operand(node, isTruth: true), least)
  }

  // MARK: Operations

  private mutating func text(of node: Node) throws(ExportProblem) -> Text {
    let inputs = graph.inputs(of: node)
    let operation = graph.operation(of: node)
    if let operation = operation as? Elementwise { return try text(operation.function, inputs) }
    if !(operation is Broadcast && inputs[0].shape.isEmpty) { isElementwise = false }
    if let text = try infix(operation, inputs) { return text }
    return Text(text: try call(operation, inputs, node), binding: .atom)
  }

  private func text(
    _ function: Elementwise.Function, _ inputs: [Node]
  ) throws(ExportProblem) -> Text {
    switch function {
    case .negated: return Text(text: "-" + (try number(inputs[0], .power)), binding: .sign)
    case .add: return try infix("+", inputs, .sum)
    case .subtract: return try infix("-", inputs, .sum)
    case .multiply: return try infix("*", inputs, .product)
    case .divide:
      if let mean = try mean(inputs[0], graph.constantValue(of: inputs[1])) { return mean }
      return try infix("/", inputs, .product)
    case .power:
      let text = "\(try number(inputs[0], .atom)) ** \(try number(inputs[1], .atom))"
      return Text(text: text, binding: .power)
    case .equal: return try infix("==", inputs, .comparison)
    case .less: return try infix("<", inputs, .comparison)
    case .lessOrEqual: return try infix("<=", inputs, .comparison)
    case .not:
      let x = try truth(inputs[0], .atom)
      return dialect.isTorch
        ? Text(text: "~" + x, binding: .sign)
        : Text(text: dialect.call("logical_not", x), binding: .atom)
    case .and: return try logic("&", "logical_and", inputs, .both)
    case .or: return try logic("|", "logical_or", inputs, .either)
    case .maximum: return try bound("maximum", "min", inputs)
    case .minimum: return try bound("minimum", "max", inputs)
    case .select:
      let text = dialect.call(
        "where", try truth(inputs[0]), try number(inputs[1]), try number(inputs[2]))
      return Text(text: text, binding: .atom)
    default:
      return Text(
        text: dialect.call(function, try number(inputs[0])) ?? "", binding: .atom)
    }
  }

  /// A sum divided by how many there are.
  private func mean(_ sum: Node, _ count: Double?) throws(ExportProblem) -> Text? {
    guard let reduction = graph.operation(of: sum) as? Reduction, reduction.kind == .sum,
      uses[sum.id] == 1, let count
    else { return nil }
    let x = graph.inputs(of: sum)[0]
    let extents = GraphShape(x.shape[reduction.axes])
    guard !extents.contains(.rows), extents.numbers.reduce(1, { $0 * Double($1) }) == count else {
      return nil
    }
    return Text(text: dialect.reduced("mean", reduction, try number(x)), binding: .atom)
  }

  /// Two operands around an operator; the second binds tighter, so that `a - (b - c)` keeps its
  /// parentheses.
  private func infix(
    _ sign: String, _ inputs: [Node], _ binding: Binding
  ) throws(ExportProblem) -> Text {
    let tighter = Binding(rawValue: binding.rawValue + 1) ?? .atom
    let first = try number(inputs[0], binding == .comparison ? .sum : binding)
    let second = try number(inputs[1], binding == .comparison ? .sum : tighter)
    return Text(text: "\(first) \(sign) \(second)", binding: binding)
  }

  private func logic(
    _ sign: String, _ name: String, _ inputs: [Node], _ binding: Binding
  ) throws(ExportProblem) -> Text {
    guard dialect.isTorch else {
      return Text(
        text: dialect.call(name, try truth(inputs[0]), try truth(inputs[1])), binding: .atom)
    }
    // In Python '&' and '|' bind tighter than comparisons.
    let (a, b) = (try truth(inputs[0], .power), try truth(inputs[1], .power))
    return Text(text: "\(a) \(sign) \(b)", binding: binding)
  }

  /// The larger or the smaller of two numbers, of which one may be a constant.
  private func bound(
    _ name: String, _ bound: String, _ inputs: [Node]
  ) throws(ExportProblem) -> Text {
    let (a, b) = (try number(inputs[0]), try number(inputs[1]))
    let isConstant = graph.constantValue(of: inputs[1]) != nil
    return Text(
      text: dialect.isTorch && isConstant
        ? dialect.call("clamp", a, "\(bound)=\(b)") : dialect.call(name, a, b), binding: .atom)
  }

  private func infix(
    _ operation: any Operation, _ inputs: [Node]
  ) throws(ExportProblem) -> Text? {
    guard let product = operation as? MatrixProduct else { return nil }
    guard inputs.allSatisfy({ $0.shape.count == 2 }) || !product.transposesFirst else {
      throw .unknown(product, layer: "")
    }
    func matrix(_ node: Node, _ isTransposed: Bool) throws(ExportProblem) -> String {
      isTransposed ? transposed(try number(node, .atom)) : try number(node, .sign)
    }
    let a = try matrix(inputs[0], product.transposesFirst)
    let b = try matrix(inputs[1], product.transposesSecond)
    return Text(text: "\(a) @ \(b)", binding: .product)
  }

  private func transposed(_ x: String) -> String {
    dialect.isTorch ? "\(x).T" : dialect.call("transpose", x)
  }

  private func call(
    _ operation: any Operation, _ inputs: [Node], _ node: Node
  ) throws(ExportProblem) -> String {
    func x(_ least: Binding = .comparison) throws(ExportProblem) -> String {
      try number(inputs[0], least)
    }
    let last = "\(dialect.axis)=-1"
    switch operation {
    case is RowCount: return dialect.rows(of: "x")
    case is Transpose: return transposed(try x(.atom))
    case is Softmax: return dialect.networkFunction("softmax", try x(), last)
    case is LogSoftmax: return dialect.networkFunction("log_softmax", try x(), last)
    case let reduction as Reduction:
      let name = reduction.kind == .sum ? "sum" : dialect.isTorch ? "amax" : "max"
      return dialect.reduced(name, reduction, try x())
    case is Reshape: return dialect.call("reshape", try x(), shape(node.shape))
    case is Broadcast:
      return graph.constantValue(of: inputs[0]) == nil
        ? dialect.call("broadcast_to", try x(), shape(node.shape))
        : dialect.call("full", shape(node.shape), try x())
    case is Concatenation:
      var parts: [String] = []
      for input in inputs { parts.append(try number(input)) }
      let list = "[" + parts.joined(separator: ", ") + "]"
      return dialect.call(dialect.isTorch ? "cat" : "concatenate", list, last)
    case let columns as Columns:
      return "\(try x(.atom))[..., \(columns.range.lowerBound):\(columns.range.upperBound)]"
    case is StopGradient:
      return dialect.isTorch ? try x(.atom) + ".detach()" : dialect.call("stop_gradient", try x())
    case is ArgumentOfMaximum:
      return dialect.numbers(
        dialect.call("argmax", try x(), last, "\(dialect.keepsAxes)=True"))
    case let oneHot as OneHot:
      return dialect.number(
        ofTruth: "\(try x(.sum)) == \(dialect.call("arange", "\(oneHot.classes)"))")
    case is Gather:
      let places = dialect.wholeNumbers(try number(inputs[1], .atom))
      return dialect.isTorch
        ? dialect.call("gather", try x(), "-1", places)
        : dialect.call("take_along_axis", try x(), places, last)
    case is Sort:
      let sorted = dialect.call("sort", try x(), "\(dialect.axis)=0")
      return dialect.isTorch ? sorted + ".values" : sorted
    case is Rank: return try rank(x(.atom))
    default: throw .unknown(operation, layer: "")
    }
  }

  /// For each value how many of its column are smaller, and half of those that are equal.
  private func rank(_ x: String) -> String {
    let (others, own) = ("\(x)[:, None]", "\(x)[None]")
    let smaller = dialect.call(
      "sum", dialect.number(ofTruth: "\(others) < \(own)"), "\(dialect.axis)=0")
    let equal = dialect.call(
      "sum", dialect.number(ofTruth: "\(others) == \(own)"), "\(dialect.axis)=0")
    return "(\(smaller) + (\(equal) + 1) / 2)"
  }

  private func shape(_ shape: GraphShape) -> String {
    let extents = shape.map { extent in
      if case .fixed(let number) = extent { "\(number)" } else { dialect.rows(of: "x") }
    }
    return "(" + extents.joined(separator: ", ") + (extents.count == 1 ? ",)" : ")")
  }
}
