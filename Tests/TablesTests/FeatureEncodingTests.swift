import Diagnostics
import Foundation
import Kernels
import Plans
import Testing
import Vocabulary

@testable import Tables

@Suite struct FeatureEncodingTests {
  private let text = """
    height,city,weight,long
    1,Recife,50,no
    2,Natal,60,yes
    ,Recife,70,no
    4,,80,yes

    """

  private var steps: Steps {
    Steps.target("long").missing(.mean, "height").missing(.mostFrequent, "city")
      .scale(.minmax, "height", "weight")
  }

  @Test func `what was learnt survives being saved`() throws {
    let encoding = try steps.prepared(text).encoding
    let bytes = try JSONEncoder().encode(encoding)
    #expect(try JSONDecoder().decode(FeatureEncoding.self, from: bytes) == encoding)
  }

  @Test func `another table is encoded by what was learnt`() throws {
    let encoding = try steps.prepared(text).encoding
    let other = try table("extra,weight,city,height\n9,95,Natal,\n9,65,Olinda,7\n")
    let encoded = try encoding.samples(from: other)
    // Height: mean 7/3 of 1…4; weight 50…80; the city of Olinda is unknown.
    #expect(encoded.samples.rows[0].map { ($0 * 900).rounded() } == [400, 900, 0, 1350])
    #expect(encoded.samples.rows[1] == [2, 0, 0, 0.5])
    #expect(encoded.samples.targets == nil)
    #expect(encoded.notes.map(\.code) == [.unseenLevel])
  }

  @Test func `an embedded category is its place among the levels`() throws {
    let steps = Steps.target("long").missing(.mostFrequent, "city", "height").category("height")
      .embedded("city")
    let encoding = try steps.prepared(text).encoding
    #expect(encoding.inputNames == ["height=1", "height=2", "height=4", "city", "weight"])
    #expect(encoding.categories == [CategoryColumn(name: "city", place: 3, categories: 2)])
    // Natal comes before Recife, which stands in for what is missing; Olinda is unknown.
    let other = try table("weight,city,height\n95,Natal,1\n65,Olinda,2\n70,,4\n")
    let encoded = try encoding.samples(from: other)
    #expect(encoded.samples.rows == [[1, 0, 0, 0, 95], [0, 1, 0, -1, 65], [0, 0, 1, 1, 70]])
    #expect(encoded.notes.map(\.code) == [.unseenLevel])
    let bytes = try JSONEncoder().encode(encoding)
    #expect(try JSONDecoder().decode(FeatureEncoding.self, from: bytes) == encoding)
  }

  @Test(arguments: [
    ("city,weight,height\nNatal,inf,2\n", "too large to compute with: \"inf\" (line 2)"),
    (
      "city,weight,height\nNatal,9,2\nNatal,1e39,2\n",
      "too large to compute with: \"1e39\" (line 3)"
    ),
    ("city,weight,height\nNatal,-1e400,2\n", "too large to compute with: \"-1e400\" (line 2)"),
    ("city,weight,height\nNatal,low,2\n", "has text here: \"low\" (line 2)"),
    ("city,weigth,height\nNatal,9,2\n", "there is 'weigth'"),
    ("weight,length\n9,2\n", "does not have: 'height', 'city'"),
  ])
  func `a cell or a column that does not fit is named`(rows: String, message: String) throws {
    let encoding = try steps.prepared(text).encoding
    let other = try table(rows)
    let error = #expect(throws: TableError.self) { try encoding.samples(from: other) }
    #expect(error?.message.en.hasSuffix(message) == true, "\(error?.message.en ?? "")")
  }

  @Test func `a column that is used already is not the one that is missing`() throws {
    let encoding = try Steps.target("d").prepared("ab,ac,d\n1,2,3\n4,5,6\n").encoding
    let other = try table("ab\n1\n")
    let error = #expect(throws: TableError.self) { try encoding.samples(from: other) }
    #expect(error?.suggestion == nil && error?.message.en.hasSuffix("has none") == true)
  }

  @Test func `a file without a line of names is told what has to stand there`() throws {
    let encoding = try steps.prepared(text).encoding
    let other = try table("1,Natal,5\n2,Natal,6\n")
    let error = #expect(throws: TableError.self) { try encoding.samples(from: other) }
    #expect(error?.notes.first?.en.hasSuffix(": height,city,weight") == true)
  }

