/// An operation through which no gradient passes, on the way from a value to a result.
package struct Obstacle: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Jumps from one number to another, and is flat between: its slope is 0 wherever it has one.
    case rounding, comparison, logic, sign, position
    /// Has a slope that is not worked out here.
    case order
  }

  package let node: Node
  package let kind: Kind
  /// What the language calls the operation: `round`.
  package let name: String
}

extension GraphBuilder {
  /// What stops the gradient between `source` and `result`, the last operation first.
  ///
  /// The condition of an `if` is none of them, since which branch it takes is no part of the slope,
  /// unless nothing else stops it: then both branches are the same wherever it is.
  package func obstacles(from source: Node, to result: Node) -> [Obstacle] {
    let found = obstacles(from: source, to: result, throughConditions: false)
    return found.isEmpty ? obstacles(from: source, to: result, throughConditions: true) : found
  }

  private func obstacles(
    from source: Node, to result: Node, throughConditions: Bool
  ) -> [Obstacle] {
    let leads = leads(to: [source], upTo: result.id)
    var isSeen = Set([result.id])
    var pending = [result]
    var found: [Obstacle] = []
    while let node = pending.popLast() {
      guard node != source, leads[node.id] else { continue }
      if let (kind, name) = obstruction(node) {
        found.append(Obstacle(node: node, kind: kind, name: name))
        continue
      }
      let operation = operation(of: node)
      let isSelection = (operation as? Elementwise)?.function == .select && !throughConditions
      let isGather = operation is Gather
      for (index, input) in inputs(of: node).enumerated() {
        if (isSelection && index == 0) || (isGather && index == 1) { continue }
        if isSeen.insert(input.id).inserted { pending.append(input) }
      }
    }
    return found.sorted { $0.node.id > $1.node.id }
  }

  /// Whether `result` is made from `source` at all.
  package func depends(_ result: Node, on source: Node) -> Bool {
    leads(to: [source], upTo: result.id)[result.id]
  }

  private func obstruction(_ node: Node) -> (Obstacle.Kind, String)? {
    switch operation(of: node) {
    case is ArgumentOfMaximum: (.position, "argmax")
    case is OneHot: (.position, "one_hot")
    case is Rank: (.position, "rank")
    case is Sort: (.order, "sort")
    // A '!=' is the opposite of '=='.
    case let elementwise as Elementwise where elementwise.function == .not:
      obstruction(inputs(of: node)[0]).flatMap { $0.0 == .comparison ? $0 : nil } ?? (.logic, "not")
    case let elementwise as Elementwise: obstruction(elementwise.function)
    default: nil
    }
  }

  private func obstruction(_ function: Elementwise.Function) -> (Obstacle.Kind, String)? {
    switch function {
    case .floor: (.rounding, "floor")
    case .ceil: (.rounding, "ceil")
    case .round: (.rounding, "round")
    case .sign: (.sign, "sign")
    case .equal: (.comparison, "==")
    case .less: (.comparison, "<")
    case .lessOrEqual: (.comparison, "<=")
    case .not: (.logic, "not")
    case .and: (.logic, "and")
    case .or: (.logic, "or")
    default: nil
    }
  }
}
