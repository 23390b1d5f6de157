/// A script's text, with the name under which problems show it.
package struct SourceFile: Hashable, Sendable {
  package let id: FileID
  /// What messages call the file: a path as the user gave it, or `input` at the prompt.
  package let name: String
  package let text: String
  /// The bytes of `text`, to which spans refer.
  package let utf8: [UInt8]
  package let lines: LineMap

  package init(id: FileID = FileID(0), name: String, text: String) {
    self.id = id
    self.name = name
    self.text = text
    self.utf8 = Array(text.utf8)
    self.lines = LineMap(utf8)
  }

  /// The text that `span` covers; a span outside the file is cut to it.
  package func text(of span: Span) -> String {
    let start = min(max(span.start, 0), utf8.count)
    let end = min(max(span.end, start), utf8.count)
    return String(decoding: utf8[start..<end], as: UTF8.self)
  }

  package static func == (a: SourceFile, b: SourceFile) -> Bool {
    a.id == b.id && a.name == b.name && a.utf8 == b.utf8
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(name)
  }
}
