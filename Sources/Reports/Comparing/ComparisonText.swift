package import Diagnostics
package import Plans

/// What differs between two versions of a script, for a person.
package func comparisonText(
  _ comparison: ScriptComparison, _ old: ComparedSide, _ new: ComparedSide,
  style: TerminalStyle, language: Language
) -> String {
  let writer = ComparisonWriter(style: style, language: language)
  var text = writer.head(old, new)
  for error in [old.errorText(language), new.errorText(language)].compactMap({ $0 }) {
    text += "  " + style.painted("! " + error.shownSafely, .warning) + "\n"
  }
  text += writer.changes(comparison)
  if comparison.differsWhereUnclear { text += writer.unclear }
  if comparison.isSame { text += writer.same(comparison) }
  // Where nothing that counts has changed, one run is that of both.
  if let a = old.run, let b = new.run,
    (a.record.name, a.record.started) != (b.record.name, b.record.started)
  {
    text += writer.results(a, b)
  }
  return text
}

private struct ComparisonWriter {
  let style: TerminalStyle
  let language: Language

  func head(_ old: ComparedSide, _ new: ComparedSide) -> String {
    let names =
      old.name == new.name ? new.name : "\(old.name) \(style.arrow) \(new.name)"
    return style.painted(names.shownSafely, .strong) + "\n"
  }

  var unclear: String {
    let text = Text(
      en: "they differ where one of them is not understood",
      pt: "eles diferem onde um deles não é entendido")
    return "  \(text[language])\n"
  }

  func same(_ comparison: ScriptComparison) -> String {
    let text =
      comparison.changes.isEmpty
      ? Text(en: "no change in meaning", pt: "nenhuma mudança de significado")
      : Text(
        en: "no change in meaning but for the names",
        pt: "nenhuma mudança de significado além dos nomes"
      )
    return "  \(text[language])\n"
  }

  // MARK: Changes

  /// The changes below the statements that they lie in, with what follows from them.
  func changes(_ comparison: ScriptComparison) -> String {
    var text = ""
    var shown: [String] = []
    var told: Set<Int> = []
    func consequences(below place: [String]?) {
      for (index, consequence) in comparison.consequences.enumerated()
      where !told.contains(index) && (place == nil || consequence.place == place) {
        told.insert(index)
        text += heads(from: shown, to: consequence.place)
        shown = consequence.place
        let line = "= " + consequence.text(style, language).shownSafely
        text += indentation(consequence.place.count) + style.painted(line, .faint) + "\n"
      }
    }
    for change in comparison.changes {
      // What follows from a statement stands behind all that was changed in it.
      if let outer = shown.first, change.place.first != outer {
        for place in places(comparison, in: outer) { consequences(below: place) }
      }
      text += heads(from: shown, to: change.place)
      shown = change.place
      text += indentation(change.place.count) + line(change) + "\n"
      // An added block is told by its first line, below which the others stand.
      if change.opensBlock { shown = change.place + [change.title] }
    }
    if let outer = shown.first {
      for place in places(comparison, in: outer) { consequences(below: place) }
    }
    consequences(below: nil)
    return text
  }

  private func places(_ comparison: ScriptComparison, in outer: String) -> [[String]] {
    comparison.consequences.map(\.place).filter { $0.first == outer }
  }

  /// The heads of the blocks that lead to `place`, as far as they do not stand there yet.
  private func heads(from shown: [String], to place: [String]) -> String {
    let common = zip(shown, place).prefix { $0 == $1 }.count
    return place.indices.dropFirst(common).map { level in
      indentation(level) + style.painted(place[level].shownSafely, .accent) + "\n"
    }.joined()
  }

  private func indentation(_ level: Int) -> String {
    String(repeating: "  ", count: level + 1)
  }

  private func line(_ change: ScriptChange) -> String {
    let (old, new) = (change.old?.text ?? "", change.new?.text ?? "")
    switch change.kind {
    case .added: return style.painted("+ \(change.named(new))".shownSafely, .good)
    case .removed: return style.painted("- \(change.named(old))".shownSafely, .error)
    case .moved:
      return Text(
        en: "\(new) stands at another place", pt: "\(new) está em outro lugar")[language]
        .shownSafely
    case .renamed:
      return Text(
        en: "\(change.name) \(old) is called \(new) now",
        pt: "\(change.name) \(old) agora se chama \(new)")[language].shownSafely
    case .changed:
      let values = "\(side(change.old)) \(style.arrow) \(side(change.new))"
      return change.named(values).shownSafely
    }
  }

  private func side(_ side: ScriptChange.Side?) -> String {
    guard let side else { return "" }
    guard side.isDefault else { return side.text }
    return side.text + Text(en: " (default)", pt: " (padrão)")[language]
  }

  // MARK: Results

  func results(_ old: StoredRun, _ new: StoredRun) -> String {
    let changes = ResultChanges(old, new)
    guard !changes.rows.isEmpty else { return "" }
    var table = TextTable([
      ("", .left), (old.record.name, .right), (new.record.name, .right),
      (Text(en: "change", pt: "mudança")[language], .right),
    ])
    for row in changes.rows {
      let metric = row.name.split(separator: ".").last.map(String.init) ?? row.name
      table.add([
        row.name, row.old.map { metricText(metric, $0) } ?? "–",
        row.new.map { metricText(metric, $0) } ?? "–",
        row.difference.map { difference($0, metric) } ?? "–",
      ])
    }
    let notes = changes.changedData.map { path in
      "  "
        + style.painted(
          Text(
            en: "! \(path) had other content in \(new.record.name) than in \(old.record.name)",
            pt: "! \(path) tinha em \(new.record.name) outro conteúdo que em \(old.record.name)")[
              language
            ].shownSafely, .warning) + "\n"
    }
    return "\n" + table.text(style) + notes.joined()
  }

  private func difference(_ value: Double, _ metric: String) -> String {
    if value == 0 { return "=" }
    let text = metricText(metric, abs(value))
    let isShare = text.hasSuffix("%")
    let number = isShare ? String(text.dropLast()) : text
    let sign = value < 0 ? (style.isASCII ? "-" : "−") : "+"
    let unit = Text(en: " points", pt: " pontos")[language]
    return sign + number + (isShare ? unit : "")
  }
}

extension ScriptChange {
  /// `rate 0.01 → 0.003`, or the line alone where it has no name.
  fileprivate func named(_ text: String) -> String { name.isEmpty ? text : "\(name) \(text)" }

  /// Whether it is a line as a whole that one version alone has.
  fileprivate var opensBlock: Bool { name.isEmpty && (kind == .added || kind == .removed) }

  fileprivate var title: String { (new ?? old)?.text ?? "" }
}
