/// Shows problems to people: the message, the source with marks below it, notes and repairs.
package struct TextRenderer: Sendable {
  private let style: TerminalStyle
  private let language: Language

  package init(style: TerminalStyle, language: Language) {
    self.style = style
    self.language = language
  }

  /// The problems in their order, with an empty line between each two.
  package func render(_ problems: [Diagnostic], sources: [SourceFile]) -> String {
    let files = Dictionary(sources.map { ($0.id, $0) }) { first, _ in first }
    return problems.map { render($0, files) }.joined(separator: "\n")
  }

  /// How many errors and warnings there are: `2 errors, 1 warning`; empty where there are none.
  package func count(of problems: [Diagnostic]) -> String {
    let errors = problems.count { $0.severity == .error }
    let warnings = problems.count - errors
    var parts: [String] = []
    if errors > 0 { parts.append(counted(errors, .error)) }
    if warnings > 0 { parts.append(counted(warnings, .warning)) }
    return parts.joined(separator: ", ")
  }

  private func counted(_ count: Int, _ severity: Diagnostic.Severity) -> String {
    let plural = count == 1 ? "" : "s"
    return style.painted(
      "\(NumberText.count(count, in: language)) \(severity.name[language])\(plural)", severity.ink)
  }

  private func render(_ problem: Diagnostic, _ files: [FileID: SourceFile]) -> String {
    let head = "\(problem.severity.name[language])[\(problem.code.rawValue)]"
    let message = problem.message[language].shownSafely
    var text = style.painted(head, problem.severity.ink) + style.painted(": \(message)", .strong)
    text += "\n"
    let excerpts = excerpts(of: problem, files)
    let repairs = problem.fixIts.map { fixIt in
      fixIt.edits.first.flatMap { files[$0.span.file] }
        .map { Repair.all(fixIt.edits, in: $0) } ?? []
    }
    let last = excerpts.map(\.excerpt.lastLineNumber) + repairs.joined().map(\.lastLineNumber)
    let gutter = Gutter(style: style, lastLineNumber: last.max() ?? 1)
    for (index, part) in excerpts.enumerated() {
      text += gutter.arrow(index == 0 ? "-->" : ":::", part.place)
      text += part.excerpt.rendered(gutter: gutter, severity: problem.severity)
    }
    text += problem.notes.map { gutter.note($0[language].shownSafely) }.joined()
    for (fixIt, repairs) in zip(problem.fixIts, repairs) {
      text += gutter.note(fixIt.message[language].shownSafely)
      text += repairs.map { $0.rendered(gutter: gutter) }.joined()
    }
    return text
  }

  /// What is shown of each file, that of the primary label first.
  private func excerpts(
    of problem: Diagnostic, _ files: [FileID: SourceFile]
  ) -> [(place: String, excerpt: Excerpt)] {
    var order: [FileID] = []
    var excerpts: [FileID: (place: String, excerpt: Excerpt)] = [:]
    for (index, label) in ([problem.primary] + problem.secondary).enumerated() {
      guard let source = files[label.span.file] else { continue }
      if excerpts[source.id] == nil {
        let position = source.position(at: label.span.start)
        let place = "\(source.name.shownSafely):\(position.line):\(position.column)"
        order.append(source.id)
        excerpts[source.id] = (place, Excerpt(source))
      }
      excerpts[source.id]?.excerpt.add(label, isPrimary: index == 0, language: language)
    }
    return order.compactMap { excerpts[$0] }
  }
}

extension Diagnostic.Severity {
  fileprivate var name: Text {
    switch self {
    case .error: Text(en: "error", pt: "erro")
    case .warning: Text(en: "warning", pt: "aviso")
    }
  }

  fileprivate var ink: Ink {
    switch self {
    case .error: .error
    case .warning: .warning
    }
  }
}
