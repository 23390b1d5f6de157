import Checking
package import Diagnostics

/// A `param` of a script, or a name of one of its sweeps, as the command line can set it.
package struct ScriptParameter: Sendable {
  package var name: String
  /// What kind of value it takes: "a number".
  package var kind: Text
  /// Its default, as a script writes it.
  package var standard: String
  /// The comment at its line.
  package var help: String
  /// Whether the script uses it as a seed.
  package var isSeed: Bool
  /// Whether a sweep of the script gives it values, which are its default.
  package var isSwept: Bool
}

extension ScriptRunner {
  /// The `param`s of the script called `name`, in order, then the names of its sweeps, and all that
  /// is wrong with it.
  package func parameters(
    of text: String, named name: String
  ) -> (parameters: [ScriptParameter], problems: [Diagnostic]) {
    withDeepStack {
      let checked = checked(text, named: name)
      guard let source = sources.first else { return ([], checked.problems) }
      var parameters = checked.program.statements.compactMap {
        statement -> ScriptParameter? in
        if case .parameter(let parameter, let expression) = statement.kind {
          let value = checked.parameterValues[parameter.name]?.standard ?? .unknown
          let isSeed = checked.program.parameters.contains {
            $0.name == parameter.name && $0.isSeed
          }
          return ScriptParameter(
            name: parameter.name, kind: value.givenKind,
            standard: value.isUnknown ? source.text(of: expression.span) : value.recorded,
            help: parameter.documentation.isEmpty
              ? source.comment(at: statement.span.start, behind: expression.span.end)
              : parameter.documentation.joined(separator: " "),
            isSeed: isSeed, isSwept: false)
        }
        return nil
      }
      for axis in checked.program.sweptNames
      where !parameters.contains(where: { $0.name == axis.name }) {
        parameters.append(
          ScriptParameter(
            name: axis.name,
            kind: (checked.firstSweptValues[axis.name] ?? .unknown).givenKind,
            standard: source.text(of: axis.values.span),
            help: source.comment(at: axis.nameSpan.start, behind: axis.values.span.end),
            isSeed: axis.isSeed, isSwept: true))
      }
      return (parameters, checked.problems)
    }
  }
}

extension SourceFile {
  /// The words of the comment behind a statement on its line, or else on the lines directly above.
  fileprivate func comment(at start: Int, behind end: Int) -> String {
    let line = lines.line(at: start)
    let rest = words(of: end..<max(end, lines.bytes(of: lines.line(at: end)).upperBound))
    if !rest.isEmpty { return rest }
    var comments: [String] = []
    var above = line - 1
    while above >= 0 {
      let words = words(of: lines.bytes(of: above))
      if words.isEmpty { break }
      comments.append(words)
      above -= 1
    }
    return comments.reversed().joined(separator: " ")
  }

  /// What stands behind the first `#` of `bytes`, where only blanks stand before it.
  private func words(of bytes: Range<Int>) -> String {
    let text = text(of: Span(id, bytes)).drop { $0 == " " || $0 == "\t" || $0 == ";" }
    guard text.hasPrefix("#") else { return "" }
    return text.drop { $0 == "#" }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
