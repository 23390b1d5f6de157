import Graphs

extension ONNXTranslation {
  /// Adds `node`, from what it needs, which is there.
  mutating func add(_ pattern: ONNXPattern, _ node: Node) throws(ExportProblem) {
    switch pattern {
    case .operation(let inputs): try add(graph.operation(of: node), inputs, node)
    case .dense(let x, let weight, let bias):
      set(node, to: target.node("Gemm", [try value(x), try value(weight), try value(bias)]))
    case .convolution(let x, let window, let weights, let bias):
      try addConvolution(of: x, window, weights, bias, node)
    case .mean(let x, let axes, let keepsAxes): try addMean(of: x, axes, keepsAxes, node)
    case .layer(let layer): try add(layer, node)
    }
  }

  private mutating func add(
    _ operation: any Operation, _ inputs: [Node], _ node: Node
  ) throws(ExportProblem) {
    switch operation {
    case let operation as Elementwise: try add(operation.function, inputs, node)
    case let operation as MatrixProduct: try add(operation, inputs, node)
    case let operation as BatchedProduct:
      let a = try matrices(inputs[0], areTransposed: operation.transposesFirst)
      let b = try matrices(inputs[1], areTransposed: operation.transposesSecond)
      set(node, to: target.node("MatMul", [a, b]))
    case is Transpose:
      let perm = ONNXAttribute("perm", [1, 0])
      set(node, to: target.node("Transpose", [try value(inputs[0])], [perm]))
    case is Softmax: try addAlongOutputs("Softmax", inputs[0], node)
    case is LogSoftmax: try addAlongOutputs("LogSoftmax", inputs[0], node)
    case let operation as Reduction: try add(operation, inputs[0], node)
    case is Concatenation: try addConcatenation(of: inputs, node)
    case let operation as Columns: try add(operation, inputs[0], node)
    case is Reshape: try addReshape(of: inputs[0], node)
    case is Broadcast:
      set(node, to: target.node("Expand", [try value(inputs[0]), try extents(node.shape)]))
    case let operation as ChannelOrder: try add(operation, inputs[0], node)
    case let operation as Pooling: try add(operation, inputs[0], node)
    case let operation as Lookup: try add(operation, inputs, node)
    case is StopGradient: set(node, to: target.node("Identity", [try value(inputs[0])]))
    case is ArgumentOfMaximum:
      let place = target.node(
        "ArgMax", [try value(inputs[0])],
        [ONNXAttribute("axis", -1), ONNXAttribute("keepdims", 1)])
      set(node, to: cast(place, to: .float))
    case let operation as OneHot:
      let places = target.tensor(
        "places", [operation.classes], .floats((0..<operation.classes).map(Float.init)))
      set(node, to: target.node("Equal", [try value(inputs[0]), places]), .boolean)
    case is Gather:
      let places = cast(try value(inputs[1]), to: .integer)
      set(
        node,
        to: target.node(
          "GatherElements", [try value(inputs[0]), places], [ONNXAttribute("axis", -1)]))
    case is Sort: set(node, to: try sorted(inputs[0]))
    case is Rank: set(node, to: try ranks(of: inputs[0]))
    case let other: throw .unknown(other, layer: graph.scope(of: node))
    }
  }

  // MARK: Products

  private mutating func add(
    _ product: MatrixProduct, _ inputs: [Node], _ node: Node
  ) throws(ExportProblem) {
    var a = try value(inputs[0])
    var b = try value(inputs[1])
    if product.transposesFirst {
      // Leading axes count as rows together, on both sides.
      a = target.node("Transpose", [try matrix(a, inputs[0])], [ONNXAttribute("perm", [1, 0])])
      b = try matrix(b, inputs[1])
    }
    if product.transposesSecond {
      b = target.node("Transpose", [b], [ONNXAttribute("perm", [1, 0])])
    }
    set(node, to: target.node("MatMul", [a, b]))
  }

  private mutating func matrix(_ name: String, _ node: Node) throws(ExportProblem) -> String {
    guard node.shape.count > 2, case .fixed(let columns)? = node.shape.last else { return name }
    return target.node("Reshape", [name, target.integers([-1, columns])])
  }

  private mutating func matrices(
    _ node: Node, areTransposed: Bool
  ) throws(ExportProblem) -> String {
    let name = try value(node)
    return areTransposed
      ? target.node("Transpose", [name], [ONNXAttribute("perm", [0, 2, 1])]) : name
  }

  // MARK: Sums and parts

  private mutating func addAlongOutputs(
    _ operation: String, _ x: Node, _ node: Node
  ) throws(ExportProblem) {
    let form: Form = isKnown(x, .channelsFirst) ? .channelsFirst : .plain
    let axis = form.isChannelsFirst ? 1 : -1
    set(
      node, to: target.node(operation, [try value(x, form)], [ONNXAttribute("axis", axis)]), form)
  }

  private mutating func add(
    _ reduction: Reduction, _ x: Node, _ node: Node
  ) throws(ExportProblem) {
    let operation = reduction.kind == .sum ? "ReduceSum" : "ReduceMax"
    try addReduction(operation, of: x, reduction.axes, reduction.keepsAxes, node)
  }

