import Diagnostics

/// The values for pairs of categories as a table, or as a list of the strongest beside the diagonal
/// where that is too wide.
func cellTable(_ cells: Chart.Cells, of chart: Chart, _ style: TerminalStyle) -> String {
  func names(_ axis: Chart.Axis) -> [String] {
    if case .categories(let names) = axis.scale { names } else { [] }
  }
  let (across, down) = (names(chart.x), names(chart.y))
  var table = TextTable(
    [(name: "\(chart.y.name) \\ \(chart.x.name)", alignment: .left)]
      + across.map { (name: $0, alignment: .right) })
  for (name, labels) in zip(down, cells.labels) { table.add([name] + labels) }
  let width = max(10, style.width - 2)
  func line(_ text: String, _ ink: Ink) -> String {
    "  " + style.painted(text.cut(to: width, ellipsis: style.ellipsis), ink) + "\n"
  }
  let head = line(chart.title, .strong)
  let remarks = chart.remarks.map { line($0, .faint) }.joined()
  let text = table.text(.plain)
  if text.split(separator: "\n").allSatisfy({ String($0).displayWidth <= style.width }) {
    return head + table.text(style) + remarks
  }
  var pairs: [(share: Double, text: String)] = []
  for (row, name) in down.enumerated() {
    for (column, other) in across.enumerated() where row != column {
      guard cells.shares[row][column] > 0 else { continue }
      pairs.append(
        (
          cells.shares[row][column],
          "\(cells.labels[row][column])  \(name) \(style.isASCII ? "->" : "→") \(other)"
        ))
    }
  }
  let strongest = pairs.sorted { $0.share > $1.share }.prefix(12)
  return head + line("\(chart.y.name) \(style.isASCII ? "->" : "→") \(chart.x.name)", .faint)
    + strongest.map { "  " + $0.text.cut(to: width, ellipsis: style.ellipsis) + "\n" }.joined()
    + remarks
}

/// Small images side by side, each value a shade.
func terminalImages(_ sheet: ImageSheet, _ style: TerminalStyle) -> String {
  let shades: [Character] = style.isASCII ? Array(" .:-=+*#%@") : Array(" ░▒▓█")
  let width = max(20, min(style.width, 100) - 2)
  var lines = ["  " + style.painted(sheet.title.cut(to: width, ellipsis: style.ellipsis), .strong)]
  lines += sheet.remarks.map {
    "  " + style.painted($0.cut(to: width, ellipsis: style.ellipsis), .faint)
  }
  var rest = sheet.images.filter { $0.columns > 0 && $0.rows > 0 }.prefix(24)[...]
  while let first = rest.first {
    // Two characters are about as wide as one is high.
    let columns = min(first.columns * 2, width)
    let count = max(1, min(rest.count, (width + 2) / (max(columns, 6) + 2)))
    let row = rest.prefix(count)
    rest = rest.dropFirst(count)
    let height = min(row.map(\.rows).max() ?? 1, 28)
    for line in 0..<height {
      let texts = row.map { image -> String in
        guard line < image.rows else { return String(repeating: " ", count: max(columns, 6)) }
        let strongest = image.values.lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
        let signs = (0..<columns).map { column -> Character in
          let place = min(column * image.columns / max(columns, 1), image.columns - 1)
          let value = image.values[line * image.columns + place]
          let share = value.isFinite && strongest > 0 ? (value / strongest + 1) / 2 : 0.5
          return shades[min(max(Int(share * Double(shades.count)), 0), shades.count - 1)]
        }
        return String(signs).padded(to: max(columns, 6))
      }
      lines.append("  " + texts.joined(separator: "  "))
    }
    let names = row.map {
      $0.name.cut(to: max(columns, 6), ellipsis: style.ellipsis).padded(to: max(columns, 6))
    }
    lines.append("  " + names.joined(separator: "  "))
  }
  return lines.map(\.trimmedAtEnd).joined(separator: "\n") + "\n"
}

/// The layers of a network one below the other.
func terminalDiagram(_ diagram: LayerDiagram, _ style: TerminalStyle) -> String {
  let diagram = diagram.shortened(to: 60)
  let width = max(10, style.width - 4)
  func cut(_ text: String) -> String { text.cut(to: width, ellipsis: style.ellipsis) }
  var lines = ["  " + style.painted(cut(diagram.title), .strong)]
  let (down, bar, from) = style.isASCII ? ("v", "|", "<-") : ("↓", "│", "←")
  for (index, box) in diagram.boxes.enumerated() {
    if index > 0 { lines.append("    " + style.painted(down, .faint)) }
    let others = box.inputs.filter { $0 != index - 1 && diagram.boxes.indices.contains($0) }
    let also =
      others.isEmpty
      ? "" : " \(from) " + others.map { diagram.boxes[$0].name }.joined(separator: ", ")
    let parts = [box.detail, box.output, box.parameters ?? ""].filter { !$0.isEmpty }
    let name = style.isASCII && box.name == "…" ? "..." : box.name
    let text = cut(name + also + "  " + parts.joined(separator: "  "))
    let head = min(name.count, text.count)
    lines.append(
      "  " + style.painted(bar, .faint) + " " + style.painted(String(text.prefix(head)), .strong)
        + text.dropFirst(head))
  }
  return lines.map { $0.trimmedAtEnd }.joined(separator: "\n") + "\n"
}
