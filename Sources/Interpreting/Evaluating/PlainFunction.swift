import Checking
import Diagnostics
import Vocabulary

/// A call of one of the functions that work on plain numbers, lists and texts.
struct PlainFunction {
  let name: String
  let interpreter: Interpreter
  let span: Span

  static let names: Set<String> = Set(functionsOfOneNumber.keys).union([
    "min", "max", "sum", "mean", "round", "mod", "pow", "length", "sort", "rank", "argmax", "norm",
    "number", "text",
  ])

  func call(_ arguments: [EvaluatedArgument]) throws(Stop) -> RunValue {
    let named = arguments.filter { $0.name != nil && $0.name != "x" }
    let values = arguments.filter { $0.name == nil || $0.name == "x" }.map(\.value)
    if let function = functionsOfOneNumber[name] {
      guard values.count == 1, named.isEmpty else { throw wrongCount(1, arguments.count) }
      return try mapped(values[0], function)
    }
    switch name {
    case "min": return try extreme(values) { Swift.min($0, $1) }
    case "max": return try extreme(values) { Swift.max($0, $1) }
    case "sum", "mean": return try reduced(values, over: named.first)
    case "mod", "pow":
      guard values.count == 2 else { throw wrongCount(2, values.count) }
      return try interpreter.elementwise(
        values[0], values[1], at: span, name == "mod" ? modulo : power)
    case "round":
      guard values.count == 1 || values.count == 2 else { throw wrongCount(1, values.count) }
      let digits = values.count == 2 ? values[1].number ?? 0 : 0
      return try mapped(values[0]) { rounded($0, digits: Swift.max(-300, Swift.min(300, digits))) }
    case "length": return try length(values)
    case "sort": return .list(try numbers(values).sorted().map { .number($0) })
    case "rank": return .list(ranks(try numbers(values)).map { .number($0) })
    case "argmax":
      let all = try numbers(values)
      guard let best = all.indices.max(by: { all[$0] < all[$1] }) else { return .number(0) }
      return .number(Double(best + 1))
    case "norm":
      return .number(try numbers(values).reduce(0) { $0 + $1 * $1 }.squareRoot())
    case "number": return try number(values)
    default:
      guard values.count == 1 else { throw wrongCount(1, values.count) }
      return .text(values[0].printed())
    }
  }

  private func mapped(
    _ value: RunValue, _ function: (Double) -> Double
  ) throws(Stop) -> RunValue {
    if let number = value.number { return .number(function(number)) }
    guard let elements = value.elements else {
      throw interpreter.stop(
        .wrongType(
          expected: Text(en: "a number", pt: "um número"), found: value.kind, at: span))
    }
    var results: [RunValue] = []
    for element in elements { results.append(try mapped(element, function)) }
    return .list(results)
  }

  /// The smallest or largest of one list, or of several numbers or lists element by element.
  private func extreme(
    _ values: [RunValue], _ pick: (Double, Double) -> Double
  ) throws(Stop) -> RunValue {
    if values.count == 1 {
      let all = try numbers(values)
      guard let first = all.first else {
        throw interpreter.stop(.emptyList(name, at: span))
      }
      return .number(all.dropFirst().reduce(first, pick))
    }
    guard var result = values.first else { throw wrongCount(1, 0) }
    for value in values.dropFirst() {
      result = try interpreter.elementwise(result, value, at: span, pick)
    }
    return result
  }

  /// The sum or the mean of all numbers, or along one axis of a list of lists.
  private func reduced(
    _ values: [RunValue], over axis: EvaluatedArgument?
  ) throws(Stop) -> RunValue {
    guard values.count == 1 else { throw wrongCount(1, values.count) }
    guard let axis else { return .number(try reduction(try numbers(values))) }
    guard let rows = values[0].elements, rows.first?.elements != nil else {
      return .number(try reduction(try numbers(values)))
    }
    var table: [[Double]] = []
    for row in rows { table.append(try numbers([row])) }
    if case .word("outputs") = axis.value {
      var results: [RunValue] = []
      for row in table { results.append(.number(try reduction(row))) }
      return .list(results)
    }
    var results: [RunValue] = []
    for column in 0..<(table.map(\.count).min() ?? 0) {
      results.append(.number(try reduction(table.map { $0[column] })))
    }
    return .list(results)
  }

  private func reduction(_ numbers: [Double]) throws(Stop) -> Double {
    let sum = numbers.reduce(0, +)
    if name == "sum" { return sum }
    guard !numbers.isEmpty else { throw interpreter.stop(.emptyList(name, at: span)) }
    return sum / Double(numbers.count)
  }

  private func length(_ values: [RunValue]) throws(Stop) -> RunValue {
    guard values.count == 1 else { throw wrongCount(1, values.count) }
    if case .text(let text) = values[0] { return .number(Double(text.count)) }
    if case .sequence(let sequence) = values[0] { return .number(Double(sequence.count)) }
    guard let elements = values[0].elements else {
      throw interpreter.stop(
        .wrongType(
          expected: Text(en: "a list or a text", pt: "uma lista ou um texto"),
          found: values[0].kind, at: span))
    }
    return .number(Double(elements.count))
  }

  private func number(_ values: [RunValue]) throws(Stop) -> RunValue {
    guard values.count == 1 else { throw wrongCount(1, values.count) }
    if let number = values[0].number { return .number(number) }
    if case .text(let text) = values[0], let number = Double(text) { return .number(number) }
    throw interpreter.stop(
      .wrongType(
        expected: Text(en: "a text that holds a number", pt: "um texto que contenha um número"),
        found: values[0].kind, at: span))
  }

  /// All numbers in `values`, lists within lists included, in order.
  private func numbers(_ values: [RunValue]) throws(Stop) -> [Double] {
    var numbers: [Double] = []
    for value in values {
      if let number = value.number {
        numbers.append(number)
      } else if let elements = value.elements {
        numbers += try self.numbers(elements)
      } else {
        throw interpreter.stop(
          .wrongType(
            expected: Text(en: "numbers", pt: "números"), found: value.kind, at: span))
      }
    }
    return numbers
  }

  /// The place of each number in the order from small to large, from 1; equal ones share their mean.
  private func ranks(_ numbers: [Double]) -> [Double] {
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    var ranks = [Double](repeating: 0, count: numbers.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, numbers[order[end + 1]] == numbers[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = Double(start + end) / 2 + 1 }
      start = end + 1
    }
    return ranks
  }

  private func wrongCount(_ wanted: Int, _ found: Int) -> Stop {
    interpreter.stop(.wrongArgumentCount(of: name, wanted: wanted, found: found, at: span))
  }
}
