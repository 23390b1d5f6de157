import Reports
import Tables
import Kernels

extension PreparedData {
  /// The columns of numbers in their own units, by class; the target too, where it is a number.
  ///
  /// Of very many rows some are evenly chosen.
  func columnsByClass(of parts: [Samples]) -> [(name: String, classes: [NamedValues])] {
    guard encoding.window == nil, encoding.image == nil else { return [] }
    let names = classes.isEmpty ? [""] : classes
    var columns: [(name: String, classes: [NamedValues])] = []
    for place in encoding.numberPlaces.prefix(12) {
      columns.append((place.name, byClass(parts, names) { place.value(of: $0, in: $1) }))
    }
    if encoding.target.kind == .number, let name = encoding.target.names.first {
      columns.append(
        (
          name,
          byClass(parts, names) { row, samples in
            let width = max(samples.outputs, 1)
            guard let targets = samples.numberTargets else { return .nan }
            return encoding.target.values(targets[row * width..<(row + 1) * width]).first ?? .nan
          }
        ))
    }
    return columns
  }

  private func byClass(
    _ parts: [Samples], _ names: [String], _ value: (Int, Samples) -> Double
  ) -> [NamedValues] {
    var classes = names.map { (name: $0, values: [Double]()) }
    for samples in parts {
      let indices = samples.classIndices
      for row in samples.shownRows {
        let own = indices.map { $0[row] } ?? 0
        if classes.indices.contains(own) { classes[own].values.append(value(row, samples)) }
      }
    }
    return classes
  }
}

extension Samples {
  /// The rows that a picture shows: all, or of very many some evenly chosen.
  var shownRows: StrideTo<Int> { stride(from: 0, to: count, by: max(1, count / 50_000)) }
}
