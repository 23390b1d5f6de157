import Diagnostics

/// What a network says about one row, in the target's own words and units.
package enum Prediction: Hashable, Sendable {
  /// One number for each column that is predicted.
  case numbers([Double])
  /// The class taken, and the probability of each, in the order of the target's classes.
  case choice(String, probabilities: [Double])
}

extension TargetRule {
  /// What `outputs`, those of one sample, mean.
  ///
  /// - Parameter threshold: From which output on the second of two classes is taken: 0.5 for
  ///   probabilities, 0 for scores.
  package func prediction(
    _ outputs: some RandomAccessCollection<Float>, threshold: Float = 0.5
  ) -> Prediction {
    let outputs = Array(outputs)
    switch kind {
    case .number:
      return .numbers(zip(outputs, scales).map { $1.undone(Double($0)) })
    case .binary where outputs.count == 1:
      let positive = Double(outputs[0])
      let place = outputs[0] >= threshold ? 1 : 0
      return .choice(
        place < classes.count ? classes[place] : "", probabilities: [1 - positive, positive])
    case .binary, .classes:
      // The first where several are equal.
      let best = outputs.indices.max {
        outputs[$0] < outputs[$1] || ($0 > $1 && outputs[$0] == outputs[$1])
      }
      return .choice(
        best.flatMap { $0 < classes.count ? classes[$0] : nil } ?? "",
        probabilities: outputs.map(Double.init))
    }
  }

  /// A table of predictions with a header, as CSV.
  ///
  /// For classes the class taken and a column for each class, for two classes that of the second,
  /// for numbers the value in the target's own unit.
  ///
  /// - Parameters:
  ///   - outputs: Row after row, as the network gives them.
  ///   - areProbabilities: Whether the last activation gives probabilities; otherwise the columns
  ///     are called scores.
  package func predictionCSV(
    _ outputs: [Float], rows: Int, areProbabilities: Bool = true
  ) -> [UInt8] {
    let width = rows > 0 ? outputs.count / rows : 0
    let isSingle = kind == .binary && width <= 1
    let word = areProbabilities ? "probability" : "score"
    var header = names
    if kind != .number {
      header += (isSingle ? Array(classes.dropFirst()) : classes).map { "\(word)_\($0)" }
    }
    var text = [UInt8](csvLine: header)
    for row in 0..<rows {
      let outputs = outputs[row * width..<(row + 1) * width]
      switch prediction(outputs, threshold: areProbabilities ? 0.5 : 0) {
      case .numbers(let values): text += [UInt8](csvLine: values.map(Self.number))
      case .choice(let name, _):
        text += [UInt8](csvLine: [name] + outputs.map { Self.number(Double($0)) })
      }
    }
    return text
  }

  /// As many digits as a `Float` has.
  private static func number(_ value: Double) -> String {
    NumberText.short(value, digits: 9)
  }
}

extension [UInt8] {
  /// One row of a CSV file, with quotes where a field needs them.
  fileprivate init(csvLine fields: [String]) {
    self = []
    for (index, field) in fields.enumerated() {
      if index > 0 { append(0x2C) }
      let bytes = Array(field.utf8)
      let isBlankOutside = bytes.first == 0x20 || bytes.last == 0x20
      if isBlankOutside || bytes.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) {
        append(0x22)
        for byte in bytes { append(contentsOf: byte == 0x22 ? [0x22, 0x22] : [byte]) }
        append(0x22)
      } else {
        append(contentsOf: bytes)
      }
    }
    append(0x0A)
  }
}
