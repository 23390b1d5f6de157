import Diagnostics
import Graphs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A primitive that is neither elementwise nor a reduction.
enum SpecialFunction: String, CaseIterable {
  case argmax, argmin, axes, count, length, matmul, rank, softmax, sort, transpose
  case oneHot = "one_hot"

  var parameters: [String] {
    switch self {
    case .matmul: ["a", "b"]
    case .oneHot: ["index", "classes"]
    default: ["x"]
    }
  }

  /// Whether it takes a table row by row or column by column, and not as one list of numbers.
  var keepsRowsApart: Bool {
    switch self {
    case .argmax, .argmin, .rank, .softmax, .sort: true
    case .axes, .count, .length, .matmul, .oneHot, .transpose: false
    }
  }

  var takesAxis: Bool {
    switch self {
    case .argmax, .argmin, .count: true
    default: false
    }
  }

  func call(
    _ name: String, _ values: [(value: LoweredValue, span: Span)], _ axis: Axis, at span: Span,
    _ evaluator: Evaluator, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    let x = values[0]
    switch self {
    case .axes: return .number(Double(x.value.axisCount))
    case .count: return try evaluator.elementCount(of: x.value, axis, in: &graph)
    case .length: return try length(of: x, evaluator, in: &graph)
    case .argmax, .argmin, .sort, .rank, .softmax:
      if x.value.isListOfNumbers, let numbers = x.value.numbers { return known(numbers) }
    case .matmul, .transpose, .oneHot:
      let classes = try classes(values, in: graph)
      if let result = try known(values, classes, name, at: span) { return result }
    }
    if axis == .samples, self == .argmax || self == .argmin {
      throw .mismatch(.word("samples"), needed: .outputs, at: span)
    }
    var nodes: [(node: Node, span: Span)] = []
    for value in self == .oneHot ? [x] : values {
      nodes.append((try value.value.node(at: value.span, in: &graph), value.span))
    }
    let classes = try classes(values, in: graph)
    return .node(
      try evaluator.graphResult(of: name, at: span, operands: nodes) { () throws(GraphProblem) in
        try node(nodes.map(\.node), classes, in: &graph)
      })
  }

  private func node(
    _ nodes: [Node], _ classes: Int, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    let one = graph.constant(1)
    switch self {
    // The language counts from 1, the graph from 0.
    case .argmax: return try graph.add(graph.argmax(nodes[0]), one)
    case .argmin: return try graph.add(graph.argmax(graph.negated(nodes[0])), one)
    case .oneHot: return try graph.oneHot(graph.subtract(nodes[0], one), classes: classes)
    case .matmul: return try graph.matrixProduct(nodes[0], nodes[1])
    case .transpose: return try graph.transposed(nodes[0])
    case .softmax: return try graph.softmax(nodes[0])
    case .sort: return try graph.sort(of: nodes[0])
    case .rank: return try graph.rank(of: nodes[0])
    case .axes, .count, .length: return nodes[0]
    }
  }

  /// The second argument of `one_hot`; 0 for other functions.
  private func classes(
    _ values: [(value: LoweredValue, span: Span)], in graph: GraphBuilder
  ) throws(LoweringProblem) -> Int {
    guard self == .oneHot else { return 0 }
    guard let number = values[1].value.knownNumber(in: graph), let classes = Int(exactly: number),
      classes >= 1, classes <= mostClasses
    else { throw .mismatch(values[1].value, needed: .wholeNumber, at: values[1].span) }
    return classes
  }

  private func length(
    of x: (value: LoweredValue, span: Span), _ evaluator: Evaluator, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    if let text = x.value.plainText { return .number(Double(text.count)) }
    switch x.value {
    case .list, .node: return try evaluator.elementCount(of: x.value, .samples, in: &graph)
    default: throw .mismatch(x.value, needed: .list, at: x.span)
    }
  }

  /// The function of a list of numbers.
  private func known(_ x: [Double]) -> LoweredValue {
    switch self {
    case .argmax: return .number(Double(position(in: x, of: >) + 1))
    case .argmin: return .number(Double(position(in: x, of: <) + 1))
    case .sort: return .list(x.sorted().map { .number($0) })
    case .rank:
      return .list(
        x.map { value in
          let (below, equal) = (x.count { $0 < value }, x.count { $0 == value })
          return .number(Double(below) + Double(equal + 1) / 2)
        })
    default:
      let largest = Reducer.max.value(x)
      let parts = x.map { exp($0 - largest) }
      let total = Reducer.sum.value(parts)
      return .list(parts.map { .number($0 / total) })
    }
  }

  /// The function of numbers and matrices that are known now; `nil` where a value is neither.
  private func known(
    _ values: [(value: LoweredValue, span: Span)], _ classes: Int, _ name: String, at span: Span
  ) throws(LoweringProblem) -> LoweredValue? {
    if self == .oneHot {
      guard let index = values[0].value.plainNumber else { return nil }
      return .list((1...classes).map { .number(Double($0) == index ? 1 : 0) })
    }
    guard let a = values[0].value.matrix else { return nil }
    if self == .transpose {
      return .matrix(a[0].indices.map { column in a.map { $0[column] } })
    }
    guard let b = values[1].value.matrix else { return nil }
    guard a[0].count == b.count else {
      throw .unequalLists(name, a[0].count, b.count, at: span, values[0].span, values[1].span)
    }
    return .matrix(
      a.map { row in
        b[0].indices.map { column in
          row.indices.reduce(0) { $0 + row[$1] * b[$1][column] }
        }
      })
  }

  private func position(in x: [Double], of isBetter: (Double, Double) -> Bool) -> Int {
    var best = 0
    for index in x.indices where isBetter(x[index], x[best]) { best = index }
    return best
  }
}

/// More classes than this are taken for a mistake; their one-hot rows would fill the memory.
private let mostClasses = 1_000_000

extension LoweredValue {
  /// How many axes a value has: none for a number, one for a list of numbers, two for a table.
  fileprivate var axisCount: Int {
    switch self {
    case .node(let node): node.shape.count
    case .list(let elements): 1 + (elements.map(\.axisCount).max() ?? 0)
    default: 0
    }
  }

  /// The rows of a list of equally long lists of numbers; `nil` for anything else.
  fileprivate var matrix: [[Double]]? {
    guard case .list(let elements) = self else { return nil }
    var rows: [[Double]] = []
    for element in elements {
      guard case .list(let row) = element else { return nil }
      let numbers = row.compactMap(\.plainNumber)
      guard numbers.count == row.count, !row.isEmpty, row.count == rows.first?.count ?? row.count
      else { return nil }
      rows.append(numbers)
    }
    return rows.isEmpty ? nil : rows
  }

  fileprivate static func matrix(_ rows: [[Double]]) -> LoweredValue {
    .list(rows.map { .list($0.map { .number($0) }) })
  }
}
