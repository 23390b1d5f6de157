import Diagnostics
package import Graphs
import Shapes
package import Vocabulary

/// A plain recurrent layer: `h = tanh(x·W + h·U + b)` at each step of a sequence.
///
/// - Shapes: `x` `[batch, steps, features]`, `W` `[features, units]`, `U` `[units, units]`; the result
///   `[batch, units]`, or `[batch, steps, units]` with `output: all`.
/// - Source: Elman (1990).
package struct PlainRecurrent: LayerDefinition {
  package static let entry = recurrentEntry(
    "rnn", Text(en: "A plain recurrent layer.", pt: "Uma camada recorrente simples."),
    ["keras": "SimpleRNN", "pytorch": "RNN", "onnx": "RNN"])

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    try recurrent(inputs[0], settings, gates: 1, in: &graph) {
      (given, state, cell, graph) throws(GraphProblem) in
      guard let state else { return (graph.tanh(given), nil) }
      return (graph.tanh(try graph.add(given, graph.matrixProduct(state.output, cell.weight))), nil)
    }
  }
}

/// A recurrent layer with a memory, and gates for what enters, stays and leaves it.
///
/// - Shapes: those of `rnn`, with four times the units in `W`, `U` and `b`: what enters, what stays,
///   the candidate, what leaves.
/// - Source: Hochreiter and Schmidhuber (1997), with the forget gate of Gers, Schmidhuber and Cummins
///   (2000).
package struct LongShortTermMemory: LayerDefinition {
  package static let entry = recurrentEntry(
    "lstm",
    Text(
      en: "A recurrent layer with a memory and gates.",
      pt: "Uma camada recorrente com memória e portas."),
    ["keras": "LSTM", "pytorch": "LSTM", "onnx": "LSTM"])

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    let units = settings[recurrentUnits]
    return try recurrent(inputs[0], settings, gates: 4, in: &graph) {
      (given, state, cell, graph) throws(GraphProblem) in
      var gates = given
      if let state { gates = try graph.add(gates, graph.matrixProduct(state.output, cell.weight)) }
      let enters = graph.sigmoid(try graph.columns(0..<units, of: gates))
      let stays = graph.sigmoid(try graph.columns(units..<2 * units, of: gates))
      let candidate = graph.tanh(try graph.columns(2 * units..<3 * units, of: gates))
      let leaves = graph.sigmoid(try graph.columns(3 * units..<4 * units, of: gates))
      var memory = try graph.multiply(enters, candidate)
      if let before = state?.memory {
        memory = try graph.add(graph.multiply(stays, before), memory)
      }
      return (try graph.multiply(leaves, graph.tanh(memory)), memory)
    }
  }
}

/// A recurrent layer with gates and without a memory beside its output.
///
/// - Shapes: those of `rnn`, with three times the units in `W`, `U` and `b`: what is forgotten of the
///   state for the candidate, what of it stays, the candidate; a bias of the candidate's state more.
/// - Source: Cho et al. (2014), in the form in which the forgetting comes behind the product.
package struct GatedRecurrentUnit: LayerDefinition {
  package static let entry = recurrentEntry(
    "gru", Text(en: "A recurrent layer with gates.", pt: "Uma camada recorrente com portas."),
    ["keras": "GRU", "pytorch": "GRU", "onnx": "GRU"])

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    let units = settings[recurrentUnits]
    return try recurrent(inputs[0], settings, gates: 3, hasStateBias: true, in: &graph) {
      (given, state, cell, graph) throws(GraphProblem) in
      let parts = [0..<units, units..<2 * units, 2 * units..<3 * units]
      var own: [Node] = []
      for part in parts { own.append(try graph.columns(part, of: given)) }
      var recalled = cell.stateBias
      if let state {
        let product = try graph.matrixProduct(state.output, cell.weight)
        for index in 0..<2 {
          own[index] = try graph.add(own[index], graph.columns(parts[index], of: product))
        }
        let candidate = try graph.columns(parts[2], of: product)
        recalled =
          try recalled.map { bias throws(GraphProblem) in try graph.add(candidate, bias) }
          ?? candidate
      }
      var candidate = own[2]
      if let recalled {
        candidate = try graph.add(candidate, graph.multiply(graph.sigmoid(own[0]), recalled))
      }
      let stays = graph.sigmoid(own[1])
      let fresh = try graph.multiply(
        graph.subtract(graph.constant(1), stays), graph.tanh(candidate))
      guard let state else { return (fresh, nil) }
      return (try graph.add(fresh, graph.multiply(stays, state.output)), nil)
    }
  }
}

let recurrentUnits = Setting<Int>(
  "units", .atLeast(1), positional: true,
  Text(en: "How many outputs each step has.", pt: "Quantas saídas cada passo tem."))

private let output = Setting<String>(
  "output", .oneOf(["last", "all"]), default: "last",
  Text(
    en: "Whether the last step's outputs are given, or those of all steps.",
    pt: "Se são dadas as saídas do último passo ou as de todos."))

private let levels = Setting<Int>(
  "layers", .atLeast(1), default: 1,
  Text(
    en: "How many such layers lie one upon another, each reading all steps of the one below.",
    pt:
      "Quantas dessas camadas ficam uma sobre a outra, cada uma lendo todos os passos da de baixo.")
)

private let direction = Setting<String>(
  "direction", .oneOf(["forward", "both"]), default: "forward",
  Text(
    en: "'both' reads the sequence backwards too, with weights of its own, side by side.",
    pt: "'both' também lê a sequência de trás para frente, com pesos próprios, lado a lado."))

/// The most steps of all layers together: each step is a part of the program.
private let mostSteps = 2_000

