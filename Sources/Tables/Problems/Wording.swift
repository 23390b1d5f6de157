import Diagnostics

/// Things that messages count.
enum Countable {
  case column, cell, row, `class`, value
}

/// "1 column", "3 columns".
func counted(_ count: Int, _ thing: Countable) -> Text {
  let number = NumberText.countText(count)
  let (en, pt): (String, String) =
    switch (thing, count == 1) {
    case (.column, true): ("column", "coluna")
    case (.column, false): ("columns", "colunas")
    case (.cell, true): ("cell", "célula")
    case (.cell, false): ("cells", "células")
    case (.row, true): ("row", "registro")
    case (.row, false): ("rows", "registros")
    case (.class, true): ("class", "classe")
    case (.class, false): ("classes", "classes")
    case (.value, true): ("value", "valor")
    case (.value, false): ("values", "valores")
    }
  return Text(en: "\(number.en) \(en)", pt: "\(number.pt) \(pt)")
}

/// The first few of `texts`, with an ellipsis for the rest.
func listed(_ texts: [Text], limit: Int = 5) -> Text {
  let more = texts.count > limit ? ", …" : ""
  return Text(
    en: texts.prefix(limit).map(\.en).joined(separator: ", ") + more,
    pt: texts.prefix(limit).map(\.pt).joined(separator: ", ") + more)
}

/// The first few of `names` in quotes, with an ellipsis for the rest.
func listed(_ names: some Sequence<String>, limit: Int = 5) -> Text {
  listed(names.map { Text(verbatim: "'\($0)'") }, limit: limit)
}
