import Diagnostics
import Foundation
import Testing

@testable import Tables

@Suite struct CSVReaderTests {
  @Test func `a plain file becomes numbers`() throws {
    let table = try table("a,b,c\n1,2.5,-3e2\n4,.5,+6\n")
    #expect(table.columnNames == ["a", "b", "c"])
    #expect(table.numbers("a") == [1, 4])
    #expect(table.numbers("b") == [2.5, 0.5])
    #expect(table.numbers("c") == [-300, 6])
    #expect(table.lines == [2, 3])
    #expect(!table.isPartial)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `any line end will do, also inside quotes, and none at the end`(lineEnd: String) throws {
    let rows = ["a,b", "1,\"x\(lineEnd)y\"", "2,z"]
    let table = try table(rows.joined(separator: lineEnd))
    #expect(table.texts == [["1", "x\(lineEnd)y"], ["2", "z"]])
    #expect(table.lines == [2, 4])
  }

  @Test func `quotes hold separators, doubled quotes and spaces`() throws {
    let table = try table("a,b\n\" x, \"\"y\"\" \", z  \n\"\"\"\",\"w\"\n")
    #expect(table.texts == [[" x, \"y\" ", "z"], ["\"", "w"]])
  }

  @Test func `a quote inside an unquoted field is a letter`() throws {
    #expect(try table("size,n\n5\" pipe,1\n6\" pipe,2\n").texts[0] == ["5\" pipe", "1"])
  }

  @Test func `spaces may stand around quotes and fields`() throws {
    #expect(try table("a, \"b\" ,c\n x , \"y\" ,\tz\n").texts == [["x", "y", "z"]])
  }

  @Test(arguments: [",", ";", "\t", "|"])
  func `the separator is found`(separator: String) throws {
    let text =
      ["name", "x", "y"].joined(separator: separator) + "\n"
      + ["\"a,b;c|d\"", "1", "2"].joined(separator: separator) + "\n"
    #expect(try table(text).texts == [["a,b;c|d", "1", "2"]])
  }

  @Test func `commas in texts don't hide another separator`() throws {
    let table = try table("name;x\nRecife, PE;1\nNatal;2\n")
    #expect(table.columnNames == ["name", "x"])
    #expect(table.texts == [["Recife, PE", "1"], ["Natal", "2"]])
  }

  @Test func `a separator that is given is taken`() throws {
    #expect(try table("a:b\n1:2\n", separator: ":").texts == [["1", "2"]])
    #expect(problem(reading: "a,b\n", separator: "é")?.code == .separatorImpossible)
  }

  @Test func `a first line that names the separator is heeded`() throws {
    let table = try table("sep=;\r\na;b\r\n1,5;2\r\n")
    #expect(table.columnNames == ["a", "b"])
    #expect(table.numbers("a") == [1.5])
    #expect(table.lines == [3])
  }

  @Test func `one column alone is a table`() throws {
    #expect(try table("x\n1\n\n2\n").numbers("x") == [1, 2])
  }

  @Test func `a comma marks decimals where it separates nothing`() throws {
    let numbers = try table("a;b\n0,98;1\n1,5e3;2\n")
    #expect(numbers.numbers("a") == [0.98, 1500])
    #expect(try table("a,b\n\"0,98\",1\n\"1,5\",2\n").columns[0].isText)
  }

  @Test func `a byte order mark is no part of the first name`() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Array("a,b\n1,2\n".utf8)
    #expect(try table(bytes: bytes).columnNames == ["a", "b"])
  }

  @Test func `empty rows and columns at the end are left out`() throws {
    let table = try table("a;b;;\n1;2;;\n;4;;\n;;;\n\n;;;\n")
    #expect(table.columnNames == ["a", "b"])
    #expect(table.texts == [["1", "2"], ["", "4"]])
  }

  @Test func `an empty row between others stays`() throws {
    #expect(try table("a,b\n1,2\n,\n3,4\n").texts == [["1", "2"], ["", ""], ["3", "4"]])
  }

  @Test func `a file without a header gets names for its columns`() throws {
    let found = try table("5,x\n6,y\n")
    #expect(found.columnNames == ["column_1", "column_2"])
    #expect(found.rowCount == 2)
    #expect(found.notes.map(\.code) == [.noHeader])
    #expect(try table("a,b\nc,d\n", hasHeader: false).rowCount == 2)
    #expect(try table("1949,1950\n3,4\n", hasHeader: true).columnNames == ["1949", "1950"])
  }

  @Test func `texts in columns of texts still make a header`() throws {
    #expect(try table("name,city\nAna,Recife\n").columnNames == ["name", "city"])
  }

  @Test func `other encodings are read, with a note`() throws {
    let latin = try table(bytes: Array("a\nJo".utf8) + [0xE3, 0x6F, 0x0A, 0x80, 0x0A])
    #expect(latin.texts == [["João"], ["€"]])
    #expect(latin.notes.map(\.code) == [.fileEncoding])
    #expect(latin.notes[0].message.en.contains("line 2"))

    let utf16 = Array("a\tb\r\né\t2\r\n".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let wide = try table(bytes: [0xFF, 0xFE] + utf16)
    #expect(wide.texts == [["é", "2"]])
    #expect(wide.notes.map(\.code) == [.fileEncoding])
  }

  @Test func `the same bytes have the same hash, and others another`() throws {
    let first = try table("a\n1\n").contentHash
    #expect(try table("a\n1\n").contentHash == first)
    #expect(try table("a\n2\n").contentHash != first)
    // Fowler, Noll, Vo: the published hash of "foobar".
    #expect(fnv1a(Array("foobar".utf8)) == 0x8594_4171_f739_67e8)
  }

  @Test func `of a large file only the first whole rows are read for a check`() throws {
    let rows = (0..<1000).map { "\($0),\"x\ny\"\n" }.joined()
    let first = try table("a,b\n" + rows, firstBytes: 100)
    #expect(first.isPartial)
    #expect(first.rowCount > 5)
    #expect(first.texts[first.rowCount - 1] == ["\(first.rowCount - 1)", "x\ny"])
    #expect(try table("a,b\n" + rows, firstBytes: 1).rowCount > 0)
    let whole = try table("a,b\n1,2\n", firstBytes: 8)
    #expect(!whole.isPartial && whole.rowCount == 1)
  }

}
