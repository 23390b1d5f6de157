import Checking
import Diagnostics
import Engine
import Graphs
import Lowering
import Plans
import Prelude
import Reports
import Shapes
import Tables
import Vocabulary

extension Interpreter {
  /// `math(net, format: latex)`: the network's formulas, as a text.
  func mathematics(_ arguments: [EvaluatedArgument], at span: Span) throws(Stop) -> RunValue {
    guard let first = arguments.first, let network = try network(first) else { return .unknown }
    let format = arguments.first { $0.name == "format" }?.value.printed()
    let notation = format.flatMap(FormulaNotation.init) ?? .text
    guard !isDry else { return .unknown }
    let plan = try self.plan(of: network, form: network.plan?.form)?.0
    guard let plan, let formulas = formulas(of: plan, network.training) else {
      return .text(
        Text(
          en: "network \(network.name): its shapes are known once it is trained on data",
          pt: "rede \(network.name): suas formas são conhecidas quando ela é treinada com dados")[
            options.language])
    }
    return .text(networkFormulas(formulas, notation: notation, language: options.language))
  }

  private func formulas(of plan: ModelPlan, _ training: TrainedWith?) -> NetworkFormulas? {
    let functions = scriptFunctions.table
    var activations: [Int: NetworkFormulas.Activation] = [:]
    for (index, layer) in plan.layers.enumerated() {
      guard let reference = layer.activation, reference.name != "linear" else { continue }
      activations[index] = activation(reference, functions)
    }
    var result = NetworkFormulas(plan: plan, activations: activations, loss: nil)
    guard let loss = training?.loss, let rule = functions.loss(loss) else { return result }
    result.loss = try? formulas(of: loss, rule, plan, functions)
    result.loss?.hasOneHotTarget =
      training?.data.prepared?.encoding.target.kind == .classes
    return result
  }

  /// What a function is called in formulas: the script's own name for it.
  private func name(of reference: FunctionReference) -> String {
    scriptFunctions[reference.name].map { $0.function.name ?? "f" } ?? reference.name
  }

  private func activation(
    _ reference: FunctionReference, _ functions: FunctionTable
  ) -> NetworkFormulas.Activation? {
    var graph = GraphBuilder()
    // An extent that nothing else has, so that sums over it are not taken for others.
    let z = graph.input("z", [.rows, 7])
    guard let rule = functions.activation(reference), let y = try? rule(z, &graph) else {
      return nil
    }
    let isElementwise = graph.isElementwise(y, of: z)
    let sum = try? graph.sum(of: y)
    let slope = sum.flatMap { try? graph.gradients(of: $0, withRespectTo: [z])[0] }
    return NetworkFormulas.Activation(
      name: name(of: reference), graph: graph, input: z, output: y,
      slope: isElementwise ? slope : nil)
  }

  private func formulas(
    of loss: FunctionReference, _ rule: LossRule, _ plan: ModelPlan, _ functions: FunctionTable
  ) throws -> NetworkFormulas.Loss {
    var graph = GraphBuilder()
    let shape = GraphShape.batch(of: plan.output.extents)
    let (prediction, target) = (graph.input("prediction", shape), graph.input("target", shape))
    var parameters: [(node: Node, layer: Int, isBias: Bool)] = []
    for (index, layer) in plan.layers.enumerated() where layer.kind == "dense" {
      let place = layer.inputs.first ?? 0
      let input = place == 0 ? plan.input : plan.layers[place - 1].output
      let units = layer.output.features
      parameters.append(
        (graph.input("weight \(index)", .fixed([input.features, units])), index + 1, false))
      if layer.settings["bias"] != .boolean(false) {
        parameters.append((graph.input("bias \(index)", .fixed([units])), index + 1, true))
      }
    }
    var value = try rule(prediction, target, parameters.map(\.node), &graph)
    for (index, layer) in plan.layers.enumerated() where layer.isPenalized && !layer.isFrozen {
      var weight = parameters.first { $0.layer == index + 1 && !$0.isBias }?.node
      if weight == nil {
        // A layer whose weights the formulas do not write out; its extents say nothing here.
        let stand = graph.input("weight \(index)", [5, 7])
        parameters.append((stand, index + 1, false))
        weight = stand
      }
      if let weight {
        value = try graph.add(value, layer.settings.penalty(on: weight, &graph))
      }
    }
    let gradients = try graph.gradients(
      of: value, withRespectTo: [prediction] + parameters.map(\.node))
    return NetworkFormulas.Loss(
      name: name(of: loss), graph: graph, prediction: prediction, target: target,
      parameters: parameters, value: value, gradients: gradients,
      joined: try joined(rule, plan, functions))
  }

  /// The loss from the values before a softmax or a sigmoid, where logarithms meet exponentials.
  private func joined(
    _ rule: LossRule, _ plan: ModelPlan, _ functions: FunctionTable
  ) throws -> NetworkFormulas.Joined? {
    guard let last = plan.layers.last?.activation, ["softmax", "sigmoid"].contains(last.name),
      let activation = functions.activation(last)
    else { return nil }
    var graph = GraphBuilder()
    let shape = GraphShape.batch(of: plan.output.extents)
    let (z, target) = (graph.input("z", shape), graph.input("target", shape))
    let prediction = try activation(z, &graph)
    // Whatever the loss says of the weights is no part of this gradient.
    let weight = graph.input("weight", [2])
    let value = try rule(prediction, target, [weight], &graph)
    let gradient = try graph.gradients(of: value, withRespectTo: [z])[0]
    return NetworkFormulas.Joined(
      graph: graph, weighted: z, prediction: prediction, target: target, gradient: gradient)
  }
}

extension GraphBuilder {
  /// Whether each number of `result` is made from the same place of `input` alone.
  fileprivate func isElementwise(_ result: Node, of input: Node) -> Bool {
    var isSeen = Set([result.id])
    var pending = [result]
    while let node = pending.popLast() {
      guard node != input else { continue }
      let operation = operation(of: node)
      guard operation is Elementwise || operation is Constant || operation is Broadcast else {
        return false
      }
      for next in inputs(of: node) where isSeen.insert(next.id).inserted { pending.append(next) }
    }
    return true
  }
}
