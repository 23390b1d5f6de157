import Engine
import Graphs

/// What ONNX has one word for: an operation of ours, or several together.
enum ONNXPattern {
  case operation(inputs: [Node])
  /// `x·W + b`, of samples that are rows.
  case dense(x: Node, weight: Node, bias: Node)
  /// A convolution, with weights for each group of channels.
  case convolution(x: Node, window: Window, weights: [Node], bias: Node?)
  /// The mean over neighbouring axes.
  case mean(x: Node, axes: Range<Int>, keepsAxes: Bool)
  /// A layer that has a word of its own.
  case layer(NetworkGraph.Layer)

  /// The nodes that have to be there before.
  var needed: [Node] {
    switch self {
    case .operation(let inputs): inputs
    case .dense(let x, _, _), .convolution(let x, _, _, _), .mean(let x, _, _): [x]
    case .layer(let layer): layer.inputs
    }
  }
}

extension ONNXTranslation {
  /// The largest pattern that ends with `node`.
  func pattern(of node: Node, in layers: [Int: NetworkGraph.Layer]) -> ONNXPattern {
    if let layer = layers[node.id], hasOwnWord(layer) { return .layer(layer) }
    let inputs = graph.inputs(of: node)
    switch graph.operation(of: node) {
    case let sum as Elementwise where sum.function == .add:
      for (product, bias) in [(inputs[0], inputs[1]), (inputs[1], inputs[0])] {
        if let pattern = biased(product, bias) { return pattern }
      }
    case let quotient as Elementwise where quotient.function == .divide:
      if let pattern = mean(inputs[0], graph.constantValue(of: inputs[1])) { return pattern }
    case is MatrixProduct, is Concatenation:
      if let (x, window, weights) = convolution(node) {
        return .convolution(x: x, window: window, weights: weights, bias: nil)
      }
    default: break
    }
    return .operation(inputs: inputs)
  }

  /// A product with a bias for each of its outputs.
  private func biased(_ product: Node, _ bias: Node) -> ONNXPattern? {
    guard graph.operation(of: bias) is Parameter, bias.shape.count == 1,
      bias.shape.last == product.shape.last
    else { return nil }
    if let (x, window, weights) = convolution(product) {
      return .convolution(x: x, window: window, weights: weights, bias: bias)
    }
    guard let (x, weight) = plainProduct(product), x.shape.count == 2 else { return nil }
    return .dense(x: x, weight: weight, bias: bias)
  }

  /// The operands of a product with a parameter, neither of them transposed.
  private func plainProduct(_ node: Node) -> (x: Node, weight: Node)? {
    guard let product = graph.operation(of: node) as? MatrixProduct, !product.transposesFirst,
      !product.transposesSecond
    else { return nil }
    let inputs = graph.inputs(of: node)
    return graph.operation(of: inputs[1]) is Parameter ? (inputs[0], inputs[1]) : nil
  }

  /// A convolution without its bias: one product, or one for each group of channels, side by side.
  private func convolution(_ node: Node) -> (x: Node, window: Window, weights: [Node])? {
    if let (x, window, weight) = singleConvolution(node) { return (x, window, [weight]) }
    guard graph.operation(of: node) is Concatenation else { return nil }
    var groups: [(x: Node, window: Window, weight: Node)] = []
    var next = 0
    for part in graph.inputs(of: node) {
      guard let group = singleConvolution(part),
        let columns = graph.operation(of: group.x) as? Columns, columns.range.lowerBound == next,
        groups.first.map({ $0.window == group.window }) ?? true,
        part.shape == graph.inputs(of: node)[0].shape
      else { return nil }
      next = columns.range.upperBound
      groups.append((graph.inputs(of: group.x)[0], group.window, group.weight))
    }
    guard let first = groups.first, groups.allSatisfy({ $0.x == first.x }),
      first.x.shape.last == .fixed(next)
    else { return nil }
    return (first.x, first.window, groups.map(\.weight))
  }

  private func singleConvolution(_ node: Node) -> (x: Node, window: Window, weight: Node)? {
    guard let (seen, weight) = plainProduct(node) else { return nil }
    if let patches = graph.operation(of: seen) as? Patches {
      return (graph.inputs(of: seen)[0], patches.window, weight)
    }
    // A window of one pixel sees the image as it is.
    guard seen.shape.count == 4, case .fixed(let height) = seen.shape[1],
      case .fixed(let width) = seen.shape[2],
      let window = Window(image: [height, width], size: [1, 1], stride: [1, 1])
    else { return nil }
    return (seen, window, weight)
  }

  /// A sum divided by how many there are.
  private func mean(_ sum: Node, _ count: Double?) -> ONNXPattern? {
    guard let reduction = graph.operation(of: sum) as? Reduction, reduction.kind == .sum else {
      return nil
    }
    let x = graph.inputs(of: sum)[0]
    let extents = x.shape[reduction.axes]
    guard !extents.contains(.rows), let count,
      GraphShape(extents).numbers.reduce(1, { $0 * Double($1) }) == count
    else { return nil }
    return .mean(x: x, axes: reduction.axes, keepsAxes: reduction.keepsAxes)
  }
}

extension Window {
  /// Zeros before the first row and column, then behind the last ones.
  var pads: [Int] {
    let behind = [0, 1].map { axis in
      let reach = (places[axis] - 1) * stride[axis] + (size[axis] - 1) * dilation[axis] + 1
      return max(0, reach - image[axis] - padding[axis])
    }
    return padding + behind
  }
}
