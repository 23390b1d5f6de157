import Diagnostics
import Graphs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A function that is not written in the language: what all formulas are made of.
enum Primitive {
  /// Of each number by itself.
  case elementwise(UnaryFunction)
  /// Of two numbers.
  case pairwise(BinaryOperator)
  /// `max` and `min`: of several values, pair by pair, or of all elements of one.
  case extreme(BinaryOperator)
  /// Of all elements of one value, or along an axis.
  case reduction(Reducer)
  case special(SpecialFunction)

  init?(named name: String) {
    if let function = UnaryFunction.all[name] {
      self = .elementwise(function)
    } else if let reduction = Reducer(rawValue: name), reduction != .max, reduction != .min {
      self = .reduction(reduction)
    } else if let special = SpecialFunction(rawValue: name) {
      self = .special(special)
    } else {
      switch name {
      case "pow": self = .pairwise(.power)
      case "mod": self = .pairwise(.remainder)
      case "max": self = .extreme(.maximum)
      case "min": self = .extreme(.minimum)
      default: return nil
      }
    }
  }

  var parameters: [String] {
    switch self {
    case .elementwise, .reduction: ["x"]
    case .extreme: ["values"]
    case .pairwise(let operation): operation == .power ? ["base", "exponent"] : ["a", "b"]
    case .special(let special): special.parameters
    }
  }

  var takesMany: Bool {
    if case .extreme = self { true } else { false }
  }

  var takesAxis: Bool {
    switch self {
    case .extreme, .reduction: true
    case .special(let special): special.takesAxis
    case .elementwise, .pairwise: false
    }
  }
}

/// The names of all primitives; where the prelude defines one too, the primitive computes the same
/// faster or more exactly.
package let primitiveNames: [String] =
  UnaryFunction.all.keys.sorted() + Reducer.allCases.map(\.rawValue)
  + SpecialFunction.allCases.map(\.rawValue) + ["mod", "pow"]

/// Whether the primitive called `name` makes something else of a table than of its numbers.
package func primitiveKeepsRowsApart(_ name: String) -> Bool {
  SpecialFunction(rawValue: name)?.keepsRowsApart ?? false
}

/// The primitive called `name`, where it is a function of one number.
package func primitive(ofOneNumber name: String) -> (@Sendable (Double) -> Double)? {
  UnaryFunction.all[name]?.value
}

/// A function of one number, as a computation now and as a node.
struct UnaryFunction: Sendable {
  let value: @Sendable (Double) -> Double
  private let makeNode: @Sendable (Node, inout GraphBuilder) -> Node

  private init(
    _ value: @escaping @Sendable (Double) -> Double,
    _ makeNode: @escaping @Sendable (Node, inout GraphBuilder) -> Node
  ) {
    self.value = value
    self.makeNode = makeNode
  }

  func node(_ x: Node, in graph: inout GraphBuilder) -> Node { makeNode(x, &graph) }

  static let negated = UnaryFunction({ -$0 }, { $1.negated($0) })

  static let all: [String: UnaryFunction] = [
    "exp": UnaryFunction({ exp($0) }, { $1.exp($0) }),
    "log": UnaryFunction({ log($0) }, { $1.log($0) }),
    "sqrt": UnaryFunction({ $0.squareRoot() }, { $1.sqrt($0) }),
    "abs": UnaryFunction({ abs($0) }, { $1.abs($0) }),
    "sin": UnaryFunction({ sin($0) }, { $1.sin($0) }),
    "cos": UnaryFunction({ cos($0) }, { $1.cos($0) }),
    "tan": UnaryFunction({ tan($0) }, { tangent($0, in: &$1) }),
    "tanh": UnaryFunction({ tanh($0) }, { $1.tanh($0) }),
    "sigmoid": UnaryFunction({ 1 / (1 + exp(-$0)) }, { $1.sigmoid($0) }),
    "softplus": UnaryFunction(
      { max($0, 0) + log1p(exp(-abs($0))) }, { $1.softplus($0) }),
    "erf": UnaryFunction({ erf($0) }, { $1.erf($0) }),
    "sign": UnaryFunction({ $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }, { $1.sign($0) }),
    "floor": UnaryFunction({ $0.rounded(.down) }, { $1.floor($0) }),
    "ceil": UnaryFunction({ $0.rounded(.up) }, { $1.ceil($0) }),
    "round": UnaryFunction({ $0.rounded(.toNearestOrEven) }, { $1.round($0) }),
  ]

  private static func tangent(_ x: Node, in graph: inout GraphBuilder) -> Node {
    let (sine, cosine) = (graph.sin(x), graph.cos(x))
    // Operands of one shape always fit.
    return (try? graph.divide(sine, cosine)) ?? sine
  }
}

/// A function that makes one number of many.
enum Reducer: String, CaseIterable {
  case sum, mean, max, min, norm

