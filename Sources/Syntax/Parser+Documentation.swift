import Diagnostics

extension Parser {
  /// The words of the `##` lines directly above the line of `start`.
  func documentation(before start: Int) -> [String] {
    var lines: [String] = []
    var lineStart = start
    while lineStart > 0, !isLineEnd(source.utf8[lineStart - 1]) {
      lineStart -= 1
      guard isBlank(source.utf8[lineStart]) else { return [] }
    }
    while lineStart > 0 {
      var end = lineStart - 1
      if end > 0, source.utf8[end] == UInt8(ascii: "\n"), source.utf8[end - 1] == UInt8(ascii: "\r")
      {
        end -= 1
      }
      var begin = end
      while begin > 0, !isLineEnd(source.utf8[begin - 1]) { begin -= 1 }
      let line = source.utf8[begin..<end].drop(while: isBlank)
      guard line.starts(with: "##".utf8) else { break }
      let words = line.dropFirst(2).drop { $0 == UInt8(ascii: " ") }
      lines.append(String(decoding: words, as: UTF8.self))
      lineStart = begin
    }
    return lines.reversed()
  }

  private func isLineEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
