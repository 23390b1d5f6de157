import Checking
import Diagnostics
import Graphs

extension Evaluator {
  /// The value of `function(arguments)`.
  mutating func call(
    _ function: CheckedExpression, _ arguments: [CheckedArgument], at span: Span,
    in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    let callee = try value(of: function, in: &graph)
    var given = Arguments()
    for argument in arguments {
      let value = try value(of: argument.value, in: &graph)
      guard let name = argument.name else {
        given.unnamed.append(value)
        given.unnamedSpans.append(argument.span)
        continue
      }
      if given.named[name] != nil { throw .givenTwice(name, at: argument.span) }
      given.named[name] = value
      given.namedSpans[name] = argument.span
    }
    switch callee {
    case .function(let function): return try call(function, given, at: span, in: &graph)
    case .builtin(let name): return try call(builtin: name, given, at: span, in: &graph)
    default: throw .mismatch(callee, needed: .function, at: function.span)
    }
  }

  /// Runs `function` in a frame of its own; `span` is where it is called.
  mutating func call(
    _ function: LoweredFunction, _ arguments: Arguments, at span: Span,
    in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    // Functions that call one another twice double the steps with each of them.
    try countStep(at: span)
    let caller = frame
    frame = Frame(function, function.function.frameSize)
    defer { frame = caller }
    do {
      try bind(function.function, arguments, at: span, in: &graph)
      switch function.function.body {
      case .expression(let expression): return try value(of: expression, in: &graph)
      case .block(let statements):
        let outcome = try run(statements, in: &graph)
        return try result(of: outcome, of: function.function, in: &graph)
      }
    } catch {
      // Somebody who calls a function of another file looks at the call, not into that file.
      throw error.seen(from: span)
    }
  }

  /// Puts the arguments, and the defaults of those left out, in the first places of the frame.
  mutating func bind(
    _ function: CheckedFunction, _ arguments: Arguments, at span: Span,
    in graph: inout GraphBuilder
  ) throws(LoweringProblem) {
    let parameters = function.parameters
    guard arguments.unnamed.count <= parameters.count else {
      throw .tooManyArguments(
        arguments.unnamed.count, of: function.name, takes: parameters.count,
        at: arguments.span(of: parameters.count, otherwise: span))
    }
    for (index, parameter) in parameters.enumerated() {
      let named = arguments.named[parameter.name]
      if index < arguments.unnamed.count {
        if named != nil {
          throw .givenTwice(parameter.name, at: arguments.namedSpans[parameter.name] ?? span)
        }
        frame.locals[index] = arguments.unnamed[index]
      } else if let named {
        frame.locals[index] = named
      } else if let expression = parameter.defaultValue {
        frame.locals[index] = try value(of: expression, in: &graph)
      } else {
        throw .missingArgument(parameter.name, of: function.name, at: span)
      }
    }
    let names = parameters.map(\.name)
    for name in arguments.named.keys.sorted() where !names.contains(name) {
      throw .unknownArgument(
        name, of: function.name, among: names, at: arguments.namedSpans[name] ?? span)
    }
  }

  /// Runs the function of the catalogue called `name`: a primitive, or one of the prelude.
  mutating func call(
    builtin name: String, _ arguments: Arguments, at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    if name == "round", let digits = arguments.taking("digits", at: 1, otherwise: span) {
      return try rounded(arguments, digits, at: span, in: &graph)
    }
    if let primitive = Primitive(named: name) {
      return try call(primitive, name, arguments, at: span, in: &graph)
    }
    guard let definition = lowering.definitions(name) else {
      throw .notInFormula(Text(verbatim: "'\(name)'"), at: span)
    }
    return try call(definition, arguments, at: span, in: &graph)
  }
}

// MARK: - Primitives

extension Evaluator {
  private func call(
    _ primitive: Primitive, _ name: String, _ arguments: Arguments, at span: Span,
    in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    let values = try bound(primitive, name, arguments, at: span)
    let axis = try axis(of: arguments, primitive, name, at: span)
    switch primitive {
    case .elementwise(let function):
      return try unary(function, values[0].value, at: values[0].span, in: &graph)
    case .pairwise(let operation):
      return try binary(operation, values[0], values[1], at: span, in: &graph)
    case .extreme(let operation) where values.count > 1:
      var result = values[0]
      for value in values.dropFirst() {
        result = (try binary(operation, result, value, at: span, in: &graph), span)
      }
      return result.value
    case .extreme(let operation):
      let reduction: Reducer = operation == .maximum ? .max : .min
      return try reduced(reduction, values[0].value, axis, at: values[0].span, in: &graph)
    case .reduction(let reduction):
      return try reduced(reduction, values[0].value, axis, at: values[0].span, in: &graph)
    case .special(let special):
      return try special.call(name, values, axis, at: span, self, in: &graph)
    }
  }

  /// `round(x, 2)`: the nearest number with so many digits behind the point.
  private mutating func rounded(
    _ arguments: Arguments, _ digits: (value: LoweredValue, span: Span), at span: Span,
    in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    guard case .number(let number) = digits.value, let count = Int(exactly: number),
      abs(count) <= 15
    else { throw .mismatch(digits.value, needed: .digits, at: digits.span) }
    guard let x = arguments.taking("x", at: 0, otherwise: span) else {
      throw .missingArgument("x", of: "round", at: span)
    }
    // A power of ten from 1 on is exact, so of two ways the one that multiplies and divides by it.
    let power = (LoweredValue.number((0..<abs(count)).reduce(1) { ten, _ in ten * 10 }), span)
    let (before, after): (BinaryOperator, BinaryOperator) =
      count < 0 ? (.divide, .multiply) : (.multiply, .divide)
    let scaled = try binary(before, x, power, at: span, in: &graph)
    let whole = try call(
      builtin: "round", Arguments(unnamed: [scaled]), at: span, in: &graph)
    return try binary(after, (whole, span), power, at: span, in: &graph)
  }

  /// The positional arguments of a primitive, in the order of its parameters.
  private func bound(
    _ primitive: Primitive, _ name: String, _ arguments: Arguments, at span: Span
  ) throws(LoweringProblem) -> [(value: LoweredValue, span: Span)] {
    let parameters = primitive.parameters
    var values = arguments.unnamed.enumerated().map {
      (value: $1, span: arguments.span(of: $0, otherwise: span))
    }
    if !primitive.takesMany, values.count > parameters.count {
      throw .tooManyArguments(
        values.count, of: name, takes: parameters.count, at: values[parameters.count].span)
    }
    for parameter in parameters.dropFirst(values.count) {
      guard let value = arguments.named[parameter] else {
        throw .missingArgument(parameter, of: name, at: span)
      }
      values.append((value, arguments.namedSpans[parameter] ?? span))
    }
    let names = parameters + (primitive.takesAxis ? ["over"] : [])
    for unknown in arguments.named.keys.sorted() where !names.contains(unknown) {
      throw .unknownArgument(
        unknown, of: name, among: names, at: arguments.namedSpans[unknown] ?? span)
    }
    return values
  }

  /// What `over:` says: `outputs` or `samples`, or all where it is left out.
  private func axis(
    of arguments: Arguments, _ primitive: Primitive, _ name: String, at span: Span
  ) throws(LoweringProblem) -> Axis {
    guard primitive.takesAxis, let over = arguments.named["over"] else { return .all }
    switch over.plainText {
    case "outputs": return .outputs
    case "samples": return .samples
    default: throw .mismatch(over, needed: .axis, at: arguments.namedSpans["over"] ?? span)
    }
  }
}
