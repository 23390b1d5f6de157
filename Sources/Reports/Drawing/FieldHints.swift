import Diagnostics

/// What a page says of the places of a field.
struct FieldHints {
  private let field: Chart.Field
  private let names: [String]

  /// A hand meets no place more exactly, and a page stays small.
  private static let mostPlaces = 64

  /// - Parameter names: Of the classes, where there are some.
  init(_ field: Chart.Field, names: [String]) { (self.field, self.names) = (field, names) }

  func hint(in box: Rectangle, x: String, y: String) -> Drawing.FieldHint {
    let field = field.thinned(to: Self.mostPlaces)
    var numbers: [String: Int] = [:]
    var texts: [String] = []
    let places = (0..<field.columns * field.rows).map { place in
      let text = text(of: field.values.map { $0[place] })
      let number = numbers[text] ?? texts.count
      if number == texts.count {
        numbers[text] = number
        texts.append(text)
      }
      return number
    }
    return Drawing.FieldHint(
      box: box, x: field.x, y: field.y, xName: x, yName: y, columns: field.columns, texts: texts,
      places: places)
  }

  private func text(of values: [Double]) -> String {
    guard field.look == .classes,
      let best = values.indices.max(by: { values[$0] < values[$1] })
    else {
      let value = NumberText.short(values.first ?? 0, digits: 3)
      return field.name.isEmpty ? value : "\(field.name): \(value)"
    }
    let name = names.indices.contains(best) ? names[best] : ""
    // Two hundredths are no difference that anybody sees.
    let value = NumberText.short((values[best] * 50).rounded() / 50, digits: 2)
    return name.isEmpty ? value : "\(name): \(value)"
  }
}
