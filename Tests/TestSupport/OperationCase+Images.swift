import Graphs

extension OperationCase {
  /// Windows of all kinds over images with `n` rows and up to seven columns.
  private static func windows(_ n: Int) -> [Window] {
    let some: [Window?] = [
      Window(image: [n, 5], size: [1, 1], stride: [2, 2]),
      Window(image: [n, 7], size: [1, 7], stride: [1, 1]),
      Window(image: [n, 4], size: [n, 2], stride: [1, 1]),
      Window(image: [n, 7], size: [(n + 1) / 2, 3], stride: [2, 3]),
      Window(image: [n, 7], size: [1, 3], stride: [1, 1], dilation: [1, 3]),
      Window(image: [n, 5], size: [3, 3], stride: [1, 1], isPadded: true),
      Window(image: [n, 3], size: [2, 4], stride: [1, 1], isPadded: true),
      Window(image: [n, 7], size: [3, 2], stride: [2, 1], isPadded: true),
      Window(image: [n, 1], size: [5, 1], stride: [3, 1], isPadded: true),
      Window(image: [n, 5], size: [3, 3], stride: [1, 2], dilation: [2, 2], isPadded: true),
    ]
    return some.compactMap { $0 }
  }

  static func images(_ n: Int) -> [OperationCase] {
    windows(n).flatMap { images(channels: n, $0) } + [
      OperationCase("channels last", [[.rows, .fixed(n), 3, 5]]) { graph, x in
        try graph.reordered(graph.exp(x[0]), channelsLast: true)
      },
      OperationCase("channels first", [[.rows, 3, 5, .fixed(n)]]) { graph, x in
        try graph.reordered(graph.exp(x[0]), channelsLast: false)
      },
    ]
  }

  private static func images(channels: Int, _ window: Window) -> [OperationCase] {
    let image: GraphShape = [.rows] + GraphShape.fixed(window.image + [channels])
    let places: GraphShape = [.rows] + GraphShape.fixed(window.places)
    let (all, outputs) = (Extent.fixed(window.count * channels), Extent.fixed(3))
    let name =
      "\(window.size) at \(window.places), stride \(window.stride), gaps \(window.dilation)"
    return [
      OperationCase("patches \(name)", [image]) { graph, x in
        try graph.patches(graph.tanh(x[0]), window)
      },
      OperationCase("sum of patches \(name)", [image, places + [all]]) { graph, x in
        let sum = try graph.sum(of: graph.multiply(graph.patches(x[0], window), x[1]))
        return try graph.gradients(of: sum, withRespectTo: [x[0]])[0]
      },
      OperationCase("convolution \(name)", [image, [all, outputs], [outputs]]) { graph, x in
        let patches = try graph.patches(x[0], window)
        return try graph.add(graph.matrixProduct(patches, x[1]), x[2])
      },
      OperationCase(
        "gradient of a convolution \(name)", [image, [all, outputs], places + [outputs]]
      ) { graph, x in
        let product = try graph.matrixProduct(graph.patches(x[0], window), x[1])
        let sum = try graph.sum(of: graph.multiply(product, x[2]))
        return try graph.gradients(of: sum, withRespectTo: [x[0]])[0]
      },
      OperationCase("largest in \(name)", [image]) { graph, x in
        try graph.pooled(.maximum, x[0], window)
      },
      OperationCase("mean in \(name)", [image]) { graph, x in
        try graph.pooled(.mean, graph.exp(x[0]), window)
      },
    ]
  }
}
