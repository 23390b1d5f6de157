/// A replacement of some bytes of a source file.
package struct Edit: Hashable, Codable, Sendable {
  package var span: Span
  package var replacement: String

  package init(_ span: Span, _ replacement: String) {
    self.span = span
    self.replacement = replacement
  }
}