  mutating func addMean(
    of x: Node, _ axes: Range<Int>, _ keepsAxes: Bool, _ node: Node
  ) throws(ExportProblem) {
    if axes == 1..<3, keepsAxes, isKnown(x, .channelsFirst) {
      set(
        node, to: target.node("GlobalAveragePool", [try value(x, .channelsFirst)]), .channelsFirst)
    } else {
      try addReduction("ReduceMean", of: x, axes, keepsAxes, node)
    }
  }

  private mutating func addReduction(
    _ operation: String, of x: Node, _ axes: Range<Int>, _ keepsAxes: Bool, _ node: Node
  ) throws(ExportProblem) {
    let isChannelsFirst = keepsAxes && isKnown(x, .channelsFirst)
    let form: Form = isChannelsFirst ? .channelsFirst : .plain
    // Where our axes of images are in ONNX.
    let places = isChannelsFirst ? axes.map { [0, 2, 3, 1][$0] } : Array(axes)
    // Of no axes it would take all.
    guard !axes.isEmpty else { return set(node, to: try value(x)) }
    set(
      node,
      to: target.node(
        operation, [try value(x, form), target.integers(places)],
        [ONNXAttribute("keepdims", keepsAxes ? 1 : 0)]), form)
  }

  private mutating func addConcatenation(
    of inputs: [Node], _ node: Node
  ) throws(ExportProblem) {
    let isChannelsFirst = inputs.contains { isKnown($0, .channelsFirst) }
    let form: Form = isChannelsFirst ? .channelsFirst : .plain
    var names: [String] = []
    for input in inputs { names.append(try value(input, form)) }
    let axis = ONNXAttribute("axis", isChannelsFirst ? 1 : -1)
    set(node, to: target.node("Concat", names, [axis]), form)
  }

  private mutating func add(
    _ columns: Columns, _ x: Node, _ node: Node
  ) throws(ExportProblem) {
    let form: Form = isKnown(x, .channelsFirst) ? .channelsFirst : .plain
    let range = columns.range
    set(
      node,
      to: target.node(
        "Slice",
        [
          try value(x, form), target.integers([range.lowerBound]),
          target.integers([range.upperBound]), target.integers([form.isChannelsFirst ? 1 : -1]),
        ]), form)
  }

  private mutating func addReshape(of x: Node, _ node: Node) throws(ExportProblem) {
    // One pixel has its values in the same order in both forms.
    if x.shape.count == 4, x.shape[1] == 1, x.shape[2] == 1, isKnown(x, .channelsFirst) {
      let shape = [x.shape[0], x.shape[3], x.shape[1], x.shape[2]]
      set(node, to: try reshaped(value(x, .channelsFirst), from: shape, to: node.shape))
    } else if let images = images(from: node) {
      set(node, to: try reshapedToImages(images, like: node), .channelsFirst)
    } else {
      set(node, to: try reshaped(value(x), from: x.shape, to: node.shape))
    }
  }

  /// The rows of a table that places name; its first row is for a place that it does not have.
  private mutating func add(
    _ lookup: Lookup, _ inputs: [Node], _ node: Node
  ) throws(ExportProblem) {
    guard let name = tensorName(of: inputs[1]) else {
      throw .unknown(lookup, layer: graph.scope(of: node))
    }
    let extents = inputs[1].shape.numbers
    let zeros = [Float](repeating: 0, count: extents[1])
    let table = target.tensor(name, [extents[0] + 1, extents[1]], .floats(zeros + numbers(name)))
    let column = target.node(
      "Gather", [try value(inputs[0]), target.integer(lookup.column)], [ONNXAttribute("axis", -1)])
    let place = target.node("Add", [cast(column, to: .integer), target.integer(1)])
    set(node, to: target.node("Gather", [table, place]))
  }

  // MARK: Order

  /// The values of each column in ascending order.
  private mutating func sorted(_ x: Node) throws(ExportProblem) -> String {
    target.nodes(
      "TopK", [try value(x), try rows()],
      [ONNXAttribute("axis", 0), ONNXAttribute("largest", 0), ONNXAttribute("sorted", 1)],
      results: ["", ""])[0]
  }

  /// For each value how many of its column are smaller, and half of those that are equal.
  private mutating func ranks(of x: Node) throws(ExportProblem) -> String {
    let value = try value(x)
    let others = target.node("Unsqueeze", [value, target.integers([1])])
    let own = target.node("Unsqueeze", [value, target.integers([0])])
    let axis = target.integers([0])
    let smaller = target.node(
      "ReduceSum", [cast(target.node("Less", [others, own]), to: .float), axis],
      [ONNXAttribute("keepdims", 0)])
    let equal = target.node(
      "ReduceSum", [cast(target.node("Equal", [others, own]), to: .float), axis],
      [ONNXAttribute("keepdims", 0)])
    let half = target.node(
      "Mul", [target.node("Add", [equal, target.number(1)]), target.number(0.5)])
    return target.node("Add", [smaller, half])
  }
}
