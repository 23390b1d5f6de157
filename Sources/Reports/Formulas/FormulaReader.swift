import Diagnostics
import Graphs

/// Reads the formula of a node back from a graph.
///
/// A larger part that is used several times gets a letter, and a line of its own.
struct FormulaReader {
  private let graph: GraphBuilder
  private let names: [Node: Formula]
  private var uses: [Int: Int] = [:]
  private var helpers: [Int: Formula] = [:]
  /// The parts with letters of their own, in the order in which they are needed.
  private(set) var lines: [(name: Formula, formula: Formula)] = []
  private let firstHelper: Int
  /// Whether the target's numbers add up to 1 in each sample.
  private let hasOneHotTarget: Bool

  init(
    _ graph: GraphBuilder, names: [Node: Formula], firstHelper: Int = 1,
    hasOneHotTarget: Bool = false
  ) {
    (self.graph, self.names, self.firstHelper) = (graph, names, firstHelper)
    self.hasOneHotTarget = hasOneHotTarget
  }

  mutating func formula(of result: Node) -> Formula {
    count(result)
    return formula(result)
  }

  /// The number after the last letter that was given.
  var nextHelper: Int { firstHelper + lines.count }

  private mutating func count(_ result: Node) {
    var pending = [result]
    var isSeen: Set<Int> = []
    while let node = pending.popLast() {
      guard names[node] == nil, isSeen.insert(node.id).inserted else { continue }
      for input in graph.inputs(of: node) {
        uses[input.id, default: 0] += 1
        pending.append(input)
      }
    }
  }

  private mutating func formula(_ node: Node) -> Formula {
    if let name = names[node] ?? helpers[node.id] { return name }
    let inputs = graph.inputs(of: node)
    if graph.operation(of: node) is Broadcast || graph.operation(of: node) is Reshape
      || graph.operation(of: node) is StopGradient
    {
      return formula(inputs[0])
    }
    let own = made(node, inputs.map { formula($0) })
    guard uses[node.id, default: 0] > 1, own.size > 3 else { return own }
    let name = Formula.symbol(.helper, index: nextHelper)
    helpers[node.id] = name
    lines.append((name, own))
    return name
  }

  private func made(_ node: Node, _ parts: [Formula]) -> Formula {
    let inputs = graph.inputs(of: node)
    switch graph.operation(of: node) {
    case let constant as Constant: return .number(constant.value)
    case let input as Input: return .word(input.name)
    case let parameter as Parameter: return .word(parameter.name)
    case is RowCount: return .symbol(.rows)
    case let elementwise as Elementwise:
      if parts.count == 1 { return made(elementwise.function, parts[0]) }
      if parts.count == 3 {
        return .cases(parts[1], condition: parts[0], otherwise: parts[2])
      }
      let isOfSingle = inputs.contains { $0.shape.elementCount == .one }
      return made(elementwise.function, parts[0], parts[1], isOfSingle: isOfSingle)
    case let reduction as Graphs.Reduction:
      return reduced(kind(of: reduction, inputs[0].shape), parts[0])
    case let product as MatrixProduct:
      return .matrixProduct(
        product.transposesFirst ? .transposed(parts[0]) : parts[0],
        product.transposesSecond ? .transposed(parts[1]) : parts[1])
    case is Transpose: return .transposed(parts[0])
    case is Softmax: return .call("softmax", parts)
    case is LogSoftmax: return .call("log", [.call("softmax", parts)])
    case is ArgumentOfMaximum: return .call("argmax", parts)
    case is OneHot: return .call("one_hot", parts)
    case is Sort: return .call("sort", parts)
    case is Rank: return .call("rank", parts)
    default: return .call("f", parts)
    }
  }

