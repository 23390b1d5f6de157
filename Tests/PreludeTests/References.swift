import Foundation
import Lowering
import TestSupport
import Vocabulary

/// Numbers made by PyTorch 2.13.0 and scikit-learn 1.9.1, by `Tests/Reference/pytorch_reference.py`.
enum Reference {
  struct Activations: Decodable {
    var inputs: [[Double]]
    var weights: [[Double]]
    var cases: [ActivationCase]
  }

  struct ActivationCase: Decodable, Sendable, CustomStringConvertible {
    var name: String
    var settings: [String: SettingNumber]
    var outputs: [[Double]]
    var gradients: [[Double]]
    var description: String { title(name, settings) }
  }

  struct LossCase: Decodable, Sendable, CustomStringConvertible {
    var name: String
    var settings: [String: SettingNumber]
    var activation: String
    var inputs: [[Double]]
    var targets: [[Double]]
    var value: Double
    var gradients: [[Double]]
    var description: String { title(name, settings) + " of " + activation }
  }

  struct MetricCase: Decodable, Sendable, CustomStringConvertible {
    var name: String
    var settings: [String: SettingNumber]
    var predictions: [[Double]]
    var targets: [[Double]]
    var value: Double
    var description: String { title(name, settings) }
  }

  struct Optimizers: Decodable {
    var start: [Double]
    var steepness: [Double]
    var centre: [Double]
    var cases: [OptimizerCase]
  }

  struct OptimizerCase: Decodable, Sendable, CustomStringConvertible {
    var name: String
    var settings: [String: SettingNumber]
    var rate: Double
    /// The weights after each iteration.
    var path: [[Double]]
    var description: String { title(name, settings) }
  }

  struct MatrixCase: Decodable, Sendable, CustomStringConvertible {
    var name: String
    var settings: [String: SettingNumber]
    var rate: Double
    var start: [[Double]]
    var steepness: [[Double]]
    /// The weights after each iteration.
    var path: [[[Double]]]
    var description: String { title(name, settings) + " of \(start.count)×\(start[0].count)" }
  }

  private struct Cases<Case: Decodable>: Decodable {
    var cases: [Case]
  }

  static let activations: Activations = read("activations")
  static let losses: [LossCase] = (read("losses") as Cases<LossCase>).cases
  static let metrics: [MetricCase] = (read("metrics") as Cases<MetricCase>).cases
  static let optimizers: Optimizers = read("optimizers")
  static let matrices: [MatrixCase] =
    (read("matrix_optimizers") as Cases<MatrixCase>).cases

  private static func read<Content: Decodable>(_ name: String) -> Content {
    let path = GoldenCase.testsDirectory + "/Reference/\(name).json"
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      return try JSONDecoder().decode(Content.self, from: data)
    } catch {
      preconditionFailure("\(path): \(error)")
    }
  }

  private static func title(_ name: String, _ settings: [String: SettingNumber]) -> String {
    let parts = settings.keys.sorted().map { "\($0): \(settings[$0].map { "\($0)" } ?? "")" }
    return ([name] + parts).joined(separator: ", ")
  }
}

/// A setting in a reference file: a number, a word, or true or false.
enum SettingNumber: Decodable, Hashable, Sendable {
  case number(Double), boolean(Bool), word(String)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let boolean = try? container.decode(Bool.self) {
      self = .boolean(boolean)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .word(try container.decode(String.self))
    }
  }

  var value: SettingValue {
    switch self {
    case .number(let number): .number(number)
    case .boolean(let boolean): .boolean(boolean)
    case .word(let word): .word(word)
    }
  }
}

extension FunctionReference {
  init(_ name: String, _ settings: [String: SettingNumber]) {
    self.init(name, Settings(settings.mapValues(\.value)))
  }
}

/// The largest difference of two equally long lists, beside the size of what is expected.
func largestError(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  return zip(found, expected).map { found, expected in
    found == expected ? 0 : abs(found - expected) / max(1, abs(expected))
  }.max() ?? 0
}
