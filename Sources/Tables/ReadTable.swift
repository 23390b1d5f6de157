/// Reads the table that `source` names.
///
/// - Parameters:
///   - firstBytes: Of a larger file only this much is read, up to the end of a row, and the table is
///     then partial. A pipe is read whole in any case, because it can be read only once.
///   - textColumns: Columns that are texts even where all their cells are numbers.
///   - threads: How many pieces of a long text are parsed at the same time.
package func readTable(
  _ source: DataSource, firstBytes: Int? = nil, textColumns: Set<String> = [], threads: Int = 1
) throws(TableError) -> Table {
  switch source {
  case .generator(let plan): try generatedTable(plan)
  case .file(let path, let separator, let hasHeader):
    try readFile(
      path, separator: separator, hasHeader: hasHeader, firstBytes: firstBytes,
      textColumns: textColumns, threads: threads)
  case .files(let train, let validation, let test):
    try readParts([train, validation, test], firstBytes: firstBytes, threads: threads)
  }
}

/// Reads a file of any kind that is known: a table as text, or images and labels as MNIST has them.
func readFile(
  _ path: String, separator: Character?, hasHeader: Bool?, firstBytes: Int?,
  textColumns: Set<String>, threads: Int
) throws(TableError) -> Table {
  if isIDX(path) { return try readIDX(path, firstBytes: firstBytes) }
  return try readCSV(
    path, separator: separator, hasHeader: hasHeader, firstBytes: firstBytes,
    textColumns: textColumns, sizes: PieceSizes(threads: max(threads, 1)))
}
