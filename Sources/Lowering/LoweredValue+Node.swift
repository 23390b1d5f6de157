import Diagnostics
import Graphs

extension LoweredValue {
  /// The number that it is; a boolean counts as 1 or 0, so that a mean of them is a share.
  var plainNumber: Double? {
    switch self {
    case .number(let number): number
    case .boolean(let boolean): boolean ? 1 : 0
    default: nil
    }
  }

  var plainText: String? {
    switch self {
    case .text(let text), .word(let text): text
    default: nil
    }
  }

  /// The number that it is, or that the graph has found out while it was built.
  func knownNumber(in graph: GraphBuilder) -> Double? {
    if case .node(let node) = self { return graph.constantValue(of: node) }
    return plainNumber
  }

  var isListOfNumbers: Bool {
    guard case .list(let elements) = self, !elements.isEmpty else { return false }
    return elements.allSatisfy { $0.plainNumber != nil }
  }

  func isSame(as other: LoweredValue) -> Bool {
    switch (self, other) {
    case (.node(let a), .node(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.boolean(let a), .boolean(let b)): a == b
    case (.text(let a), .text(let b)), (.word(let a), .word(let b)): a == b
    case (.builtin(let a), .builtin(let b)): a == b
    default: false
    }
  }

  /// The value as a node: a number becomes a constant, a list of numbers a vector.
  func node(at span: Span, in graph: inout GraphBuilder) throws(LoweringProblem) -> Node {
    if case .node(let node) = self { return node }
    if let number = plainNumber { return graph.constant(number) }
    guard case .list(let elements) = self, isListOfNumbers, elements.count <= longestVector else {
      throw .mismatch(self, needed: .number, at: span)
    }
    do {
      return try graph.vector(elements.compactMap(\.plainNumber))
    } catch {
      throw .shapeMismatch(error, of: "[ ]", at: span, operands: [])
    }
  }
}

/// A vector takes a few nodes for each of its numbers.
private let longestVector = 1000

extension GraphBuilder {
  /// A node of shape `[values.count]`.
  ///
  /// The graph has no constants with axes; each value is put at its place by a one-hot vector.
  fileprivate mutating func vector(_ values: [Double]) throws(GraphProblem) -> Node {
    var result = try broadcast(constant(0), to: .fixed([values.count]))
    for (index, value) in values.enumerated() {
      let place = try reshaped(constant(Double(index)), to: [1])
      let marked = try oneHot(place, classes: values.count)
      result = try add(result, multiply(marked, constant(value)))
    }
    return result
  }
}
