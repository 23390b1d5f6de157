import Plans
import Shapes
import Vocabulary

/// A network as a functional model of Keras 3, and how its weights are loaded.
///
/// The channels of an image come last in it, since not all that Keras runs on can have them first; the
/// model itself takes images as the script has them.
struct KerasSource {
  var model: PythonModel
  /// Lines of `build`.
  private var steps: [String] = []
  /// Lines of `load`.
  var loading: [String] = []
  /// Functions and classes that the lines need.
  private(set) var helpers: [[String]] = []
  /// The layers that `load` gives weights, and those of them that keep theirs in a training.
  var loadedLayers: [String] = []
  private var frozen: [String] = []
  /// The names of layers, for those that the script does not have.
  var names: LayerNames
  /// What each output is called in `build`.
  private var variables: [String] = []

  init(_ source: ExportedNetwork) {
    names = LayerNames(source.plan.layers.map(\.name))
    model = PythonModel(
      source, .keras,
      reserved: [
        "attention_weights", "build", "gru_weights", "keras", "layers", "model", "np", "ops",
        "Positions", "tensors", "path", "float", "inputs",
      ])
  }

  var plan: ModelPlan { model.plan }

  mutating func write() throws(ExportProblem) {
    for layer in plan.layers {
      if let activation = layer.appliedActivation, activation.isOfScript {
        _ = try model.function(activation, of: layer.output)
      }
    }
    var locals = model.names
    let kept = model.keptOutputs
    if plan.input.rank == 3 {
      variables = [kept.contains(0) ? locals.name(like: "images") : "x"]
      steps.append("\(variables[0]) = layers.Permute((2, 3, 1))(inputs)")
    } else {
      variables = ["inputs"]
    }
    for (index, layer) in plan.layers.enumerated() {
      let count = loadedLayers.count
      var value = try expression(layer, layer.inputs.map { variables[$0] })
      if let activation = layer.appliedActivation, layer.kerasActivation == nil {
        value = try applied(activation, to: value, layer)
      }
      if layer.isFrozen { frozen += loadedLayers[count...] }
      let variable = kept.contains(index + 1) ? locals.name(like: layer.name) : "x"
      variables.append(variable)
      if variable != value { steps.append("\(variable) = \(value)") }
    }
    if plan.output.rank == 3 {
      steps.append("x = layers.Permute((3, 1, 2))(\(variables.last ?? "x"))")
      variables.append("x")
    }
  }

  /// Adds a line to `build` on the way to a value.
  mutating func addStep(_ line: String) { steps.append(line) }

  mutating func addHelper(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if !helpers.contains(lines) { helpers.append(lines) }
  }

  // MARK: The text

  func text(weights: String) -> String {
    let body = steps + model.functions.joined() + helpers.joined() + loading
    func uses(_ module: String) -> Bool { body.contains { $0.contains(module + ".") } }
    var imports = ["layers"]
    if uses("ops") { imports.append("ops") }
    var lines = [
      "\"\"\"A network written by NNScript; its weights lie in a file beside this one.\"\"\"", "",
      "from pathlib import Path", "", "import keras",
    ]
    if uses("np") { lines.append("import numpy as np") }
    lines += [
      "from keras import \(imports.joined(separator: ", "))",
      "from safetensors.numpy import load_file", "",
      "WEIGHTS = Path(__file__).with_name(\(weights.pythonLiteral))",
    ]
    for definition in model.functions + helpers { lines += ["", ""] + definition }
    lines += ["", "", "def build():", "    \"\"\"The network with weights drawn anew.\"\"\""]
    lines.append("    inputs = keras.Input(\(plan.input.extents.pythonTuple))")
    lines += steps.indented
    lines += [
      "    return keras.Model(inputs, \(variables.last ?? "x"), name=\(plan.name.pythonLiteral))",
      "", "", "def load(path=WEIGHTS):",
      "    \"\"\"The network with its trained weights, ready to predict.\"\"\"",
      "    model = build()",
    ]
    if !loading.isEmpty { lines.append("    tensors = load_file(path)") }
    lines += loading.indented
    lines += frozen.map { "    model.get_layer(\($0.pythonLiteral)).trainable = False" }
    lines.append("    return model")
    return lines.joined(separator: "\n") + "\n"
  }
}

/// Names of layers as Keras has them, none of them twice.
///
/// On PyTorch, Keras takes no name with a point, as the layers of a network within another one have;
/// on TensorFlow only letters of ASCII, digits and underscores, which do not come first.
struct LayerNames {
  private var taken: Set<String>
  private var others: [String: String] = [:]

  init(_ layers: [String]) {
    taken = Set(layers.filter { Self.plain($0) == $0 })
    for layer in layers where !taken.contains(layer) { others[layer] = name(like: layer) }
  }

  private static func plain(_ name: String) -> String {
    let plain = String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    return plain.hasPrefix("_") ? "layer" + plain : plain
  }

  /// What the layer of the script is called.
  subscript(layer: String) -> String { others[layer] ?? layer }

  /// `wanted` as Keras takes it, with underscores where a layer is called so already.
  mutating func name(like wanted: String) -> String {
    var name = Self.plain(wanted)
    while !taken.insert(name).inserted { name += "_" }
    return name
  }
}

extension LayerPlan {
  /// The layer's activation as Keras calls it, where it knows one that is the same and the layer
  /// takes it as an argument.
  var kerasActivation: String? {
    guard ["dense", "conv"].contains(kind) else { return nil }
    return appliedActivation?.kerasName
  }
}

extension FunctionReference {
  /// The name under which Keras has the same function.
  var kerasName: String? {
    switch name {
    case "relu", "selu", "gelu", "silu", "mish", "sigmoid", "tanh", "softplus", "softmax": name
    case "elu" where number("alpha", default: 1) == 1: name
    default: nil
    }
  }
}
