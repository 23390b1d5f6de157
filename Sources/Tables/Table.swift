import Shapes

/// Rows and typed columns, as they were read: nothing has left, nothing is scaled yet.
package struct Table: Sendable {
  /// The path or the generator's name.
  package let name: String
  package var columns: [Column]
  package let rowCount: Int
  /// The line of the file on which each row begins, from 1; empty where there is none. Where each
  /// part has a file of images, their numbers.
  package let lines: [Int32]
  /// Whether only the beginning of the file was read.
  package let isPartial: Bool
  /// FNV-1a over the bytes of the file, or over the cells of a generator.
  package let contentHash: UInt64
  /// The column that a generator made to be predicted.
  package let defaultTarget: String?
  /// What the reader decided by itself and a person may want to know.
  package let notes: [TableNote]
  /// The parts that the rows belong to, where each part has a file of its own.
  var parts: FileParts?
  /// The extents of the image that the columns before a label are the pixels of.
  var image: Shape?

  /// What it was read from, each with a hash of its content.
  package var contents: [(name: String, hash: UInt64)] {
    guard let parts else { return [(name, contentHash)] }
    return zip(parts.files, parts.hashes).compactMap { file, hash in file.map { ($0, hash) } }
  }

  package var columnNames: [String] { columns.map(\.name) }

  /// The place of the column called `name`.
  package func index(of name: String) -> Int? {
    columns.firstIndex { $0.name == name }
  }

  func column(named name: String) -> Column? { index(of: name).map { columns[$0] } }

  package subscript(row: Int, column: Int) -> CellValue { columns[column][row] }

  /// This table with only `rows`, in their order.
  func selecting(_ rows: [Int]) -> Table {
    var picker = RowPicker(rows)
    return Table(
      name: name, columns: columns.map { $0.selecting(&picker) }, rowCount: rows.count,
      lines: lines.isEmpty ? [] : rows.map { lines[$0] }, isPartial: isPartial,
      contentHash: contentHash, defaultTarget: defaultTarget, notes: notes,
      parts: parts?.selecting(rows), image: image)
  }

  /// Where a person finds `row`: its line in the file, or its number.
  func place(of row: Int) -> RowPlace {
    if let parts, let file = parts.file(of: row) {
      let number = Int(lines[row])
      return parts.hasLine(row) ? .lineOf(file: file, number) : .rowOf(file: file, number)
    }
    return lines.isEmpty ? .row(row + 1) : .line(Int(lines[row]))
  }
}

/// A column whose type was found from all its cells.
package struct Column: Sendable {
  package let name: String
  package let cells: Cells
  /// In a text column nearly all of whose cells are numbers: the rows of those that are not.
  package let strayTexts: [Int]

  package init(_ name: String, _ cells: Cells, strayTexts: [Int] = []) {
    self.name = name
    self.cells = cells
    self.strayTexts = strayTexts
  }

  package enum Cells: Sendable {
    /// A missing cell is not a number.
    case numbers(NumberColumn)
    /// 0 and 1, what a formula that compares gives; a missing cell is not a number.
    case booleans(NumberColumn)
    /// The places of the cells in `levels`, in the order in which they were met; missing is -1.
    case texts([Int32], levels: [String])
  }

  package var isText: Bool {
    if case .texts = cells { true } else { false }
  }

  package subscript(row: Int) -> CellValue {
    switch cells {
    case .numbers(let values): values[row].isNaN ? .missing : .number(values[row])
    case .booleans(let values): values[row].isNaN ? .missing : .boolean(values[row] != 0)
    case .texts(let places, let levels):
      places[row] < 0 ? .missing : .text(levels[Int(places[row])])
    }
  }

  func isMissing(_ row: Int) -> Bool {
    switch cells {
    case .numbers(let values), .booleans(let values): values[row].isNaN
    case .texts(let places, _): places[row] < 0
    }
  }

  /// The rows whose cells are missing.
  func missingRows() -> [Int] {
    if let numbersIfAny, !numbersIfAny.mayMiss { return [] }
    return (0..<count).filter { isMissing($0) }
  }

  private var count: Int {
    switch cells {
    case .numbers(let values), .booleans(let values): values.count
    case .texts(let places, _): places.count
    }
  }

  /// The cells, where they are no texts.
  var numbersIfAny: NumberColumn? {
    switch cells {
    case .numbers(let values), .booleans(let values): values
    case .texts: nil
    }
  }

  /// This column with copies of the cells in `rows`.
  func selecting(_ rows: [Int]) -> Column {
    switch cells {
    case .numbers(let values): Column(name, .numbers(NumberColumn(rows.map { values[$0] })))
    case .booleans(let values): Column(name, .booleans(NumberColumn(rows.map { values[$0] })))
    case .texts(let places, let levels):
      Column(name, .texts(rows.map { places[$0] }, levels: levels))
    }
  }

  fileprivate func selecting(_ picker: inout RowPicker) -> Column {
    switch cells {
    case .numbers(let values): Column(name, .numbers(picker.picked(values)))
    case .booleans(let values): Column(name, .booleans(picker.picked(values)))
    case .texts: selecting(picker.rows)
    }
  }
}

/// What stands in a cell.
package enum CellValue: Hashable, Sendable {
  case number(Double)
  case text(String)
  case boolean(Bool)
  case missing
}

/// One row, as a formula sees it.
package struct RowCells: Sendable {
  private let columns: NamedColumns
  package let row: Int

  init(_ columns: NamedColumns, row: Int) {
    self.columns = columns
    self.row = row
  }

  /// The names that `subscript` knows, in the order of the file.
  package var columnNames: [String] { columns.columns.map(\.name) }

  /// The cell in the column called `name`; `nil` where there is no such column.
  package subscript(name: String) -> CellValue? {
    columns.places[name].map { columns.columns[$0][row] }
  }
}

/// Columns found by name, shared by the rows that look into them.
final class NamedColumns: Sendable {
  let columns: [Column]
  let places: [String: Int]

  init(_ columns: [Column]) {
    self.columns = columns
    self.places = Dictionary(
      columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
