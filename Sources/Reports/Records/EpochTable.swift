import Diagnostics
package import Plans

/// The epochs of a training as a table in CSV, which any other program reads: a line an epoch, with
/// numbers that read back as the same.
///
/// Seconds are left out: they differ from run to run where nothing else does.
package enum EpochTable {
  /// The names of the columns, with the end of the line.
  package static func head(_ epoch: EpochResult) -> String {
    line(["epoch"] + epoch.results.map(\.name) + ["rate"])
  }

  package static func row(_ epoch: EpochResult) -> String {
    line(
      [String(epoch.epoch)] + epoch.results.map { NumberText.exact($0.value) }
        + [NumberText.exact(epoch.rate)])
  }

  /// The epochs of a table; what stands behind the last end of a line was not written whole.
  ///
  /// - Returns: `nil` where it is no such table.
  package static func epochs(in text: String) -> [EpochResult]? {
    var lines = Array(text.utf8).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).dropLast().map { String(decoding: $0, as: UTF8.self) }
    guard !lines.isEmpty else { return [] }
    let names = cells(of: lines.removeFirst())
    guard names.count >= 3, names.first == "epoch", names[1] == "loss", names.last == "rate" else {
      return nil
    }
    var epochs: [EpochResult] = []
    for line in lines {
      let cells = cells(of: line)
      let values = cells.dropFirst().compactMap { Double($0) }
      guard values.count + 1 == names.count, cells.count == names.count, let number = Int(cells[0])
      else { return nil }
      epochs.append(EpochResult(number, names.dropFirst().dropLast(), values))
    }
    return epochs
  }

  /// A line of CSV with its end.
  package static func line(_ cells: [String]) -> String {
    cells.map { cell in
      guard cell.utf8.contains(where: { [44, 34, 10, 13].contains($0) }) else { return cell }
      return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",") + "\n"
  }

  /// The cells of a line, of which none holds the end of a line.
  private static func cells(of line: String) -> [String] {
    var cells = [""]
    var isQuoted = false
    var before: Character?
    for character in line {
      defer { before = character }
      switch character {
      case "\"":
        // Two of them inside of quotes stand for one.
        if !isQuoted, before == "\"" { cells[cells.count - 1].append(character) }
        isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      case "\r": continue
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}

extension EpochResult {
  /// - Parameters:
  ///   - names: `loss`, then metrics, then those of the validation part.
  ///   - values: One for each name, then the rate.
  fileprivate init(_ number: Int, _ names: ArraySlice<String>, _ values: [Double]) {
    self.init(epoch: number, loss: values[0], rate: values[values.count - 1], seconds: 0)
    for (name, value) in zip(names, values).dropFirst() {
      if name == "validation.loss" {
        validationLoss = value
      } else if name.hasPrefix("validation.") {
        validationMetrics.append(NamedValue(String(name.dropFirst("validation.".count)), value))
      } else {
        metrics.append(NamedValue(name, value))
      }
    }
  }
}
