import Checking
import Diagnostics
import Reports
import Vocabulary

extension Interpreter {
  /// The most places at which a function is looked at for one picture.
  private static let mostPlaces = 20_000

  /// `curve(0.01..1 by 0.01, fn(p) = -log(p))`: functions or lists over common numbers.
  func curve(_ call: FigureCall) throws(Stop) -> Figure? {
    guard let first = call["x"] else { return nil }
    let xs = try numbers(first)
    let drawn = try curves(call.all("y"), over: xs)
    let points = try curves(call.all("points"), over: xs)
    guard !isDry, let drawn, let points else { return nil }
    // What the functions call the number, where all of them call it the same.
    let called = Set(call.all("y").compactMap { parameterNames(of: $0, 1)?.first })
    var axis = Chart.Axis(called.count == 1 ? called.first ?? "x" : "x")
    // A range that is even in the logarithm is drawn so.
    if case .sequence(let sequence) = first.value, case .logarithmic = sequence.spacing {
      axis.scale = .logarithmic
    }
    let names = (drawn + points).map(\.name).joined(separator: ", ")
    guard let chart = curveChart(drawn, points: points, x: axis, title: names) else {
      throw stop(.nothingFinite(at: call.span))
    }
    return Figure(chart)
  }

  /// What each argument is at the numbers; `nil` where the run alone can tell.
  private func curves(
    _ arguments: [EvaluatedArgument], over xs: [Double]
  ) throws(Stop) -> [(name: String, points: [Chart.Point])]? {
    var curves: [(name: String, points: [Chart.Point])] = []
    for argument in arguments {
      let ys: [Double]
      if argument.value.elements != nil {
        ys = try numbers(argument)
        guard ys.count == xs.count else {
          throw stop(.listsDiffer(ys.count, wanted: xs.count, at: argument.span))
        }
      } else {
        guard let values = try values(of: argument, at: xs.map { [$0] }) else { return nil }
        ys = values
      }
      curves.append((sourceText(of: argument), zip(xs, ys).map { Chart.Point($0, $1) }))
    }
    return curves
  }

  /// `landscape(fn(a, b) = a ^ 2 + b ^ 2, -2..2 by 0.1, -2..2 by 0.1, path: steps)`.
  func landscape(_ call: FigureCall) throws(Stop) -> Figure? {
    guard let function = call["function"], let along = call["x"], let up = call["y"] else {
      return nil
    }
    let (xs, ys) = (try numbers(along), try numbers(up))
    let path = try call["path"].map { argument throws(Stop) in try places(argument) } ?? []
    for (list, argument) in [(xs, along), (ys, up)] {
      guard list.count >= 3, list == list.sorted(), list.first != list.last,
        list.allSatisfy(\.isFinite)
      else { throw stop(.needsAscending(at: argument.span)) }
    }
    guard xs.count * ys.count <= Self.mostPlaces else {
      throw stop(.tooManyPlaces(xs.count * ys.count, most: Self.mostPlaces, at: call.span))
    }
    guard !isDry else { return nil }
    let grid = ys.flatMap { y in xs.map { [$0, y] } }
    guard let values = try values(of: function, at: grid) else { return nil }
    let view = call.word("view").flatMap(SurfacePicture.View.init) ?? .both
    let title = sourceText(of: function)
    let called = parameterNames(of: function, 2) ?? ["x", "y"]
    let picture = SurfacePicture(
      title: title, x: called[0], y: called[1], z: "", columns: xs.count, rows: ys.count,
      xRange: xs[0]...xs[xs.count - 1], yRange: ys[0]...ys[ys.count - 1], values: values,
      path: path, end: path.isEmpty ? "" : Text(en: "the end", pt: "o fim")[options.language])
    guard let figure = picture.figure(view, language: options.language) else {
      throw stop(.nothingFinite(at: function.span))
    }
    return figure
  }

