package import Diagnostics
package import Plans

/// One iteration in its five stages, on one screen.
package func stepText(
  _ step: StepReport, style: TerminalStyle, language: Language
) -> String {
  let place = step.place
  let (number, count) = (NumberText.countText(place.iterations), NumberText.countText(place.count))
  let title = Text(
    en: "step of \(step.network): epoch \(place.epoch), iteration \(number.en) of \(count.en)",
    pt: "passo de \(step.network): época \(place.epoch), iteração \(number.pt) de \(count.pt)")
  let layout = StepLayout(step: step, style: style, language: language)
  return style.painted(title[language].shownSafely, .strong) + "\n" + layout.text
}

/// That a network went back, in one line.
package func backText(_ report: BackReport, language: Language) -> String {
  let undone = Amount.iterations(report.iterations)
  let next = placeText(report.next)
  guard report.iterations > 0 else {
    return Text(
      en: "\(report.network) is there already; next comes \(next.en)",
      pt: "\(report.network) já está lá; a seguir vem a \(next.pt)")[language].shownSafely + "\n"
  }
  return Text(
    en: "\(report.network) went back by \(undone.en); next comes \(next.en)",
    pt: "\(report.network) voltou \(undone.pt); a seguir vem a \(next.pt)")[language].shownSafely
    + "\n"
}

private struct StepLayout {
  let step: StepReport
  let style: TerminalStyle
  let language: Language

  private static let margin = 14

  var text: String {
    let stages: [(Text, [String])] = [
      (Text(en: "input", pt: "entrada"), input),
      (Text(en: "loss", pt: "perda"), [step.loss.name + " " + NumberText.short(step.loss.value)]),
      (Text(en: "gradient", pt: "gradiente"), gradient),
      (Text(en: "update", pt: "mudança"), update),
      (Text(en: "next", pt: "a seguir"), [placeText(step.next)[language]]),
    ]
    return stages.enumerated().map { index, stage in
      let head = "  \(index + 1) " + stage.0[language]
      return stage.1.enumerated().map { row, line in
        ((row == 0 ? head : "").padded(to: Self.margin) + "  " + line).trimmedAtEnd.shownSafely
      }.joined(separator: "\n")
    }.joined(separator: "\n") + "\n"
  }

  // MARK: Input

  private var input: [String] {
    guard let excerpt = step.excerpt, let first = excerpt.samples.first else {
      return [Amount.samples(step.rows.count)[language]]
    }
    let heads = [6, 3, 1].map { rowsText($0, excerpt)[language] }
    let head = heads.first { Self.margin + 2 + $0.displayWidth <= style.width } ?? heads[2]
    var columns = zip(excerpt.inputNames, first.inputs.indices).map { name, index in
      Column(shortened(name), excerpt.samples.map { NumberText.short($0.inputs[index], digits: 3) })
    }
    let target = Column(
      shortened(excerpt.targetName), excerpt.samples.map { shortened($0.target) }, isText: true)
    let fitting = count(of: columns, beside: target)
    if fitting < max(columns.count, excerpt.inputNames.count) {
      columns = Array(columns.prefix(fitting))
      columns.append(Column(ellipsis, excerpt.samples.map { _ in ellipsis }))
    }
    return [head] + table(columns + [target])
  }

  /// How many samples there are, and the first `count` of their rows.
  private func rowsText(_ count: Int, _ excerpt: SampleExcerpt) -> Text {
    let rows = step.rows.prefix(count).map { NumberText.count($0 + 1) }.joined(separator: ", ")
    let more = step.rows.count > count ? ", \(ellipsis)" : ""
    let amount = Amount.samples(step.rows.count)
    return Text(
      en: "\(amount.en) of \(excerpt.part): rows \(rows)\(more)",
      pt: "\(amount.pt) de \(excerpt.part): linhas \(rows)\(more)")
  }

  private var ellipsis: String { style.isASCII ? "..." : "…" }

  private func shortened(_ name: String) -> String {
    name.count <= 14 ? name : String(name.prefix(13)) + ellipsis
  }

  /// How many of `columns` fit on the line.
  private func count(of columns: [Column], beside last: Column) -> Int {
    var left = style.width - Self.margin - 10 - last.width
    return columns.prefix { column in
      left -= column.width + 2
      return left >= 0
    }.count
  }

