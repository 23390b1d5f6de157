import Diagnostics
import Syntax

/// Whether a text can be run, needs more lines, or is wrong whatever follows.
package enum Completeness: Hashable, Sendable {
  case complete, needsMore, wrong
}

/// What the parser says of `text`, whose lines have all been ended.
///
/// It is unfinished exactly where the first problem lies at its end, behind the last line end: an
/// open bracket, or what cannot end a line. A documentation comment waits for its declaration.
package func completeness(of text: String) -> Completeness {
  let ended = text.hasSuffix("\n") ? text : text + "\n"
  let source = SourceFile(name: "input", text: ended)
  let tree = parse(source)
  guard let first = tree.problems.first(where: { $0.severity == .error }) else {
    return endsWithDocumentation(ended) ? .needsMore : .complete
  }
  let place = first.primary.span.start
  if place >= source.utf8.count { return .needsMore }
  // An `else` may stand on the line after its `then`, so the line's end is the parser's problem.
  return place == source.utf8.count - 1 && lacksElse(tree) ? .needsMore : .wrong
}

private func lacksElse(_ tree: SyntaxTree) -> Bool {
  let words = tree.tokens.filter { $0.kind == .reserved }.map { tree.source.text(of: $0.span) }
  return words.count { $0 == "then" } > words.count { $0 == "else" }
}

private func endsWithDocumentation(_ text: String) -> Bool {
  let last = text.split(whereSeparator: \.isNewline).last { line in
    !line.allSatisfy(\.isWhitespace)
  }
  return last?.drop(while: \.isWhitespace).hasPrefix("##") ?? false
}
