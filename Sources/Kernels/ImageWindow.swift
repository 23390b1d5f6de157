import CKernels

/// A window that moves over images `[height, width, channels]`; pairs are along height and width.
package struct ImageWindow: Hashable, Sendable {
  package var image: [Int]
  package var size: [Int]
  package var stride: [Int]
  package var dilation: [Int]
  /// Zeros before the first row and column.
  package var padding: [Int]
  /// How many places the window has.
  package var places: [Int]
  package var channels: Int

  package init(
    image: [Int], size: [Int], stride: [Int], dilation: [Int], padding: [Int], places: [Int],
    channels: Int
  ) {
    let pairs = [image, size, stride, dilation, padding, places]
    precondition(pairs.allSatisfy { $0.count == 2 && $0.allSatisfy { $0 >= 0 } }, "pairs")
    self.image = image
    self.size = size
    self.stride = stride
    self.dilation = dilation
    self.padding = padding
    self.places = places
    self.channels = channels
  }

  /// Whether it sees zeros around the image.
  package var isPadded: Bool { (0..<2).contains { paddedExtent($0) != image[$0] } }

  /// The height, or the width, of the image with the zeros around it that the window sees.
  package func paddedExtent(_ axis: Int) -> Int {
    var window = encoded
    return nn_padded_extent(&window, Int32(axis))
  }

  /// Where what the window sees first at each place begins in an image with zeros around it.
  func places(in images: Int) -> [Int32] {
    let (height, width) = (paddedExtent(0), paddedExtent(1))
    var result: [Int32] = []
    result.reserveCapacity(images * places[0] * places[1])
    for image in 0..<images {
      for y in 0..<places[0] {
        for x in 0..<places[1] {
          let pixel = (image * height + y * stride[0]) * width + x * stride[1]
          result.append(Int32(truncatingIfNeeded: pixel * channels))
        }
      }
    }
    return result
  }

  /// Where each number that the window sees lies behind the first.
  var offsets: [Int32] {
    var result: [Int32] = []
    for y in 0..<size[0] {
      for x in 0..<size[1] {
        let pixel = y * dilation[0] * paddedExtent(1) + x * dilation[1]
        for channel in 0..<channels {
          result.append(Int32(truncatingIfNeeded: pixel * channels + channel))
        }
      }
    }
    return result
  }

  var encoded: nn_window {
    nn_window(
      image: (image[0], image[1]), size: (size[0], size[1]), stride: (stride[0], stride[1]),
      dilation: (dilation[0], dilation[1]), padding: (padding[0], padding[1]),
      places: (places[0], places[1]), channels: channels)
  }
}
