import Diagnostics
import Vocabulary

extension TableError {
  /// - Parameters:
  ///   - names: The columns that are missing, at least one.
  ///   - needed: All that the network needs.
  static func columnsMissingForPrediction(
    _ names: [String], of needed: [String], in table: Table
  ) -> TableError {
    let name = names[0]
    // What the network takes as another column is not the one that is missing.
    let closest =
      names.count == 1
      ? Vocabulary.suggestion(for: name, among: table.columnNames.filter { !needed.contains($0) })
      : nil
    let meant = closest.map {
      Text(en: "; there is '\($0.name)'", pt: "; existe '\($0.name)'")
    }
    let all = listed(names, limit: 8)
    let message =
      names.count == 1
      ? Text(
        en: "the network needs a column '\(name)', and '\(table.name)' has none\(meant?.en ?? "")",
        pt: "a rede precisa de uma coluna '\(name)', e '\(table.name)' não a tem\(meant?.pt ?? "")")
      : Text(
        en: "the network needs columns that '\(table.name)' does not have: \(all.en)",
        pt: "a rede precisa de colunas que '\(table.name)' não tem: \(all.pt)")
    let hasHeader = !table.notes.contains { $0.code == .noHeader }
    let header = needed.prefix(8).joined(separator: ",") + (needed.count > 8 ? ",…" : "")
    return TableError(
      .unknownColumn, message,
      notes: hasHeader
        ? []
        : [
          Text(
            en: "the first line of the file is a row of values, and has to name the columns: "
              + header,
            pt: "a primeira linha do arquivo é um registro de valores, e precisa nomear as "
              + "colunas: \(header)")
        ], column: name, suggestion: closest)
  }

  static func targetsMissingForEvaluation(
    _ name: String, _ rows: [Int], in table: Table
  ) -> TableError {
    let places = listed(rows.map { table.place(of: $0).text })
    let cells = counted(rows.count, .cell)
    return TableError(
      .missingCells,
      Text(
        en: "the target '\(name)' has \(cells.en) without a value: \(places.en)",
        pt: "o alvo '\(name)' tem \(cells.pt) sem valor: \(places.pt)"),
      notes: [
        Text(
          en: "only rows whose answer is known can be evaluated: leave these out of the file",
          pt: "só registros cuja resposta é conhecida podem ser avaliados: retire estes do arquivo")
      ], column: name)
  }

  static func cellMissingForPrediction(_ name: String, at place: RowPlace) -> TableError {
    TableError(
      .missingCells,
      Text(
        en: "'\(name)' has no value on \(place.text.en)",
        pt: "'\(name)' não tem valor: \(place.text.pt)"),
      notes: [
        Text(
          en: "the training had a value in all rows, so nothing was learnt to fill in here",
          pt:
            "no treinamento havia valor em todos os registros, e nada foi aprendido para preencher")
      ], column: name)
  }

  static func textWhereNumbersWere(_ column: Column, in table: Table) -> TableError {
    let rows =
      column.strayTexts.isEmpty
      ? (0..<table.rowCount).filter { isNoNumber(column[$0]) } : column.strayTexts
    let cells = listed(rows.map { table.cell($0, column) }, limit: 3)
    let areTooLarge = rows.allSatisfy { row in column[row].levelName.flatMap(Double.init) != nil }
    return TableError(
      .textInNumberColumn,
      areTooLarge
        ? Text(
          en: "'\(column.name)' has numbers that are too large to compute with: \(cells.en)",
          pt: "'\(column.name)' tem números grandes demais para calcular: \(cells.pt)")
        : Text(
          en: "'\(column.name)' was numbers in training, and has text here: \(cells.en)",
          pt: "'\(column.name)' tinha números no treinamento, e tem texto aqui: \(cells.pt)"),
      column: column.name)
  }

  static func rowOfWrongLength(_ count: Int, columns: [String]) -> TableError {
    let names = listed(columns, limit: 8)
    return TableError(
      .shapeMismatch,
      Text(
        en: "the network needs \(counted(columns.count, .value).en), and gets "
          + NumberText.count(count),
        pt: "a rede precisa de \(counted(columns.count, .value).pt), e recebe "
          + NumberText.count(count, in: .portuguese)),
      notes: [Text(en: "they are \(names.en)", pt: "são eles \(names.pt)")])
  }

  static func rowsMixTypes(_ name: String) -> TableError {
    TableError(
      .textColumn,
      Text(
        en: "'\(name)' is a number in one row and a text in another",
        pt: "'\(name)' é um número em um registro e um texto em outro"), column: name)
  }

  /// What a script itself says must be known.
  static func levelUnknown(_ note: TableNote, known: [String]) -> TableError {
    let names = listed(known, limit: 8)
    return TableError(
      note.code, note.message, notes: [Text(en: "it has \(names.en)", pt: "ela tem \(names.pt)")],
      column: note.column)
  }

  static func classUnknown(_ name: String, in table: Table, row: Int, column: Column) -> TableError
  {
    let cell = table.cell(row, column)
    return TableError(
      .unseenLevel,
      Text(
        en: "the target '\(name)' has a class that the training did not have: \(cell.en)",
        pt: "o alvo '\(name)' tem uma classe que o treinamento não tinha: \(cell.pt)"),
      column: name)
  }

  /// Whether a cell keeps its column from being one of numbers.
  private static func isNoNumber(_ cell: CellValue) -> Bool {
    guard case .text(let text) = cell, text != "?" else { return false }
    var bytes = Array(text.utf8)
    let number = bytes.withUnsafeMutableBufferPointer {
      parseNumber(UnsafeBufferPointer($0), allowsComma: true)
    }
    return number.map { !isUsable($0.value) } ?? true
  }
}
