import Diagnostics

extension TableNote {
  /// Columns that are the same in every training row; the first with its value.
  static func constantColumns(_ columns: [(name: String, value: String)]) -> TableNote? {
    guard let first = columns.first else { return nil }
    let names = columns.map(\.name)
    let code = names.prefix(12).map(columnInCode).joined(separator: ", ")
    let message: Text
    if columns.count == 1 {
      message = Text(
        en: "'\(first.name)' is \(first.value) in all training rows",
        pt: "'\(first.name)' é \(first.value) em todos os registros de treinamento")
    } else {
      let list = listed(names, limit: 12)
      message = Text(
        en: "\(counted(names.count, .column).en) are the same in all training rows: \(list.en)",
        pt: "\(counted(names.count, .column).pt) são iguais em todos os registros de treinamento: "
          + list.pt)
    }
    return TableNote(
      .constantColumn, message,
      notes: [
        Text(
          en: "nothing can be learnt from \(columns.count == 1 ? "it" : "them"): 'drop \(code)'",
          pt: "não há o que aprender \(columns.count == 1 ? "dela" : "delas"): 'drop \(code)'")
      ], column: first.name)
  }

  /// Rows of other parts that the training part has too, each with its twin there.
  static func repeatedRows(
    _ pairs: [(row: Int, twin: Int)], of evaluated: Int, hasValidation: Bool, hasTest: Bool,
    in table: Table, item: Int?
  ) -> TableNote {
    let shown = listed(
      pairs.map { pair in
        let (row, twin) = (table.place(of: pair.row).text, table.place(of: pair.twin).text)
        return Text(en: "\(row.en) is \(twin.en) again", pt: "\(row.pt) repete \(twin.pt)")
      }, limit: 2)
    let part =
      hasValidation && hasTest
      ? Text(en: "validation and test", pt: "de validação e de teste")
      : hasTest ? Text(en: "test", pt: "de teste") : Text(en: "validation", pt: "de validação")
    let (some, all) = (NumberText.countText(pairs.count), counted(evaluated, .row))
    return TableNote(
      .repeatedRows,
      Text(
        en:
          "\(some.en) of \(NumberText.count(evaluated)) \(part.en) rows stand in the training part "
          + "too: \(shown.en)",
        pt: "\(some.pt) de \(all.pt) \(part.pt) também estão na parte de treinamento: \(shown.pt)"),
      notes: [
        Text(
          en:
            "the network has learnt their answers, so they make its score too good: where they are "
            + "copies, leave each in the file once",
          pt: "a rede já aprendeu as respostas deles, o que melhora a nota sem mérito: se são "
            + "cópias, deixe cada um uma só vez no arquivo")
      ], item: item)
  }

  /// Features that say what the target says; the first is told in full.
  static func targetCopy(
    _ names: [String], _ how: TargetCopy, target: String, rows: Int, item: Int?
  ) -> TableNote {
    let name = names.first ?? ""
    let all = counted(rows, .row)
    let message: Text
    switch how {
    case .equal:
      message = Text(
        en: "'\(name)' equals the target '\(target)' in all \(all.en)",
        pt: "'\(name)' é igual ao alvo '\(target)' em todos os \(all.pt)")
    case .line(let factor, let offset):
      let sign = offset < 0 ? "-" : "+"
      let line =
        NumberText.short(factor) + " · '\(name)'"
        + (offset == 0 ? "" : " \(sign) \(NumberText.short(abs(offset)))")
      message = Text(
        en: "the target '\(target)' is \(line) in all \(all.en)",
        pt: "o alvo '\(target)' é \(line) em todos os \(all.pt)")
    case .oneToOne:
      message = Text(
        en: "'\(name)' says the same as the target '\(target)' in all \(all.en): each value of the "
          + "one goes with one value of the other",
        pt: "'\(name)' diz o mesmo que o alvo '\(target)' em todos os \(all.pt): a cada valor de "
          + "um corresponde um valor do outro")
    case .determined:
      message = Text(
        en: "'\(name)' gives the target '\(target)' away in all \(all.en): each of its values has "
          + "only one answer",
        pt: "'\(name)' entrega o alvo '\(target)' em todos os \(all.pt): cada um de seus valores "
          + "tem uma só resposta")
    }
    var notes: [Text] = []
    if names.count > 1 {
      let others = listed(names.dropFirst())
      notes.append(Text(en: "so does \(others.en)", pt: "o mesmo vale para \(others.pt)"))
    }
    let code = names.prefix(12).map(columnInCode).joined(separator: ", ")
    notes.append(
      Text(
        en: "if '\(name)' is not known before '\(target)' is, write 'drop \(code)'; if it is, no "
          + "network is needed",
        pt: "se '\(name)' não é conhecida antes de '\(target)', escreva 'drop \(code)'; se é, nem "
          + "é preciso uma rede"))
    return TableNote(.targetCopy, message, notes: notes, item: item, column: name)
  }

