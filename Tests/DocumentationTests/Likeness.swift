/// Whether `found` is what a page says, `recorded`.
///
/// A line `…` stands for any number of lines. Seconds are as the machine is; other numbers may
/// differ by 5 %, since another processor adds in another order; a chart is only there or not.
func isAlike(_ found: [Substring], _ recorded: [Substring]) -> Bool {
  guard let gap = recorded.firstIndex(where: { $0.trimmed == "…" }) else {
    return found.count == recorded.count && zip(found, recorded).allSatisfy(isAlike)
  }
  guard found.count >= gap, isAlike(Array(found.prefix(gap)), Array(recorded.prefix(gap))) else {
    return false
  }
  let rest = Array(recorded[(gap + 1)...])
  return (gap...found.count).contains { isAlike(Array(found[$0...]), rest) }
}

private func isAlike(_ found: Substring, _ recorded: Substring) -> Bool {
  if found.isOfChart || recorded.isOfChart { return found.isOfChart == recorded.isOfChart }
  let pieces = (found.pieces, recorded.pieces)
  guard pieces.0.count == pieces.1.count else { return false }
  var isMeasured = false
  for (a, b) in zip(pieces.0, pieces.1).reversed() {
    if let x = a.number, let y = b.number {
      let isNear = abs(x - y) <= max(0.05 * max(abs(x), abs(y)), 1e-4)
      guard isNear || isMeasured else { return false }
      isMeasured = false
    } else {
      guard a == b else { return false }
      isMeasured = a == "s" || a == "ms"
    }
  }
  return true
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Whether the line is one between the axes of a chart.
  fileprivate var isOfChart: Bool { contains { $0 == "┤" || $0 == "│" } }

  /// The numbers and what is between them, without blanks.
  fileprivate var pieces: [String] {
    var pieces: [String] = []
    var isNumber = false
    var isOpen = false
    for character in self {
      let continuesNumber =
        character.isASCII && character.isNumber
        || isOpen && isNumber && (character == "." || character == ",")
      if character == " " {
        isOpen = false
      } else if isOpen, continuesNumber == isNumber {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
        isNumber = continuesNumber
        isOpen = true
      }
    }
    return pieces
  }
}

extension String {
  /// The number that the piece is, a comma between thousands left out.
  fileprivate var number: Double? { Double(replacing(",", with: "")) }
}
