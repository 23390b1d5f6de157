import Diagnostics

extension Parser {
  /// The words of the `##` lines directly above the line of `start`.
  func documentation(before start: Int) -> [String] {
    var lines: [String] = []
    var lineStart = start
    while lineStart > 0, source.utf8[lineStart - 1] != UInt8(ascii: "\n") {
      lineStart -= 1
      guard isBlank(source.utf8[lineStart]) else { return [] }
    }
    while lineStart > 0 {
      let end = lineStart - 1
      var begin = end
      while begin > 0, source.utf8[begin - 1] != UInt8(ascii: "\n") { begin -= 1 }
      let line = source.utf8[begin..<end].drop(while: isBlank)
      guard line.starts(with: "##".utf8) else { break }
      let words = line.dropFirst(2).drop { $0 == UInt8(ascii: " ") }
      lines.append(String(decoding: words.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self))
      lineStart = begin
    }
    return lines.reversed()
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
