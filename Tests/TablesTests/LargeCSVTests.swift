import Diagnostics
import Kernels
import Testing

@testable import Tables

/// Files that are read in pieces, against the same files read whole.
@Suite struct LargeCSVTests {
  /// What reading gives: the table, or the problem.
  private func read(
    _ path: String, _ sizes: PieceSizes, textColumns: Set<String> = []
  ) -> Result<Table, TableError> {
    Result { () throws(TableError) in
      try readCSV(
        path, separator: nil, hasHeader: nil, firstBytes: nil, textColumns: textColumns,
        sizes: sizes)
    }
  }

  private func table(_ text: String, _ sizes: PieceSizes) throws -> Table {
    try withTemporaryFile(Array(text.utf8)) { try read($0, sizes).get() }
  }

  /// Compares the table of the text whole with that of its pieces, for pieces of many sizes.
  private func compare(_ bytes: [UInt8], textColumns: Set<String> = []) throws {
    try withTemporaryFile(bytes) { path in
      let whole = read(path, PieceSizes(), textColumns: textColumns)
      for (piece, threads) in [(1, 1), (7, 2), (16, 3), (64, 2), (1000, 1)] {
        let sizes = PieceSizes(whole: min(10, bytes.count - 1), piece: piece, threads: threads)
        switch (whole, read(path, sizes, textColumns: textColumns)) {
        case (.failure(let one), .failure(let other)): #expect(one == other)
        case (.success(let one), .success(let other)): compare(one, other)
        case (_, let pieces): Issue.record("whole: \(whole), in pieces of \(piece): \(pieces)")
        }
      }
    }
  }

  private func compare(_ one: Table, _ other: Table) {
    #expect(one.columnNames == other.columnNames)
    #expect(one.rowCount == other.rowCount && one.lines == other.lines)
    #expect(one.notes == other.notes && !other.isPartial)
    for (column, same) in zip(one.columns, other.columns) {
      #expect(column.isText == same.isText && column.strayTexts == same.strayTexts)
      for row in 0..<min(one.rowCount, other.rowCount) {
        #expect(narrow(column[row]) == same[row])
      }
      #expect(same.missingRows() == column.missingRows())
    }
  }

  private func compare(_ text: String, textColumns: Set<String> = []) throws {
    try compare(Array(text.utf8), textColumns: textColumns)
  }

  /// A number as a `Float` holds it.
  private func narrow(_ cell: CellValue) -> CellValue {
    if case .number(let value) = cell { .number(Double(Float(value))) } else { cell }
  }

  private func rows(_ count: Int, _ end: String = "\n") -> String {
    (0..<count).map { "\($0),\(Double($0) * 0.37),-\($0)e-3\(end)" }.joined()
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `numbers are the same with every line end`(end: String) throws {
    try compare("a,b,c\(end)" + rows(40, end))
    try compare("a,b,c\(end)\(end)" + rows(9, end) + end + rows(5, end) + "1,2,3")
  }

  @Test func `names, separators and marks of the beginning are found`() throws {
    try compare("\u{FEFF}erste;zweite\n1,5;2\n" + String(repeating: "3,25;4\n", count: 30))
    try compare("sep=;\nx;y\n" + String(repeating: "1;2\n", count: 30))
    try compare(rows(30))
  }

  @Test func `texts, missing cells and quotes that hold line ends are the same`() throws {
    var text = "name,value,note\n"
    for row in 0..<40 {
      let value = row % 7 == 0 ? "" : "\(row)"
      text += "\"a \(row % 5)\nb\",\(value),\(row % 3 == 0 ? "\"say \"\"x\"\", y\"" : "plain")\n"
    }
    try compare(text)
    try compare(text, textColumns: ["value"])
    try compare("size,n\n" + String(repeating: "5\" pipe,1\n", count: 30))
  }

