import Checking
import Diagnostics
import Prelude
import Vocabulary

extension Interpreter {
  /// The value of `expression`.
  func value(_ expression: CheckedExpression, _ frame: Frame) throws(Stop) -> RunValue {
    switch expression.kind {
    case .number(let number), .percent(let number): return .number(number)
    case .boolean(let boolean): return .boolean(boolean)
    case .dimensions(let extents): return .dimensions(extents)
    case .quantity(let quantity): return .quantity(quantity)
    case .text(let parts): return try text(parts, frame)
    case .word(let word): return .word(word)
    case .reference(let reference, let name): return try lookUp(reference, name, frame)
    case .builtin(let name, let entries): return try builtin(name, entries, at: expression.span)
    case .column(let name, let isQuoted, let otherwise):
      return try cell(name, isQuoted: isQuoted, otherwise: otherwise, at: expression.span, frame)
    case .list(let elements):
      return .list(try values(elements, frame))
    case .listBuilder(let element, let reference, let list, let condition):
      return try builtList(element, reference, list, condition, frame)
    case .any(let operands): return try logical(operands, endsAt: true, frame)
    case .all(let operands): return try logical(operands, endsAt: false, frame)
    case .chain(let first, let links): return try chain(first, links, frame)
    case .comparison(let left, let comparison, let right):
      let (a, b) = (try value(left, frame), try value(right, frame))
      return try compared(a, comparison, b, at: expression.span)
    case .range(let lower, let upper, let spacing):
      return try range(lower, upper, spacing, at: expression.span, frame)
    case .negated(let operand):
      return try arithmetic(.number(0), .minus, try value(operand, frame), at: expression.span)
    case .inverted(let operand):
      guard let truth = try truth(operand, frame) else { return .unknown }
      return .boolean(!truth)
    case .power(let base, let exponent):
      let (a, b) = (try value(base, frame), try value(exponent, frame))
      return try raised(a, to: b, at: expression.span)
    case .call(let callee, let arguments):
      let result = try called(callee, arguments, at: expression.span, frame)
      if case .nothing = result { throw stop(.nothingReturned(at: expression.span)) }
      return result
    case .index(let list, let positions):
      return try element(of: list, at: positions, span: expression.span, frame)
    case .member(let owner, let name, let nameSpan):
      let owner = try value(owner, frame)
      do throws(Stop) {
        return try member(name, of: owner, at: nameSpan, whole: expression.span)
      } catch {
        // What is not there is unknown to a dry run, so that the rest of the line is looked at too.
        guard isDry, row == nil, case .problem = error else { throw error }
        return .unknown
      }
    case .conditional(let condition, let then, let otherwise):
      return try conditional(condition, then, otherwise, frame)
    case .function(let function): return .function(closure(function, frame))
    case .every(let count): return try every(count, frame)
    case .hole:
      // The checker has reported it; a dry run may know what fits there.
      holes.insert(expression.span)
      return .unknown
    case .action(let line): return try perform(line, frame, isKept: true)
    case .sweep(let sweep): return try self.sweep(sweep, frame)
    case .unknown: return .unknown
    }
  }

  func values(_ expressions: [CheckedExpression], _ frame: Frame) throws(Stop) -> [RunValue] {
    var values: [RunValue] = []
    values.reserveCapacity(expressions.count)
    for expression in expressions { values.append(try value(expression, frame)) }
    return values
  }

  func lookUp(_ reference: Reference, _ name: String, _ frame: Frame) throws(Stop) -> RunValue {
    switch reference {
    case .global(let index):
      return index < globals.count ? globals[index] : .unknown
    case .local(let index): return index < frame.values.count ? frame.values[index] : .unknown
    case .captured(let index):
      return index < frame.captured.count ? frame.captured[index] : .unknown
    case .itself: return frame.function
    }
  }

  func assign(_ value: RunValue, to reference: Reference, _ frame: Frame) {
    switch reference {
    case .global(let index):
      while globals.count <= index { globals.append(.unknown) }
      globals[index] = value
    case .local(let index):
      if index < frame.values.count { frame.values[index] = value }
    case .captured(let index):
      if index < frame.captured.count { frame.captured[index] = value }
    case .itself: break
    }
  }

  /// `function` with the values of `frame` that it takes along.
  func closure(_ function: CheckedFunction, _ frame: Frame) -> FunctionValue {
    let captured = function.captures.map { reference in
      (try? lookUp(reference, function.name ?? "", frame)) ?? .unknown
    }
    return FunctionValue(function, captured: captured)
  }

  private func builtin(
    _ name: String, _ entries: [Entry], at span: Span
  ) throws(Stop) -> RunValue {
    switch name {
    case "pi": return .number(Double.pi)
    case "infinity": return .number(.infinity)
    case "nan": return .number(.nan)
    default: break
    }
    guard entries.isEmpty || entries.contains(where: \.isAvailable) else {
      throw stop(.notAvailable(name, at: span))
    }
    return .builtin(name, entries)
  }

