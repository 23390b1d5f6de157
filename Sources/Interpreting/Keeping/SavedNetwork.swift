import Engine
import Plans
import Safetensors
import Tables
import Vocabulary

/// A network as a file keeps it: its tensors, and what else it takes to use them without the script.
///
/// Of the texts beside the tensors, those that are values are JSON. Functions of the script are
/// called `script:NAME`, by their names in `source`.
struct SavedNetwork {
  /// The version of all this.
  static let format = "1"
  /// Before the name of a function in `source`.
  static let functionMark = "script:"

  var plan: ModelPlan
  /// The functions and formulas of the script that the rest names, as a script of their own.
  var source = ""
  var preparation: SavedPreparation?
  var training: SavedTraining
  var origin: RunOrigin
  var tensors: [NamedTensor]
}

/// What the network's data went through, with all that was learnt from the training part.
struct SavedPreparation: Hashable, Codable {
  /// The name of the data set.
  var data: String
  var contentHash: UInt64
  var encoding: FeatureEncoding
  /// What a guess that looks at no feature would say.
  var guess: Guess?
}

/// How the network came to its weights, and what it is judged by.
struct SavedTraining: Hashable, Codable {
  var epochs = 0
  var iterations = 0
  var loss: FunctionReference?
  var metrics: [MetricPlan] = []
  var classWeights: [Double]?
  /// The last training's plan.
  var plan: TrainingPlan?
}

extension SavedNetwork {
  private enum Key: String {
    case format = "nn.format"
    case plan = "nn.network"
    case source = "nn.source"
    case preparation = "nn.preparation"
    case training = "nn.training"
    case origin = "nn.run"
  }

  /// The text that says which run wrote the file.
  static let originKey = Key.origin.rawValue

  /// The contents of the file; `nil` where a number in it cannot be written.
  var file: TensorFile? {
    guard let plan = JSONCoding.text(plan), let training = JSONCoding.text(training),
      let origin = JSONCoding.text(origin)
    else { return nil }
    var texts: [Key: String] = [
      .format: Self.format, .plan: plan, .training: training, .origin: origin,
    ]
    if !source.isEmpty { texts[.source] = source }
    if let preparation {
      guard let text = JSONCoding.text(preparation) else { return nil }
      texts[.preparation] = text
    }
    return TensorFile(
      metadata: Dictionary(uniqueKeysWithValues: texts.map { ($0.key.rawValue, $0.value) }),
      tensors: tensors.map { StoredTensor(name: $0.name, shape: $0.shape, values: $0.values) }
    ).withCheck
  }

  /// Why the texts of a file do not describe a network.
  enum Unreadable: Error {
    /// It was written by a later version.
    case format(String)
    /// That text is missing, or is no value of its kind.
    case text(String)
    /// A value that no network has.
    case unsound(String)
  }

  /// What a file describes; `nil` where it holds tensors alone.
  ///
  /// Nothing is believed: a plan that the checker could not have made is refused.
  init?(_ file: TensorFile) throws(Unreadable) {
    func text(_ key: Key) -> String? { file.metadata[key.rawValue] }
    func value<Value: Decodable>(_ type: Value.Type, _ key: Key) throws(Unreadable) -> Value {
      guard let text = text(key), let value = JSONCoding.value(type, in: text) else {
        throw .text(key.rawValue)
      }
      return value
    }
    guard let format = text(.format) else { return nil }
    guard format == Self.format else { throw .format(format) }
    plan = try value(ModelPlan.self, .plan)
    guard plan.isSound else { throw .unsound(Key.plan.rawValue) }
    training = try value(SavedTraining.self, .training)
    guard training.isSound else { throw .unsound(Key.training.rawValue) }
    origin = try value(RunOrigin.self, .origin)
    source = text(.source) ?? ""
    if text(.preparation) != nil {
      let preparation = try value(SavedPreparation.self, .preparation)
      guard preparation.isSound(for: plan) else { throw .unsound(Key.preparation.rawValue) }
      self.preparation = preparation
    }
    tensors = file.networkTensors
  }
}

extension TensorFile {
  /// The tensors as the engine takes them.
  var networkTensors: [NamedTensor] {
    tensors.map { NamedTensor(name: $0.name, shape: $0.shape, values: $0.values) }
  }
}
