/// Gives problems to programs: an array of objects, one a problem, on one line each.
///
/// Lines and columns count from 1, columns in Unicode scalars; an end is the place behind the last
/// character. Keys and codes are the same in all languages.
package struct JSONRenderer: Sendable {
  private let language: Language

  package init(language: Language) {
    self.language = language
  }

  package func render(_ problems: [Diagnostic], sources: [SourceFile]) -> String {
    render([(problems, sources)])
  }

  /// The problems of several scripts, each with its own sources, in one array.
  package func render(_ scripts: [(problems: [Diagnostic], sources: [SourceFile])]) -> String {
    let objects = scripts.flatMap { members(for: $0.problems, $0.sources) }
      .map { "  " + JSONValue.object($0).text }
    return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  /// The problems as events of a run: an object a line, whose key `event` is `problem`.
  package func events(_ problems: [Diagnostic], sources: [SourceFile]) -> String {
    members(for: problems, sources)
      .map { JSONValue.object([("event", .string("problem"))] + $0).text + "\n" }.joined()
  }

  private func members(
    for problems: [Diagnostic], _ sources: [SourceFile]
  ) -> [[(String, JSONValue)]] {
    let files = Dictionary(sources.map { ($0.id, $0) }) { first, _ in first }
    return problems.map { members(for: $0, files) }
  }

  private func members(
    for problem: Diagnostic, _ files: [FileID: SourceFile]
  ) -> [(String, JSONValue)] {
    let labels = [problem.primary] + problem.secondary
    return
      [
        ("code", .string(problem.code.rawValue)),
        ("severity", .string(problem.severity.rawValue)),
        ("message", .string(problem.message[language])),
      ] + place(of: problem.primary.span, files) + [
        (
          "labels",
          .array(
            labels.enumerated().map { index, label in
              .object(
                place(of: label.span, files) + [
                  ("text", label.text.map { .string($0[language]) } ?? .null),
                  ("isPrimary", .boolean(index == 0)),
                ])
            })
        ),
        ("notes", .array(problem.notes.map { .string($0[language]) })),
        ("fixes", .array(problem.fixIts.map { object(for: $0, files) })),
      ]
  }

  private func object(for fixIt: FixIt, _ files: [FileID: SourceFile]) -> JSONValue {
    let edits = fixIt.edits.map { edit in
      JSONValue.object(
        place(of: edit.span, files) + [("replacement", .string(edit.replacement))])
    }
    return .object([("message", .string(fixIt.message[language])), ("edits", .array(edits))])
  }

  private func place(
    of span: Span, _ files: [FileID: SourceFile]
  ) -> [(String, JSONValue)] {
    let source = files[span.file]
    let start = source?.position(at: span.start)
    let end = source?.position(at: span.end)
    return [
      ("file", source.map { .string($0.name) } ?? .null),
      ("line", start.map { .integer($0.line) } ?? .null),
      ("column", start.map { .integer($0.column) } ?? .null),
      ("endLine", end.map { .integer($0.line) } ?? .null),
      ("endColumn", end.map { .integer($0.column) } ?? .null),
    ]
  }
}
