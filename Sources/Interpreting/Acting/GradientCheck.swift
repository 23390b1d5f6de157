import Diagnostics
import Engine
import Graphs
import Kernels
import Lowering
import Prelude

/// Holds the gradient of a function of the script against the slope that its values have.
///
/// It looks at small tensors, at a few seeded points; what is said is what is so at all of them, so
/// that a kink or the edge of a branch, which a point may lie on, is no problem.
///
/// A central difference with step h of a Float value f is off by about 2⁻²³·|f| / h, and by what the
/// slope bends within h; two steps that disagree tell that it bends too much to judge.
struct GradientCheck {
  /// What is wrong with a function, and at which expression, where that is known.
  enum Finding {
    /// The result does not depend on the input at all.
    case independent
    case zero(Obstacle, Span?)
    /// The value itself is no number; `isGradient` where only its gradient is none.
    case notFinite(isGradient: Bool, Span?)
    case unknown(Obstacle?, Span?)
  }

  let graph: GraphBuilder
  let trace: OriginTrace
  /// What is learnt through: the values before the last activation, or an activation's input.
  let input: Node
  let result: Node
  /// The other inputs with their numbers.
  let given: [(node: Node, values: [Float])]

  private static let points = 5

  /// The first thing that is wrong; `nil` where all is well.
  func finding() -> Finding? {
    var graph = graph
    guard graph.depends(result, on: input) else { return .independent }
    guard let gradient = try? graph.gradients(of: result, withRespectTo: [input])[0] else {
      return nil
    }
    let obstacles = self.graph.obstacles(from: input, to: result)
    if graph.isZero(gradient) {
      guard let first = obstacles.first else { return .independent }
      if first.kind == .order { return .unknown(first, span(of: first.node)) }
      return .zero(first, span(of: first.node))
    }
    let judge = PointJudge(graph, input, result, gradient, given)
    let verdicts = (0..<Self.points).map { judge.verdict(seed: UInt64($0 + 1)) }
    if verdicts.allSatisfy({ $0 == .noValue }) {
      return .notFinite(isGradient: false, firstBroken(at: judge.inputs(seed: 1)))
    }
    if verdicts.allSatisfy({ $0 == .noValue || $0 == .noGradient }) {
      return .notFinite(isGradient: true, firstBrokenGradient(at: judge.inputs(seed: 1)))
    }
    let judged = verdicts.filter { $0 == .agrees || $0 == .differs }
    guard judged.count >= 3, judged.allSatisfy({ $0 == .differs }) else { return nil }
    let order = obstacles.first { $0.kind == .order }
    return .unknown(order, order.flatMap { span(of: $0.node) })
  }

  private func span(of node: Node) -> Span? {
    trace.span(around: node, in: graph, outside: BuiltinFormulas.file)
  }

  /// The expression that is the first to give what is no number.
  private func firstBroken(at inputs: [[Float]]) -> Span? {
    let isUsed = usedNodes()
    for id in 0..<graph.nodeCount where isUsed[id] {
      let node = graph.node(id)
      guard !graph.inputs(of: node).isEmpty else { continue }
      let values = GraphValues(graph, of: [node], inputs: [input] + given.map(\.node))
        .values(inputs)[0]
      if values.contains(where: { !$0.isFinite }) { return span(of: node) }
    }
    return nil
  }

  /// The expression from whose gradient one of its operands gets what is no number.
  private func firstBrokenGradient(at inputs: [[Float]]) -> Span? {
    let isUsed = usedNodes()
    for id in (0...result.id).reversed() where isUsed[id] {
      let node = graph.node(id)
      let operands = graph.inputs(of: node).filter { graph.depends($0, on: input) || $0 == input }
      guard !operands.isEmpty, isFinite(gradientFor: node, at: inputs) else { continue }
      if operands.contains(where: { !isFinite(gradientFor: $0, at: inputs) }) {
        return span(of: node)
      }
    }
    return nil
  }

  private func isFinite(gradientFor node: Node, at inputs: [[Float]]) -> Bool {
    var graph = graph
    guard let gradient = try? graph.gradients(of: result, withRespectTo: [node])[0] else {
      return true
    }
    return GraphValues(graph, of: [gradient], inputs: [input] + given.map(\.node))
      .values(inputs)[0].allSatisfy(\.isFinite)
  }

  private func usedNodes() -> [Bool] {
    var isUsed = [Bool](repeating: false, count: graph.nodeCount)
    isUsed[result.id] = true
    for id in stride(from: result.id, through: 0, by: -1) where isUsed[id] {
      for input in graph.inputs(of: graph.node(id)) { isUsed[input.id] = true }
    }
    return isUsed
  }
}

/// Compares gradient and slope at one point.
private struct PointJudge {
  enum Verdict {
    case agrees, differs, noValue, noGradient
    /// The value bends or jumps too much here for a difference to say anything.
    case undecided
  }

  private let program: GraphValues
  private let count: Int
  private let given: [[Float]]

  init(
    _ graph: GraphBuilder, _ input: Node, _ result: Node, _ gradient: Node,
    _ given: [(node: Node, values: [Float])]
  ) {
    program = GraphValues(graph, of: [result, gradient], inputs: [input] + given.map(\.node))
    count = input.shape.elementCount.value(rows: 1)
    self.given = given.map(\.values)
  }

  /// A point drawn under `seed`, with what else is given.
  func inputs(seed: UInt64) -> [[Float]] { [drawn(seed)] + given }

  func verdict(seed: UInt64) -> Verdict {
    let (point, direction) = (drawn(seed), drawn(seed + 1000))
    let here = program.values([point] + given)
    guard here[0][0].isFinite else { return .noValue }
    guard here[1].allSatisfy(\.isFinite) else { return .noGradient }
    let along = zip(here[1], direction).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    let (coarse, fine) = (slope(point, direction, 0.01), slope(point, direction, 0.0025))
    guard coarse.isFinite, fine.isFinite else { return .undecided }
    let noise = 1e-3 + 4 * Double(Float.ulpOfOne) * abs(Double(here[0][0])) / 0.0025
    guard abs(coarse - fine) <= 0.05 * max(abs(coarse), abs(fine)) + noise else {
      return .undecided
    }
    return abs(along - fine) <= 0.1 * max(abs(along), abs(fine)) + noise ? .agrees : .differs
  }

  private func slope(_ point: [Float], _ direction: [Float], _ step: Float) -> Double {
    let values = [step, -step].map { step in
      let moved = zip(point, direction).map { $0 + step * $1 }
      return Double(program.values([moved] + given)[0][0])
    }
    return (values[0] - values[1]) / (2 * Double(step))
  }

  private func drawn(_ seed: UInt64) -> [Float] {
    let buffer = FloatBuffer(count: count)
    RandomSource(seed, .generator("gradient check")).stream.fillNormal(buffer.all)
    return buffer.values
  }
}

extension GraphBuilder {
  /// Whether `node` is known to be 0 everywhere.
  fileprivate func isZero(_ node: Node) -> Bool {
    if constantValue(of: node) == 0 { return true }
    return operation(of: node) is Broadcast && constantValue(of: inputs(of: node)[0]) == 0
  }
}
