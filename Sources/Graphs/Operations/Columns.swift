/// Nodes side by side along their last axis.
///
/// - Shapes: `[…, aᵢ]` each, the result `[…, Σ aᵢ]`.
package struct Concatenation: Operation {
  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    var total = 0
    for shape in inputs {
      guard shape.dropLast() == inputs[0].dropLast(), case .fixed(let extent)? = shape.last else {
        throw GraphProblem(
          expected: ("the same extents but for the last", "as mesmas extensões, menos a última"),
          found: inputs)
      }
      total += extent
    }
    return inputs[0].dropLast() + [.fixed(total)]
  }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    var parts: [Node?] = []
    var first = 0
    for input in inputs {
      guard case .fixed(let extent)? = input.shape.last else { return [] }
      parts.append(try graph.columns(first..<first + extent, of: gradient))
      first += extent
    }
    return parts
  }
}

/// Some neighbouring columns of a node.
///
/// - Shapes: `x` `[…, columns]`, the result `[…, range]`.
package struct Columns: Operation {
  package let range: Range<Int>

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    guard case .fixed(let extent)? = inputs[0].last, range.upperBound <= extent else {
      throw GraphProblem(expected: ("more columns", "mais colunas"), found: inputs)
    }
    return inputs[0].dropLast() + [.fixed(range.count)]
  }

  /// Zeros stand where the other columns are.
  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    guard case .fixed(let extent)? = inputs[0].shape.last else { return [nil] }
    var parts: [Node] = [try graph.broadcast(gradient, to: output.shape)]
    if range.lowerBound > 0 {
      parts.insert(try graph.zeros(like: inputs[0], range.lowerBound), at: 0)
    }
    if range.upperBound < extent {
      parts.append(try graph.zeros(like: inputs[0], extent - range.upperBound))
    }
    return [try graph.concatenated(parts)]
  }
}
