import Checking
import Diagnostics
import Vocabulary

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension MeaningBuilder {
  /// What an expression means.
  mutating func key(of expression: CheckedExpression) -> MeaningKey {
    if let number = constant(expression), !isNamed(expression) {
      return MeaningKey(NumberText.exact(number))
    }
    var key = plainKey(of: expression)
    if let number = constant(expression) { key.worth = NumberText.exact(number) }
    return key
  }

  private mutating func plainKey(of expression: CheckedExpression) -> MeaningKey {
    switch expression.kind {
    case .number(let number), .percent(let number): return MeaningKey(NumberText.exact(number))
    case .boolean(let boolean): return MeaningKey(boolean ? "true" : "false")
    case .dimensions(let extents):
      return MeaningKey(joining: extents.map { MeaningKey(String($0)) }, "list")
    case .quantity(let quantity): return MeaningKey(quantity.meaning)
    case .text(let parts): return joined("text", parts.map { key(of: $0) })
    case .word(let word): return MeaningKey("word·" + word)
    case .reference(let reference, let name):
      if case .global(let place) = reference { mentioned.insert(place) }
      return key(of: reference, name)
    case .builtin(let name, _): return MeaningKey("builtin·" + name)
    case .column(let name, let isQuoted, let otherwise):
      return key(ofColumn: name, isQuoted: isQuoted, otherwise: otherwise)
    case .list(let elements): return joined("list", elements.map { key(of: $0) })
    case .listBuilder(let element, let reference, let list, let condition):
      return key(ofEach: element, reference, list, condition)
    case .function(let function): return key(of: function)
    case .call(let callee, let arguments): return key(ofCall: callee, arguments)
    case .action(let line):
      return MeaningKey(joining: nodes(of: line, in: .top, span: expression.span).map(\.key), "do")
    case .sweep(let sweep): return node(of: sweep).key
    case .unknown: return MeaningKey("unknown·" + texts.line(of: expression.span))
    default: return key(ofOperation: expression)
    }
  }

  private mutating func key(ofOperation expression: CheckedExpression) -> MeaningKey {
    switch expression.kind {
    case .any(let operands): return joined("or", operands.map { key(of: $0) })
    case .all(let operands): return joined("and", operands.map { key(of: $0) })
    case .chain(let first, let links):
      let rest = links.map { key(of: $0.1).labeled("\($0.0)") }
      return joined("chain", [key(of: first)] + rest)
    case .comparison(let a, let comparison, let b):
      return joined(comparison.rawValue, [key(of: a), key(of: b)])
    case .range(let lower, let upper, let spacing):
      let ends = [key(of: lower), key(of: upper)]
      switch spacing {
      case .one: return joined("range", ends)
      case .by(let step): return joined("range by", ends + [key(of: step)])
      case .log(let count): return joined("range log", ends + [key(of: count)])
      }
    case .negated(let inner): return joined("-", [key(of: inner)])
    case .inverted(let inner): return joined("not", [key(of: inner)])
    case .power(let base, let exponent): return joined("^", [key(of: base), key(of: exponent)])
    case .index(let list, let indices):
      return joined("index", [key(of: list)] + indices.map { key(of: $0) })
    case .member(let base, let name, _): return joined("." + name, [key(of: base)])
    case .conditional(let condition, let first, let second):
      return joined("if", [key(of: condition), key(of: first), key(of: second)])
    case .every(let count): return joined("every", [key(of: count)])
    case .hole: return MeaningKey("?")
    default: return MeaningKey(texts.line(of: expression.span))
    }
  }

  private func joined(_ label: String, _ keys: [MeaningKey]) -> MeaningKey {
    MeaningKey(joining: keys, label)
  }

  private mutating func key(of part: CheckedExpression.TextPart) -> MeaningKey {
    switch part {
    case .characters(let characters): MeaningKey(characters.debugDescription)
    case .expression(let expression): key(of: expression)
    }
  }

  private mutating func key(
    ofColumn name: String, isQuoted: Bool, otherwise: Reference?
  ) -> MeaningKey {
    let column = "column·" + name.debugDescription
    // A name of the script as well as of a column may be either.
    guard let otherwise, !isQuoted else { return MeaningKey(column) }
    if case .global(let place) = otherwise { mentioned.insert(place) }
    let key = key(of: otherwise, name)
    return MeaningKey(written: column + "·" + key.written, worth: column + "·" + key.worth)
  }

  private mutating func key(
    ofEach element: CheckedExpression, _ reference: Reference, _ list: CheckedExpression,
    _ condition: CheckedExpression?
  ) -> MeaningKey {
    let list = key(of: list)
    let (outer, outerDepth) = (scopes, depth)
    defer { (scopes, depth) = (outer, outerDepth) }
    bind(reference)
    return joined("each", [list, key(of: element)] + (condition.map { [key(of: $0)] } ?? []))
  }

  /// What a function means, whatever it calls its parameters.
  mutating func key(of function: CheckedFunction) -> MeaningKey {
    let ignored = ignoresLocalNames
    ignoresLocalNames = true
    defer { ignoresLocalNames = ignored }
    return within(function) { builder in
      let defaults = function.parameters.map { parameter in
        parameter.defaultValue.map { builder.key(of: $0) } ?? MeaningKey("required")
      }
      let body =
        switch function.body {
        case .expression(let expression): builder.key(of: expression)
        case .block(let statements): builder.block(statements, in: .top).key
        }
      return MeaningKey(joining: defaults + [body], "fn")
    }
  }

  private mutating func key(
    ofCall callee: CheckedExpression, _ arguments: [CheckedArgument]
  ) -> MeaningKey {
    let values = values(of: arguments, of: function(of: callee))
    // A value that holds anyway says nothing.
    let defaults = arguments.compactMap(\.setting).reduce(into: [String: SettingValue]()) {
      $0[$1.name] = $1.defaultValue
    }
    let told = values.filter { value in
      defaults[value.name].map { !value.key.isSame(as: MeaningKey($0.meaning)) } ?? true
    }
    let named = told.sorted { $0.slot < $1.slot }.map { $0.wholeKey.labeled($0.slot) }
    return joined("call", [key(of: callee)] + named)
  }

  // MARK: Numbers

  /// The number that an expression of plain numbers comes to.
  private func constant(_ expression: CheckedExpression) -> Double? {
    switch expression.kind {
    case .number(let number), .percent(let number): return number
    case .negated(let inner): return constant(inner).map { -$0 }
    case .power(let base, let exponent):
      guard let base = constant(base), let exponent = constant(exponent) else { return nil }
      return pow(base, exponent)
    case .chain(let first, let links):
      guard var value = constant(first) else { return nil }
      for (operation, operand) in links {
        guard let number = constant(operand) else { return nil }
        switch operation {
        case .plus: value += number
        case .minus: value -= number
        case .times: value *= number
        case .divided: value /= number
        }
      }
      return value
    case .reference(let reference, let name):
      let key = key(of: reference, name)
      return key.worth == key.written ? nil : Double(key.worth)
    default: return nil
    }
  }

  /// Whether a number comes from a name somewhere.
  private func isNamed(_ expression: CheckedExpression) -> Bool {
    switch expression.kind {
    case .negated(let inner): isNamed(inner)
    case .power(let base, let exponent): isNamed(base) || isNamed(exponent)
    case .chain(let first, let links): isNamed(first) || links.contains { isNamed($0.1) }
    case .reference: true
    default: false
    }
  }
}

extension Quantity {
  /// The quantity in one text, the same for a minute and for 60 seconds.
  var meaning: String {
    unit == .minutes
      ? NumberText.exact(value * 60) + " seconds" : NumberText.exact(value) + " " + unit.rawValue
  }
}

extension SettingValue {
  /// The key of an expression that gives this value.
  var meaning: String {
    switch self {
    case .number(let number): NumberText.exact(number)
    case .boolean(let boolean): boolean ? "true" : "false"
    case .text(let text): "text(\(text.debugDescription))"
    case .word(let word): "word·" + word
    case .dimensions(let extents): "list(" + extents.map(String.init).joined(separator: ", ") + ")"
    case .quantity(let quantity): quantity.meaning
    case .function(let reference): "builtin·" + reference.name
    case .list(let values): "list(" + values.map(\.meaning).joined(separator: ", ") + ")"
    }
  }
}
