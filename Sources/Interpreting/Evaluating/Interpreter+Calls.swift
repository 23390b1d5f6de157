import Checking
import Diagnostics
import Lowering
import Prelude
import Vocabulary

extension Interpreter {
  func called(
    _ callee: CheckedExpression, _ arguments: [CheckedArgument], at span: Span, _ frame: Frame
  ) throws(Stop) -> RunValue {
    let function = try value(callee, frame)
    var given: [EvaluatedArgument] = []
    for argument in arguments {
      given.append(
        EvaluatedArgument(
          setting: argument.setting, name: argument.name ?? argument.setting?.name,
          value: try value(argument.value, frame), span: argument.span))
    }
    // An argument that the checker bound by position to a setting of a built-in stays positional.
    if case .builtin = function {
      for index in given.indices { given[index].name = arguments[index].name }
    }
    return try call(function, given, at: span, calleeSpan: callee.span)
  }

  func call(
    _ function: RunValue, _ arguments: [EvaluatedArgument], at span: Span, calleeSpan: Span
  ) throws(Stop) -> RunValue {
    switch function {
    case .unknown: return .unknown
    case .function(let function):
      return try call(function, arguments, at: span)
    case .builtin(let name, let entries):
      return try callBuiltin(name, entries, arguments, at: span)
    case .configured(let inner, let settings):
      let options = settings.map { name, value in
        EvaluatedArgument(setting: nil, name: name, value: value, span: span)
      }
      return try call(inner, arguments + options, at: span, calleeSpan: calleeSpan)
    case .network(let network):
      return try call(network, arguments, at: span)
    default:
      throw stop(.notCallable(function.kind, at: calleeSpan))
    }
  }

  /// Runs a function of the script.
  func call(
    _ function: FunctionValue, _ arguments: [EvaluatedArgument], at span: Span
  ) throws(Stop) -> RunValue {
    let identity = ObjectIdentifier(function.function)
    // Under a condition that only the run can decide, a recursion would never end.
    if unknownConditions > 0, activeFunctions[identity, default: 0] > 0 { return .unknown }
    guard callDepth < Self.deepestCall else {
      throw stop(.callsTooDeep(function.name, limit: Self.deepestCall, at: span))
    }
    callDepth += 1
    activeFunctions[identity, default: 0] += 1
    let outerTaker = lineTaker
    lineTaker = nil
    defer {
      lineTaker = outerTaker
      callDepth -= 1
      activeFunctions[identity, default: 0] -= 1
    }
    try tick()
    let frame = Frame(
      size: function.function.frameSize, captured: function.captured,
      function: .function(function))
    try bind(arguments, to: function.function.parameters, of: function.name, frame, at: span)
    switch function.function.body {
    case .expression(let expression): return try value(expression, frame)
    case .block(let statements):
      if case .returned(let value) = try run(statements, frame) { return value }
      return .nothing
    }
  }

  /// Puts `arguments` into the first places of `frame`, by position, by name or by default.
  func bind(
    _ arguments: [EvaluatedArgument], to parameters: [CheckedFunction.Parameter], of name: String,
    _ frame: Frame, at span: Span
  ) throws(Stop) {
    var isGiven = [Bool](repeating: false, count: parameters.count)
    var position = 0
    for argument in arguments {
      let index: Int
      if let wanted = argument.name {
        guard let named = parameters.firstIndex(where: { $0.name == wanted }) else {
          throw stop(
            .unknownArgument(
              wanted, of: name, known: parameters.map(\.name), at: argument.span))
        }
        index = named
      } else {
        while position < isGiven.count, isGiven[position] { position += 1 }
        index = position
      }
      guard index < parameters.count else {
        throw stop(
          .tooManyArguments(
            count: arguments.count, parameters: parameters.map(\.name), of: name,
            at: argument.span))
      }
      guard !isGiven[index] else {
        throw stop(.argumentGivenTwice(parameters[index].name, of: name, at: argument.span))
      }
      frame.values[index] = argument.value
      isGiven[index] = true
    }
    for (index, parameter) in parameters.enumerated() where !isGiven[index] {
      guard let defaultValue = parameter.defaultValue else {
        throw stop(.argumentMissing(parameter.name, of: name, at: span))
      }
      frame.values[index] = try value(defaultValue, frame)
    }
  }

  private func callBuiltin(
    _ name: String, _ entries: [Entry], _ arguments: [EvaluatedArgument], at span: Span
  ) throws(Stop) -> RunValue {
    if arguments.contains(where: { $0.value.isUnknown }) { return .unknown }
    if entries.contains(where: { if case .generator = $0.kind { true } else { false } }) {
      return try generator(name, arguments, at: span)
    }
    // `top(k: 5)` only sets options; the metric is called with a prediction and a target.
    if let definition = BuiltinFormulas.definition(of: name), !arguments.isEmpty,
      arguments.allSatisfy({ $0.name != nil }),
      let first = definition.function.parameters.first, first.defaultValue == nil,
      !arguments.contains(where: { $0.name == first.name })
    {
      var settings: [String: RunValue] = [:]
      for argument in arguments { settings[argument.name ?? ""] = argument.value }
      return .configured(.builtin(name, entries), settings)
    }
    if FigureCall.names.contains(name) {
      return try figure(FigureCall(name: name, arguments: arguments, span: span))
    }
    if name == "math" { return try mathematics(arguments, at: span) }
    if name == "append" { return try appended(arguments, at: span) }
    if BuiltinCall.knows(name) {
      return try BuiltinCall(name: name, entries: entries, interpreter: self, span: span)
        .call(arguments)
    }
    throw stop(.notCallable(Text(verbatim: "'\(name)'"), at: span))
  }

  /// `append(list, value)`: a new list, whose elements may be of any kind.
  private func appended(
    _ arguments: [EvaluatedArgument], at span: Span
  ) throws(Stop) -> RunValue {
    guard arguments.count == 2,
      let list = arguments.first(where: { $0.name == "list" })
        ?? arguments.first(where: { $0.name == nil }),
      let value = arguments.first(where: { $0.span != list.span })
    else { return .unknown }
    guard let elements = list.value.elements else {
      throw stop(
        .wrongType(
          expected: Text(en: "a list", pt: "uma lista"), found: list.value.kind, at: list.span))
    }
    try tick(elements.count / 16)
    guard elements.count < Self.longestList else { throw stop(.tooLarge(at: span)) }
    return .list(Array(elements) + [value.value])
  }
}
