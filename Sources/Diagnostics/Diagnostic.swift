/// A problem with the user's program or data: what is wrong, where, and the repair where it is known.
package struct Diagnostic: Hashable, Codable, Sendable {
  package enum Severity: String, Hashable, Codable, Sendable {
    case error, warning
  }

  package var code: Code
  package var severity: Severity
  /// One sentence without full stop: what was needed and what was found.
  package var message: Text
  package var primary: Label
  /// Other places that matter, such as the declaration that the primary place disagrees with.
  package var secondary: [Label]
  package var notes: [Text]
  package var fixIts: [FixIt]

  package init(
    _ severity: Severity, _ code: Code, _ message: Text, at primary: Label,
    also secondary: [Label] = [], notes: [Text] = [], fixIts: [FixIt] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.primary = primary
    self.secondary = secondary
    self.notes = notes
    self.fixIts = fixIts
  }

  /// A problem that keeps the program from running.
  package static func error(
    _ code: Code, _ message: Text, at primary: Label, also secondary: [Label] = [],
    notes: [Text] = [], fixIts: [FixIt] = []
  ) -> Diagnostic {
    Diagnostic(
      .error, code, message, at: primary, also: secondary, notes: notes, fixIts: fixIts)
  }

  /// A problem that does not keep the program from running.
  package static func warning(
    _ code: Code, _ message: Text, at primary: Label, also secondary: [Label] = [],
    notes: [Text] = [], fixIts: [FixIt] = []
  ) -> Diagnostic {
    Diagnostic(
      .warning, code, message, at: primary, also: secondary, notes: notes, fixIts: fixIts)
  }
}

/// A span with a few words about it.
package struct Label: Hashable, Codable, Sendable {
  package var span: Span
  package var text: Text?

  package init(_ span: Span, _ text: Text? = nil) {
    self.span = span
    self.text = text
  }
}

/// Edits that repair the program, with the words that offer them.
package struct FixIt: Hashable, Codable, Sendable {
  /// For example "did you mean 'dense'?"; the renderer shows the repaired line below it.
  package var message: Text
  package var edits: [Edit]
  /// Whether the repair is certain, so that `nn check --fix` may apply it; an example or a guess
  /// is none.
  package var isSafe: Bool

  package init(_ message: Text, _ edits: [Edit], isSafe: Bool = true) {
    self.message = message
    self.edits = edits
    self.isSafe = isSafe
  }

  /// The offer to put `replacement` in the place of `span`.
  package static func replace(
    _ span: Span, with replacement: String, isSafe: Bool = true
  ) -> FixIt {
    FixIt(
      Text(en: "write '\(replacement)'", pt: "escreva '\(replacement)'"),
      [Edit(span, replacement)], isSafe: isSafe)
  }

  /// "Did you mean …?" for a name that was probably misspelled.
  ///
  /// - Parameter isSafe: Whether nothing else can have been meant.
  package static func didYouMean(_ span: Span, _ name: String, isSafe: Bool = false) -> FixIt {
    FixIt(
      Text(en: "did you mean '\(name)'?", pt: "você quis dizer '\(name)'?"), [Edit(span, name)],
      isSafe: isSafe)
  }
}
