import Diagnostics
import Vocabulary

extension TableError {
  static func columnMissingForPrediction(_ name: String, in table: Table) -> TableError {
    let closest = Vocabulary.suggestion(for: name, among: table.columnNames)
    let meant = closest.map {
      Text(en: "; there is '\($0.name)'", pt: "; existe '\($0.name)'")
    }
    return TableError(
      .unknownColumn,
      Text(
        en: "the network needs a column '\(name)', and '\(table.name)' has none\(meant?.en ?? "")",
        pt: "a rede precisa de uma coluna '\(name)', e '\(table.name)' não a tem\(meant?.pt ?? "")"),
      column: name, suggestion: closest)
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
      ? (0..<table.rowCount).filter { isText(column[$0]) } : column.strayTexts
    let cells = listed(rows.map { table.cell($0, column) }, limit: 3)
    return TableError(
      .textInNumberColumn,
      Text(
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
          + NumberText.count(count)),
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

  private static func isText(_ cell: CellValue) -> Bool {
    guard case .text(let text) = cell else { return false }
    return text != "?" && Double(text) == nil
  }
}
