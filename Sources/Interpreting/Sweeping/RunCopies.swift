import Checking
import Engine

/// Copies of what a run of a sweep may change, so that it changes nothing for the others.
///
/// What two values share, their copies share too.
final class RunCopies {
  private let functions: FunctionTable
  private var networks: [ObjectIdentifier: Network] = [:]
  private var functionValues: [ObjectIdentifier: FunctionValue] = [:]
  private var optimizers: [ObjectIdentifier: OptimizerValue] = [:]
  private var plans: [ObjectIdentifier: PlanValue] = [:]

  init(_ functions: FunctionTable) { self.functions = functions }

  func copy(_ values: [RunValue]) -> [RunValue] { values.map(copy) }

  func copy(_ frame: Frame) -> Frame {
    let copy = Frame(
      size: 0, captured: self.copy(frame.captured), function: self.copy(frame.function))
    copy.values = self.copy(frame.values)
    return copy
  }

  func copy(_ value: RunValue) -> RunValue {
    switch value {
    case .network(let network): return .network(copy(network))
    case .results(let network, let part): return .results(copy(network), part: part)
    case .function(let function): return .function(copy(function))
    case .optimizer(let optimizer): return .optimizer(copy(optimizer))
    case .plan(let plan): return .plan(copy(plan))
    case .configured(let function, let settings):
      return .configured(copy(function), settings.mapValues(copy))
    case .list(let values):
      // A list of numbers, however long, needs no copy.
      return values.contains(where: \.mayChange) ? .list(copy(values)) : value
    default: return value
    }
  }

  private func copy(_ network: Network) -> Network {
    let identity = ObjectIdentifier(network)
    if let known = networks[identity] { return known }
    let copy = Network(
      network.declaration, arguments: self.copy(network.arguments),
      captured: self.copy(network.captured))
    copy.takeState(of: network, functions)
    networks[identity] = copy
    return copy
  }

  private func copy(_ function: FunctionValue) -> FunctionValue {
    let identity = ObjectIdentifier(function)
    if let known = functionValues[identity] { return known }
    let copy = FunctionValue(function.function, captured: [])
    copy.key = function.key
    functionValues[identity] = copy
    copy.captured = self.copy(function.captured)
    return copy
  }

  private func copy(_ optimizer: OptimizerValue) -> OptimizerValue {
    let identity = ObjectIdentifier(optimizer)
    if let known = optimizers[identity] { return known }
    let copy = OptimizerValue(optimizer.optimizer, captured: self.copy(optimizer.captured))
    copy.key = optimizer.key
    optimizers[identity] = copy
    return copy
  }

  private func copy(_ plan: PlanValue) -> PlanValue {
    let identity = ObjectIdentifier(plan)
    if let known = plans[identity] { return known }
    let copy = PlanValue(name: plan.name, span: plan.span, settings: plan.settings)
    copy.settings = copy.settings.map(self.copy)
    plans[identity] = copy
    return copy
  }

  private func copy(_ setting: TrainingSetting) -> TrainingSetting {
    var copy = setting
    for index in copy.arguments.indices {
      copy.arguments[index].value = self.copy(copy.arguments[index].value)
    }
    copy.phase = setting.phase?.map(self.copy)
    return copy
  }
}

extension RunValue {
  /// Whether a run could change it, or something in it.
  fileprivate var mayChange: Bool {
    switch self {
    case .network, .results, .function, .optimizer, .plan, .configured: true
    case .list(let values): values.contains(where: \.mayChange)
    default: false
    }
  }
}
