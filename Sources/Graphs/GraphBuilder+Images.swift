// What layers for images, and joints of a network, are written with.

extension GraphBuilder {
  /// What `window` sees at each of its places.
  package mutating func patches(_ x: Node, _ window: Window) throws(GraphProblem) -> Node {
    // A window of one pixel at every pixel sees the image.
    if window.count == 1, window.places == window.image { return x }
    return try append(Patches(window: window), [x])
  }

  /// The sum of patches that are a product with weights, as a convolution; `nil` where it is none.
  ///
  /// Nor where that would be far more arithmetic than the product: it has a place for each pixel, and
  /// without padding these are more than the window's.
  mutating func patchSumOfProduct(
    _ gradient: Node, _ window: Window
  ) throws(GraphProblem) -> Node? {
    guard window.stride == [1, 1], window.dilation == [1, 1],
      let product = operation(of: gradient) as? MatrixProduct, product.transposesSecond,
      !product.transposesFirst, inputs(of: gradient)[0].shape.count == 4,
      Double(window.image[0] * window.image[1])
        < 1.3 * Double(window.places[0] * window.places[1])
    else { return nil }
    let (dy, weights) = (inputs(of: gradient)[0], inputs(of: gradient)[1])
    var turned = window
    (turned.image, turned.places) = (window.places, window.image)
    turned.padding = [0, 1].map { window.size[$0] - 1 - window.padding[$0] }
    guard turned.padding.allSatisfy({ $0 >= 0 }) else { return nil }
    let own = try append(TurnedWeights(pixels: window.count), [weights])
    return try matrixProduct(append(Patches(window: turned), [dy]), own)
  }

  /// The largest value, or the mean, of each channel in `window`.
  package mutating func pooled(
    _ kind: Pooling.Kind, _ x: Node, _ window: Window
  ) throws(GraphProblem) -> Node {
    try append(Pooling(kind: kind, window: window), [x])
  }

  /// Images with the channels of a pixel together, or apart as planes.
  package mutating func reordered(
    _ x: Node, channelsLast isLast: Bool
  ) throws(GraphProblem) -> Node {
    let shape = try ChannelOrder(isLast: isLast).outputShape([x.shape])
    // Where there is one channel, or one pixel, both orders are the same.
    let pixels = isLast ? [x.shape[2], x.shape[3]] : [x.shape[1], x.shape[2]]
    if x.shape[isLast ? 1 : 3] == 1 || pixels == [1, 1] { return try reshaped(x, to: shape) }
    if let order = operation(of: x) as? ChannelOrder, order.isLast != isLast {
      return inputs(of: x)[0]
    }
    return try append(ChannelOrder(isLast: isLast), [x])
  }

  /// `parts` side by side along the last axis.
  package mutating func concatenated(_ parts: [Node]) throws(GraphProblem) -> Node {
    parts.count == 1 ? parts[0] : try append(Concatenation(), parts)
  }

  /// Some neighbouring columns of `x`, along its last axis.
  package mutating func columns(_ range: Range<Int>, of x: Node) throws(GraphProblem) -> Node {
    if x.shape.last == .fixed(range.count) { return x }
    return try append(Columns(range: range), [x])
  }

  /// The mean over `axes`, which stay with extent 1.
  package mutating func mean(
    of x: Node, axes: Range<Int>
  ) throws(GraphProblem) -> Node {
    var count = constant(1)
    for axis in axes {
      switch x.shape[axis] {
      case .fixed(let extent): count = try multiply(count, constant(Double(extent)))
      case .rows: count = try multiply(count, rowCount())
      }
    }
    return try divide(append(Reduction(kind: .sum, axes: axes, keepsAxes: true), [x]), count)
  }

  mutating func zeros(like x: Node, _ columns: Int) throws(GraphProblem) -> Node {
    try broadcast(constant(0), to: x.shape.dropLast() + [.fixed(columns)])
  }
}
