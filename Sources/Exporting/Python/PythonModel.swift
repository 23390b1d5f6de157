import Diagnostics
import Engine
import Graphs
import Plans
import Shapes
import Vocabulary

/// What the source of a network is written from, whatever the framework.
struct PythonModel {
  let source: ExportedNetwork
  let dialect: PythonDialect
  /// Names at the top of the file.
  private(set) var names: PythonNames
  /// The definitions of the script's functions, in the order in which they are used.
  private(set) var functions: [[String]] = []
  private var namesOfFunctions: [String: String] = [:]

  init(_ source: ExportedNetwork, _ dialect: PythonDialect, reserved: Set<String>) {
    self.source = source
    self.dialect = dialect
    names = PythonNames(reserved: reserved.union(Self.used))
  }

  /// The names that the lines around the network use.
  private static let used: Set<String> = [
    "Path", "WEIGHTS", "getattr", "len", "load", "load_file", "range", "slice", "super",
    "x",
  ]

  var plan: ModelPlan { source.plan }

  mutating func className() -> String { names.className(like: plan.name) }

  /// A name at the top of the file.
  mutating func name(like wanted: String) -> String { names.name(like: wanted) }

  /// The shape of an output: 0 is the network's input, `i` the output of layer `i - 1`.
  func shape(of output: Int) -> Shape { output == 0 ? plan.input : plan.layers[output - 1].output }

  /// The shape of what a layer takes first.
  func input(of layer: LayerPlan) -> Shape { shape(of: layer.inputs.first ?? 0) }

  /// The outputs that others than the layer right behind them take, so that each needs a name.
  var keptOutputs: Set<Int> {
    var kept: Set<Int> = []
    for (index, layer) in plan.layers.enumerated() {
      // 'add input' right behind the input takes it twice, which is no reason to keep it.
      for output in layer.inputs where output != index { kept.insert(output) }
    }
    return kept
  }

  // MARK: Functions

  /// The name of a function of Python for one of the script, which is defined at its first use.
  ///
  /// - Parameter shape: Of what it is applied to.
  /// - Returns: Its name, and whether it does not matter to it where the channels are.
  mutating func function(
    _ reference: FunctionReference, of shape: Shape
  ) throws(ExportProblem) -> (name: String, isElementwise: Bool) {
    var graph = GraphBuilder()
    let isImage = shape.rank == 3
    let extents = isImage ? [shape.extents[1], shape.extents[2], shape.extents[0]] : shape.extents
    let x = graph.input("x", .batch(of: extents))
    let result: Node
    do throws(EngineError) {
      result = try source.functions.apply(reference, to: x, in: &graph)
    } catch {
      throw .unwritable(reference)
    }
    let function = try PythonFunction(graph, from: x, to: result, dialect)
    let key = reference.shownName + "\n" + function.lines.joined(separator: "\n")
    if let name = namesOfFunctions[key] { return (name, function.isElementwise) }
    let name = names.name(like: reference.shownName)
    namesOfFunctions[key] = name
    functions.append(["def \(name)(x):"] + function.lines.map { "    " + $0 })
    return (name, function.isElementwise)
  }
}

extension LayerPlan {
  func number(_ setting: String) -> Double? {
    if case .number(let number)? = settings[setting] { number } else { nil }
  }

  func count(_ setting: String) -> Int? { number(setting).flatMap { Int(exactly: $0) } }

  func word(_ setting: String) -> String? {
    if case .word(let word)? = settings[setting] { word } else { nil }
  }

  var hasBias: Bool { settings["bias"] != .boolean(false) }

  var isBidirectional: Bool { word("direction") == "both" }

  var isPadded: Bool { word("padding") == "same" }

  var givesAllSteps: Bool { word("output") == "all" }

  /// What is applied behind the layer's own computation; `nil` for none, and for `linear`.
  var appliedActivation: FunctionReference? {
    activation.flatMap { $0.name == "linear" ? nil : $0 }
  }
}

extension FunctionReference {
  /// A setting of a built-in activation, or what it is without one.
  func number(_ setting: String, default standard: Double) -> Double {
    if case .number(let number)? = settings[setting] { number } else { standard }
  }
}

extension [String] {
  /// The lines one step deeper.
  var indented: [String] { map { $0.isEmpty ? "" : "    " + $0 } }
}

extension String {
  /// A call that is longer than a line, with its arguments on lines of their own.
  ///
  /// - Parameter opening: What ends before them.
  func wrapped(behind opening: String, arguments: [String]) -> [String] {
    guard utf8.count > 92 else { return [self] }
    return [opening] + arguments.indented + [")"]
  }
}

extension ExportProblem {
  /// A function that does not become a graph.
  fileprivate static func unwritable(_ function: FunctionReference) -> ExportProblem {
    ExportProblem(
      Text(
        en: "the function '\(function.shownName)' has no formula",
        pt: "a função '\(function.shownName)' não tem fórmula"),
      remedy: Text(
        en: "write it as one expression of its operand",
        pt: "escreva-a como uma expressão do seu operando"))
  }
}
