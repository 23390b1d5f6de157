import Graphs

extension OperationCase {
  static func elementwise(_ n: Int) -> [OperationCase] {
    let one: [GraphShape] = [[.rows, .fixed(n)]]
    let two = one + one
    return [
      OperationCase("negated", one) { graph, x in graph.negated(x[0]) },
      OperationCase("exp", one) { graph, x in graph.exp(x[0]) },
      OperationCase("log", one, shift: 3) { graph, x in graph.log(x[0]) },
      OperationCase("log1p", one, shift: 3) { graph, x in graph.log1p(x[0]) },
      OperationCase("expm1", one) { graph, x in graph.expm1(x[0]) },
      OperationCase("sqrt", one, shift: 3) { graph, x in graph.sqrt(x[0]) },
      OperationCase("abs", one) { graph, x in graph.abs(x[0]) },
      OperationCase("tanh", one) { graph, x in graph.tanh(x[0]) },
      OperationCase("sigmoid", one) { graph, x in graph.sigmoid(x[0]) },
      OperationCase("softplus", one) { graph, x in graph.softplus(x[0]) },
      OperationCase("erf", one) { graph, x in graph.erf(x[0]) },
      OperationCase("sin", one) { graph, x in graph.sin(x[0]) },
      OperationCase("cos", one) { graph, x in graph.cos(x[0]) },
      OperationCase("sign", one) { graph, x in graph.sign(x[0]) },
      OperationCase("floor", one) { graph, x in graph.floor(x[0]) },
      OperationCase("ceil", one) { graph, x in graph.ceil(x[0]) },
      OperationCase("round", one) { graph, x in graph.round(x[0]) },
      OperationCase("not", two) { graph, x in graph.not(try graph.lessOrEqual(x[0], x[1])) },
      OperationCase("add", two) { graph, x in try graph.add(x[0], x[1]) },
      OperationCase("subtract", two) { graph, x in try graph.subtract(x[0], x[1]) },
      OperationCase("multiply", two) { graph, x in try graph.multiply(x[0], x[1]) },
      OperationCase("divide", two, shift: 3) { graph, x in try graph.divide(x[0], x[1]) },
      OperationCase("power", two, shift: 3) { graph, x in try graph.power(x[0], x[1]) },
      OperationCase("square", one) { graph, x in try graph.power(x[0], graph.constant(2)) },
      OperationCase("cube", one) { graph, x in try graph.power(x[0], graph.constant(3)) },
      OperationCase("maximum", two) { graph, x in try graph.maximum(x[0], x[1]) },
      OperationCase("minimum", two) { graph, x in try graph.minimum(x[0], x[1]) },
      OperationCase("relu", one) { graph, x in try graph.maximum(x[0], graph.constant(0)) },
      OperationCase("equal", two) { graph, x in
        try graph.equal(graph.sign(x[0]), graph.sign(x[1]))
      },
      OperationCase("less", two) { graph, x in
        try graph.multiply(x[0], graph.less(x[0], x[1]))
      },
      OperationCase("less or equal", two) { graph, x in
        try graph.multiply(x[1], graph.lessOrEqual(x[0], x[1]))
      },
      OperationCase("and, or", two) { graph, x in
        let isLess = try graph.less(x[0], x[1])
        let isSmall = try graph.less(x[1], graph.constant(0.5))
        return try graph.add(graph.and(isLess, isSmall), graph.or(isLess, isSmall))
      },
      OperationCase("select", two) { graph, x in
        try graph.select(
          graph.less(x[0], x[1]), graph.multiply(x[0], x[0]), graph.exp(x[1]))
      },
      OperationCase("used twice", one) { graph, x in try graph.multiply(x[0], graph.tanh(x[0])) },
    ]
  }

