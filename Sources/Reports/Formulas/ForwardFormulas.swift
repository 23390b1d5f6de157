import Graphs
import Plans
import Shapes
import Vocabulary

/// What each layer computes, from the first to the last.
struct ForwardFormulas {
  private let network: NetworkFormulas
  private(set) var lines: [FormulaLine] = []
  /// What the activations are.
  private(set) var functions: [FormulaLine] = []
  /// The value that a layer gives; place 0 is the input's, `i + 1` that of layer `i`.
  private(set) var outputs: [Formula] = [.symbol(.input)]
  /// The value before a layer's activation.
  private(set) var weighted: [Formula] = []
  private var known: Set<String> = []
  /// The number of the next letter for a part of a formula.
  private(set) var nextHelper = 1

  init(_ network: NetworkFormulas) {
    self.network = network
    for index in network.plan.layers.indices { add(index) }
  }

  private mutating func add(_ index: Int) {
    let layer = network.plan.layers[index]
    let number = index + 1
    let inputs = layer.inputs.map { outputs.indices.contains($0) ? outputs[$0] : .symbol(.input) }
    let isLast = index == network.plan.layers.count - 1
    let result: Formula =
      isLast ? .symbol(.prediction) : .symbol(.activated, index: number)
    let extents = [nil] + layer.output.extents.map(Optional.some)
    guard let input = inputs.first else { return }
    let activation = network.activations[index]
    var value = computation(of: layer, number, inputs)
    if layer.kind == "activation" {
      value = input
    } else if activation != nil {
      let name = Formula.symbol(.weighted, index: number)
      lines.append(FormulaLine(name: name, formula: value, extents: extents))
      value = name
    }
    weighted.append(value)
    if let activation { value = .call(activation.name, [value]) }
    lines.append(FormulaLine(name: result, formula: value, extents: extents))
    outputs.append(result)
    if layer.kind == "dense" { addParameters(of: layer, number, inputs: layerInputs(layer)) }
    if layer.kind == "dropout" { addMask(of: layer, number) }
    if let activation, known.insert(activation.name).inserted { addFunction(activation) }
  }

  /// What a layer gives before its activation.
  private func computation(
    of layer: LayerPlan, _ number: Int, _ inputs: [Formula]
  ) -> Formula {
    switch layer.kind {
    case "dense":
      let product = Formula.matrixProduct(inputs[0], .symbol(.weight, index: number))
      return layer.hasBias ? .sum(product, .symbol(.bias, index: number)) : product
    case "dropout":
      return .product(inputs[0], .symbol(.mask, index: number), isOfSingle: false)
    case "add":
      return inputs.dropFirst().reduce(inputs[0]) { .sum($0, $1) }
    default: return .call(layer.kind, inputs)
    }
  }

  /// The zeros that a dropout draws in each iteration of a training.
  private mutating func addMask(of layer: LayerPlan, _ number: Int) {
    guard case .number(let fraction)? = layer.settings["fraction"], fraction < 1 else { return }
    let formula = Formula.cases(
      .number(0), condition: .comparison(.word("random"), .less, .number(fraction)),
      otherwise: .number(1 / (1 - fraction)))
    functions.append(FormulaLine(name: .symbol(.mask, index: number), formula: formula))
  }

  private mutating func addParameters(of layer: LayerPlan, _ number: Int, inputs: Int) {
    let units = layer.output.extents.last ?? 0
    parameters.append((.symbol(.weight, index: number), [inputs, units]))
    if layer.hasBias { parameters.append((.symbol(.bias, index: number), [units])) }
  }

  /// The weights and biases with their extents, in the order of the layers.
  private(set) var parameters: [(name: Formula, extents: [Int])] = []

  private func layerInputs(_ layer: LayerPlan) -> Int {
    let place = layer.inputs.first ?? 0
    let shape = place == 0 ? network.plan.input : network.plan.layers[place - 1].output
    return shape.extents.last ?? 1
  }

  private mutating func addFunction(_ activation: NetworkFormulas.Activation) {
    let z = Formula.symbol(.weighted)
    var reader = FormulaReader(
      activation.graph, names: [activation.input: z], firstHelper: nextHelper)
    let formula = reader.formula(of: activation.output)
    nextHelper = reader.nextHelper
    // A primitive that is its own formula says nothing more.
    if formula != .call(activation.name, [z]) {
      functions += reader.lines.map { FormulaLine(name: $0.name, formula: $0.formula) }
      functions.append(FormulaLine(name: .call(activation.name, [z]), formula: formula))
    }
  }
}

extension LayerPlan {
  var hasBias: Bool { settings["bias"] != .boolean(false) }
}
