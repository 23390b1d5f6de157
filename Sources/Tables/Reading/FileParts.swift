import Kernels

/// Rows that come from a file for each part.
struct FileParts: Sendable {
  /// In the order of the parts: training, validation, test.
  let files: [String?]
  /// Whether the rows of each part stand on lines; those of images have numbers instead.
  let haveLines: [Bool]
  /// A hash of the content of each file, 0 where there is none.
  let hashes: [UInt64]
  /// The part of each row.
  private(set) var part: [UInt8]

  func selecting(_ rows: [Int]) -> FileParts {
    FileParts(
      files: files, haveLines: haveLines, hashes: hashes, part: rows.map { part[$0] })
  }

  func file(of row: Int) -> String? { files[Int(part[row])] }

  func hasLine(_ row: Int) -> Bool { haveLines[Int(part[row])] }

  /// The rows of a part, in the order of its file.
  func rows(of wanted: Int) -> [Int] { part.indices.filter { part[$0] == UInt8(wanted) } }
}

/// Reads the files of the parts as one table, by the names of the columns.
///
/// - Problems: those of each file; `unknown-column` where the files have different columns.
func readParts(
  _ files: [PartFile?], firstBytes: Int?, threads: Int
) throws(TableError) -> Table {
  var tables: [(part: Int, item: Int, table: Table)] = []
  for (part, file) in files.enumerated() {
    guard let file else { continue }
    do {
      let table = try readFile(
        file.path, separator: file.separator, hasHeader: file.hasHeader, firstBytes: firstBytes,
        textColumns: [], threads: threads)
      tables.append((part, file.id, table))
    } catch {
      var error = error
      error.item = file.id
      throw error
    }
  }
  guard let first = tables.first?.table else { throw .noRowsLeft("", item: nil) }
  for (_, item, table) in tables.dropFirst() {
    for name in table.columnNames where first.index(of: name) == nil {
      throw .unknownColumn(name, in: first, item: item)
    }
  }
  let matrix = try joinedMatrix(tables.map(\.table))
  var columns: [Column] = []
  for (index, name) in first.columnNames.enumerated() {
    if let matrix, case .shared(_, let place, _)? = first.columns[index].numbersIfAny?.storage,
      tables.allSatisfy({ $0.table.column(named: name)?.isText == false })
    {
      columns.append(Column(name, .numbers(NumberColumn(matrix, column: place))))
      continue
    }
    var pieces: [Column] = []
    for (_, item, table) in tables {
      guard let place = table.index(of: name) else {
        throw .unknownColumn(name, in: table, item: item)
      }
      pieces.append(table.columns[place])
    }
    columns.append(Column(joining: pieces))
  }
  return Table(
    name: first.name, columns: columns, rowCount: tables.reduce(0) { $0 + $1.table.rowCount },
    lines: tables.flatMap { $0.table.lines.isEmpty ? $0.table.rowNumbers : $0.table.lines },
    isPartial: tables.contains { $0.table.isPartial },
    contentHash: tables.reduce(0) { $0 &* 0x100_0000_01b3 ^ $1.table.contentHash },
    defaultTarget: first.defaultTarget, notes: tables.flatMap { $0.table.notes },
    parts: FileParts(
      files: files.map { $0?.path },
      haveLines: files.indices.map { part in
        tables.contains { $0.part == part && !$0.table.lines.isEmpty }
      },
      hashes: files.indices.map { part in
        tables.first { $0.part == part }?.table.contentHash ?? 0
      },
      part: tables.flatMap { Array(repeating: UInt8($0.part), count: $0.table.rowCount) }),
    image: first.image)
}

/// The matrix of the first table with the rows of the others behind its own; `nil` where their
/// columns are kept otherwise.
///
/// So the numbers of large files are not there twice at any moment.
private func joinedMatrix(_ tables: [Table]) throws(TableError) -> NumberMatrix? {
  guard let first = tables.first, let matrix = first.matrix else { return nil }
  for table in tables.dropFirst() {
    if let other = table.matrix, other.form == matrix.form, other.columns == matrix.columns,
      table.columnNames == first.columnNames
    {
      guard matrix.append(other) else { throw .noMemoryLeft(table.name) }
      continue
    }
    guard matrix.form == .floats else { return nil }
    var columns: [(place: Int, numbers: NumberColumn)] = []
    for column in first.columns {
      guard case .shared(_, let place, _)? = column.numbersIfAny?.storage,
        let other = table.column(named: column.name)?.numbersIfAny
      else { continue }
      columns.append((place, other))
      if other.mayMiss { matrix.columnsWithMissing.insert(place) }
    }
    var cells = [Float](repeating: .nan, count: matrix.columns)
    for row in 0..<table.rowCount {
      for (place, numbers) in columns { cells[place] = Float(numbers[row]) }
      guard cells.withUnsafeBytes(matrix.append) else { throw .noMemoryLeft(table.name) }
    }
  }
  return matrix
}

extension Table {
  /// The matrix that its columns of numbers lie in, where they lie in one and fill it.
  fileprivate var matrix: NumberMatrix? {
    var found: NumberMatrix?
    for column in columns {
      guard let numbers = column.numbersIfAny else { continue }
      guard case .shared(let matrix, _, nil) = numbers.storage, found ?? matrix === matrix else {
        return nil
      }
      found = matrix
    }
    return found
  }

  /// The numbers of the rows, from 1.
  fileprivate var rowNumbers: [Int32] { (0..<rowCount).map { Int32($0 + 1) } }
}

extension Column {
  /// The cells of all of `pieces`, one behind the other; the first decides on the type.
  ///
  /// Texts in a column of numbers become strays, which are a problem where the column is used.
  init(joining pieces: [Column]) {
    let name = pieces.first?.name ?? ""
    if pieces.allSatisfy({ !$0.isText }) {
      self.init(name, .numbers(NumberColumn(pieces.flatMap(\.numbers))))
      return
    }
    var builder = LevelBuilder()
    var strays: [Int] = []
    let isOfTexts = pieces.first?.isText ?? true
    for piece in pieces {
      let start = builder.places.count
      strays += piece.strayTexts.map { start + $0 }
      switch piece.cells {
      case .texts(let places, let levels):
        for place in places { builder.append(place < 0 ? nil : levels[Int(place)]) }
        if !isOfTexts { strays += places.indices.filter { places[$0] >= 0 }.map { start + $0 } }
      case .numbers(let values), .booleans(let values):
        for value in values {
          builder.append(value.isNaN ? nil : CellValue.number(value).levelName)
        }
      }
    }
    self.init(name, .texts(builder.places, levels: builder.levels), strayTexts: strays)
  }
}

/// Gathers texts as places among their levels.
struct LevelBuilder {
  private(set) var places: [Int32] = []
  private(set) var levels: [String] = []
  private var placeOfLevel: [String: Int32] = [:]

  /// Adds a cell; `nil` is a missing one.
  mutating func append(_ text: String?) {
    guard let text else { return places.append(-1) }
    let place = placeOfLevel[text] ?? Int32(levels.count)
    if placeOfLevel[text] == nil {
      placeOfLevel[text] = place
      levels.append(text)
    }
    places.append(place)
  }
}
