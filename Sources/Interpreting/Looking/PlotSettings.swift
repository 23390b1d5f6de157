import Diagnostics
import Reports
import Vocabulary

/// What a line that draws says of its pictures beside the values.
extension Interpreter {
  /// `theme: dark`.
  func theme(_ arguments: [EvaluatedArgument]) -> PageTheme? {
    switch arguments.first(where: { $0.setting?.name == "theme" })?.value.printed() {
    case "light"?: .light
    case "dark"?: .dark
    default: nil
    }
  }

  /// `titles: ["plain", "momentum"]`, one for each of `count` values; `nil` where none are given, or
  /// not all are known yet.
  func titles(_ arguments: [EvaluatedArgument], for count: Int) throws(Stop) -> [String]? {
    guard let argument = arguments.first(where: { $0.setting?.name == "titles" }) else {
      return nil
    }
    if argument.value.isUnknown { return nil }
    let elements = argument.value.elements.map(Array.init) ?? []
    if elements.contains(where: \.isUnknown) { return nil }
    let titles = elements.compactMap { element -> String? in
      guard case .text(let text) = element else { return nil }
      return text
    }
    guard titles.count == elements.count, titles.count == count else {
      throw stop(.titlesDiffer(titles.count, wanted: count, at: argument.span))
    }
    return titles
  }

  /// The figures with what tells those apart that have the same titles: the name of the value.
  func toldApart(_ figures: [(figure: Figure, argument: EvaluatedArgument)]) -> [Figure] {
    figures.enumerated().map { index, own in
      let name = sourceText(of: own.argument)
      let fellows = figures.indices.filter {
        $0 != index && figures[$0].figure.titles == own.figure.titles
      }
      guard !fellows.isEmpty, name.count <= 30,
        fellows.allSatisfy({ sourceText(of: figures[$0].argument) != name })
      else { return own.figure }
      return own.figure.named(name)
    }
  }
}

extension Diagnostic {
  fileprivate static func titlesDiffer(_ found: Int, wanted: Int, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "'titles' takes one text for each value: \(wanted), and not \(found)",
        pt: "'titles' aceita um texto para cada valor: \(wanted), e não \(found)"),
      at: Label(span))
  }
}