  /// The numbers of a list or a range.
  private func numbers(_ argument: EvaluatedArgument) throws(Stop) -> [Double] {
    try checkSize(of: argument.value, at: argument.span)
    let numbers = argument.value.elements.map { elements in elements.map(\.number) } ?? []
    let known = numbers.compactMap { $0 }
    guard known.count == numbers.count, !known.isEmpty else {
      throw stop(
        .wrongType(
          expected: Text(en: "a list of numbers", pt: "uma lista de números"),
          found: argument.value.kind, at: argument.span))
    }
    return known
  }

  /// Pairs of numbers as points.
  private func places(_ argument: EvaluatedArgument) throws(Stop) -> [Chart.Point] {
    try checkSize(of: argument.value, at: argument.span)
    var points: [Chart.Point] = []
    for element in argument.value.elements.map(Array.init) ?? [] {
      let pair = element.elements.map { $0.compactMap(\.number) } ?? []
      guard pair.count == 2 else {
        throw stop(
          .wrongType(
            expected: Text(en: "a list of pairs [x, y]", pt: "uma lista de pares [x, y]"),
            found: argument.value.kind, at: argument.span))
      }
      points.append(Chart.Point(pair[0], pair[1]))
    }
    return points
  }

  /// What a function gives for each list of arguments; `nil` where the run alone can tell.
  private func values(
    of function: EvaluatedArgument, at places: [[Double]]
  ) throws(Stop) -> [Double]? {
    guard places.count <= Self.mostPlaces else {
      throw stop(.tooManyPlaces(places.count, most: Self.mostPlaces, at: function.span))
    }
    var values: [Double] = []
    // A dry run looks at one place, which shows what is wrong with the function.
    for place in isDry ? Array(places.prefix(1)) : places {
      try tick()
      let arguments = place.map {
        EvaluatedArgument(setting: nil, name: nil, value: .number($0), span: function.span)
      }
      let value = try call(
        function.value, arguments, at: function.span, calleeSpan: function.span)
      if value.isUnknown { return nil }
      guard let number = value.number else {
        throw stop(
          .wrongType(
            expected: Text(en: "a number", pt: "um número"), found: value.kind, at: function.span))
      }
      values.append(number)
    }
    return values
  }

  /// What a function of the script calls its first `count` parameters.
  private func parameterNames(of argument: EvaluatedArgument, _ count: Int) -> [String]? {
    guard case .function(let value) = argument.value, value.function.parameters.count >= count
    else { return nil }
    return value.function.parameters.prefix(count).map(\.name)
  }

  /// An argument as the script writes it, which names its curve.
  func sourceText(of argument: EvaluatedArgument) -> String {
    let text =
      sources.first { $0.id == argument.span.file }?.text(of: argument.span)
      ?? argument.value.printed()
    // The name of the setting says nothing of the values.
    if let name = argument.setting?.name, text.hasPrefix(name + ":") {
      return String(text.dropFirst(name.count + 1).drop { $0 == " " })
    }
    return text.split(separator: "\n").joined(separator: " ")
  }
}

extension Diagnostic {
  fileprivate static func listsDiffer(_ found: Int, wanted: Int, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "this list has \(found) numbers, and there are \(wanted) places",
        pt: "esta lista tem \(found) números, e há \(wanted) posições"),
      at: Label(span))
  }

  fileprivate static func needsAscending(at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "the places of a landscape are three numbers at least, ascending",
        pt: "as posições de uma paisagem são ao menos três números, em ordem crescente"),
      at: Label(span),
      notes: [Text(en: "for example '-2..2 by 0.1'", pt: "por exemplo '-2..2 by 0.1'")])
  }

  fileprivate static func tooManyPlaces(_ count: Int, most: Int, at span: Span) -> Diagnostic {
    .error(
      .tooLarge,
      Text(
        en:
          "this looks at the function \(NumberText.count(count)) times; a picture needs \(NumberText.count(most)) at most",
        pt:
          "isto avalia a função \(NumberText.count(count, in: .portuguese)) vezes; uma figura precisa de no máximo \(NumberText.count(most, in: .portuguese))"
      ),
      at: Label(span))
  }
}
