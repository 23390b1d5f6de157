/// A place in a file as people count it.
package struct SourcePosition: Hashable, Codable, Sendable {
  /// From 1.
  package var line: Int
  /// From 1, in Unicode scalars.
  package var column: Int
}

extension SourceFile {
  /// The line and column of the byte at `offset`; an offset outside the file is moved into it.
  package func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), utf8.count)
    let line = lines.line(at: offset)
    let before = utf8[lines.bytes(of: line).lowerBound..<offset]
    let scalars = before.count { $0 & 0b1100_0000 != 0b1000_0000 }
    return SourcePosition(line: line + 1, column: scalars + 1)
  }

  /// The bytes of `line` (from 0) without the characters that end it.
  package func content(of line: Int) -> Range<Int> {
    let bytes = lines.bytes(of: line)
    var end = bytes.upperBound
    if end > bytes.lowerBound, utf8[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > bytes.lowerBound, utf8[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return bytes.lowerBound..<end
  }
}
