import Diagnostics
import Vocabulary

extension TableError {
  static func unknownColumn(_ name: String, in table: Table, item: Int?) -> TableError {
    let closest = Vocabulary.suggestion(for: name, among: table.columnNames)
    let columns = listed(table.columnNames, limit: 12)
    return TableError(
      .unknownColumn,
      Text(
        en: "there is no column '\(name)' in '\(table.name)'",
        pt: "não existe a coluna '\(name)' em '\(table.name)'"),
      notes: [Text(en: "its columns are \(columns.en)", pt: "suas colunas são \(columns.pt)")],
      item: item, column: name, suggestion: closest)
  }

  static func noFeatures(_ table: String, item: Int?) -> TableError {
    TableError(
      .noFeatures,
      Text(
        en: "no column of '\(table)' is left to predict from",
        pt: "não resta nenhuma coluna de '\(table)' para servir de entrada"),
      notes: [
        Text(
          en: "the target, the columns in its formula and dropped columns are no features",
          pt: "o alvo, as colunas de sua fórmula e as colunas descartadas não são entradas")
      ], item: item)
  }

  static func noTarget(_ name: String, columns: [String]) -> TableError {
    let last = columns.last ?? ""
    return TableError(
      .targetMissing,
      Text(
        en: "data '\(name)' does not say what is to be predicted",
        pt: "os dados '\(name)' não dizem o que deve ser previsto"),
      notes: [
        Text(
          en: "add a line with a column's name, such as 'target \(last)'",
          pt: "acrescente uma linha com o nome de uma coluna, como 'target \(last)'")
      ])
  }

  static func derivedColumnExists(_ name: String, item: Int) -> TableError {
    TableError(
      .duplicateColumn,
      Text(
        en: "there is a column '\(name)' already", pt: "já existe uma coluna '\(name)'"),
      notes: [
        Text(en: "choose another name for the new one", pt: "escolha outro nome para a nova")
      ], item: item, column: name)
  }

  /// - Parameter name: The column that it makes; `nil` where it only chooses rows.
  static func formulaFailed(
    _ name: String?, at place: RowPlace, item: Int
  ) -> TableError {
    let formula = formula(name)
    return TableError(
      .formulaFailed,
      Text(
        en: "\(formula.en) cannot be computed for \(place.text.en)",
        pt: "\(formula.pt) não pode ser calculada para: \(place.text.pt)"), item: item)
  }

  private static func formula(_ name: String?) -> Text {
    name.map { Text(en: "the formula of '\($0)'", pt: "a fórmula de '\($0)'") }
      ?? Text(en: "the formula", pt: "a fórmula")
  }

  /// - Parameter name: The column that it makes; `nil` where it only chooses rows.
  static func formulaNotFinite(
    _ value: Double, _ name: String?, at place: RowPlace, item: Int
  ) -> TableError {
    let formula = formula(name)
    return TableError(
      .formulaFailed,
      Text(
        en: "\(formula.en) gives \(NumberText.short(value)) for \(place.text.en)",
        pt: "\(formula.pt) dá \(NumberText.short(value)) para: \(place.text.pt)"),
      notes: [
        Text(
          en: "does it divide by zero, or take a root or logarithm of a negative number?",
          pt: "ela divide por zero, ou tira a raiz ou o logaritmo de um número negativo?")
      ], item: item)
  }

  static func formulaMixesTypes(_ name: String, at place: RowPlace, item: Int) -> TableError {
    TableError(
      .formulaFailed,
      Text(
        en: "'\(name)' has another type for \(place.text.en) than for the rows before it",
        pt: "'\(name)' tem outro tipo para: \(place.text.pt), em relação aos registros anteriores"),
      item: item, column: name)
  }

  static func filterNotBoolean(at place: RowPlace, item: Int) -> TableError {
    TableError(
      .formulaFailed,
      Text(
        en: "'where' needs true or false, and gets something else for \(place.text.en)",
        pt: "'where' precisa de true ou false, e recebe outra coisa para: \(place.text.pt)"),
      notes: [
        Text(
          en: "compare with something: 'where Age >= 18'",
          pt: "compare com algo: 'where Age >= 18'")
      ], item: item)
  }

  static func noRowsLeft(_ table: String, item: Int?) -> TableError {
    TableError(
      .emptyTable,
      Text(en: "no row of '\(table)' is left", pt: "não resta nenhum registro de '\(table)'"),
      item: item)
  }