  private func reduced(_ reduction: Formula.Reduction, _ x: Formula) -> Formula {
    guard reduction.kind == .sum else { return .reduction(reduction, x) }
    switch x {
    case .negated(let inner): return .negated(reduced(reduction, inner))
    case .quotient(let above, .symbol(.rows, let index)):
      return .quotient(reduced(reduction, above), .symbol(.rows, index: index))
    // A sum of everything takes in the sums of the rows.
    case .reduction(let inner, let rest) where reduction.axis == .all && inner.kind == .sum:
      return .reduction(reduction, rest)
    case .symbol(.target, _) where hasOneHotTarget && reduction.axis == .outputs: return .one
    default: return .reduction(reduction, x)
    }
  }

  private func kind(of reduction: Graphs.Reduction, _ shape: GraphShape) -> Formula.Reduction {
    let axis: Formula.Reduction.Axis =
      reduction.axes.count == shape.count
      ? .all : reduction.axes.lowerBound == 0 ? .samples : .outputs
    return Formula.Reduction(kind: reduction.kind == .sum ? .sum : .maximum, axis: axis)
  }

  private func made(_ function: Elementwise.Function, _ x: Formula) -> Formula {
    switch function {
    case .negated: .negated(x)
    case .log1p: .call("log", [.sum(.one, x)])
    case .expm1: .difference(.call("exp", [x]), .one)
    case .sqrt: .root(x)
    case .abs: .absolute(x)
    case .softplus: .call("log", [.sum(.one, .call("exp", [x]))])
    case .not: opposite(of: x)
    case .sigmoid: step(x)
    default: .call("\(function)", [x])
    }
  }

  /// A sigmoid, which of the opposite is 1 minus itself; one that has a letter is called by it.
  private func step(_ x: Formula) -> Formula {
    guard case .negated(let inner) = x else { return .call("sigmoid", [x]) }
    let known = names.first { entry in
      let isSigmoid = (graph.operation(of: entry.key) as? Elementwise)?.function == .sigmoid
      return isSigmoid && names[graph.inputs(of: entry.key)[0]] == inner
    }
    return .difference(.one, known?.value ?? .call("sigmoid", [inner]))
  }

  /// `a < b`, where a bound of `b` at `a` changes nothing.
  private func less(_ a: Formula, _ b: Formula) -> Formula {
    if case .call("max", let parts) = b, parts.count == 2, parts[1] == a {
      return .comparison(a, .less, parts[0])
    }
    return .comparison(a, .less, b)
  }

  private func opposite(of condition: Formula) -> Formula {
    switch condition {
    case .comparison(let a, .less, let b): .comparison(b, .lessOrEqual, a)
    case .comparison(let a, .lessOrEqual, let b): .comparison(b, .less, a)
    default: .not(condition)
    }
  }

  private func made(
    _ function: Elementwise.Function, _ a: Formula, _ b: Formula, isOfSingle: Bool
  ) -> Formula {
    switch function {
    case .add: .added(a, b)
    case .subtract: .subtracted(a, b)
    case .multiply: .multiplied(a, b, isOfSingle: isOfSingle)
    case .divide: .divided(a, b)
    case .power: .power(a, b)
    case .maximum: .call("max", [a, b])
    case .minimum: .call("min", [a, b])
    case .equal: .comparison(a, .equal, b)
    case .less: less(a, b)
    case .lessOrEqual: .comparison(a, .lessOrEqual, b)
    case .and: .both(a, b)
    default: .either(a, b)
    }
  }
}

extension Formula {
  /// How many letters and numbers it has.
  fileprivate var size: Int {
    switch self {
    case .number, .symbol, .word: 1
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b, _),
      .matrixProduct(let a, let b), .quotient(let a, let b), .power(let a, let b),
      .comparison(let a, _, let b), .both(let a, let b), .either(let a, let b):
      a.size + b.size
    case .negated(let x), .root(let x), .absolute(let x), .not(let x), .transposed(let x),
      .partial(let x):
      x.size
    case .reduction(_, let x), .slope(_, let x): 1 + x.size
    case .call(_, let arguments): arguments.reduce(1) { $0 + $1.size }
    case .cases(let a, let condition, let b): a.size + condition.size + b.size
    }
  }
}
