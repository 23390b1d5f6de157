import Engine
import Kernels
import Reports
import Tables

/// The points of a data set in its first two dimensions, by class.
struct DataPoints {
  var x: String
  var y: String
  var series: [(name: String, points: [(Double, Double)])]
}

extension PreparedData {
  /// The samples of `parts` as points in their own units: by their first two numbers, or the target
  /// over the only one; `nil` where there are no such columns.
  func points(of parts: [Samples]) -> DataPoints? {
    guard encoding.window == nil else { return nil }
    let places = encoding.numberPlaces
    if places.count >= 2 { return points(of: parts, places[0], places[1]) }
    guard let place = places.first, encoding.target.kind == .number else { return nil }
    var points: [(Double, Double)] = []
    for samples in parts {
      guard let targets = samples.numberTargets else { return nil }
      let width = max(encoding.target.outputs, 1)
      for row in samples.shownRows {
        points.append(
          (
            place.value(of: row, in: samples),
            encoding.target.values([targets[row * width]]).first ?? 0
          ))
      }
    }
    let name = encoding.target.names.first ?? ""
    return DataPoints(x: place.name, y: name, series: [("", points)])
  }

  private func points(of parts: [Samples], _ x: NumberPlace, _ y: NumberPlace) -> DataPoints {
    var series = classes.isEmpty ? [("", [])] : classes.map { ($0, [(Double, Double)]()) }
    for samples in parts {
      let indices = samples.classIndices
      for row in samples.shownRows {
        let own = indices.map { $0[row] } ?? 0
        guard series.indices.contains(own) else { continue }
        series[own].1.append((x.value(of: row, in: samples), y.value(of: row, in: samples)))
      }
    }
    return DataPoints(x: x.name, y: y.name, series: series.map { (name: $0.0, points: $0.1) })
  }
}

/// A column of numbers among the inputs.
struct NumberPlace {
  var name: String
  var index: Int
  var scale: LinearScale

  func value(of row: Int, in samples: Samples) -> Double {
    scale.undone(Double(samples.inputs[row, index]))
  }
}

extension FeatureEncoding {
  var numberPlaces: [NumberPlace] {
    var places: [NumberPlace] = []
    var index = 0
    for feature in features {
      if case .number(_, let scale) = feature.encoding {
        places.append(NumberPlace(name: feature.name, index: index, scale: scale))
      }
      index += feature.width
    }
    return places
  }
}

extension TargetRule {
  /// The outputs of one sample in the target's own unit; probabilities stay as they are.
  func values(_ outputs: some Collection<Float>) -> [Double] {
    guard kind == .number, outputs.count == scales.count else { return outputs.map { Double($0) } }
    return zip(outputs, scales).map { $1.undone(Double($0)) }
  }
}

extension Samples {
  /// The class of each sample; `nil` for numbers.
  var classIndices: [Int]? {
    switch targets {
    case .classes(let indices, _): indices.map { Int($0) }
    case .binary(let values): values.values.map { $0 > 0.5 ? 1 : 0 }
    case .values, nil: nil
    }
  }

  /// The numbers to be predicted, row after row; `nil` for classes.
  var numberTargets: [Float]? {
    if case .values(let values, _)? = targets { values.values } else { nil }
  }

  /// The same numbers as the data has them, where the network learns scaled ones.
  var targetsInOwnUnit: [Double]? {
    guard let targetUnits else { return numberTargets?.map { Double($0) } }
    return numberTargets?.enumerated().map { index, value in
      let unit = targetUnits[index % targetUnits.count]
      return Double(value) * Double(unit.scale) + Double(unit.shift)
    }
  }
}

extension Predictions {
  /// The class that the network takes for a sample: the likeliest, or the second of two from 0.5 on.
  func classIndex(of row: Int) -> Int {
    let outputs = self[row]
    if outputs.count == 1 { return (outputs.first ?? 0) > 0.5 ? 1 : 0 }
    let best = outputs.indices.max {
      outputs[$0] < outputs[$1] || ($0 > $1 && outputs[$0] == outputs[$1])
    }
    return best.map { $0 - outputs.startIndex } ?? 0
  }
}
