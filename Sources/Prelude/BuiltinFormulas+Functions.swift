import Diagnostics
package import Engine
import Graphs
package import Lowering
package import Vocabulary

/// What a name of the script stands for where a plan refers to it.
package enum ScriptFunction: Sendable {
  case function(LoweredFunction)
  case optimizer(LoweredOptimizer)
}

extension BuiltinFormulas {
  /// The rules behind the names that plans use: the script's functions, then the built-in ones.
  ///
  /// - Parameter script: The script's function for a reference; `nil` where that is a built-in one.
  package static func functions(
    script: @escaping @Sendable (FunctionReference) -> ScriptFunction?
  ) -> FunctionTable {
    let resolve: @Sendable (FunctionReference, FunctionRole) -> LoweredValue? = {
      reference, role in
      switch script(reference) {
      case .function(let function): .function(function)
      case .optimizer: nil
      case nil: builtin(reference.name, as: role)
      }
    }
    return FunctionTable(
      activation: { reference in
        resolve(reference, .activation).map { activationRule($0, reference.settings.lowered) }
      },
      loss: { reference in
        resolve(reference, .loss).map { lossRule($0, reference.settings.lowered) }
      },
      metric: { reference in
        resolve(reference, .metric).map { metricRule($0, reference.settings.lowered) }
      },
      optimizer: { reference in
        let own: LoweredOptimizer? =
          switch script(reference) {
          case .optimizer(let optimizer): optimizer
          case .function: nil
          case nil: optimizer(of: reference.name)
          }
        if let own { return optimizerRule(own, reference.settings.lowered) }
        return native(reference).map { OptimizerRule($0) }
      },
      schedule: { reference in
        resolve(reference, .schedule).map { scheduleRule($0, reference.settings.lowered) }
      })
  }

  /// The built-in function called `name`, where it is written in the language and fits `role`.
  private static func builtin(_ name: String, as role: FunctionRole) -> LoweredValue? {
    guard definition(of: name) != nil,
      PreludeText.shared.entries.contains(where: { $0.name == name && $0.role == role })
    else { return nil }
    return .builtin(name)
  }

  /// The optimizer that is no formula, with the settings of `reference`.
  private static func native(_ reference: FunctionReference) -> NativeOptimizer? {
    guard reference.name == lbfgs.name else { return nil }
    guard case .number(let history)? = reference.settings["history"] else {
      return .lbfgs(history: 10)
    }
    return .lbfgs(history: min(max(Int(exactly: history) ?? 10, 1), 1000))
  }

  /// Where a problem of a built-in function is shown before anyone knows its place in the script.
  private static var nowhere: Span { Span(file, 0..<0) }

  private static func activationRule(
    _ function: LoweredValue, _ settings: [String: LoweredValue]
  ) -> ActivationRule {
    { (x, graph) throws(FunctionProblem) in
      do throws(LoweringProblem) {
        return try lowering.activation(
          function, settings: settings, of: x, at: nowhere, in: &graph)
      } catch { throw FunctionProblem(error) }
    }
  }

  private static func lossRule(
    _ function: LoweredValue, _ settings: [String: LoweredValue]
  ) -> LossRule {
    { (prediction, target, weights, graph) throws(FunctionProblem) in
      do throws(LoweringProblem) {
        return try lowering.score(
          function, settings: settings, prediction: prediction, target: target,
          weights: weights, at: nowhere, in: &graph)
      } catch { throw FunctionProblem(error) }
    }
  }

  private static func metricRule(
    _ function: LoweredValue, _ settings: [String: LoweredValue]
  ) -> MetricRule {
    { (prediction, target, graph) throws(FunctionProblem) in
      do throws(LoweringProblem) {
        return try lowering.score(
          function, settings: settings, prediction: prediction, target: target, weights: [],
          at: nowhere, in: &graph)
      } catch { throw FunctionProblem(error) }
    }
  }

  private static func scheduleRule(
    _ function: LoweredValue, _ settings: [String: LoweredValue]
  ) -> ScheduleRule {
    { (epoch, epochs, graph) throws(FunctionProblem) in
      do throws(LoweringProblem) {
        return try lowering.schedule(
          function, settings: settings, epoch: epoch, epochs: epochs, at: nowhere, in: &graph)
      } catch { throw FunctionProblem(error) }
    }
  }

  /// The rule of an optimizer, with only those of its states that these settings need.
  private static func optimizerRule(
    _ optimizer: LoweredOptimizer, _ settings: [String: LoweredValue]
  ) -> OptimizerRule {
    do throws(LoweringProblem) {
      let all = try lowering.states(of: optimizer, settings: settings)
      let isNeeded = try lowering.neededStates(of: optimizer, settings: settings)
      let needed = zip(all, isNeeded).filter(\.1).map(\.0)
      return OptimizerRule(states: needed) {
        (weight, gradient, rate, iteration, states, graph) throws(FunctionProblem) in
        do throws(LoweringProblem) {
          return try update(
            optimizer, settings, weight, gradient, rate, iteration, all.map(\.initial),
            isNeeded, states, in: &graph)
        } catch { throw FunctionProblem(error) }
      }
    } catch {
      let problem = FunctionProblem(error)
      return OptimizerRule(states: []) {
        (_, _, _, _, _, _) throws(FunctionProblem) in throw problem
      }
    }
  }

  private static func update(
    _ optimizer: LoweredOptimizer, _ settings: [String: LoweredValue], _ weight: Node,
    _ gradient: Node, _ rate: Node, _ iteration: Node, _ initial: [Double], _ isNeeded: [Bool],
    _ states: [Node], in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> (weight: Node, states: [Node]) {
    var kept = states[...]
    // A state that never changes is its first value.
    let all = zip(initial, isNeeded).map { initial, isNeeded in
      isNeeded ? kept.popFirst() ?? weight : graph.constant(initial)
    }
    let result = try lowering.update(
      optimizer, settings: settings, weight: weight, gradient: gradient, rate: rate,
      iteration: iteration, states: all, in: &graph)
    return (result.weight, zip(result.states, isNeeded).filter(\.1).map(\.0))
  }
}

extension FunctionProblem {
  fileprivate init(_ problem: LoweringProblem) {
    self.init(diagnostic: problem.diagnostic, isReported: problem.isReported)
  }
}

extension Settings {
  /// The settings as arguments of the function that they are for.
  package var lowered: [String: LoweredValue] {
    values.compactMapValues(LoweredValue.init)
  }
}

extension LoweredValue {
  /// The value of a setting; `nil` for one that no function takes.
  fileprivate init?(_ value: SettingValue) {
    switch value {
    case .number(let number): self = .number(number)
    case .boolean(let boolean): self = .boolean(boolean)
    case .text(let text): self = .text(text)
    case .word(let word): self = .word(word)
    case .dimensions(let extents): self = .list(extents.map { .number(Double($0)) })
    case .quantity(let quantity): self = .number(quantity.value)
    case .list(let values): self = .list(values.compactMap(LoweredValue.init))
    case .function(let reference): self = .builtin(reference.name)
    }
  }
}
