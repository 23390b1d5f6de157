import Diagnostics
import Tables
import Vocabulary

extension Diagnostic {
  /// What a table or a step on it has found wrong.
  static func table(_ error: TableError, at span: Span) -> Diagnostic {
    .error(
      error.code, error.message, at: Label(span), notes: error.notes,
      fixIts: error.suggestion.map {
        [.didYouMean(span, $0.name.columnSpelling, isSafe: $0.isCertain)]
      } ?? [])
  }

  /// Something that is worth knowing about the data.
  static func table(_ note: TableNote, at span: Span) -> Diagnostic {
    .warning(note.code, note.message, at: Label(span), notes: note.notes)
  }

  static func sourceAndParts(at span: Span) -> Diagnostic {
    .error(
      .wrongArguments,
      Text(
        en: "'read' takes one file, or a file for each part, not both",
        pt: "'read' aceita um arquivo, ou um arquivo para cada parte, não ambos"),
      at: Label(span),
      notes: [
        Text(
          en: "write 'read train: \"a.csv\", test: \"b.csv\"', or one file and 'split'",
          pt: "escreva 'read train: \"a.csv\", test: \"b.csv\"', ou um arquivo e 'split'")
      ])
  }

  static func windowOfWrongLength(_ rows: Int, wanted: Int, at span: Span) -> Diagnostic {
    .error(
      .shapeMismatch,
      Text(
        en: "a sample of this series has \(wanted) rows, and here are \(rows)",
        pt: "uma amostra desta série tem \(wanted) linhas, e aqui há \(rows)"),
      at: Label(span),
      notes: [
        Text(
          en: "give a list of \(wanted) rows, the oldest first",
          pt: "dê uma lista de \(wanted) linhas, da mais antiga à mais nova")
      ])
  }

  static func readInPart(_ name: String, at span: Span) -> Diagnostic {
    .warning(
      .readInPart,
      Text(
        en: "only the first 1 MB of '\(name)' was read for this check",
        pt: "só o primeiro 1 MB de '\(name)' foi lido nesta verificação"),
      at: Label(span))
  }

  static func unknownColumn(_ name: String, among columns: [String], at span: Span) -> Diagnostic {
    let closest = suggestion(for: name, among: columns)
    let shown = columns.prefix(12).joined(separator: ", ") + (columns.count > 12 ? ", …" : "")
    return .error(
      .unknownColumn,
      Text(
        en: "there is no column named '\(name)'", pt: "não há coluna chamada '\(name)'"),
      at: Label(span),
      notes: closest == nil
        ? [Text(en: "the columns are: \(shown)", pt: "as colunas são: \(shown)")] : [],
      fixIts: closest.map { [.didYouMean(span, $0.name.columnSpelling, isSafe: $0.isCertain)] }
        ?? [])
  }

  static func ambiguousColumn(_ name: String, at span: Span) -> Diagnostic {
    .error(
      .ambiguousColumn,
      Text(
        en: "'\(name)' is a column and a name of the script",
        pt: "'\(name)' é uma coluna e um nome do script"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "for the column, write `\(name)`", pt: "para a coluna, escreva `\(name)`"),
          [Edit(span, "`\(name)`")], isSafe: false)
      ])
  }

  static func partMissing(
    _ part: String, of data: DataSet, has prepared: PreparedData, at span: Span
  ) -> Diagnostic {
    .error(
      .unknownMember,
      Text(
        en: "'\(data.name)' has no '\(part)' part", pt: "'\(data.name)' não tem a parte '\(part)'"),
      at: Label(span),
      also: [Label(data.span, Text(en: "declared here", pt: "declarado aqui"))],
      notes: [
        Text(
          en: "add for example 'split train: 70%, validation: 15%, test: 15%' to it",
          pt: "acrescente por exemplo 'split train: 70%, validation: 15%, test: 15%'")
      ])
  }

  static func cannotWrite(_ path: String, _ why: Text, at span: Span) -> Diagnostic {
    .error(
      .cannotWrite,
      Text(
        en: "'\(path)' cannot be written: \(why.en)",
        pt: "não é possível gravar '\(path)': \(why.pt)"),
      at: Label(span))
  }
}

extension String {
  /// The name as a script writes it: in backticks unless it is a plain name.
  var columnSpelling: String {
    let isPlain =
      unicodeScalars.first.map { $0 == "_" || $0.properties.isAlphabetic } == true
      && unicodeScalars.allSatisfy {
        $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
    return isPlain ? self : "`\(self)`"
  }
}