  static func ruleNeedsNumbers(_ rule: String, _ column: String, item: Int?) -> TableError {
    let isMissingRule = MissingStep.Rule(rawValue: rule) != nil
    return TableError(
      .textColumn,
      Text(
        en: "'\(rule)' needs numbers, and '\(column)' is a column of texts or categories",
        pt: "'\(rule)' precisa de números, e '\(column)' é uma coluna de textos ou categorias"),
      notes: isMissingRule ? [.mostFrequentFillsTexts(column)] : [], item: item, column: column)
  }

  static func partsAreNotWhole(_ sum: Double, item: Int) -> TableError {
    TableError(
      .splitImpossible,
      Text(
        en: "the parts come to \(NumberText.short(sum * 100))%, and should come to 100%, "
          + "with some of it for training",
        pt: "as partes somam \(NumberText.short(sum * 100))%, e deveriam somar 100%, "
          + "com algo para o treinamento"),
      notes: [
        Text(
          en: "'train' may be left out, and is then the rest",
          pt: "'train' pode ser omitido, e é então o resto")
      ], item: item)
  }

  static func everyTooSmall(_ stride: Int, item: Int) -> TableError {
    TableError(
      .splitImpossible,
      Text(
        en: "'every \(stride)' leaves no row for training; it must be at least 'every 2'",
        pt: "'every \(stride)' não deixa registros para o treinamento; o mínimo é 'every 2'"),
      item: item)
  }

  static func partIsEmpty(_ part: String, rows: Int, item: Int) -> TableError {
    let rows = counted(rows, .row)
    return TableError(
      .splitImpossible,
      Text(
        en: "the part '\(part)' gets no row: there are only \(rows.en)",
        pt: "a parte '\(part)' fica sem registros: há só \(rows.pt)"), item: item)
  }

  static func partHasFile(_ part: String, _ file: String, item: Int) -> TableError {
    TableError(
      .splitImpossible,
      Text(
        en: "the part '\(part)' is the file '\(file)' already",
        pt: "a parte '\(part)' já é o arquivo '\(file)'"),
      notes: [
        Text(
          en: "'split' can only take parts off the training file",
          pt: "'split' só pode separar partes do arquivo de treino")
      ], item: item)
  }

  static func windowsNeedOrder(item: Int) -> TableError {
    TableError(
      .splitImpossible,
      Text(
        en: "windows of a series overlap, so parts drawn by chance would share rows",
        pt: "janelas de uma série se sobrepõem, e partes sorteadas teriam linhas em comum"),
      notes: [
        Text(
          en: "write 'order: kept' and shares, as in 'split test: 20%, order: kept'",
          pt: "escreva 'order: kept' e frações, como em 'split test: 20%, order: kept'")
      ], item: item)
  }

  static func seriesTooShort(_ rows: Int, needs: Int, item: Int?) -> TableError {
    let rows = counted(rows, .row)
    return TableError(
      .emptyTable,
      Text(
        en: "a sample needs \(NumberText.count(needs)) rows in order, and there are \(rows.en)",
        pt:
          "uma amostra precisa de \(NumberText.count(needs, in: .portuguese)) registros seguidos, e há \(rows.pt)"
      ),
      item: item)
  }

  static func classOnlyElsewhere(
    _ name: String, target: String, at place: RowPlace, known: [String], item: Int?
  ) -> TableError {
    let known = listed(known)
    return TableError(
      .unseenLevel,
      Text(
        en: "the training part has no '\(name)' in '\(target)', but \(place.text.en) has",
        pt: "a parte de treino não tem '\(name)' em '\(target)', mas a \(place.text.pt) tem"),
      notes: [
        Text(
          en: "it has \(known.en); is the same class spelled in two ways?",
          pt: "ela tem \(known.pt); a mesma classe está escrita de duas formas?")
      ], item: item, column: target)
  }

  static func inputsTooLarge(rows: Int, width: Int) -> TableError {
    TableError(
      .tableTooLarge,
      Text(
        en: "\(NumberText.count(rows)) rows with \(NumberText.count(width)) inputs each need more "
          + "memory than this machine has",
        pt:
          "\(NumberText.count(rows, in: .portuguese)) registros com \(NumberText.count(width, in: .portuguese)) entradas cada um "
          + "precisam de mais memória do que esta máquina tem"))
  }
}

extension Text {
  static func mostFrequentFillsTexts(_ column: String) -> Text {
    Text(
      en: "write 'missing most_frequent, \(columnInCode(column))' for it",
      pt: "escreva 'missing most_frequent, \(columnInCode(column))' para ela")
  }
}

/// A column's name as a script writes it: in backticks unless it is a plain name.
func columnInCode(_ name: String) -> String {
  let isPlain =
    name.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == "_" || "0"..."9" ~= $0 }
    && !(name.unicodeScalars.first.map { "0"..."9" ~= $0 } ?? true)
  return isPlain ? name : "`\(name)`"
}
