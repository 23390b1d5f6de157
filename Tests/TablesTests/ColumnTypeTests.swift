import Testing

@testable import Tables

@Suite struct ColumnTypeTests {
  @Test(arguments: ["", "NA", "na", "N/A", "n/a", "NaN", "nan", "null", "NULL", "?"])
  func `these cells are missing in a column of numbers`(marker: String) throws {
    let table = try table("x,y\n1,a\n\(marker),b\n3,c\n")
    #expect(table.columns[0][0] == .number(1))
    #expect(table.columns[0][1] == .missing)
    #expect(!table.columns[0].isText)
  }

  @Test func `in a column of texts a question mark and none are values`() throws {
    let table = try table("x\na\n?\nnone\nNA\nnull\n")
    #expect(table.columns[0].isText)
    #expect(
      (0..<4).map { table.columns[0][$0] } == [.text("a"), .text("?"), .text("none"), .missing])
  }

  @Test func `one text makes a column of texts, wherever it stands`() throws {
    let table = try table("x\n1\n2\na\n")
    #expect(table.columns[0].isText || !table.columns[0].strayTexts.isEmpty)
    #expect(table.texts == [["1"], ["2"], ["a"]])
  }

  @Test func `a few texts among many numbers are noticed`() throws {
    let rows = (1...30).map { $0 == 7 ? "7 kg" : $0 == 20 ? "?" : "\($0)" }
    let table = try table("x\n" + rows.joined(separator: "\n"))
    #expect(table.columns[0].strayTexts == [6])
    let mixed = (1...30).map { $0 % 2 == 0 ? "level \($0)" : "\($0)" }
    #expect(
      try TablesTests.table("x\n" + mixed.joined(separator: "\n")).columns[0].strayTexts == [])
  }

  @Test func `numbers with both marks are not numbers`() throws {
    let rows = (1...20).map { $0 == 3 ? "3.5;0" : "\($0),5;0" }
    let table = try table("x;y\n" + rows.joined(separator: "\n"))
    #expect(table.columns[0].isText)
    #expect(table.columns[0].strayTexts == [2])
  }

  @Test(arguments: [
    "0", "-0", "1", "007", "3.14159265358979", "1e5", "1E-7", "12345678901234567890", "0.1",
    "-2.5e+3",
    "1.7976931348623157e308", "4.9e-324", "9007199254740993", "123456789012345.678",
    "2.2250738585072014e-308",
    "0.000000000000000000000000123", "5.", ".5",
  ])
  func `a number is the nearest double`(text: String) throws {
    let bytes = Array(text.utf8)
    let parsed = bytes.withUnsafeBufferPointer { parseNumber($0, allowsComma: false) }
    #expect(parsed?.value == Double(text.hasSuffix(".") ? text + "0" : text))
  }

  @Test(arguments: [
    "", "-", ".", "+", "e5", "1e", "1e+", "1.2.3", "1,5", "0x10", "inf", "nan", "1 2", "5%",
    "1_000",
    "1e999", "--1", "٣",
  ])
  func `these are no numbers`(text: String) {
    let bytes = Array(text.utf8)
    #expect(bytes.withUnsafeBufferPointer { parseNumber($0, allowsComma: false) } == nil)
  }

  @Test func `a number that a network could not hold is none`() throws {
    let rows = (1...20).map { $0 == 4 ? "1e39" : "\($0)" }.joined(separator: "\n")
    #expect(try table("x\n" + rows).columns[0].strayTexts == [3])
  }

  @Test func `random numbers come back as they were written`() {
    var generator = SystemlessGenerator(state: 1)
    for _ in 0..<2000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      let bytes = Array("\(value)".utf8)
      let parsed = bytes.withUnsafeBufferPointer { parseNumber($0, allowsComma: false) }
      #expect(parsed?.value == value)
      let short = (value.significand * 1e6).rounded() / 1e3
      let shortBytes = Array("\(short)".utf8)
      let parsedShort = shortBytes.withUnsafeBufferPointer { parseNumber($0, allowsComma: false) }
      #expect(parsedShort?.value == short)
    }
  }
}

/// The same numbers in every run.
///
/// - Source: Steele, Lea, Flood (2014), SplitMix64.
struct SystemlessGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
