import Diagnostics

// A network that is measured on other data than that it learnt from.

extension Diagnostic {
  static func targetsDiffer(_ data: DataPair, at span: Span) -> Diagnostic {
    .error(
      .preparedDifferently,
      Text(
        en: "the target of '\(data.own)' is of another kind than that of '\(data.trained)', which "
          + "the network was trained on",
        pt:
          "o alvo de '\(data.own)' é de outro tipo que o de '\(data.trained)', com que a rede foi "
          + "treinada"),
      at: Label(span))
  }

  /// - Parameters:
  ///   - learnt: The levels or classes of `column` that the network knows, in their order.
  ///   - found: Those of the other data.
  static func levelsDiffer(
    _ column: String, _ learnt: [String], _ found: [String], _ data: DataPair, at span: Span
  ) -> Diagnostic {
    let (old, new) = (listed(learnt), listed(found))
    return .error(
      .preparedDifferently,
      Text(
        en: "'\(column)' has the values \(new) in '\(data.own)', and \(old) in '\(data.trained)', "
          + "which the network was trained on",
        pt:
          "'\(column)' tem os valores \(new) em '\(data.own)', e \(old) em '\(data.trained)', com "
          + "que a rede foi treinada"),
      at: Label(span), notes: [.inOneBlock])
  }

  static func columnsDiffer(
    _ learnt: [String], _ found: [String], _ data: DataPair, at span: Span
  ) -> Diagnostic {
    let (old, new) = (listed(learnt), listed(found))
    return .warning(
      .preparedDifferently,
      Text(
        en: "the features of '\(data.own)' are \(new), and those of '\(data.trained)', which the "
          + "network was trained on, \(old)",
        pt: "os atributos de '\(data.own)' são \(new), e os de '\(data.trained)', com que a rede "
          + "foi treinada, \(old)"),
      at: Label(span))
  }

  static func scalesDiffer(_ columns: [String], _ data: DataPair, at span: Span) -> Diagnostic {
    let names = listed(columns)
    return .warning(
      .preparedDifferently,
      Text(
        en: "'\(data.own)' scales \(names) by its own numbers, and the network was trained with "
          + "the scale of '\(data.trained)'",
        pt: "'\(data.own)' põe \(names) na escala de seus próprios números, e a rede foi treinada "
          + "com a escala de '\(data.trained)'"),
      at: Label(span), notes: [.inOneBlock])
  }

  /// The first of `names`, in quotes.
  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(6).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 6 ? shown + ", …" : shown
  }
}

extension Text {
  /// How other samples are prepared as those that a network learnt from.
  fileprivate static let inOneBlock = Text(
    en: "one 'data' block prepares both alike: 'read train: \"a.csv\", test: \"b.csv\"'",
    pt: "um só bloco 'data' prepara os dois do mesmo modo: 'read train: \"a.csv\", test: "
      + "\"b.csv\"'")
}