  @Test func `targets are encoded where they are wanted`() throws {
    let data = try steps.prepared(text)
    let other = try table("weight,city,height,long\n95,Natal,1,yes\n65,Recife,7,no\n")
    let target = TargetStep(id: 1, .columns(["long"]))
    #expect(
      try data.encoding.samples(from: other, target: target).samples.targetRows == [[1], [0]])
    let strange = try table("weight,city,height,long\n95,Natal,1,perhaps\n")
    let error = problem { _ = try data.encoding.samples(from: strange, target: target) }
    #expect(error?.code == .unseenLevel)
    #expect(error?.message.en.contains("\"perhaps\" (line 2)") == true)
  }

  @Test func `a column that is not there is named, with the nearest one`() throws {
    let encoding = try steps.prepared(text).encoding
    let other = try table("wieght,city,height\n95,Natal,1\n")
    let error = problem { _ = try encoding.samples(from: other) }
    #expect(error?.code == .unknownColumn)
    #expect(error?.column == "weight")
    #expect(error?.suggestion?.name == "wieght")
  }

  @Test func `a missing cell needs something to stand in for it`() throws {
    let encoding = try steps.prepared(text).encoding
    let error = problem {
      _ = try encoding.samples(from: table("weight,city,height\n1,Natal,1\n,Natal,1\n"))
    }
    #expect(error?.code == .missingCells)
    #expect(error?.message.en == "'weight' has no value on line 3")
  }

  @Test func `text where numbers were is shown`() throws {
    let encoding = try steps.prepared(text).encoding
    let error = problem {
      _ = try encoding.samples(from: table("weight,city,height\nheavy,Natal,1\n"))
    }
    #expect(error?.code == .textInNumberColumn)
    #expect(error?.message.en.contains("\"heavy\" (line 2)") == true)
  }

  @Test func `new columns are computed again`() throws {
    let formula: (RowCells) -> CellValue = { .number($0.number("x") * 10) }
    let data = try Steps.target("y").column("ten", formula).prepared("x,y\n1,1\n2,2\n")
    let derived = [DerivedStep(id: 1, name: "ten") { formula($0) }]
    let encoded = try data.encoding.samples(from: table("x\n3\n"), derived: derived)
    #expect(encoded.samples.rows == [[3, 30]])
    #expect(
      problem { _ = try data.encoding.samples(from: table("x\n3\n")) }?.code == .unknownColumn)
  }

  @Test func `a row can be given by hand`() throws {
    let encoding = try steps.prepared(text).encoding
    #expect(encoding.columnNames == ["height", "city", "weight"])
    let cells: [CellValue] = [.number(4), .text("Natal"), .number(50)]
    #expect(try encoding.samples(ofRows: [cells]).rows == [[1, 1, 0, 0]])
    let error = problem { _ = try encoding.samples(ofRow: [1, 2]) }
    #expect(error?.code == .shapeMismatch)
    #expect(error?.message.en == "the network needs 3 values, and gets 2")
    #expect(
      problem {
        _ = try encoding.samples(ofRows: [[.text("a"), .text("Natal"), .number(1)]])
      } != nil)
    #expect(try encoding.samples(ofRow: [1, .nan, 80]).rows == [[0, 0, 1, 1]])
    let unknown = problem {
      _ = try encoding.samples(ofRows: [[.number(1), .text("Olinda"), .number(2)]])
    }
    #expect(unknown?.code == .unseenLevel)
    #expect(unknown?.notes.first?.en == "it has 'Natal', 'Recife'")
  }

  @Test func `codes that are numbers in a new file are still categories`() throws {
    let data = try Steps.target("y").prepared("code,y\n1,1\nA,2\n02,3\nB,4\n")
    #expect(data.encoding.textColumns == ["code"])
    let path = "code\n02\n1\n"
    try withTemporaryFile(Array(path.utf8)) { path in
      let source = DataSource.file(path: path)
      let table = try readTable(source, textColumns: data.encoding.textColumns)
      #expect(
        try data.encoding.samples(from: table).samples.rows == [[1, 0, 0, 0], [0, 1, 0, 0]])
    }
  }
}