  static func tensors(_ n: Int) -> [OperationCase] {
    let width = Extent.fixed(n)
    let one: [GraphShape] = [[.rows, width]]
    let two = one + one
    return [
      OperationCase("a row repeated", [[.rows, width], [width]]) { graph, x in
        try graph.multiply(x[0], x[1])
      },
      OperationCase("a column repeated", [[.rows, width], [.rows, 1]]) { graph, x in
        try graph.divide(x[0], graph.add(graph.multiply(x[1], x[1]), graph.constant(1)))
      },
      OperationCase("a number repeated", [[.rows, width], []]) { graph, x in
        try graph.multiply(x[0], x[1])
      },
      OperationCase("a middle axis repeated", [[.rows, 3, width], [.rows, 1, width]]) { graph, x in
        try graph.multiply(x[0], graph.exp(x[1]))
      },
      OperationCase("sum of all", two) { graph, x in
        try graph.sum(of: graph.multiply(x[0], x[1]))
      },
      OperationCase("sum over samples", two) { graph, x in
        try graph.sum(of: graph.multiply(x[0], x[1]), over: .samples)
      },
      OperationCase("sum over outputs", two) { graph, x in
        try graph.multiply(x[0], graph.sum(of: x[1], over: .outputs))
      },
      OperationCase("mean over outputs", two) { graph, x in
        try graph.subtract(
          x[0], graph.mean(of: graph.multiply(x[0], x[1]), over: .outputs))
      },
      OperationCase("mean over some axes", [[.rows, 3, width, 2]]) { graph, x in
        let centred = try graph.subtract(x[0], graph.mean(of: x[0], axes: 0..<3))
        return try graph.multiply(centred, centred)
      },
      OperationCase("a product summed over a middle axis", [[.rows, 3, width]]) { graph, x in
        try graph.mean(of: graph.multiply(x[0], x[0]), axes: 1..<2)
      },
      OperationCase("maximum over outputs", one) { graph, x in
        try graph.max(of: x[0], over: .outputs)
      },
      OperationCase("maximum of all", [[3, width]]) { graph, x in try graph.max(of: x[0]) },
      OperationCase("minimum over samples", [[3, width]]) { graph, x in
        try graph.min(of: x[0], over: .samples)
      },
      OperationCase("softmax", one) { graph, x in try graph.softmax(x[0]) },
      OperationCase("log of softmax", one) { graph, x in graph.log(try graph.softmax(x[0])) },
      OperationCase("softmax over places", [[.rows, 3, width]]) { graph, x in
        try graph.softmax(x[0])
      },
      OperationCase("log of sigmoid", one) { graph, x in graph.log(graph.sigmoid(x[0])) },
      OperationCase("log of 1 - sigmoid", one) { graph, x in
        graph.log(try graph.subtract(graph.constant(1), graph.sigmoid(x[0])))
      },
      OperationCase("reshape", [[.rows, 2, width], [.rows, width, 2]]) { graph, x in
        let other = try graph.reshaped(graph.exp(x[1]), to: [.rows, 2, width])
        return try graph.multiply(x[0], other)
      },
      OperationCase("broadcast", [[.rows, 1], [.rows, width]]) { graph, x in
        try graph.matrixProduct(
          graph.transposed(graph.broadcast(x[0], to: [.rows, width])),
          graph.multiply(x[1], x[1]))
      },
      OperationCase("transpose", one) { graph, x in
        try graph.transposed(graph.multiply(x[0], x[0]))
      },
      OperationCase("argmax and one-hot", one) { graph, x in
        try graph.oneHot(graph.argmax(x[0]), classes: n)
      },
      OperationCase("gather", [[.rows, width], [.rows, 1]]) { graph, x in
        try graph.multiply(graph.gather(x[0], graph.argmax(x[0])), x[1])
      },
      // One place less: the first is none of the table.
      OperationCase("lookup", [[.rows, width], [width, 3]]) { graph, x in
        let places = try graph.subtract(graph.argmax(x[0]), graph.constant(1))
        return try graph.lookup(graph.concatenated([x[0], places]), column: n, in: x[1])
      },
      OperationCase("gradient of a lookup", [[.rows, width], [width, 3], [.rows, 3]]) { graph, x in
        let rows = try graph.lookup(graph.argmax(x[0]), column: 0, in: x[1])
        let sum = try graph.sum(of: graph.multiply(rows, x[2]))
        return try graph.gradients(of: sum, withRespectTo: [x[1]])[0]
      },
      OperationCase("sort", one, isDifferentiated: false) { graph, x in try graph.sort(of: x[0]) },
      OperationCase("rank", one) { graph, x in try graph.rank(of: x[0]) },
      OperationCase("stop", one, isDifferentiated: false) { graph, x in
        try graph.multiply(graph.stopGradient(x[0]), x[0])
      },
    ]
  }
}
