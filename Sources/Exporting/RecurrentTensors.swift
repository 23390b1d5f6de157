import Plans
import Vocabulary

/// The parameters of a recurrent layer as ONNX has them.
///
/// Ours are `[features, gates · units]` with the gates of an LSTM in the order input, forget,
/// candidate, output, and those of a GRU in the order reset, update, candidate; ONNX has `[gates ·
/// units, features]`, and its own order of gates.
struct RecurrentTensors {
  let units: Int
  let levels: Int
  let givesAllSteps: Bool
  /// What stands before the names of each direction's parameters.
  let sides: [String]
  /// Which of our gates stands at each place in ONNX.
  private let order: [Int]
  private let layer: String
  private let hasBias: Bool
  private let values: [String: [Float]]

  init(_ plan: LayerPlan, values: [String: [Float]]) {
    func number(_ name: String) -> Int? {
      if case .number(let number)? = plan.settings[name] { Int(exactly: number) } else { nil }
    }
    func word(_ name: String) -> String {
      if case .word(let word)? = plan.settings[name] { word } else { "" }
    }
    units = number("units") ?? 1
    levels = max(1, number("layers") ?? 1)
    givesAllSteps = word("output") == "all"
    sides = word("direction") == "both" ? ["", "backward_"] : [""]
    hasBias = plan.settings["bias"] != .boolean(false)
    layer = plan.name
    self.values = values
    order =
      switch plan.kind {
      case "lstm": [0, 3, 1, 2]
      case "gru": [1, 0, 2]
      default: [0]
      }
  }

  /// The values of all gates of a unit.
  var width: Int { order.count * units }

  /// The parameters of one of the layers that lie upon another, both directions behind each other.
  struct Level {
    var features = 0
    var weight: [Float] = []
    var stateWeight: [Float] = []
    var bias: [Float] = []
  }

  func tensors(level: Int) -> Level {
    let suffix = level == 1 ? "" : "_\(level)"
    var result = Level()
    for side in sides {
      func own(_ name: String) -> [Float]? { values["\(layer).\(side)\(name)\(suffix)"] }
      let weight = own("weight") ?? []
      result.features = weight.count / max(width, 1)
      result.weight += turned(weight)
      result.stateWeight += turned(own("state_weight") ?? [])
      let bias = own("bias") ?? [Float](repeating: 0, count: width)
      result.bias += order.flatMap { bias[$0 * units..<($0 + 1) * units] }
      // What is added to the state's own product: only a GRU's candidate has it.
      let ofState = own("state_bias") ?? []
      result.bias += [Float](repeating: 0, count: width - ofState.count) + ofState
    }
    return result
  }

  /// `[inputs, gates · units]` as `[gates · units, inputs]`, the gates in the order of ONNX.
  private func turned(_ matrix: [Float]) -> [Float] {
    let inputs = matrix.count / max(width, 1)
    var result: [Float] = []
    result.reserveCapacity(matrix.count)
    for gate in order {
      for unit in gate * units..<(gate + 1) * units {
        for input in 0..<inputs { result.append(matrix[input * width + unit]) }
      }
    }
    return result
  }
}
