/// Where each line of a text begins.
package struct LineMap: Hashable, Sendable {
  /// Byte offsets of the first byte of each line, ascending; never empty.
  private let starts: [Int]
  private let length: Int

  /// Finds the lines of `utf8`; a line ends with LF, CR LF, or CR alone.
  package init(_ utf8: [UInt8]) {
    var starts = [0]
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      index += 1
      if byte == UInt8(ascii: "\r"), index < utf8.count, utf8[index] == UInt8(ascii: "\n") {
        index += 1
      }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { starts.append(index) }
    }
    self.starts = starts
    self.length = utf8.count
  }

  package var count: Int { starts.count }

  /// The line, from 0, in which the byte at `offset` stands.
  ///
  /// - Complexity: O(log lines).
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of `line` (from 0), with the characters that end it.
  package func bytes(of line: Int) -> Range<Int> {
    guard line >= 0, line < starts.count else { return length..<length }
    return starts[line]..<(line + 1 < starts.count ? starts[line + 1] : length)
  }
}
