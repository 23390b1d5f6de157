import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension TableError {
  static func fileMissing(_ path: String, reason: Int32) -> TableError {
    guard reason == ENOENT || reason == ENOTDIR else {
      return .fileUnreadable(path, reason: reason)
    }
    return TableError(
      .fileUnreadable, Text(en: "there is no file '\(path)'", pt: "não existe o arquivo '\(path)'"),
      notes: [.pathsOfScript])
  }

  static func isDirectory(_ path: String) -> TableError {
    TableError(
      .fileUnreadable,
      Text(
        en: "'\(path)' is a directory, and a file was needed",
        pt: "'\(path)' é um diretório, e era preciso um arquivo"))
  }

  static func fileUnreadable(_ path: String, reason: Int32) -> TableError {
    let reason = Text(systemError: reason)
    return TableError(
      .fileUnreadable,
      Text(
        en: "'\(path)' cannot be read: \(reason.en)",
        pt: "não é possível ler '\(path)': \(reason.pt)"))
  }

  static func gzipDamaged(_ path: String, at bytes: Int) -> TableError {
    TableError(
      .fileUnreadable,
      Text(
        en: "'\(path)' is damaged: decompressing it fails after \(NumberText.count(bytes)) bytes",
        pt:
          "'\(path)' está danificado: a descompressão falha após \(NumberText.count(bytes, in: .portuguese)) bytes"
      ))
  }

  static func fileTooLarge(_ path: String, limit: Int) -> TableError {
    TableError(
      .tableTooLarge,
      Text(
        en: "'\(path)' holds more than \(limit >> 30) GB, which is the most that is read",
        pt: "'\(path)' tem mais de \(limit >> 30) GB, o máximo que é lido"))
  }

  static func noMemoryLeft(_ path: String) -> TableError {
    TableError(
      .tableTooLarge,
      Text(
        en: "'\(path)' holds more than the memory that is left has room for",
        pt: "'\(path)' tem mais do que cabe na memória que resta"))
  }

  /// - Parameters:
  ///   - rows: How many there are, as far as the beginning of the file tells.
  ///   - width: The bytes of a number.
  static func tableNeedsMemory(
    _ path: String, rows: Int, columns: Int, width: Int, bytes: Int, available: Int
  ) -> TableError {
    let (need, have) = (NumberText.memory(bytes), NumberText.memory(available))
    return TableError(
      .tableTooLarge,
      Text(
        en: "the numbers of '\(path)' need about \(need) of memory, and \(have) are free",
        pt: "os números de '\(path)' precisam de cerca de \(need) de memória, e há \(have) livres"),
      notes: [
        Text(
          en: "\(counted(rows, .row).en) of \(counted(columns, .column).en), and "
            + (width == 1 ? "a byte a number" : "\(width) bytes a number"),
          pt: "\(counted(rows, .row).pt) de \(counted(columns, .column).pt), e "
            + (width == 1 ? "um byte por número" : "\(width) bytes por número"))
      ])
  }

  static func fileChanged(_ path: String) -> TableError {
    TableError(
      .fileUnreadable,
      Text(
        en: "'\(path)' changed while it was read", pt: "'\(path)' mudou enquanto era lido"))
  }

  static func lineTooLong(_ path: String, line: Int, limit: Int) -> TableError {
    TableError(
      .lineTooLong,
      Text(
        en: "line \(line) of '\(path)' is longer than \(limit >> 20) MB",
        pt: "a linha \(line) de '\(path)' tem mais de \(limit >> 20) MB"),
      notes: [
        Text(
          en: "a table has one row a line; is this another kind of file?",
          pt: "uma tabela tem um registro por linha; será outro tipo de arquivo?")
      ])
  }

  static func tooManyColumns(_ path: String, count: Int, limit: Int) -> TableError {
    TableError(
      .tableTooLarge,
      Text(
        en: "'\(path)' has \(NumberText.count(count)) columns, and at most "
          + "\(NumberText.count(limit)) are read",
        pt:
          "'\(path)' tem \(NumberText.count(count, in: .portuguese)) colunas, e são lidas no máximo "
          + NumberText.count(limit, in: .portuguese)))
  }

  static func separatorImpossible(_ separator: Character) -> TableError {
    TableError(
      .separatorImpossible,
      Text(
        en: "the separator must be one ASCII character other than a quote, not '\(separator)'",
        pt: "o separador deve ser um caractere ASCII diferente de aspas, não '\(separator)'"))
  }

  static func binaryFile(_ path: String, kind: BinaryKind) -> TableError {
    TableError(
      .binaryFile,
      Text(
        en: "'\(path)' is \(kind.text.en), and a table as text was needed",
        pt: "'\(path)' é \(kind.text.pt), e era preciso uma tabela em texto"),
      notes: kind.advice.map { [$0] } ?? [])
  }

  static func fileEmpty(_ path: String) -> TableError {
    TableError(
      .emptyTable, Text(en: "'\(path)' is empty", pt: "'\(path)' está vazio"),
      notes: [
        Text(
          en: "a table needs a line with the names of the columns, and rows below it",
          pt: "uma tabela precisa de uma linha com os nomes das colunas e de registros abaixo dela")
      ])
  }

  static func fileWithoutRows(_ path: String, header: [String]) -> TableError {
    TableError(
      .emptyTable,
      Text(
        en: "'\(path)' has a header with \(counted(header.count, .column).en), and no rows",
        pt: "'\(path)' tem um cabeçalho com \(counted(header.count, .column).pt) e nenhum registro")
    )
  }

  static func misplacedQuote(_ path: String, _ problem: QuoteProblem) -> TableError {
    switch problem {
    case .open(let line):
      TableError(
        .misplacedQuote,
        Text(
          en: "the quote on line \(line) of '\(path)' is never closed",
          pt: "as aspas da linha \(line) de '\(path)' nunca se fecham"),
        notes: [.quotesAreDoubled])
    case .textBehind(let line):
      TableError(
        .misplacedQuote,
        Text(
          en: "on line \(line) of '\(path)', text follows a closing quote",
          pt: "na linha \(line) de '\(path)' há texto depois das aspas que fecham"),
        notes: [.quotesAreDoubled])
    }
  }

  /// The first few rows that are not as wide as the header.
  static func raggedRows(
    _ path: String, _ rows: [RaggedRow], width: Int, separator: UInt8
  ) -> TableError {
    let first = rows.first ?? RaggedRow(line: 0, count: 0)
    let cells = counted(first.count, .cell)
    let columns = counted(width, .column)
    let listed = rows.prefix(5).map { "\($0.line) (\($0.count))" }.joined(separator: ", ")
    let more = rows.count > 5 ? ", …" : ""
    var notes: [Text] = []
    if rows.count > 1 {
      notes.append(
        Text(
          en: "\(NumberText.count(rows.count)) rows differ; lines (cells): \(listed)\(more)",
          pt:
            "\(NumberText.count(rows.count, in: .portuguese)) registros diferem; linhas (células): \(listed)\(more)"
        )
      )
    }
    let mark = separator == 0x09 ? "\\t" : String(Unicode.Scalar(separator))
    notes.append(
      Text(
        en: "the columns are separated by '\(mark)'; a cell that holds one needs quotes",
        pt: "as colunas são separadas por '\(mark)'; uma célula que o contém precisa de aspas"))
    return TableError(
      .raggedRows,
      Text(
        en: "line \(first.line) of '\(path)' has \(cells.en), and the table \(columns.en)",
        pt: "a linha \(first.line) de '\(path)' tem \(cells.pt), e a tabela, \(columns.pt)"),
      notes: notes)
  }

  static func unnamedColumn(_ path: String, number: Int) -> TableError {
    TableError(
      .unnamedColumn,
      Text(
        en: "column \(number) of '\(path)' has no name",
        pt: "a coluna \(number) de '\(path)' não tem nome"),
      notes: [
        Text(
          en: "give it one on the first line of the file",
          pt: "dê um nome a ela na primeira linha do arquivo")
      ])
  }

  static func duplicateColumn(_ name: String, numbers: (Int, Int)) -> TableError {
    TableError(
      .duplicateColumn,
      Text(
        en: "columns \(numbers.0) and \(numbers.1) are both called '\(name)'",
        pt: "as colunas \(numbers.0) e \(numbers.1) se chamam '\(name)'"),
      column: name)
  }
}

