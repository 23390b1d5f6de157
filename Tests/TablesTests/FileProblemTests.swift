import Diagnostics
import Foundation
import Testing

@testable import Tables

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct FileProblemTests {
  @Test func `a missing file is named`() {
    let error = problem { _ = try Table(path: "/nowhere/iris.csv") }
    #expect(error?.code == .fileUnreadable)
    #expect(error?.message.en == "there is no file '/nowhere/iris.csv'")
    #expect(problem { _ = try Table(path: "a\0b") }?.code == .fileUnreadable)
  }

  @Test func `a directory is no file`() {
    let error = problem { _ = try Table(path: "/") }
    #expect(error?.message.en == "'/' is a directory, and a file was needed")
  }

  @Test(arguments: ["", "\n\n", " \n", "\u{FEFF}"])
  func `an empty file is said to be empty`(text: String) {
    #expect(problem(reading: text)?.code == .emptyTable)
  }

  @Test(arguments: ["a,b\n", "a,b", "a,b\n,\n,\n"])
  func `a header needs rows`(text: String) {
    let error = problem(reading: text)
    #expect(error?.code == .emptyTable)
    #expect(error?.message.en.hasSuffix("has a header with 2 columns, and no rows") == true)
  }

  @Test func `the first ragged rows are listed`() {
    let error = problem(reading: "a,b\n1,2\n1\n1,2,3\n4,5\n1\n1\n1\n1\n")
    #expect(error?.code == .raggedRows)
    #expect(error?.message.en.hasPrefix("line 3 of '") == true)
    #expect(error?.message.en.hasSuffix("has 1 cell, and the table 2 columns") == true)
    #expect(
      error?.notes.first?.en
        == "6 rows differ; lines (cells): 3 (1), 4 (3), 6 (1), 7 (1), 8 (1), …")
  }

  @Test func `an open quote is shown where it opens`() {
    let error = problem(reading: "a,b\n1,2\n\"x,3\n4,5\n")
    #expect(error?.code == .misplacedQuote)
    #expect(error?.message.en.hasPrefix("the quote on line 3 of ") == true)
    let behind = problem(reading: "a,b\n1,2\n\"x\"y,3\n")
    #expect(behind?.message.en.hasPrefix("on line 3 of ") == true)
  }

  @Test(arguments: [
    ("a,,c\n1,2,3\n", 2), ("a,b,\n1,2,3\n", 3), (",b\n1,2\n", 1),
  ])
  func `a column without a name is counted`(text: String, number: Int) {
    let error = problem(reading: text, hasHeader: true)
    #expect(error?.code == .unnamedColumn)
    #expect(error?.message.en.hasPrefix("column \(number) of ") == true)
  }

  @Test func `two columns of one name are counted`() {
    let error = problem(reading: "a,b,a\n1,2,3\n")
    #expect(error?.code == .duplicateColumn)
    #expect(error?.message.en == "columns 1 and 3 are both called 'a'")
  }

  @Test func `too many columns are refused`() {
    let header = (0...CSVParser.mostColumns).map { "c\($0)" }.joined(separator: ",")
    let error = problem(reading: header + "\n1\n")
    #expect(error?.code == .tableTooLarge)
    #expect(
      error?.message.en.hasSuffix("has 100,001 columns, and at most 100,000 are read") == true)
  }

  @Test func `a file that is no text is refused`() {
    #expect(problem { _ = try table(bytes: [0x61, 0x00, 0x62]) }?.code == .binaryFile)
    let sheet = problem { _ = try table(bytes: [0x50, 0x4B, 0x03, 0x04, 0x14]) }
    #expect(sheet?.message.en.contains("a spreadsheet") == true)
    #expect(sheet?.notes.isEmpty == false)
  }

  @Test func `a line without an end is refused after 16 MB`() {
    let error = problem { _ = try Table(path: "/dev/zero") }
    #expect(error?.code == .lineTooLong)
    #expect(error?.message.en == "line 1 of '/dev/zero' is longer than 16 MB")
  }

  @Test func `a pipe that never ends its line is refused, and one that does is read`() throws {
    try withPipe(writing: "a,b\n1,2\n", endless: false) { path in
      let table = try readTable(.file(path: path), firstBytes: 2)
      #expect(table.texts == [["1", "2"]])
    }
    try withPipe(writing: "a,b\n1,2", endless: true) { path in
      let error = problem { _ = try Table(path: path) }
      #expect(error?.code == .lineTooLong)
      #expect(error?.message.en.hasPrefix("line 2 of ") == true)
    }
  }

  @Test func `a damaged gzip file is said to be damaged`() throws {
    guard let path = sharedFile("formats/iris.csv.gz") else { return }
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(try table(bytes: bytes).rowCount == 150)
    let cut = problem { _ = try table(bytes: Array(bytes.prefix(500))) }
    #expect(cut?.code == .fileUnreadable)
    #expect(cut?.message.en.contains("is damaged") == true)
    var flipped = bytes
    flipped[400] ^= 0xFF
    #expect(problem { _ = try table(bytes: flipped) } != nil)
  }

  @Test func `any bytes give a table or a problem`() throws {
    var random = SystemlessGenerator(state: 7)
    let letters = Array("\"\"\",,;\t|\r\n\n 1.5e-?aNé".utf8) + [0xFF, 0xC3]
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &random)]
      }
      let limit = Bool.random(using: &random) ? Int.random(in: 1..<40, using: &random) : nil
      _ = problem {
        let table = try table(bytes: bytes, firstBytes: limit)
        #expect(table.rowCount > 0)
        #expect(table.lines.count == table.rowCount)
        #expect(table.texts.count == table.rowCount)
      }
    }
  }

  /// Calls `body` with a path from which a thread's text can be read once.
  private func withPipe(
    writing text: String, endless: Bool, _ body: (String) throws -> Void
  ) throws {
    // A reader that gives up must not end the process that writes.
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let (reading, writing) = (ends[0], ends[1])
    let thread = Thread {
      let bytes = Array(text.utf8)
      _ = bytes.withUnsafeBytes { write(writing, $0.baseAddress, $0.count) }
      let filling = [UInt8](repeating: 0x31, count: 1 << 16)
      while endless, filling.withUnsafeBytes({ write(writing, $0.baseAddress, $0.count) }) > 0 {}
      close(writing)
    }
    thread.start()
    defer { close(reading) }
    try body("/dev/fd/\(reading)")
  }
}
