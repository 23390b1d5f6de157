import Graphs
import Plans
import Shapes

/// The loss, and the gradients by the chain rule, from the last layer to the first.
struct BackwardFormulas {
  private let network: NetworkFormulas
  private let loss: NetworkFormulas.Loss
  private let forward: ForwardFormulas
  private(set) var lossLines: [FormulaLine] = []
  private(set) var lines: [FormulaLine] = []
  private var nextHelper = 1
  private var slopes: Set<String> = []

  init(_ network: NetworkFormulas, _ loss: NetworkFormulas.Loss, _ forward: ForwardFormulas) {
    (self.network, self.loss, self.forward) = (network, loss, forward)
    nextHelper = forward.nextHelper
    addLoss()
    let reached = reached
    for index in network.plan.layers.indices.reversed() where reached[index] { add(index) }
  }

  /// Which layers a gradient comes to: those that learn, and what stands behind them.
  private var reached: [Bool] {
    var result: [Bool] = []
    for layer in network.plan.layers {
      result.append(!layer.isFrozen || layer.inputs.contains { $0 > 0 && result[$0 - 1] })
    }
    return result
  }

  // MARK: The loss

  private var lossNames: [Node: Formula] {
    var names: [Node: Formula] = [
      loss.prediction: .symbol(.prediction), loss.target: .symbol(.target),
    ]
    for parameter in loss.parameters {
      names[parameter.node] = .symbol(
        parameter.isBias ? .bias : .weight, index: parameter.layer)
    }
    return names
  }

  private mutating func addLoss() {
    lossLines += read(loss.value, loss.graph, lossNames, as: .symbol(.loss))
  }

  /// `name = ` the formula of `node`, below the parts of it that have letters of their own.
  private mutating func read(
    _ node: Node, _ graph: GraphBuilder, _ names: [Node: Formula], as name: Formula,
    extents: [Int?] = []
  ) -> [FormulaLine] {
    var reader = FormulaReader(
      graph, names: names, firstHelper: nextHelper, hasOneHotTarget: loss.hasOneHotTarget)
    let formula = reader.formula(of: node)
    nextHelper = reader.nextHelper
    return reader.lines.map { FormulaLine(name: $0.name, formula: $0.formula) }
      + [FormulaLine(name: name, formula: formula, extents: extents)]
  }

  // MARK: The chain rule

  private func error(_ index: Int) -> Formula { .symbol(.error, index: index + 1) }

  private mutating func add(_ index: Int) {
    let layer = network.plan.layers[index]
    let isLast = index == network.plan.layers.count - 1
    let extents = [nil] + layer.output.extents.map(Optional.some)
    if isLast {
      addLastError(index, extents)
    } else {
      addError(index, extents)
    }
    guard layer.kind == "dense", !layer.isFrozen else { return }
    let input = forward.outputs[layer.inputs.first ?? 0]
    for (name, shape) in forward.parameters where name.layer == index + 1 {
      let isBias = name.isBias
      var formula: Formula =
        isBias
        ? .reduction(Formula.Reduction(kind: .sum, axis: .samples), error(index))
        : .matrixProduct(.transposed(input), error(index))
      if let own = ownGradient(layer: index + 1, isBias: isBias) { formula = .added(formula, own) }
      lines.append(
        FormulaLine(name: .partial(name), formula: formula, extents: shape.map(Optional.some)))
    }
  }

  /// What a loss that looks at the weights adds to the gradient of one of them.
  private mutating func ownGradient(layer: Int, isBias: Bool) -> Formula? {
    guard
      let place = loss.parameters.firstIndex(where: { $0.layer == layer && $0.isBias == isBias }),
      loss.gradients.indices.contains(place + 1)
    else { return nil }
    let own = read(loss.gradients[place + 1], loss.graph, lossNames, as: .symbol(.loss))
    guard let last = own.last, last.formula != .number(0) else { return nil }
    lines += own.dropLast()
    return last.formula
  }

  private mutating func addLastError(_ index: Int, _ extents: [Int?]) {
    if let joined = loss.joined {
      let names: [Node: Formula] = [
        joined.weighted: forward.weighted[index], joined.prediction: .symbol(.prediction),
        joined.target: .symbol(.target),
      ]
      lines += read(
        joined.gradient, joined.graph, names, as: error(index), extents: extents)
      return
    }
    let gradient = Formula.partial(.symbol(.prediction))
    lines += read(loss.gradients[0], loss.graph, lossNames, as: gradient, extents: extents)
    lines.append(
      FormulaLine(name: error(index), formula: through(index, gradient), extents: extents))
  }

  private mutating func addError(_ index: Int, _ extents: [Int?]) {
    let place = index + 1
    let parts = network.plan.layers.indices.flatMap { later in
      network.plan.layers[later].inputs.enumerated().filter { $0.element == place }
        .map { contribution(of: later, argument: $0.offset) }
    }
    // Nothing behind it uses it, so nothing comes back.
    guard let first = parts.first else { return }
    let sum = parts.dropFirst().reduce(first) { .sum($0, $1) }
    lines.append(FormulaLine(name: error(index), formula: through(index, sum), extents: extents))
  }

  /// What a layer hands back to one of its inputs.
  private func contribution(of later: Int, argument: Int) -> Formula {
    let layer = network.plan.layers[later]
    switch layer.kind {
    case "dense":
      return .matrixProduct(error(later), .transposed(.symbol(.weight, index: later + 1)))
    case "dropout":
      return .product(error(later), .symbol(.mask, index: later + 1), isOfSingle: false)
    case "activation", "add": return error(later)
    default:
      let input = forward.outputs[
        layer.inputs.indices.contains(argument) ? layer.inputs[argument] : 0]
      return .matrixProduct(error(later), .slope(of: layer.kind, at: input))
    }
  }

  /// `gradient` of a layer's output, taken through its activation.
  private mutating func through(_ index: Int, _ gradient: Formula) -> Formula {
    guard let activation = network.activations[index] else { return gradient }
    let place = forward.weighted[index]
    guard let slope = activation.slope else {
      return .matrixProduct(gradient, .slope(of: activation.name, at: place))
    }
    if slopes.insert(activation.name).inserted {
      let z = Formula.symbol(.weighted)
      lines += read(
        slope, activation.graph, [activation.input: z], as: .slope(of: activation.name, at: z))
    }
    return .product(
      gradient, .slope(of: activation.name, at: place),
      isOfSingle: false)
  }
}

extension Formula {
  fileprivate var layer: Int? {
    if case .symbol(_, let index) = self { index } else { nil }
  }

  fileprivate var isBias: Bool {
    if case .symbol(.bias, _) = self { true } else { false }
  }
}
