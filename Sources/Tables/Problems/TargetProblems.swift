import Diagnostics

extension TableError {
  static func oneClass(_ name: String, _ classes: [String], item: Int?) -> TableError {
    let only = classes.first ?? ""
    return TableError(
      .oneClass,
      Text(
        en: "the target '\(name)' is '\(only)' in every row, so there is nothing to tell apart",
        pt: "o alvo '\(name)' é '\(only)' em todos os registros, e não há o que distinguir"),
      item: item, column: name)
  }

  static func notBinary(_ name: String, classes: [String], item: Int?) -> TableError {
    let names = listed(classes)
    return TableError(
      .targetKind,
      Text(
        en: "'kind: binary' needs two different values, and '\(name)' has "
          + "\(NumberText.count(classes.count)): \(names.en)",
        pt: "'kind: binary' precisa de dois valores diferentes, e '\(name)' tem "
          + "\(NumberText.count(classes.count, in: .portuguese)): \(names.pt)"),
      notes: [Text(en: "write 'kind: classes'", pt: "escreva 'kind: classes'")],
      item: item, column: name)
  }

  static func tooManyClasses(_ name: String, classes: Int, rows: Int, item: Int?) -> TableError {
    TableError(
      .targetKind,
      Text(
        en: "the target '\(name)' has \(counted(classes, .class).en) in \(counted(rows, .row).en), "
          + "too many to tell apart",
        pt: "o alvo '\(name)' tem \(counted(classes, .class).pt) em \(counted(rows, .row).pt), "
          + "demais para distinguir"),
      notes: [
        Text(
          en: "is it a name, or a number that should be predicted as such?",
          pt: "é um nome, ou um número que deveria ser previsto como tal?")
      ], item: item, column: name)
  }

  static func textIsNoNumber(_ name: String, item: Int?) -> TableError {
    TableError(
      .targetKind,
      Text(
        en: "'kind: number' needs numbers, and '\(name)' is a column of texts",
        pt: "'kind: number' precisa de números, e '\(name)' é uma coluna de textos"),
      item: item, column: name)
  }

  static func severalTargetsNeedNumbers(_ name: String, item: Int?) -> TableError {
    TableError(
      .targetKind,
      Text(
        en: "several targets must all be numbers, and '\(name)' is a column of texts",
        pt: "vários alvos devem ser todos números, e '\(name)' é uma coluna de textos"),
      item: item, column: name)
  }

  static func severalTargetsAreNumbers(_ kind: TargetKind, item: Int?) -> TableError {
    TableError(
      .targetKind,
      Text(
        en: "several targets are predicted as numbers, not as '\(kind.rawValue)'",
        pt: "vários alvos são previstos como números, não como '\(kind.rawValue)'"), item: item)
  }

  static func classesHaveNoScale(_ rule: ScaleStep.Rule, item: Int?) -> TableError {
    TableError(
      .targetKind,
      Text(
        en: "'scale \(rule.rawValue), target' needs a number as target, and this one is a class",
        pt: "'scale \(rule.rawValue), target' precisa de um número como alvo, e este é uma classe"),
      item: item)
  }
}
