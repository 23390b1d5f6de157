import Checking
import Diagnostics
import Engine
import Plans
import Prelude
import Shapes
import Tables
import Vocabulary

// What a file says about a network is checked as the lines of a script are, since the engine trusts
// its plans.

extension ModelPlan {
  /// Whether the checker could have made the plan.
  var isSound: Bool {
    guard !layers.isEmpty, layers.count <= NetworkAssembly.mostLayers, input.isPossible,
      Set(layers.map(\.name)).count == layers.count,
      // A name stands on one line of a script.
      !(layers.map(\.name) + [name]).joined().unicodeScalars.contains(where: { $0.value < 0x20 }),
      categories.allSatisfy({ $0.categories > 0 && (0..<input.features).contains($0.place) })
    else { return false }
    var shapes = [input]
    for layer in layers {
      guard !layer.inputs.isEmpty, layer.inputs.allSatisfy(shapes.indices.contains),
        layer.isSound(for: layer.inputs.map { shapes[$0] }), layer.output.isPossible
      else { return false }
      shapes.append(layer.output)
    }
    return true
  }
}

extension LayerPlan {
  fileprivate func isSound(for inputs: [Shape]) -> Bool {
    if let activation, !activation.isSound(as: .activation) { return false }
    switch kind {
    case "add": return inputs.sum == output && settings.values.isEmpty && activation == nil
    case "concat":
      return inputs.sideBySide == output && settings.values.isEmpty && activation == nil
    case "activation": return activation != nil && inputs == [output] && settings.values.isEmpty
    default: break
    }
    for entry in Catalogue.builtin.entries(named: kind) {
      guard case .layer(let rule) = entry.kind else { continue }
      guard inputs.count == 1, settings.isSound(for: entry),
        settings.embedsColumns(of: inputs[0]), activation == settings["activation"]?.function
      else { return false }
      return (try? rule(settings, inputs)) == output
    }
    return false
  }
}

extension Settings {
  /// Whether these are legal settings of `entry`, and all that it requires.
  fileprivate func isSound(for entry: Entry) -> Bool {
    let nowhere = Span(FileID(0), 0..<0)
    for (name, value) in values where !(entry.name == "embedding" && Self.ofData.contains(name)) {
      guard let setting = entry.settings.first(where: { $0.name == name }),
        settingProblem(value, for: setting, of: entry.name, at: nowhere) == nil
      else { return false }
      if case .function(let reference) = value, case .function(let role) = setting.type,
        !reference.isSound(as: role)
      {
        return false
      }
    }
    return entry.settings.allSatisfy {
      !$0.isRequired || values[$0.name] != nil || $0.replacement.map { values[$0] != nil } == true
    }
  }

  /// Whether columns that the data has chosen for an `embedding` are among those of the input.
  fileprivate func embedsColumns(of input: Shape) -> Bool {
    let (columns, sizes) = (values[Self.ofData[0]], values[Self.ofData[1]])
    if columns == nil, sizes == nil { return true }
    guard case .dimensions(let places)? = columns, case .dimensions(let counts)? = sizes else {
      return false
    }
    return places.count == counts.count && places.allSatisfy((0..<input.features).contains)
      && zip(places, places.dropFirst()).allSatisfy(<) && counts.allSatisfy { $0 > 0 }
  }
}

extension FunctionReference {
  /// Whether it is a function that the file brings along, or a built-in one with legal settings.
  fileprivate func isSound(as role: FunctionRole) -> Bool {
    if name.hasPrefix(SavedNetwork.functionMark) {
      return settings.values.values.allSatisfy(\.isPlain)
    }
    guard let entry = Catalogue.builtin.function(name, as: role), entry.isAvailable else {
      return false
    }
    return settings.isSound(for: entry)
  }
}

extension SettingValue {
  fileprivate var function: FunctionReference? {
    if case .function(let reference) = self { reference } else { nil }
  }

  /// Whether it is one that `name: value` behind a function of the script gives.
  fileprivate var isPlain: Bool {
    switch self {
    case .number(let number): number.isFinite
    case .boolean, .text, .word: true
    case .dimensions, .quantity, .function, .list: false
    }
  }
}

extension Shape {
  /// Whether samples can have it.
  fileprivate var isPossible: Bool {
    !extents.isEmpty && rank <= 8 && extents.allSatisfy { $0 > 0 } && count != nil
  }
}

// MARK: - Training and data

extension SavedTraining {
  var isSound: Bool {
    epochs >= 0 && iterations >= 0 && epochs < 1 << 53 && iterations < 1 << 53
      && loss?.isSound(as: .loss) != false
      && metrics.allSatisfy { $0.function.isSound(as: .metric) }
      && Set(metrics.map(\.name)).count == metrics.count
      && classWeights?.allSatisfy { $0.isFinite && $0 > 0 } != false
  }
}

extension SavedPreparation {
  /// Whether rows that are prepared so can go into the network, and its answers be read.
  func isSound(for plan: ModelPlan) -> Bool {
    encoding.isSound && encoding.inputShape.count == plan.input.count
      && encoding.target.outputs == plan.output.count
      && guess?.isSound(outputs: encoding.target.outputs) != false
  }
}

extension FeatureEncoding {
  fileprivate var isSound: Bool {
    guard !features.isEmpty, features.allSatisfy(\.isSound), target.isSound else { return false }
    if let window {
      let sizes = 1...1_000_000_000
      guard sizes.contains(window.size), (0...1_000_000_000).contains(window.horizon) else {
        return false
      }
    }
    if let image, image.count != width { return false }
    return inputShape.isPossible
  }
}

extension FeatureRule {
  fileprivate var isSound: Bool {
    switch encoding {
    case .number(let replacement, let scale):
      replacement?.isFinite != false && scale.isSound
    case .levels(let levels, let replacement, _):
      Set(levels).count == levels.count && replacement.map(levels.contains) != false
    }
  }
}

extension TargetRule {
  fileprivate var isSound: Bool {
    guard !names.isEmpty, Set(classes).count == classes.count, scales.allSatisfy(\.isSound) else {
      return false
    }
    switch kind {
    case .number: return classes.isEmpty && scales.count == names.count
    case .binary: return classes.count == 2 && scales.isEmpty && names.count == 1
    case .classes: return classes.count >= 2 && scales.isEmpty && names.count == 1
    }
  }
}

extension LinearScale {
  fileprivate var isSound: Bool { shift.isFinite && factor.isFinite }
}