extension TableNote {
  static func notUTF8(_ path: String, _ encoding: DecodedText.Encoding) -> TableNote {
    switch encoding {
    case .windows1252(let line):
      TableNote(
        .fileEncoding,
        Text(
          en: "'\(path)' is not UTF-8 (see line \(line)); it was read as Windows-1252",
          pt: "'\(path)' não é UTF-8 (veja a linha \(line)); foi lido como Windows-1252"))
    case .utf16:
      TableNote(
        .fileEncoding,
        Text(
          en: "'\(path)' is not UTF-8; it was read as UTF-16",
          pt: "'\(path)' não é UTF-8; foi lido como UTF-16"))
    }
  }

  static func noHeader(_ path: String) -> TableNote {
    TableNote(
      .noHeader,
      Text(
        en: "'\(path)' begins with a row of values: its columns are called column_1, column_2, …",
        pt: "'\(path)' começa com um registro de valores: suas colunas se chamam column_1, "
          + "column_2, …"),
      notes: [
        Text(
          en: "if the first line holds the names, write 'header: true'",
          pt: "se a primeira linha contém os nomes, escreva 'header: true'")
      ])
  }
}

extension BinaryKind {
  fileprivate var text: Text {
    switch self {
    case .spreadsheet: Text(en: "a spreadsheet or an archive", pt: "uma planilha ou um arquivo zip")
    case .pdf: Text(en: "a PDF document", pt: "um documento PDF")
    case .image: Text(en: "an image", pt: "uma imagem")
    case .numpy: Text(en: "a NumPy array", pt: "um array do NumPy")
    case .sqlite: Text(en: "an SQLite database", pt: "um banco de dados SQLite")
    case .unknown: Text(en: "a binary file", pt: "um arquivo binário")
    }
  }

  fileprivate var advice: Text? {
    switch self {
    case .spreadsheet, .pdf:
      Text(
        en: "open it in the program that made it and save the table as CSV",
        pt: "abra-o no programa que o criou e salve a tabela como CSV")
    case .image, .numpy, .sqlite, .unknown: nil
    }
  }
}

extension Text {
  fileprivate static var quotesAreDoubled: Text {
    Text(
      en: "a quote inside a quoted cell is written twice",
      pt: "aspas dentro de uma célula entre aspas são escritas duas vezes")
  }
}