  // MARK: Gradient and update

  private var gradient: [String] {
    let layers = step.layers
    let head = Text(en: "layer", pt: "camada")[language]
    let columns = [
      Column(head, layers.map(\.name), isText: true),
      Column(Text(en: "norm", pt: "norma")[language], layers.map { short($0.gradientNorm) }),
      Column(Text(en: "largest", pt: "maior")[language], layers.map { short($0.largestGradient) }),
      Column(Text(en: "weights", pt: "pesos")[language], layers.map { short($0.weightNorm) }),
      Column(
        Text(en: "moved by", pt: "mudaram")[language],
        layers.map {
          $0.weightNorm > 0 ? short(100 * $0.changeNorm / $0.weightNorm, digits: 2) + "%" : "-"
        }),
    ]
    guard let clipped = step.clippedNorm else { return table(columns) }
    let (before, after) = (short(step.gradientNorm), short(clipped))
    let isClipped = clipped < step.gradientNorm
    return table(columns) + [
      Text(
        en: "the norm of all together is \(before), "
          + (isClipped ? "clipped to \(after)" : "within the limit"),
        pt: "a norma de todos juntos é \(before), "
          + (isClipped ? "limitada a \(after)" : "dentro do limite"))[language]
    ]
  }

  private var update: [String] {
    let update = step.update
    let place = update.indices.map { String($0 + 1) }.joined(separator: ", ")
    let name = "\(update.parameter)[\(place)]\(ends[language])"
    let (minus, times, arrow) = style.isASCII ? ("-", "*", "<-") : ("−", "·", "←")
    let (before, after) = (exact(update.before), exact(update.after))
    let (rate, gradient) = (exact(update.rate), exact(update.gradient))
    guard update.isPlainDescent else {
      let change = "\(name): w \(before) \(style.isASCII ? "->" : "→") \(after)"
      // An optimizer that looks for the length of its step by itself has no rate.
      guard update.rate != 0 else {
        let text = Text(
          en: "by \(update.optimizer), with the gradient \(gradient) at the beginning",
          pt: "por \(update.optimizer), com o gradiente \(gradient) no início")
        return [change, text[language]]
      }
      return [
        change,
        Text(
          en: "by \(update.optimizer), with the rate \(rate) and the gradient \(gradient)",
          pt: "por \(update.optimizer), com a taxa \(rate) e o gradiente \(gradient)")[language],
      ]
    }
    let factor = update.gradient < 0 ? "(\(gradient))" : gradient
    return [
      "\(name): w \(arrow) w \(minus) rate \(times) g",
      "\(before) \(minus) \(rate) \(times) \(factor) = \(after)",
    ]
  }

  /// Which two things a weight of the first layer connects, in words.
  private var ends: Text {
    let update = step.update
    guard update.indices.count == 2, let excerpt = step.excerpt,
      step.layers.first.map({ $0.name + ".weight" }) == update.parameter,
      excerpt.inputNames.indices.contains(update.indices[0])
    else { return Text(verbatim: "") }
    let (input, unit) = (excerpt.inputNames[update.indices[0]], update.indices[1] + 1)
    return Text(en: ", from \(input) to unit \(unit)", pt: ", de \(input) à unidade \(unit)")
  }

  private func short(_ value: Double, digits: Int = 4) -> String {
    NumberText.short(value, digits: digits)
  }

  /// So many digits that a small change shows.
  private func exact(_ value: Double) -> String { NumberText.short(value, digits: 6) }

  // MARK: Columns

  private struct Column {
    var cells: [String]
    var isText: Bool

    init(_ head: String, _ cells: [String], isText: Bool = false) {
      self.cells = [head] + cells
      self.isText = isText
    }

    var width: Int { cells.map(\.displayWidth).max() ?? 0 }
  }

  private func table(_ columns: [Column]) -> [String] {
    let rows = columns.map(\.cells.count).max() ?? 0
    return (0..<rows).map { row in
      columns.map { column in
        let cell = row < column.cells.count ? column.cells[row] : ""
        return column.isText ? cell.padded(to: column.width) : cell.paddedLeft(to: column.width)
      }.joined(separator: "  ")
    }
  }
}
