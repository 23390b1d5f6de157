import Graphs

/// Windows over images, pixel by pixel.
extension SlowGraph {
  /// What an operation on images makes of `x`; `nil` for any other operation.
  func windowed(_ operation: any Operation, _ x: [SlowTensor], _ extents: [Int]) -> SlowTensor? {
    switch operation {
    case let operation as Patches: patches(x[0], operation.window, extents)
    case let operation as PatchSum: patchSum(x[0], operation.window, extents)
    case let operation as TurnedWeights: turned(x[0], operation.pixels, extents)
    case let operation as Pooling: pooled(x[0], operation, extents)
    case let operation as PoolingGradient: poolingGradient(x[0], x[1], operation, extents)
    case let order as ChannelOrder:
      SlowTensor(extents) { at in
        x[0][
          broadcast: order.isLast ? [at[0], at[3], at[1], at[2]] : [at[0], at[2], at[3], at[1]]]
      }
    default: nil
    }
  }

  private func patches(_ x: SlowTensor, _ window: Window, _ extents: [Int]) -> SlowTensor {
    let channels = x.extents[3]
    return SlowTensor(extents) { at in
      let (pixel, channel) = at[3].quotientAndRemainder(dividingBy: channels)
      guard let (row, column) = window.seen(pixel, at: at[1], at[2]) else { return 0 }
      return x[broadcast: [at[0], row, column, channel]]
    }
  }

  private func patchSum(_ y: SlowTensor, _ window: Window, _ extents: [Int]) -> SlowTensor {
    var result = SlowTensor(extents) { _ in 0 }
    for (at, value) in zip(SlowTensor.positions(y.extents), y.values) {
      let (pixel, channel) = at[3].quotientAndRemainder(dividingBy: extents[3])
      guard let (row, column) = window.seen(pixel, at: at[1], at[2]) else { continue }
      result.values[place([at[0], row, column, channel], in: extents)] += value
    }
    return result
  }

  private func turned(_ weights: SlowTensor, _ pixels: Int, _ extents: [Int]) -> SlowTensor {
    let (channels, outputs) = (weights.extents[0] / pixels, weights.extents[1])
    return SlowTensor(extents) { at in
      let (pixel, output) = at[0].quotientAndRemainder(dividingBy: outputs)
      return weights[broadcast: [(pixels - 1 - pixel) * channels + at[1], output]]
    }
  }

  private func pooled(_ x: SlowTensor, _ pooling: Pooling, _ extents: [Int]) -> SlowTensor {
    SlowTensor(extents) { at in
      let values = pooling.window.pixels(at: at[1], at[2]).map { row, column in
        x[broadcast: [at[0], row, column, at[3]]]
      }
      switch pooling.kind {
      case .maximum: return values.max() ?? -.infinity
      case .mean: return values.reduce(0, +) / Double(values.count)
      }
    }
  }

  private func poolingGradient(
    _ x: SlowTensor, _ dy: SlowTensor, _ pooling: PoolingGradient, _ extents: [Int]
  ) -> SlowTensor {
    var result = SlowTensor(extents) { _ in 0 }
    for (at, value) in zip(SlowTensor.positions(dy.extents), dy.values) {
      let places = pooling.window.pixels(at: at[1], at[2]).map { row, column in
        place([at[0], row, column, at[3]], in: extents)
      }
      switch pooling.kind {
      case .maximum:
        let largest = places.map { x.values[$0] }.max()
        if let first = places.first(where: { x.values[$0] == largest }) {
          result.values[first] += value
        }
      case .mean:
        for place in places { result.values[place] += value / Double(places.count) }
      }
    }
    return result
  }

  private func place(_ position: [Int], in extents: [Int]) -> Int {
    zip(position, extents).reduce(0) { $0 * $1.1 + $1.0 }
  }
}

extension Window {
  /// The row and column of the image that the window's `pixel` sees; `nil` beyond the image.
  fileprivate func seen(_ pixel: Int, at y: Int, _ x: Int) -> (Int, Int)? {
    let row = y * stride[0] + pixel / size[1] * dilation[0] - padding[0]
    let column = x * stride[1] + pixel % size[1] * dilation[1] - padding[1]
    guard (0..<image[0]).contains(row), (0..<image[1]).contains(column) else { return nil }
    return (row, column)
  }

  /// The rows and columns of the image that it sees at one place.
  fileprivate func pixels(at y: Int, _ x: Int) -> [(Int, Int)] {
    (0..<count).compactMap { seen($0, at: y, x) }
  }
}
