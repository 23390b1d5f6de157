import Checking
import Diagnostics
import Engine
import Kernels
import Plans
import Prelude
import Shapes
import Tables
import Vocabulary

extension Interpreter {
  /// The network that a declaration makes; its lines are looked at once, without a shape.
  func makeNetwork(_ declaration: CheckedNetwork, _ frame: Frame) throws(Stop) -> Network {
    let captured = closure(declaration.function, frame).captured
    var arguments: [RunValue] = []
    let ownFrame = Frame(size: declaration.function.frameSize, captured: captured)
    for (index, parameter) in declaration.function.parameters.enumerated() {
      if let expression = parameter.defaultValue {
        arguments.append(try value(expression, ownFrame))
      } else {
        arguments.append(.unknown)
      }
      ownFrame.values[index] = arguments[index]
    }
    let network = Network(declaration, arguments: arguments, captured: captured)
    if isDry {
      if let (plan, assembly) = try plan(of: network, form: nil) {
        (network.plan, network.layerLines) = (plan, assembly.lines)
      }
      noteFacts(of: network, isFirst: true)
    }
    return network
  }

  /// `reader(depth: 1)`: the network with its parameters set, and weights of its own.
  func instance(
    of network: Network, _ arguments: [EvaluatedArgument], at span: Span
  ) throws(Stop) -> Network {
    let function = network.declaration.function
    let frame = Frame(size: function.frameSize, captured: network.captured)
    try bind(arguments, to: function.parameters, of: network.name, frame, at: span)
    return Network(
      network.declaration, arguments: Array(frame.values.prefix(function.parameters.count)),
      captured: network.captured)
  }

  /// `net([5.1, 3.5, 1.4, 0.2])` predicts; `net(depth: 1)` makes a network.
  func call(
    _ network: Network, _ arguments: [EvaluatedArgument], at span: Span
  ) throws(Stop) -> RunValue {
    if arguments.count == 1, arguments[0].name == nil {
      if arguments[0].value.isUnknown { return .unknown }
      if let elements = arguments[0].value.elements {
        try checkSize(of: arguments[0].value, at: arguments[0].span)
        return try prediction(of: network, for: Array(elements), at: span)
      }
    }
    guard !network.declaration.function.parameters.isEmpty else {
      throw stop(.networkNeedsSample(network.name, at: span))
    }
    return .network(try instance(of: network, arguments, at: span))
  }

  /// The plan of `network` as it is now; `nil` where its shape is not known yet.
  func presentPlan(
    of network: Network
  ) throws(Stop) -> (plan: ModelPlan, sources: [NetworkAssembly.WeightSource])? {
    guard let (plan, assembly) = try plan(of: network, form: network.plan?.form) else {
      return nil
    }
    return (plan, assembly.sources)
  }

  /// Whether a dry run cannot say what has been done with `network`.
  func isUncertain(_ network: Network) -> Bool {
    isDry && (network.isUncertain || unknownConditions > 0)
  }

  /// The plan of `network` for samples of a form; `nil` where something is unknown.
  func plan(of network: Network, form: SampleForm?) throws(Stop) -> (ModelPlan, NetworkAssembly)? {
    let assembly = NetworkAssembly(self, network, form: form)
    guard let plan = try assembly.plan() else { return nil }
    return (plan, assembly)
  }
}
