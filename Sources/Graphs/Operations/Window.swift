/// A window that moves over images `[samples, height, width, channels]`.
package struct Window: Hashable, Sendable {
  /// Of the image, the window, its steps and the gaps between the values that it sees: along the
  /// height, then along the width.
  package var image: [Int]
  package var size: [Int]
  package var stride: [Int]
  package var dilation: [Int]
  /// Zeros before the first row and column; as many as needed behind the last.
  package var padding: [Int]
  /// How many places the window has.
  package var places: [Int]

  /// A window over an image; `nil` where it has no place in it.
  ///
  /// - Parameter isPadded: Whether zeros around the image give the window as many places as the
  ///   image has pixels, at stride 1; the larger half of an odd number goes behind it.
  package init?(
    image: [Int], size: [Int], stride: [Int], dilation: [Int] = [1, 1], isPadded: Bool = false
  ) {
    (self.image, self.size, self.stride, self.dilation) = (image, size, stride, dilation)
    (padding, places) = ([0, 0], [0, 0])
    for axis in 0..<2 {
      let (spread, isTooLarge) = (size[axis] - 1).multipliedReportingOverflow(by: dilation[axis])
      guard !isTooLarge, spread < Int.max / 4, image[axis] < Int.max / 4 else { return nil }
      if isPadded {
        places[axis] = (image[axis] + stride[axis] - 1) / stride[axis]
        let needed = (places[axis] - 1) * stride[axis] + spread + 1 - image[axis]
        padding[axis] = max(needed, 0) / 2
      } else {
        guard image[axis] > spread else { return nil }
        places[axis] = (image[axis] - spread - 1) / stride[axis] + 1
      }
      guard places[axis] > 0 else { return nil }
    }
  }

  /// How many pixels it sees at one place.
  package var count: Int { size[0] * size[1] }
}

/// What a window sees at each of its places, side by side: row by row, the channels of a pixel
/// together; zero beyond the image.
///
/// - Shapes: `x` `[samples, height, width, channels]`, the result `[samples, places, places,
///   window · channels]`.
package struct Patches: Operation {
  package let window: Window

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    let channels = try window.channels(of: inputs[0])
    return [
      inputs[0][0], .fixed(window.places[0]), .fixed(window.places[1]),
      .fixed(window.count * channels),
    ]
  }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    if let sum = try graph.patchSumOfProduct(gradient, window) { return [sum] }
    return [try graph.append(PatchSum(window: window), [gradient])]
  }
}

/// The weights of a convolution, with the window turned by half a turn, and outputs and inputs
/// exchanged: with them the gradient of its input is a convolution too.
///
/// - Shapes: `w` `[window · channels, outputs]`, the result `[window · outputs, channels]`.
package struct TurnedWeights: Operation {
  /// How many pixels the window has.
  package let pixels: Int

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    guard inputs[0].count == 2, case .fixed(let rows) = inputs[0][0],
      case .fixed(let outputs) = inputs[0][1], rows % pixels == 0
    else { throw GraphProblem(expected: ("a matrix", "uma matriz"), found: inputs) }
    return [.fixed(pixels * outputs), .fixed(rows / pixels)]
  }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    [try graph.append(TurnedWeights(pixels: pixels), [gradient])]
  }
}

/// The sum, at each pixel, of what the patches have for it: the transposed of `Patches`.
///
/// - Shapes: `y` `[samples, places, places, window · channels]`, the result `[samples, height,
///   width, channels]`.
package struct PatchSum: Operation {
  package let window: Window

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    guard inputs[0].count == 4, case .fixed(let values) = inputs[0][3] else {
      throw GraphProblem(expected: ("patches", "recortes"), found: inputs)
    }
    return [
      inputs[0][0], .fixed(window.image[0]), .fixed(window.image[1]),
      .fixed(values / window.count),
    ]
  }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    [try graph.append(Patches(window: window), [gradient])]
  }
}

/// The largest value, or the mean, of each channel in a window.
///
/// - Shapes: `x` `[samples, height, width, channels]`, the result `[samples, places, places,
///   channels]`.
package struct Pooling: Operation {
  package enum Kind: Hashable, Sendable {
    case maximum, mean
  }

  package let kind: Kind
  package let window: Window

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    let channels = try window.channels(of: inputs[0])
    return [inputs[0][0], .fixed(window.places[0]), .fixed(window.places[1]), .fixed(channels)]
  }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    [try graph.append(PoolingGradient(kind: kind, window: window), [inputs[0], gradient])]
  }
}

/// Hands the gradient of a pooled value to the first of the largest pixels, or to all in equal
/// parts.
///
/// - Shapes: `x` and the result `[samples, height, width, channels]`, `dy` `[samples, places,
///   places, channels]`.
package struct PoolingGradient: Operation {
  package let kind: Pooling.Kind
  package let window: Window

  package func outputShape(_ inputs: [GraphShape]) -> GraphShape { inputs[0] }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    throw GraphProblem(
      expected: ("a gradient taken once", "um gradiente tomado uma vez"),
      found: inputs.map(\.shape))
  }
}

/// Images with the channels of a pixel together, or apart as planes.
///
/// - Shapes: `[samples, channels, height, width]` to `[samples, height, width, channels]`, or back.
package struct ChannelOrder: Operation {
  package let isLast: Bool

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    let x = inputs[0]
    guard x.count == 4 else {
      throw GraphProblem(expected: ("images", "imagens"), found: inputs)
    }
    return isLast ? [x[0], x[2], x[3], x[1]] : [x[0], x[3], x[1], x[2]]
  }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    [try graph.reordered(gradient, channelsLast: !isLast)]
  }
}

extension Window {
  fileprivate func channels(of shape: GraphShape) throws(GraphProblem) -> Int {
    guard shape.count == 4, shape[1] == .fixed(image[0]), shape[2] == .fixed(image[1]),
      case .fixed(let channels) = shape[3]
    else { throw GraphProblem(expected: ("images", "imagens"), found: [shape]) }
    return channels
  }
}
