import Diagnostics

extension TableError {
  /// Texts among the numbers of a column that is used.
  static func textAmongNumbers(_ column: Column, in table: Table, item: Int?) -> TableError {
    let count = column.strayTexts.count
    let cells = listed(column.strayTexts.map { table.cell($0, column) })
    let code = columnInCode(column.name)
    return TableError(
      .textInNumberColumn,
      Text(
        en: "'\(column.name)' is a column of numbers with \(counted(count, .cell).en) of text: "
          + cells.en,
        pt: "'\(column.name)' é uma coluna de números com \(counted(count, .cell).pt) de texto: "
          + cells.pt),
      notes: [
        Text(
          en: "correct the file, or write 'category \(code)' or 'drop \(code)'",
          pt: "corrija o arquivo, ou escreva 'category \(code)' ou 'drop \(code)'")
      ], item: item, column: column.name)
  }

  /// Missing cells in columns for which nothing is said; the first is the one to point at.
  static func cellsMissing(
    _ columns: [(column: Column, rows: [Int])], in table: Table, item: Int?
  ) -> TableError {
    let (column, rows) = columns[0]
    let places = listed(rows.map { table.place(of: $0).text })
    let cells = counted(rows.count, .cell)
    var notes: [Text] = []
    if columns.count > 1 {
      let others = columns.dropFirst().map {
        Text(verbatim: "'\($0.column.name)' (\(NumberText.count($0.rows.count)))")
      }
      let names = listed(others, limit: 8)
      notes.append(Text(en: "so have \(names.en)", pt: "o mesmo ocorre em \(names.pt)"))
    }
    let rule = column.isText ? "most_frequent" : "mean"
    let code = columnInCode(column.name)
    notes.append(
      Text(
        en:
          "write 'missing \(rule), \(code)' to fill them in, 'missing drop, \(code)' to leave out "
          + "these rows, or 'drop \(code)'",
        pt: "escreva 'missing \(rule), \(code)' para preenchê-las, 'missing drop, \(code)' para "
          + "deixar de fora esses registros, ou 'drop \(code)'"))
    return TableError(
      .missingCells,
      Text(
        en: "'\(column.name)' has \(cells.en) without a value: \(places.en)",
        pt: "'\(column.name)' tem \(cells.pt) sem valor: \(places.pt)"),
      notes: notes, item: item, column: column.name)
  }

  static func targetCellsMissing(
    _ name: String, _ rows: [Int], in table: Table, item: Int?
  ) -> TableError {
    let places = listed(rows.map { table.place(of: $0).text })
    let cells = counted(rows.count, .cell)
    let code = columnInCode(name)
    return TableError(
      .missingCells,
      Text(
        en: "the target '\(name)' has \(cells.en) without a value: \(places.en)",
        pt: "o alvo '\(name)' tem \(cells.pt) sem valor: \(places.pt)"),
      notes: [
        Text(
          en: "write 'missing drop, \(code)' to leave out these rows; a target is never filled in",
          pt:
            "escreva 'missing drop, \(code)' para deixar de fora esses registros; um alvo nunca é "
            + "preenchido")
      ], item: item, column: name)
  }

  static func textWeights(_ column: Column, item: Int?) -> TableError {
    TableError(
      .weightsNotPositive,
      Text(
        en: "'\(column.name)' holds texts, and a weight is a number",
        pt: "'\(column.name)' contém textos, e um peso é um número"),
      item: item, column: column.name)
  }

  static func weightsNotPositive(
    _ column: Column, _ rows: [Int], in table: Table, item: Int?
  ) -> TableError {
    let places = listed(
      rows.map { row in
        let (place, value) = (table.place(of: row).text, column.numbers[row])
        let number = value.isNaN ? "" : " (\(NumberText.short(value)))"
        return Text(en: place.en + number, pt: place.pt + number)
      })
    let code = columnInCode(column.name)
    return TableError(
      .weightsNotPositive,
      Text(
        en: "the weights in '\(column.name)' must be above 0: \(places.en)",
        pt: "os pesos em '\(column.name)' devem estar acima de 0: \(places.pt)"),
      notes: [
        Text(
          en: "rows that shall not count are left out with 'where \(code) > 0'",
          pt: "registros que não devem contar saem com 'where \(code) > 0'")
      ], item: item, column: column.name)
  }

