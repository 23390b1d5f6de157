package import Diagnostics

extension Checker {
  /// The names that the top level has declared, in order of the alphabet.
  package var names: [String] { contexts[0].scopes[0].keys.sorted() }

  /// The place of the value called `name` at the top level.
  package func global(named name: String) -> Int? {
    guard case .global(let place)? = contexts[0].scopes[0][name]?.reference else { return nil }
    return place
  }

  /// Makes `name` stand for the result that the prompt has just shown.
  ///
  /// - Returns: The place for its value.
  package mutating func declareResult(_ name: String, at span: Span) -> Int? {
    if global(named: name) == nil {
      contexts[0].scopes[0][name] = Binding(
        kind: .given, reference: newPlace(), span: span, statement: span)
    }
    return global(named: name)
  }
}