  @Test func `a text among numbers is found, and so is one that is far behind`() throws {
    try compare("a,b\n" + String(repeating: "1,2\n", count: 40) + "1,oops\n3,4\n")
    try compare("a,b\n" + String(repeating: "1,?\n", count: 40) + "1,2\n3,4\n")
  }

  @Test func `rows of nothing at the end are left out, and those before them stay`() throws {
    try compare("a,b\n1,2\n,\n3,4\n" + String(repeating: ",\n", count: 40))
    try compare("a,b\n1,2\n3,4\n" + String(repeating: ",,,\n", count: 40))
    try compare("a,b,,\n" + String(repeating: "1,2,,\n", count: 40))
  }

  @Test func `another encoding is noticed wherever it begins`() throws {
    let plain = Array(("Größe,Ort\n" + String(repeating: "1,Köln\n", count: 30)).utf8)
    try compare(plain)
    try compare(plain + [0x31, 0x2C, 0x4B, 0xF6, 0x6C, 0x6E, 0x0A] + Array("2,x\n".utf8))
    try compare([0x61, 0xE9, 0x2C, 0x62, 0x0A] + Array(String(repeating: "1,2\n", count: 30).utf8))
  }

  @Test func `problems name the lines of the file`() throws {
    try compare("a,b\n" + rows(20))
    try compare("a,b,c\n" + rows(20) + "1,2\n" + rows(5) + "1,2,3,4\n")
    try compare("a,b,c\n" + rows(20) + "1,\"x\" y,2\n" + rows(20))
    try compare("a,b,c\n" + rows(20) + "1,\"open\n" + rows(20))
    try compare("a,a\n" + String(repeating: "1,2\n", count: 30))
    try compare("a,\n" + String(repeating: "1,2\n", count: 30))
    try compare("a,b,c\n\n\n\n\n\n\n\n\n")
  }

  @Test func `samples of such a file are its matrix, and no copy`() throws {
    let text = "a,b,y\n" + (0..<200).map { "\($0 % 17),0.\($0),\($0 % 2)\n" }.joined()
    let sizes = PieceSizes(whole: 100, piece: 128, threads: 2)
    let (large, small) = (try table(text, sizes), try table(text, PieceSizes()))
    var steps = DataSteps(name: "d", source: .file(path: large.name))
    steps.target = TargetStep(id: 1, .columns(["y"]), kind: .binary)
    steps.scales = [ScaleStep(id: 2, .standard)]
    steps.split = SplitStep(id: 3, validation: .share(0.2), test: .every(5))
    let (one, other) = (try prepare(large, steps, seed: 4), try prepare(small, steps, seed: 4))
    #expect(one.train.count == other.train.count)
    for (a, b) in zip(one.train.rows.joined(), other.train.rows.joined()) {
      #expect(abs(a - b) < 1e-6)
    }
    #expect(one.train.targetRows == other.train.targetRows)
    #expect(one.notes == other.notes)
  }

  @Test func `equal bytes have equal hashes, whatever the threads`() throws {
    let text = "a,b,c\n" + rows(300)
    let hashes = try [1, 2, 5].map {
      try table(text, PieceSizes(whole: 50, piece: 100, threads: $0)).contentHash
    }
    #expect(Set(hashes).count == 1)
    let other = try table(text + "1,2,3\n", PieceSizes(whole: 50, piece: 100))
    #expect(other.contentHash != hashes[0])
  }

  @Test func `a file whose numbers cannot fit is refused with the figures`() throws {
    #expect(throws: Never.self) {
      try checkRoom("x.csv", size: 1 << 30, read: 1 << 20, rows: 5_000, columns: 29)
    }
    do {
      try checkRoom("x.csv", size: 1 << 50, read: 1 << 20, rows: 5_000, columns: 29)
      Issue.record("it was let through")
    } catch {
      #expect(error.code == .tableTooLarge)
      #expect(error.message.en.hasPrefix("the numbers of 'x.csv' need about 580,000 GB"))
    }
  }
}