private func recurrentEntry(
  _ name: String, _ summary: Text, _ foreignNames: [String: String]
) -> Entry {
  Entry(
    .layer(recurrentShape), name, summary,
    settings: [
      recurrentUnits.description, output.description, levels.description, direction.description,
      SharedSettings.initializer.description, SharedSettings.bias.description,
    ] + SharedSettings.penalties, example: "\(name) 32", foreignNames: foreignNames)
}

@Sendable private func recurrentShape(
  _ settings: Settings, _ inputs: [Shape]
) throws(ShapeProblem) -> Shape {
  guard inputs[0].rank == 2 else {
    throw ShapeProblem(
      expected: ("a sequence, steps×features", "uma sequência, passos×atributos"),
      found: inputs[0],
      remedy: (
        "say its extents first, for example 'input 28x4'",
        "diga antes as suas extensões, por exemplo 'input 28x4'"
      ))
  }
  let most = mostSteps / settings[levels]
  guard most > 0 else {
    throw ShapeProblem(
      expected: ("at most \(mostSteps) layers", "no máximo \(mostSteps) camadas"),
      found: inputs[0])
  }
  guard inputs[0].extents[0] <= most else {
    throw ShapeProblem(
      expected: ("at most \(most) steps", "no máximo \(most) passos"), found: inputs[0])
  }
  let (units, isTooLarge) = settings[recurrentUnits].multipliedReportingOverflow(
    by: settings[direction] == "both" ? 2 : 1)
  guard !isTooLarge else {
    throw ShapeProblem(expected: ("fewer units", "menos unidades"), found: inputs[0])
  }
  return settings[output] == "all" ? [inputs[0].extents[0], units] : [units]
}

/// What a step hands on to the next.
private struct RecurrentState {
  var output: Node
  var memory: Node?
}

/// What each step applies to the state.
private struct RecurrentCell {
  /// `[units, gates · units]`.
  var weight: Node
  /// `[units]`, where the candidate's state has a bias of its own.
  var stateBias: Node?
}

/// One step: from what the input gives to each gate, and the state before, to the state after.
private typealias RecurrentStep = (
  _ given: Node, _ state: RecurrentState?, _ cell: RecurrentCell, _ graph: inout GraphBuilder
) throws(GraphProblem) -> (output: Node, memory: Node?)

/// The layers of a recurrent one, each over all steps of the one below.
///
/// Parameters of the second layer end with `_2`, and so on; those of a layer that reads backwards
/// begin with `backward_`.
private func recurrent(
  _ x: Node, _ settings: Settings, gates: Int, hasStateBias: Bool = false,
  in graph: inout GraphBuilder, _ step: RecurrentStep
) throws(GraphProblem) -> Node {
  var below = x
  for level in 1...settings[levels] {
    guard below.shape.count == 3, case .fixed(let steps) = below.shape[1] else {
      throw GraphProblem(expected: ("a sequence", "uma sequência"), found: ("samples", "amostras"))
    }
    var sides: [[Node]] = []
    for isBackward in settings[direction] == "both" ? [false, true] : [false] {
      let pass = RecurrentPass(
        gates: gates, hasStateBias: hasStateBias, isBackward: isBackward,
        suffix: level == 1 ? "" : "_\(level)")
      sides.append(try pass.outputs(of: below, settings, in: &graph, step))
    }
    if level == settings[levels], settings[output] == "last" {
      return try graph.concatenated(sides.enumerated().map { $0 == 0 ? $1[steps - 1] : $1[0] })
    }
    var all: [Node] = []
    for index in 0..<steps { all += sides.map { $0[index] } }
    below = try graph.reshaped(
      graph.concatenated(all),
      to: [x.shape[0], .fixed(steps), .fixed(settings[recurrentUnits] * sides.count)])
  }
  return below
}

/// One reading of a sequence in one direction, with parameters of its own.
private struct RecurrentPass {
  var gates: Int
  var hasStateBias: Bool
  var isBackward: Bool
  /// Behind the names of its parameters.
  var suffix: String

  private func name(_ own: String) -> String { (isBackward ? "backward_" : "") + own + suffix }

  /// What each step gives, in the order of the sequence; each is a part of the graph.
  func outputs(
    of x: Node, _ settings: Settings, in graph: inout GraphBuilder, _ step: RecurrentStep
  ) throws(GraphProblem) -> [Node] {
    guard case .fixed(let steps) = x.shape[1], case .fixed(let features) = x.shape[2] else {
      return []
    }
    let (units, hasBias) = (settings[recurrentUnits], settings[SharedSettings.bias])
    let width = gates * units
    let weight = graph.parameter(
      name("weight"), [features, width],
      settings.weightDistribution(inputs: features, outputs: units))
    let cell = RecurrentCell(
      weight: graph.parameter(
        name("state_weight"), [units, width],
        settings.weightDistribution(inputs: units, outputs: units)),
      stateBias: hasStateBias && hasBias
        ? graph.parameter(name("state_bias"), [units], .zeros) : nil)
    // What the input gives is one product for all steps.
    var given = try graph.matrixProduct(x, weight)
    if hasBias { given = try graph.add(given, graph.parameter(name("bias"), [width], .zeros)) }
    let flat = try graph.reshaped(given, to: [x.shape[0], .fixed(steps * width)])
    var state: RecurrentState?
    var outputs: [Node] = []
    for index in 0..<steps {
      let place = isBackward ? steps - 1 - index : index
      let own = try graph.columns(place * width..<(place + 1) * width, of: flat)
      let next = try step(own, state, cell, &graph)
      state = RecurrentState(output: next.output, memory: next.memory)
      outputs.append(next.output)
    }
    return isBackward ? outputs.reversed() : outputs
  }
}
