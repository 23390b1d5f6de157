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

  /// A declaration as it is read: the text that `span` covers, below its documentation comment.
  ///
  /// What a declaration inside of a block is indented by is left out of all its lines.
  package func listing(of span: Span) -> String {
    let start = min(max(span.start, 0), utf8.count)
    let first = self.lines.line(at: start)
    let before = utf8[self.lines.bytes(of: first).lowerBound..<start]
    let isIndented = before.allSatisfy { $0 == blank || $0 == tab }
    let indentation = isIndented ? before.count : 0
    var lines = text(of: span).split(separator: "\n", omittingEmptySubsequences: false)
    for index in lines.indices.dropFirst() {
      let isBlank = lines[index].prefix(indentation).allSatisfy { $0 == " " || $0 == "\t" }
      if isBlank { lines[index] = lines[index].dropFirst(indentation) }
    }
    guard isIndented else { return lines.joined(separator: "\n") }
    return (documentation(above: first) + lines).joined(separator: "\n")
  }

  /// The lines of the documentation comment that ends above `line`.
  private func documentation(above line: Int) -> [Substring] {
    var comment: [Substring] = []
    var line = line - 1
    while line >= 0 {
      let own = utf8[lines.bytes(of: line)].drop { $0 == blank || $0 == tab }
      guard own.starts(with: [UInt8(ascii: "#"), UInt8(ascii: "#")]) else { break }
      let ends = own.last == newline ? own.dropLast() : own
      comment.append(Substring(decoding: ends, as: UTF8.self))
      line -= 1
    }
    return comment.reversed()
  }

  package static func == (a: SourceFile, b: SourceFile) -> Bool {
    a.id == b.id && a.name == b.name && a.utf8 == b.utf8
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(name)
  }
}

private let newline = UInt8(ascii: "\n")
private let blank = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")
