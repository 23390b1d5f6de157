import Diagnostics
import Testing

@Suite struct LineMapTests {
  @Test(arguments: ["\n", "\r\n", "\r"])
  func `a line ends with any of the three line ends`(end: String) {
    let lines = LineMap(Array("ab\(end)\(end)c".utf8))
    let width = end.utf8.count
    #expect(lines.count == 3)
    #expect(lines.bytes(of: 0) == 0..<2 + width)
    #expect(lines.bytes(of: 1) == 2 + width..<2 + 2 * width)
    #expect(lines.bytes(of: 2) == 2 + 2 * width..<3 + 2 * width)
  }

  @Test func `each byte stands in the line that holds it`() {
    let text = Array("one\n\r\n\rtwo\r\r\nx\n".utf8)
    let lines = LineMap(text)
    for offset in text.indices {
      #expect(lines.bytes(of: lines.line(at: offset)).contains(offset), "at \(offset)")
    }
    #expect((0..<lines.count).flatMap { lines.bytes(of: $0) } == Array(text.indices))
  }

  @Test func `an empty text is one empty line, and no line lies beyond the last`() {
    let lines = LineMap([])
    #expect(lines.count == 1)
    #expect(lines.bytes(of: 0) == 0..<0)
    #expect(lines.line(at: 7) == 0)
    #expect(lines.bytes(of: 1) == 0..<0)
    #expect(lines.bytes(of: -1) == 0..<0)
  }
}
