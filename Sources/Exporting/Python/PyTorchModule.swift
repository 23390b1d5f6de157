import Plans
import Shapes
import Vocabulary

/// A network as a class of PyTorch: its layers, how they follow one another, and how their weights
/// are loaded.
struct PyTorchModule {
  var model: PythonModel
  private let className: String
  /// Lines of `__init__`, of `forward` and of `load`.
  var layers: [String] = []
  private var steps: [String] = []
  var loading: [String] = []
  /// The attributes that keep their weights in a training.
  private var frozen: [String] = []
  /// Functions that the loading needs.
  private(set) var helpers: [[String]] = []
  private var attributes = PythonNames(reserved: moduleMembers)
  /// What each output is called in `forward`.
  private var variables: [String] = []
  private var locals = PythonNames()

  init(_ source: ExportedNetwork) throws(ExportProblem) {
    model = PythonModel(
      source, .torch, reserved: ["F", "nn", "torch", "load_recurrent", "self"])
    className = model.className()
  }

  var plan: ModelPlan { model.plan }

  /// Writes all layers.
  mutating func write() throws(ExportProblem) {
    // A name inside 'forward' must not hide a function that is called there.
    for layer in plan.layers {
      if let activation = layer.appliedActivation, activation.isOfScript {
        _ = try model.function(activation, of: layer.output)
      }
    }
    locals = model.names
    let kept = model.keptOutputs
    variables = [kept.contains(0) ? locals.name(like: "inputs") : "x"]
    for (index, layer) in plan.layers.enumerated() {
      let name = attributes.name(like: layer.name)
      let count = layers.count
      var value = try expression(layer, name, layer.inputs.map { variables[$0] })
      if let activation = layer.appliedActivation {
        value = try applied(activation, to: value, layer.output)
      }
      if layer.isFrozen {
        frozen += layers[count...].map { String($0.dropFirst("self.".count).prefix { $0 != " " }) }
      }
      let variable = kept.contains(index + 1) ? locals.name(like: layer.name) : "x"
      variables.append(variable)
      if variable != value { steps.append("\(variable) = \(value)") }
    }
  }

  mutating func addHelper(_ lines: [String]) {
    if !helpers.contains(lines) { helpers.append(lines) }
  }

  /// An attribute of the module for `layer`, beside the one of its own name.
  mutating func attribute(like wanted: String) -> String { attributes.name(like: wanted) }

  /// A name in `forward` for something on the way to a value.
  mutating func local(like wanted: String) -> String { locals.name(like: wanted) }

  /// Adds a line to `forward` on the way to a value.
  mutating func addStep(_ line: String) { steps.append(line) }

  // MARK: The text

  func text(weights: String) -> String {
    let shape = ["batch"] + plan.input.extents.map(String.init)
    let output = ["batch"] + plan.output.extents.map(String.init)
    let body = steps.joined(separator: "\n")
    let usesFunctions =
      body.contains("F.") || model.functions.joined().contains { $0.contains("F.") }
    var lines = [
      "\"\"\"A network written by NNScript; its weights lie in a file beside this one.\"\"\"", "",
      "from pathlib import Path", "", "import torch", "from safetensors.torch import load_file",
      "from torch import nn",
    ]
    if usesFunctions { lines.append("from torch.nn import functional as F") }
    lines += ["", "WEIGHTS = Path(__file__).with_name(\(weights.pythonLiteral))"]
    for function in model.functions { lines += ["", ""] + function }
    lines += ["", "", "class \(className)(nn.Module):"]
    lines +=
      [
        "\"\"\"Takes [\(shape.joined(separator: ", "))] and gives [\(output.joined(separator: ", "))].\"\"\"",
        "", "def __init__(self):",
      ].indented
    lines += (["super().__init__()"] + layers).indented.indented
    lines += ["", "def forward(self, \(variables.first ?? "x")):"].indented
    lines += (steps + ["return \(variables.last ?? "x")"]).indented.indented
    for helper in helpers { lines += ["", ""] + helper }
    lines += [
      "", "", "def load(path=WEIGHTS):",
      "    \"\"\"The network with its trained weights, ready to predict.\"\"\"",
      "    network = \(className)()",
    ]
    if !loading.isEmpty {
      lines += ["    tensors = load_file(path)", "    with torch.no_grad():"]
      lines += loading.indented.indented
    }
    lines += frozen.map { "    network.\($0).requires_grad_(False)" }
    lines.append("    return network.eval()")
    return lines.joined(separator: "\n") + "\n"
  }

  /// What every module of PyTorch has, so that no layer may be called so.
  ///
  /// - Source: the documentation of `torch.nn.Module`, PyTorch 2.
  private static let moduleMembers: Set<String> = [
    "T_destination", "add_module", "apply", "bfloat16", "buffers", "call_super_init", "children",
    "compile", "cpu", "cuda", "double", "dump_patches", "eval", "extra_repr", "float", "forward",
    "get_buffer", "get_extra_state", "get_parameter", "get_submodule", "half", "ipu",
    "load_state_dict", "modules", "mtia", "named_buffers", "named_children", "named_modules",
    "named_parameters", "parameters", "register_backward_hook", "register_buffer",
    "register_forward_hook", "register_forward_pre_hook", "register_full_backward_hook",
    "register_full_backward_pre_hook", "register_load_state_dict_post_hook",
    "register_load_state_dict_pre_hook", "register_module", "register_parameter",
    "register_state_dict_post_hook", "register_state_dict_pre_hook", "requires_grad_",
    "set_extra_state", "set_submodule", "share_memory", "state_dict", "to", "to_empty", "train",
    "training", "type", "xpu", "zero_grad",
  ]
}

extension FunctionReference {
  /// Whether the script defines it, and no catalogue has it.
  var isOfScript: Bool { name.hasPrefix("script:") }
}
