package import Diagnostics
package import Interpreting

/// What fits at a place of the text.
package struct Candidate: Hashable, Sendable {
  package var text: String
  package var summary: Text
  /// What is put behind it when it is the only one.
  package var ending: String
  /// What a line may take it for; `nil` where nobody knows.
  package var role: NameRole?

  package init(
    _ text: String, _ summary: Text = Text(verbatim: ""), ending: String = "",
    role: NameRole? = nil
  ) {
    self.text = text
    self.summary = summary
    self.ending = ending
    self.role = role
  }
}

/// The candidates at the end of a text, and the byte where what they replace begins.
package struct Completions: Hashable, Sendable {
  package var start: Int
  package var candidates: [Candidate]

  package init(start: Int, candidates: [Candidate]) {
    self.start = start
    self.candidates = candidates
  }
}
