import CKernels
import Testing

/// A window over an image, and what it sees at each place.
struct WindowCase: Sendable, CustomTestStringConvertible {
  var image: (Int, Int)
  var channels: Int
  var size: Int
  var stride = 1
  var padding = 0
  var dilation = 1

  var testDescription: String {
    "\(image.0)×\(image.1)×\(channels), window \(size), stride \(stride), padding \(padding), "
      + "dilation \(dilation)"
  }

  static let all = [
    WindowCase(image: (8, 8), channels: 20, size: 2, stride: 2),
    WindowCase(image: (9, 7), channels: 3, size: 3, stride: 2, padding: 1),
    WindowCase(image: (9, 7), channels: 17, size: 3, padding: 1, dilation: 2),
    WindowCase(image: (6, 6), channels: 16, size: 5, stride: 3, padding: 2),
    // More pixels than the loops list at a time.
    WindowCase(image: (20, 20), channels: 33, size: 17, padding: 8),
  ]

  var places: (Int, Int) { (places(of: image.0), places(of: image.1)) }

  private func places(of extent: Int) -> Int {
    (extent + 2 * padding - (size - 1) * dilation - 1) / stride + 1
  }

  var encoded: nn_window {
    nn_window(
      image: (image.0, image.1), size: (size, size), stride: (stride, stride),
      dilation: (dilation, dilation), padding: (padding, padding), places: places,
      channels: channels)
  }

  /// Where the pixels lie that the window sees at a place; `nil` beyond the image.
  func pixels(_ place: Int) -> [Int?] {
    let (py, px) = (place / places.1, place % places.1)
    return (0..<size * size).map { index in
      let y = py * stride + index / size * dilation - padding
      let x = px * stride + index % size * dilation - padding
      return (0..<image.0).contains(y) && (0..<image.1).contains(x)
        ? (y * image.1 + x) * channels : nil
    }
  }

  var inputCount: Int { image.0 * image.1 * channels }
  var placeCount: Int { places.0 * places.1 }
}

@Suite struct WindowTests {
  @Test(arguments: WindowCase.all, variants.map(\.rawValue))
  func `pooling and its gradient are those of each pixel by itself`(
    _ window: WindowCase, variant: UInt32
  ) {
    var numbers = Numbers(seed: 5)
    var x = numbers.next(window.inputCount).map { ($0 * 4).rounded() / 4 }
    // Nothing is larger than a number that is none.
    x[x.count / 2] = .nan
    let gradient = numbers.next(window.placeCount * window.channels)
    var encoded = window.encoded
    for isMaximum in [true, false] {
      let (values, slope) = expected(window, isMaximum, x, gradient)
      var found = [Float](repeating: .nan, count: values.count)
      var foundSlope = [Float](repeating: .nan, count: slope.count)
      with(nn_variant(variant)) {
        nn_pool(&encoded, isMaximum, x, &found)
        nn_pool_gradient(&encoded, isMaximum, x, gradient, &foundSlope)
      }
      #expect(found.map(\.bitPattern) == values.map(\.bitPattern))
      #expect(foundSlope == slope)
    }
  }

  @Test(arguments: WindowCase.all, variants.map(\.rawValue))
  func `what the window saw is added up where it was`(_ window: WindowCase, variant: UInt32) {
    var numbers = Numbers(seed: 6)
    let line = window.size * window.size * window.channels
    let parts = numbers.next(window.placeCount * line)
    var sums = [Float](repeating: 0, count: window.inputCount)
    for place in 0..<window.placeCount {
      for (index, pixel) in window.pixels(place).enumerated() {
        guard let pixel else { continue }
        for channel in 0..<window.channels {
          sums[pixel + channel] += parts[place * line + index * window.channels + channel]
        }
      }
    }
    var (found, encoded) = ([Float](repeating: .nan, count: sums.count), window.encoded)
    with(nn_variant(variant)) { nn_patch_sum(&encoded, parts, &found) }
    #expect(found == sums)
  }

  private func expected(
    _ window: WindowCase, _ isMaximum: Bool, _ x: [Float], _ gradient: [Float]
  ) -> (values: [Float], slope: [Float]) {
    var values = [Float](repeating: 0, count: window.placeCount * window.channels)
    var slope = [Float](repeating: 0, count: x.count)
    for place in 0..<window.placeCount {
      let pixels = window.pixels(place).compactMap { $0 }
      for channel in 0..<window.channels {
        let own = place * window.channels + channel
        if isMaximum {
          let best = pixels.reduce(pixels[0]) { best, pixel in
            let (a, b) = (x[best + channel], x[pixel + channel])
            return a >= b || a.isNaN ? best : pixel
          }
          values[own] = x[best + channel]
          slope[best + channel] += gradient[own]
        } else {
          let share = 1 / Float(pixels.count)
          values[own] = pixels.reduce(0) { $0 + x[$1 + channel] } * share
          for pixel in pixels { slope[pixel + channel] += gradient[own] / Float(pixels.count) }
        }
      }
    }
    return (values, slope)
  }

  @Test(arguments: [(1, 1), (16, 16), (33, 47), (64, 40), (784, 3)], variants.map(\.rawValue))
  func `rows become columns`(_ extents: (Int, Int), variant: UInt32) {
    let (rows, columns) = extents
    let x = (0..<rows * columns).map { Float($0) }
    var found = [Float](repeating: .nan, count: x.count)
    with(nn_variant(variant)) { nn_transpose(x, rows, columns, &found) }
    #expect(found == (0..<x.count).map { x[$0 % rows * columns + $0 / rows] })
  }
}
