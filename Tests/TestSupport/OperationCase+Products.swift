import Graphs

extension OperationCase {
  static func products(_ n: Int) -> [OperationCase] {
    let width = Extent.fixed(n)
    let plain: [OperationCase] = [
      OperationCase("product", [[.rows, width], [width, 5]]) { graph, x in
        try graph.matrixProduct(x[0], x[1])
      },
      OperationCase("product, one column", [[.rows, width], [width, 1]]) { graph, x in
        try graph.matrixProduct(x[0], x[1])
      },
      OperationCase("product, first transposed", [[.rows, width], [.rows, 3]]) { graph, x in
        try graph.matrixProduct(graph.transposed(x[0]), x[1])
      },
      OperationCase("product, second transposed", [[.rows, width], [5, width]]) { graph, x in
        try graph.matrixProduct(x[0], graph.transposed(x[1]))
      },
      OperationCase("product, both transposed", [[width, 3], [2, width]]) { graph, x in
        try graph.matrixProduct(graph.transposed(x[0]), graph.transposed(x[1]))
      },
      OperationCase("product of sequences", [[.rows, 3, width], [width, 5]]) { graph, x in
        try graph.matrixProduct(graph.tanh(x[0]), x[1])
      },
      OperationCase("product with bias and relu", [[.rows, width], [width, 5], [5]]) { graph, x in
        let sum = try graph.add(graph.matrixProduct(x[0], x[1]), x[2])
        return try graph.maximum(sum, graph.constant(0))
      },
      OperationCase("product with bias and sigmoid", [[.rows, width], [width, 3], [3]]) {
        graph, x in
        graph.sigmoid(try graph.add(graph.matrixProduct(x[0], x[1]), x[2]))
      },
      OperationCase("masked scores", [[.rows, width, width]]) { graph, x in
        try graph.softmax(graph.add(x[0], graph.causalMask(n)))
      },
    ]
    let batched = [(false, false), (false, true), (true, false), (true, true)].map { transposing in
      let a: GraphShape = transposing.0 ? [.rows, width, 3] : [.rows, 3, width]
      let b: GraphShape = transposing.1 ? [.rows, 5, width] : [.rows, width, 5]
      return OperationCase("product for each sample", [a, b]) { graph, x in
        try graph.batched(x[0], x[1], transposing)
      }
    }
    return plain + batched
  }

  static func joints(_ n: Int) -> [OperationCase] {
    let width = Extent.fixed(n)
    return [
      OperationCase("side by side", [[.rows, width], [.rows, 2], [.rows, 3]]) { graph, x in
        try graph.concatenated([x[0], x[1], x[0], x[2]])
      },
      OperationCase("sequences side by side", [[.rows, 3, width], [.rows, 3, 1]]) { graph, x in
        try graph.concatenated(x)
      },
      OperationCase("columns of the middle", [[.rows, .fixed(n + 4)]]) { graph, x in
        try graph.columns(3..<n + 3, of: graph.exp(x[0]))
      },
      OperationCase("columns that overlap", [[.rows, .fixed(n + 2)]]) { graph, x in
        try graph.multiply(
          graph.columns(0..<n + 1, of: x[0]), graph.columns(1..<n + 2, of: x[0]))
      },
      OperationCase("columns twice, and others", [[.rows, .fixed(2 * n)]]) { graph, x in
        let first = try graph.columns(0..<n, of: x[0])
        let last = try graph.columns(n..<2 * n, of: x[0])
        return try graph.add(graph.multiply(first, last), graph.exp(first))
      },
      OperationCase("columns of sequences", [[.rows, 3, .fixed(n + 1)]]) { graph, x in
        try graph.columns(1..<n + 1, of: x[0])
      },
    ]
  }

  static func leaves(_ n: Int) -> [OperationCase] {
    let one: [GraphShape] = [[.rows, .fixed(n)]]
    return [
      OperationCase("a parameter", one) { graph, x in
        try graph.add(x[0], graph.parameter("bias", [n], .zeros))
      },
      OperationCase("a state", [[.fixed(n)]]) { graph, x in
        let state = graph.state("mean", like: x[0], initial: 0)
        return try graph.multiply(x[0], state)
      },
      OperationCase("a random mask", one) { graph, x in
        try graph.multiply(graph.exp(x[0]), graph.randomMask(keeping: 0.5, like: x[0]))
      },
      OperationCase("the number of rows", one) { graph, x in
        try graph.multiply(x[0], graph.rowCount())
      },
    ]
  }
}