  private func text(
    _ parts: [CheckedExpression.TextPart], _ frame: Frame
  ) throws(Stop) -> RunValue {
    var text = ""
    for part in parts {
      switch part {
      case .characters(let characters): text += characters
      case .expression(let expression):
        let value = try value(expression, frame)
        if value.isUnknown { return .unknown }
        text += value.printed()
      }
      if let span = part.span { try checkSize(ofText: text.utf8.count, at: span) }
    }
    return .text(text)
  }

  private func builtList(
    _ element: CheckedExpression, _ reference: Reference, _ list: CheckedExpression,
    _ condition: CheckedExpression?, _ frame: Frame
  ) throws(Stop) -> RunValue {
    guard let elements = try elements(list, frame) else { return .unknown }
    var built: [RunValue] = []
    for value in elements {
      try tick()
      assign(value, to: reference, frame)
      if let condition {
        guard let isKept = try truth(condition, frame) else { return .unknown }
        if !isKept { continue }
      }
      guard built.count < Self.longestList else { throw stop(.tooLarge(at: element.span)) }
      built.append(try self.value(element, frame))
    }
    return .list(built)
  }

  /// The elements that a `for` or a list builder walks through; `nil` where they are unknown.
  func elements(
    _ list: CheckedExpression, _ frame: Frame
  ) throws(Stop) -> Elements? {
    let value = try value(list, frame)
    if value.isUnknown { return nil }
    guard let elements = value.elements else {
      throw stop(
        .wrongType(
          expected: Text(en: "a list or a range", pt: "uma lista ou um intervalo"),
          found: value.kind, at: list.span))
    }
    return elements
  }

  private func logical(
    _ operands: [CheckedExpression], endsAt deciding: Bool, _ frame: Frame
  ) throws(Stop) -> RunValue {
    var isKnown = true
    for operand in operands {
      guard let truth = try truth(operand, frame) else {
        isKnown = false
        continue
      }
      if truth == deciding { return isKnown ? .boolean(deciding) : .unknown }
    }
    return isKnown ? .boolean(!deciding) : .unknown
  }

  /// Whether `expression` is true; `nil` where only the run can tell.
  func truth(_ expression: CheckedExpression, _ frame: Frame) throws(Stop) -> Bool? {
    switch try value(expression, frame) {
    case .boolean(let truth): return truth
    case .unknown: return nil
    case let other:
      throw stop(
        .wrongType(
          expected: Text(en: "true or false", pt: "verdadeiro ou falso"), found: other.kind,
          at: expression.span))
    }
  }

  private func conditional(
    _ condition: CheckedExpression, _ then: CheckedExpression, _ otherwise: CheckedExpression,
    _ frame: Frame
  ) throws(Stop) -> RunValue {
    if let truth = try truth(condition, frame) {
      return try value(truth ? then : otherwise, frame)
    }
    unknownConditions += 1
    defer { unknownConditions -= 1 }
    _ = try value(then, frame)
    _ = try value(otherwise, frame)
    return .unknown
  }

  private func element(
    of list: CheckedExpression, at positions: [CheckedExpression], span: Span, _ frame: Frame
  ) throws(Stop) -> RunValue {
    var current = try value(list, frame)
    for position in positions {
      let index = try value(position, frame)
      if current.isUnknown || index.isUnknown { return .unknown }
      if case .text(let text) = current {
        try checkSize(ofText: text.utf8.count, at: list.span)
        current = .list(text.map { .text(String($0)) })
      }
      guard let elements = current.elements else {
        throw stop(
          .wrongType(
            expected: Text(en: "a list", pt: "uma lista"), found: current.kind, at: list.span))
      }
      guard case .number(let number) = index, let whole = Int(exactly: number) else {
        throw stop(
          .wrongType(
            expected: Text(en: "a whole number", pt: "um número inteiro"), found: index.kind,
            at: position.span))
      }
      guard whole >= 1, whole <= elements.count else {
        throw stop(.indexOutside(whole, count: elements.count, at: position.span))
      }
      current = elements[whole - 1]
    }
    return current
  }

  private func every(_ count: CheckedExpression, _ frame: Frame) throws(Stop) -> RunValue {
    switch try value(count, frame) {
    case .unknown: return .unknown
    case .number(let number):
      if let whole = Int(exactly: number), whole >= 2, whole <= 1_000_000 { return .every(whole) }
      fallthrough
    default:
      throw stop(
        .wrongType(
          expected: Text(en: "a whole number from 2", pt: "um número inteiro a partir de 2"),
          found: Text(en: "something else", pt: "outra coisa"), at: count.span))
    }
  }
}

extension CheckedExpression.TextPart {
  fileprivate var span: Span? {
    if case .expression(let expression) = self { expression.span } else { nil }
  }
}
