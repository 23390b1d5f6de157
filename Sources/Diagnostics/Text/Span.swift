/// Which source file of a session a span lies in.
package struct FileID: Hashable, Codable, Sendable {
  package var number: Int

  package init(_ number: Int) {
    self.number = number
  }
}

/// A range of UTF-8 bytes of one source file.
///
/// Lines, columns and UTF-16 positions are worked out where they are shown.
package struct Span: Hashable, Codable, Sendable {
  package var file: FileID
  package var bytes: Range<Int>

  package init(_ file: FileID, _ bytes: Range<Int>) {
    self.file = file
    self.bytes = bytes
  }

  package var start: Int { bytes.lowerBound }
  package var end: Int { bytes.upperBound }

  /// The empty span at the end of this one.
  package var endPoint: Span { Span(file, end..<end) }

  /// The empty span at the start of this one.
  package var startPoint: Span { Span(file, start..<start) }

  /// The span from the start of this one to the end of `other`, in either order.
  package func joined(with other: Span) -> Span {
    Span(file, min(start, other.start)..<max(end, other.end))
  }
}
