package import Diagnostics
package import Shapes

extension Diagnostic {
  /// A layer that cannot take the shape that it is given.
  ///
  /// - Parameter previous: The line that gives the shape, where there is one.
  package static func shapeMismatch(
    _ problem: ShapeProblem, word: String, at span: Span, previous: Span?
  ) -> Diagnostic {
    let (expected, found) = (problem.expected, problem.found.description)
    return .error(
      .shapeMismatch,
      Text(
        en: "'\(word)' needs \(expected.en), but gets \(found)",
        pt: "'\(word)' precisa de \(expected.pt), mas recebe \(found)"),
      at: Label(span, Text(en: "needs \(expected.en)", pt: "precisa de \(expected.pt)")),
      also: previous.map { [Label($0, Text(en: "gives \(found)", pt: "dá \(found)"))] } ?? [],
      notes: problem.remedy.map { [Text(en: $0.en, pt: $0.pt)] } ?? [])
  }
}