  static func textCannotBeFilledIn(
    _ rule: MissingStep.Rule, _ column: Column, _ rows: [Int], in table: Table, item: Int?
  ) -> TableError {
    let places = listed(rows.map { table.place(of: $0).text })
    return TableError(
      .missingCells,
      Text(
        en: "'\(rule.rawValue)' needs numbers, and '\(column.name)' has texts, some missing: "
          + places.en,
        pt:
          "'\(rule.rawValue)' precisa de números, e '\(column.name)' tem textos, alguns ausentes: "
          + places.pt),
      notes: [.mostFrequentFillsTexts(column.name)], item: item, column: column.name)
  }

  static func nothingToFillIn(_ column: String, item: Int?) -> TableError {
    TableError(
      .missingCells,
      Text(
        en: "'\(column)' has no value in the training part from which one could be filled in",
        pt: "'\(column)' não tem nenhum valor na parte de treinamento com que preencher"),
      notes: [
        Text(
          en: "write 'drop \(columnInCode(column))'", pt: "escreva 'drop \(columnInCode(column))'")
      ], item: item, column: column)
  }

  static func identifierColumn(_ name: String, levels: Int, rows: Int) -> TableError {
    let code = columnInCode(name)
    return TableError(
      .identifierColumn,
      Text(
        en: "'\(name)' has \(NumberText.count(levels)) different texts in "
          + "\(counted(rows, .row).en), like a name or a number of a person or thing",
        pt: "'\(name)' tem \(NumberText.count(levels, in: .portuguese)) textos diferentes em "
          + "\(counted(rows, .row).pt), como um nome ou um número de uma pessoa ou coisa"),
      notes: [
        Text(
          en: "nothing can be learnt from it: write 'drop \(code)' (or 'category \(code)' if it is "
            + "meant)",
          pt: "não há o que aprender dela: escreva 'drop \(code)' (ou 'category \(code)' se for "
            + "intencional)")
      ], column: name)
  }
}

extension TableNote {
  /// - Parameters:
  ///   - row: The first of them.
  ///   - count: How many there are.
  static func farFromTraining(
    _ name: String, _ row: Int, _ count: Int, in table: Table
  ) -> TableNote {
    let column = table.index(of: name).map { table.columns[$0] }
    let cell = column.map { NumberText.short($0.numbers[row]) } ?? ""
    let (rows, place) = (counted(count, .row), table.place(of: row).text)
    return TableNote(
      .farFromTraining,
      Text(
        en: "'\(name)' is far from all that training had in \(rows.en): \(cell) (\(place.en))",
        pt: "'\(name)' está longe de tudo o que o treino tinha em \(rows.pt): \(cell) (\(place.pt))"
      ),
      notes: [
        Text(
          en: "is it in another unit? what a network says so far away means nothing",
          pt: "está em outra unidade? o que uma rede diz tão longe nada significa")
      ], column: name)
  }

  static func unseenLevels(_ name: String, _ rows: [Int], in table: Table) -> TableNote {
    let column = table.index(of: name).map { table.columns[$0] }
    let cells = listed(rows.compactMap { row in column.map { table.cell(row, $0) } }, limit: 3)
    return TableNote(
      .unseenLevel,
      Text(
        en: "'\(name)' has values that the training part does not have: \(cells.en)",
        pt: "'\(name)' tem valores que a parte de treinamento não tem: \(cells.pt)"),
      notes: [
        Text(
          en: "they count as none of the known ones",
          pt: "eles contam como nenhum dos conhecidos")
      ], column: name)
  }
}

extension Table {
  /// What a cell holds and where it is: `"n.a." (line 7)`.
  func cell(_ row: Int, _ column: Column) -> Text {
    let value = column[row].levelName ?? ""
    let place = place(of: row).text
    let shown = value.count > 30 ? "\(value.prefix(30))…" : value
    return Text(en: "\"\(shown)\" (\(place.en))", pt: "\"\(shown)\" (\(place.pt))")
  }
}
