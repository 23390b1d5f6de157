import Diagnostics
package import Graphs
package import Plans
package import Shapes
import Vocabulary

/// Settings of the layers that move a window over images `channels×height×width` or sequences
/// `steps×features`.
///
/// In a graph the channels of a pixel lie together, `[samples, height, width, channels]`, since then
/// a convolution is one matrix product; a sequence is an image of width 1.
enum WindowSettings {
  static let padding = Setting<String>(
    "padding", .oneOf(["valid", "same"]), default: "valid",
    Text(
      en: "'same' surrounds the image with zeros, so that it keeps its extents.",
      pt: "'same' cerca a imagem de zeros, para que mantenha suas extensões."))

  static let dilation = Setting<Shape>(
    "dilation", .atLeast(1), default: [1],
    Text(
      en: "How far apart the pixels lie that the window sees.",
      pt: "A que distância ficam os pixels que a janela vê."))

  static let stride = Setting<Shape>(
    "stride", .atLeast(1), default: [1],
    Text(
      en: "How far the window moves from one place to the next.",
      pt: "Quanto a janela anda de um lugar ao seguinte."))

  /// The stride of a pooling, which is the window's size where nothing is said.
  static let poolingStride = Setting<Shape>(
    "stride", .atLeast(1), optional: true,
    Text(
      en: "How far the window moves; without it, by its own size.",
      pt: "Quanto a janela anda; sem ele, seu próprio tamanho."))
}

/// The images or sequences that a layer is given.
struct ImageShape {
  var channels: Int
  /// The height and the width.
  var extents: [Int]
  var isSequence: Bool

  /// - Throws: What is wanted, where `shape` is neither images nor a sequence.
  init(_ shape: Shape) throws(ShapeProblem) {
    switch shape.rank {
    case 2: (channels, extents, isSequence) = (shape.extents[1], [shape.extents[0], 1], true)
    case 3: (channels, extents, isSequence) = (shape.extents[0], Array(shape.extents[1...]), false)
    default:
      throw ShapeProblem(
        expected: ("an image or a sequence", "uma imagem ou uma sequência"), found: shape,
        remedy: (
          "say its extents first, for example 'input 1x28x28'",
          "diga antes as suas extensões, por exemplo 'input 1x28x28'"
        ))
    }
  }

  /// The shape of one sample with other channels and extents.
  func shape(channels: Int, _ extents: [Int]) -> Shape {
    isSequence ? [extents[0], channels] : Shape([channels] + extents)
  }

  /// A window of that size; `nil` where it has no place.
  ///
  /// - Throws: What is wanted, where the setting has too many extents.
  func window(
    size: Shape, stride: Shape?, dilation: Shape = [1], isPadded: Bool
  ) throws(ShapeProblem) -> Window? {
    Window(
      image: extents, size: try pair(size), stride: try pair(stride ?? size),
      dilation: try pair(dilation), isPadded: isPadded)
  }

  /// One number stands for both axes of an image.
  private func pair(_ setting: Shape) throws(ShapeProblem) -> [Int] {
    switch (setting.rank, isSequence) {
    case (1, true): return [setting.extents[0], 1]
    case (1, false): return [setting.extents[0], setting.extents[0]]
    case (2, false): return setting.extents
    default:
      throw ShapeProblem(
        expected: isSequence
          ? ("one extent for a sequence", "uma extensão para uma sequência")
          : ("one or two extents for an image", "uma ou duas extensões para uma imagem"),
        found: setting)
    }
  }

  /// The problem of a window that is larger than the image.
  func tooSmall(for size: Shape, _ shape: Shape) -> ShapeProblem {
    ShapeProblem(
      expected: (
        "an image at least as large as its window, \(size)",
        "uma imagem ao menos do tamanho de sua janela, \(size)"
      ), found: shape,
      remedy: (
        "take a smaller window, or 'padding: same'", "use uma janela menor, ou 'padding: same'"
      ))
  }
}

extension GraphBuilder {
  /// `x` as images with their channels last: a sequence becomes one of width 1.
  mutating func images(_ x: Node) throws(GraphProblem) -> Node {
    x.shape.count == 3 ? try reshaped(x, to: [x.shape[0], x.shape[1], 1, x.shape[2]]) : x
  }

  /// What was made from `images(x)`, as a sequence where `x` is one.
  mutating func likeInput(_ y: Node, _ x: Node) throws(GraphProblem) -> Node {
    x.shape.count == 3 ? try reshaped(y, to: [y.shape[0], y.shape[1], y.shape[3]]) : y
  }
}

extension Node {
  /// The shape of one sample as the language has it, with the channels of an image first.
  var sampleShape: Shape {
    let extents = shape.dropFirst().map { extent in
      if case .fixed(let count) = extent { count } else { 1 }
    }
    return Shape(extents.count == 3 ? [extents[2], extents[0], extents[1]] : extents)
  }
}

extension LayerPlan {
  /// The window with which the layer moves over a sample of shape `input`, a sequence as an image of
  /// width 1; `nil` for a layer that has none.
  package func window(over input: Shape) -> Window? {
    guard let image = try? ImageShape(input) else { return nil }
    return switch kind {
    case Convolution.entry.name: try? Convolution.window(over: image, settings)
    case MaxPool.entry.name, AveragePool.entry.name: try? poolingWindow(over: image, settings)
    default: nil
    }
  }
}
