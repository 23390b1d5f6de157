import Diagnostics
import Engine
import Graphs
import Plans
import Shapes
import Tables

extension ExportedNetwork {
  /// The bytes of an ONNX file with the network as it predicts, for any number of samples.
  ///
  /// It takes one input, `input`, shaped as the script has it (images are channels×height×width), and
  /// gives `output`. Where the encoding of the data goes with it, each column is an input under its
  /// own name, numbers come out in the target's own unit, and of classes the name comes out as
  /// `class` too.
  package func onnxFile() throws(ExportProblem) -> [UInt8] {
    try checkSize()
    var translation = ONNXTranslation(self)
    // No other value takes the name of a column.
    if let encoding {
      translation.addInputs(encoding)
    } else {
      translation.target.addInput(
        ONNXValue(name: "input", type: .float, extents: [nil] + plan.input.extents))
    }
    let output = translation.target.reserve("output")
    translation.set(
      network.input,
      to: try encoding.map { encoding throws(ExportProblem) in
        try translation.addPreparation(encoding)
      } ?? "input")
    try translation.make(network.prediction)
    translation.target.scope = ""
    // As the script writes shapes, with the channels of an image first.
    let isImage = network.prediction.shape.count == 4
    var value = try translation.value(
      network.prediction, isImage ? .channelsFirst : .plain)
    translation.target.addOutput(
      ONNXValue(name: output, type: .float, extents: [nil] + plan.output.extents))
    if let encoding { value = translation.addTarget(encoding.target, of: value, plan) }
    _ = translation.target.node("Identity", [value], named: output)
    return translation.target.file(named: plan.name)
  }

  /// A message of protocol buffers has to be shorter than 2 GiB.
  private func checkSize() throws(ExportProblem) {
    let count = values.reduce(0.0) { $0 + Double($1.value.count) }
    guard 4 * count < 2_000_000_000 else {
      throw ExportProblem(
        Text(
          en: "an ONNX file holds at most 2 GB of weights",
          pt: "um arquivo ONNX guarda no máximo 2 GB de pesos"),
        remedy: Text(
          en: "write it with 'format: pytorch', whose weights lie in a file of their own",
          pt: "grave-a com 'format: pytorch', cujos pesos ficam em um arquivo próprio"))
    }
  }
}
