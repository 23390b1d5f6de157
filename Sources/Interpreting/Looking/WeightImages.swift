import Diagnostics
import Engine
import Plans
import Reports
import Shapes
import Vocabulary

/// The weights of a layer as small images: of a filter its window, of a unit behind an image what it
/// looks for there, of any other layer one table.
struct WeightImages {
  private let tensor: NamedTensor
  private let input: Shape
  /// The rows and columns of a filter's window.
  private let window: [Int]?
  private let language: Language

  init(_ tensor: NamedTensor, of plan: ModelPlan, _ language: Language) {
    (self.tensor, self.language) = (tensor, language)
    input = plan.input
    let layer = plan.layers.first { tensor.name.hasPrefix($0.name + ".") }
    if case .dimensions(let extents)? = layer?.settings["kernel"], extents.count == 2 {
      window = extents
    } else {
      window = nil
    }
  }

  func sheet(of network: String) -> ImageSheet {
    let layer = String(tensor.name.split(separator: ".").first ?? "")
    let images = images
    var remarks = [
      Text(
        en: "blue is below 0, orange above; each image has its own scale",
        pt: "azul é abaixo de 0, laranja acima; cada imagem tem sua escala")[language]
    ]
    if images.count > 64 {
      remarks.append(
        Text(en: "the first 64 of \(images.count)", pt: "as primeiras 64 de \(images.count)")[
          language])
    }
    return ImageSheet(
      title: Text(en: "\(network): weights of \(layer)", pt: "\(network): pesos de \(layer)")[
        language], images: images, remarks: remarks)
  }

  private var images: [ImageSheet.Image] {
    let shape = tensor.shape
    let units = shape.last ?? 1
    let inputs = tensor.values.count / max(units, 1)
    // In a window the channels of a pixel lie together.
    if let window, window[0] * window[1] > 0, inputs % (window[0] * window[1]) == 0 {
      let pixels = window[0] * window[1]
      let channels = inputs / pixels
      return (0..<units).map { unit in
        image("\(unit + 1)", columns: window[1], count: pixels) { pixel in
          mean(channels) { value((pixel * channels + $0) * units + unit) }
        }
      }
    }
    let extents = input.extents
    if extents.count == 3 || extents.count == 2, extents.reduce(1, *) == inputs {
      let (rows, columns) = (extents[extents.count - 2], extents[extents.count - 1])
      let channels = extents.count == 3 ? extents[0] : 1
      // A flat image has its channels one after the other.
      return (0..<units).map { unit in
        image("\(unit + 1)", columns: columns, count: rows * columns) { pixel in
          mean(channels) { value(($0 * rows * columns + pixel) * units + unit) }
        }
      }
    }
    if let side = squareSide(inputs), side >= 7 {
      return (0..<units).map { unit in
        image("\(unit + 1)", columns: side, count: inputs) { value($0 * units + unit) }
      }
    }
    let name = Text(
      en: "\(inputs) inputs down, \(units) units across",
      pt: "\(inputs) entradas para baixo, \(units) unidades ao lado")[language]
    let shown = min(inputs, 200)
    return [image(name, columns: units, count: shown * units) { value($0) }]
  }

  private func image(
    _ name: String, columns: Int, count: Int, _ value: (Int) -> Double
  ) -> ImageSheet.Image {
    ImageSheet.Image(name: name, columns: columns, values: (0..<count).map(value))
  }

  private func mean(_ count: Int, _ value: (Int) -> Double) -> Double {
    (0..<count).reduce(0) { $0 + value($1) } / Double(max(count, 1))
  }

  private func value(_ index: Int) -> Double {
    tensor.values.indices.contains(index) ? Double(tensor.values[index]) : 0
  }

  private func squareSide(_ count: Int) -> Int? {
    let side = Int(Double(count).squareRoot().rounded())
    return side * side == count ? side : nil
  }
}
