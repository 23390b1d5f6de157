import Checking
import Diagnostics
import Engine
import Graphs
import Kernels
import Lowering
import Plans
import Prelude
import Tables
import Vocabulary

extension Interpreter {
  /// Checks the gradients of the script's functions that a training is the first to use.
  ///
  /// - Problems: `no-gradient`, `gradient-not-finite`, `gradient-unknown`.
  func checkGradients(
    of schedule: TrainingSchedule, _ plan: ModelPlan, _ lines: [NetworkAssembly.LayerLine],
    _ prepared: PreparedData, at span: Span
  ) throws(Stop) {
    for (index, layer) in plan.layers.enumerated() {
      guard let activation = layer.activation, let function = scriptFunctions[activation.name]
      else { continue }
      let use = lines.indices.contains(index) ? lines[index].span : span
      if isFirstUse("activation", activation),
        let finding = gradientCheck(ofActivation: activation, function)?.finding()
      {
        note(.gradient(finding, of: .activation, function: function.function.span, use: use))
      }
    }
    let last = plan.layers.last { $0.kind != "dropout" && $0.kind != "flatten" }?.activation
    for phase in schedule.phases {
      guard let loss = phase.loss, let function = scriptFunctions[loss.name],
        isFirstUse("loss after \(last?.name ?? "")", loss),
        let check = gradientCheck(ofLoss: loss, function, after: last, prepared),
        let finding = check.finding()
      else { continue }
      throw stop(
        .gradient(
          finding, of: .loss, function: function.function.span,
          use: phase.lossSetting?.span ?? span))
    }
  }

  private func isFirstUse(_ use: String, _ reference: FunctionReference) -> Bool {
    checkedGradients.insert("\(use): \(reference)").inserted
  }

  /// `nil` where the function cannot become a graph here, which is said elsewhere.
  private func gradientCheck(
    ofActivation reference: FunctionReference, _ function: LoweredFunction
  ) -> GradientCheck? {
    let trace = OriginTrace()
    var graph = GraphBuilder(isTraining: true)
    let (x, shares) = (graph.input("x", [4, 3]), graph.input("shares", [4, 3]))
    do throws(LoweringProblem) {
      let y = try BuiltinFormulas.lowering.tracing(trace).activation(
        .function(function), settings: reference.settings.lowered, of: x,
        at: function.function.span, in: &graph)
      guard let product = try? graph.multiply(y, shares),
        let result = try? graph.sum(of: product)
      else { return nil }
      // No two alike, so that nothing cancels that sums to the same whatever the input is.
      let weights = (0..<12).map { Float(0.3) + Float($0 * 7 % 12) / 12 }
      return GradientCheck(
        graph: graph, trace: trace, input: x, result: result, given: [(shares, weights)])
    } catch {
      return nil
    }
  }

  /// The loss as the network's last values change, with targets of the training part.
  private func gradientCheck(
    ofLoss reference: FunctionReference, _ function: LoweredFunction,
    after activation: FunctionReference?, _ prepared: PreparedData
  ) -> GradientCheck? {
    let rows = min(prepared.train.count, 4)
    let outputs = prepared.encoding.target.outputs
    guard rows > 0, outputs > 0, let targets = prepared.train.targets?.firstRows(rows) else {
      return nil
    }
    let trace = OriginTrace()
    let lowering = BuiltinFormulas.lowering.tracing(trace)
    var graph = GraphBuilder(isTraining: true)
    let shape: GraphShape = [.fixed(rows), .fixed(outputs)]
    let (logits, target) = (graph.input("logits", shape), graph.input("target", shape))
    let weights = [graph.input("weight", [3, 2]), graph.input("bias", [2])]
    do throws(LoweringProblem) {
      var prediction = logits
      if let activation {
        let own = scriptFunctions[activation.name].map { LoweredValue.function($0) }
        prediction = try lowering.activation(
          own ?? .builtin(activation.name), settings: activation.settings.lowered, of: logits,
          at: function.function.span, in: &graph)
      }
      let result = try lowering.score(
        .function(function), settings: reference.settings.lowered, prediction: prediction,
        target: target, weights: weights, at: function.function.span, in: &graph)
      return GradientCheck(
        graph: graph, trace: trace, input: logits, result: result,
        given: [
          (target, targets), (weights[0], [0.4, -0.3, 0.8, 0.1, -0.6, 0.5]),
          (weights[1], [0.2, -0.1]),
        ])
    } catch {
      return nil
    }
  }
}

extension TargetValues {
  /// The first targets as numbers, row-major; classes as one-hot rows.
  fileprivate func firstRows(_ rows: Int) -> [Float] {
    switch self {
    case .values(let values, let outputs): Array(values.values.prefix(rows * outputs))
    case .binary(let values): Array(values.values.prefix(rows))
    case .classes(let classes, let count):
      classes.prefix(rows).flatMap { index in
        (0..<count).map { $0 == Int(index) ? Float(1) : 0 }
      }
    }
  }
}
