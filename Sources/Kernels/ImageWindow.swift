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

  var encoded: nn_window {
    nn_window(
      image: (image[0], image[1]), size: (size[0], size[1]), stride: (stride[0], stride[1]),
      dilation: (dilation[0], dilation[1]), padding: (padding[0], padding[1]),
      places: (places[0], places[1]), channels: channels)
  }
}