  static func unequalClasses(
    _ classes: [(name: String, count: Int)], largest: Int, smallest: Int, rows: Int, item: Int?
  ) -> TableNote {
    let sorted = classes.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    // The smallest is always among them.
    let names = sorted.map { "'\($0.name)' \(NumberText.count($0.count))" }
    let list =
      names.count > 5
      ? names.prefix(4).joined(separator: ", ") + ", … " + (names.last ?? "")
      : names.joined(separator: ", ")
    let most = classes[largest]
    let share = NumberText.short(100 * Double(most.count) / Double(rows), digits: 3)
    return TableNote(
      .unequalClasses,
      Text(
        en: "the classes are very unequal, in rows: \(list)",
        pt: "as classes são muito desiguais, em registros: \(list)"),
      notes: [
        Text(
          en: "always answering '\(most.name)' has an accuracy of \(share)%, so look at the "
            + "confusion matrix and at 'f1' too: 'metrics accuracy, f1'",
          pt: "responder sempre '\(most.name)' dá uma acurácia de \(share)%; olhe também a matriz "
            + "de confusão e 'f1': 'metrics accuracy, f1'")
      ], item: item)
  }

  static func missingClasses(
    _ missing: [(part: String, classes: [String])], target: String, areSorted: Bool, item: Int?
  ) -> TableNote {
    let parts = missing.map { part in
      let names = listed(part.classes, limit: 3)
      return Text(
        en: "'\(part.part)' has no row of \(names.en)",
        pt: "'\(part.part)' não tem registro de \(names.pt)")
    }
    let en = parts.map(\.en).joined(separator: "; ")
    let pt = parts.map(\.pt).joined(separator: "; ")
    return TableNote(
      .classNotInPart,
      areSorted
        ? Text(
          en:
            "the rows are sorted by '\(target)', and 'order: kept' cuts them as they stand: \(en)",
          pt: "os registros estão ordenados por '\(target)', e 'order: kept' os corta como estão: "
            + pt)
        : Text(
          en: "'order: kept' cuts the rows as they stand: \(en)",
          pt: "'order: kept' corta os registros como estão: \(pt)"),
      notes: [
        Text(
          en: "leave 'order: kept' out: rows are then mixed, and each part gets its share of every "
            + "class",
          pt: "retire 'order: kept': os registros são então misturados, e cada parte recebe sua "
            + "fração de cada classe")
      ], item: item)
  }

  /// `category` with the target's name, which is about features.
  static func targetAsCategory(_ name: String, item: Int?) -> TableNote {
    let column = columnInCode(name)
    return TableNote(
      .targetKind,
      Text(
        en: "'category' is about features, and '\(name)' is the target, which is predicted as a "
          + "number",
        pt: "'category' trata de atributos, e '\(name)' é o alvo, que é previsto como um número"),
      notes: [
        Text(
          en: "to tell its values apart as classes, write 'target \(column), kind: classes'",
          pt: "para distinguir seus valores como classes, escreva 'target \(column), kind: classes'"
        )
      ], item: item, column: name)
  }
}