  /// Whether no numbers at all have a sum.
  var isDefinedOnNothing: Bool { self == .sum || self == .norm }

  func value(_ x: [Double]) -> Double {
    switch self {
    case .sum: x.reduce(0, +)
    case .mean: x.reduce(0, +) / Double(x.count)
    case .max: x.reduce(-.infinity) { BinaryOperator.maximum.value($0, $1) }
    case .min: x.reduce(.infinity) { BinaryOperator.minimum.value($0, $1) }
    case .norm: x.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
  }

  func node(
    _ x: Node, _ axis: Axis, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    switch self {
    case .sum: try graph.sum(of: x, over: axis)
    case .mean: try graph.mean(of: x, over: axis)
    case .max: try graph.max(of: x, over: axis)
    case .min: try graph.min(of: x, over: axis)
    case .norm: try graph.length(ofSquares: graph.sum(of: graph.multiply(x, x), over: axis))
    }
  }

  /// The reduction of two values that are reductions themselves; `nil` where they don't suffice.
  func joined(
    _ a: Node, _ b: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node? {
    switch self {
    case .sum: try graph.add(a, b)
    case .max: try graph.maximum(a, b)
    case .min: try graph.minimum(a, b)
    case .norm: try graph.length(ofSquares: graph.add(graph.multiply(a, a), graph.multiply(b, b)))
    case .mean: nil
    }
  }
}

extension GraphBuilder {
  /// The square root of a sum of squares, whose gradient is 0 where all of them are 0, as for a bias
  /// before the first update, and not 0 / 0.
  fileprivate mutating func length(ofSquares sum: Node) throws(GraphProblem) -> Node {
    let (zero, one) = (constant(0), constant(1))
    let isZero = try equal(sum, zero)
    return try select(isZero, zero, sqrt(select(isZero, one, sum)))
  }
}

extension Evaluator {
  func reduced(
    _ reduction: Reducer, _ x: LoweredValue, _ axis: Axis, at span: Span,
    in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    switch x {
    case .node(let node):
      return .node(
        try graphResult(of: reduction.rawValue, at: span, operands: [(node, span)]) {
          () throws(GraphProblem) in
          try reduction.node(node, axis, in: &graph)
        })
    case .list(let elements):
      if let numbers = x.numbers {
        guard !numbers.isEmpty || reduction.isDefinedOnNothing else {
          throw .emptyList(reduction.rawValue, at: span)
        }
        return .number(reduction.value(numbers))
      }
      return try reduced(reduction, elements, at: span, in: &graph)
    default:
      guard let number = x.plainNumber else { throw .mismatch(x, needed: .number, at: span) }
      return .number(reduction.value([number]))
    }
  }

  /// The reduction of all elements of all values of a list, such as the weights of a network.
  private func reduced(
    _ reduction: Reducer, _ elements: [LoweredValue], at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    if reduction == .mean {
      let total = try reduced(.sum, elements, at: span, in: &graph)
      var count = LoweredValue.number(0)
      for element in elements {
        let own = try elementCount(of: element, .all, in: &graph)
        count = try binary(.add, (count, span), (own, span), at: span, in: &graph)
      }
      return try binary(.divide, (total, span), (count, span), at: span, in: &graph)
    }
    var result: Node?
    for element in elements {
      let own = try reduced(reduction, element, .all, at: span, in: &graph)
        .node(at: span, in: &graph)
      guard let before = result else {
        result = own
        continue
      }
      result = try graphResult(of: reduction.rawValue, at: span) { () throws(GraphProblem) in
        try reduction.joined(before, own, in: &graph) ?? own
      }
    }
    return result.map { .node($0) } ?? .number(0)
  }

  /// How many numbers `value` holds along an axis; the samples are counted when the graph runs.
  func elementCount(
    of value: LoweredValue, _ axis: Axis, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    switch value {
    case .list(let elements):
      return .number(Double(elements.count))
    case .node(let node):
      let hasOutputs = node.shape.count > 1 || !node.shape.hasRows
      let extents: GraphShape =
        switch axis {
        case .all: node.shape
        case .samples: Array(node.shape.prefix(1))
        case .outputs: hasOutputs ? Array(node.shape.suffix(1)) : []
        }
      var factor = 1.0
      var rows: Node?
      for extent in extents {
        switch extent {
        case .fixed(let extent): factor *= Double(extent)
        case .rows: rows = graph.rowCount()
        }
      }
      guard let rows else { return .number(factor) }
      return .node((try? graph.multiply(rows, graph.constant(factor))) ?? rows)
    default: return .number(1)
    }
  }
}

extension LoweredValue {
  /// The numbers of a list, and of the lists in it, where nothing else is in them.
  var numbers: [Double]? {
    if let number = plainNumber { return [number] }
    guard case .list(let elements) = self else { return nil }
    var result: [Double] = []
    for element in elements {
      guard let numbers = element.numbers else { return nil }
      result += numbers
    }
    return result
  }
}
