import Foundation
import Graphs
import Kernels
import Shapes
import TestSupport
import Testing
import Vocabulary

@testable import Engine

/// Layers against numbers made by PyTorch 2.13.0, by `Tests/Reference/pytorch_reference.py`.
@Suite struct LayerTests {
  struct Case: Decodable, Sendable, CustomStringConvertible {
    struct Tensor: Decodable, Sendable {
      var shape: [Int]
      var values: [Double]
      var gradient: [Double]
    }

    enum Setting: Decodable, Sendable {
      case number(Double), flag(Bool), word(String), extents([Int])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
          self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
          self = .number(number)
        } else if let extents = try? container.decode([Int].self) {
          self = .extents(extents)
        } else {
          self = .word(try container.decode(String.self))
        }
      }

      var value: SettingValue {
        switch self {
        case .number(let number): .number(number)
        case .flag(let flag): .boolean(flag)
        case .word(let word): .word(word)
        case .extents(let extents): .dimensions(extents)
        }
      }
    }

    var name: String
    var settings: [String: Setting]
    var shape: [Int]
    var input: [Double]
    var output_shape: [Int]
    var output: [Double]
    var weights: [Double]
    var gradient: [Double]
    var parameters: [String: Tensor]

    var description: String {
      let parts = settings.keys.sorted().compactMap { key in
        settings[key].map { "\(key) \($0.value)" }
      }
      return "\(name) \(parts.joined(separator: ", ")) of \(Shape(shape))"
    }
  }

  private struct Cases: Decodable {
    var cases: [Case]
  }

  static let cases: [Case] = {
    let path = GoldenCase.testsDirectory + "/Reference/layers.json"
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)),
      let cases = try? JSONDecoder().decode(Cases.self, from: data).cases
    else { preconditionFailure("\(path) holds the cases") }
    return cases
  }()

  @Test(arguments: cases)
  func `a layer gives what PyTorch gives, and the same gradients`(_ layer: Case) throws {
    let settings = Settings(layer.settings.mapValues(\.value))
    let found = Engine.layer(named: layer.name)
    let definition = try #require(found)
    guard case .layer(let rule) = definition.entry.kind else { return }
    #expect(try rule(settings, [Shape(layer.shape)]) == Shape(layer.output_shape))

    var graph = GraphBuilder(isTraining: true)
    let x = graph.input("x", .fixed([2] + layer.shape))
    let own = layer.shape.count == 3 ? try graph.reordered(x, channelsLast: true) : x
    let inside = try definition.output(of: [own], settings, in: &graph)
    let y = inside.shape.count == 4 ? try graph.reordered(inside, channelsLast: false) : inside
    let weights = graph.input("weights", y.shape)
    let loss = try graph.sum(of: graph.multiply(y, weights))
    let parameters = graph.parameters
    let gradients = try graph.gradients(of: loss, withRespectTo: [x] + parameters)

    let given = try parameters.map { node in
      let (tensor, place) = try value(of: node, layer, graph)
      return place.map { Float(tensor.values[$0]) }
    }
    let values = GraphValues(graph, of: [y] + gradients, inputs: [x, weights] + parameters)
      .values([layer.input.map(Float.init), layer.weights.map(Float.init)] + given)
    #expect(largestError(values[0], layer.output) < 2e-6)
    #expect(largestError(values[1], layer.gradient) < 5e-6)
    for (node, own) in zip(parameters, values.dropFirst(2)) {
      let (tensor, place) = try value(of: node, layer, graph)
      #expect(largestError(own, place.map { tensor.gradient[$0] }) < 2e-5, "\(node)")
    }
  }

  /// What PyTorch has for a parameter, and where in that each of our numbers stands.
  ///
  /// A weight of a convolution is `[outputs, inputs, window]` there, `[window · inputs, outputs]`
  /// here, each group by itself.
  private func value(
    of node: Node, _ layer: Case, _ graph: GraphBuilder
  ) throws -> (Case.Tensor, [Int]) {
    let name = try #require(graph.operation(of: node) as? Parameter).name
    if ["rnn", "lstm", "gru"].contains(layer.name) { return try recurrentValue(name, layer) }
    if layer.name == "embedding" {
      let tensor = try #require(layer.parameters[name])
      return (tensor, Array(0..<tensor.values.count))
    }
    if layer.name == "attention" { return try attentionValue(name, layer) }
    let parts = name.split(separator: "_")
    let tensor = try #require(layer.parameters[String(parts[0])])
    guard parts[0] == "weight" else { return (tensor, Array(0..<tensor.values.count)) }
    let (outputs, inputs) = (tensor.shape[0], tensor.shape[1])
    let window = tensor.shape.dropFirst(2).reduce(1, *)
    let group = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
    guard case .fixed(let own) = node.shape[1] else { return (tensor, []) }
    var places: [Int] = []
    for pixel in 0..<window {
      for input in 0..<inputs {
        for output in (group - 1) * own..<group * own {
          places.append((output * inputs + input) * window + pixel)
        }
      }
    }
    #expect(outputs % own == 0)
    return (tensor, places)
  }

  /// Weights of recurrent layers are transposed there; of the biases of the state, only that of a
  /// `gru`'s candidate is not zero.
  private func recurrentValue(_ name: String, _ layer: Case) throws -> (Case.Tensor, [Int]) {
    let isBackward = name.hasPrefix("backward_")
    var own = isBackward ? String(name.dropFirst("backward_".count)) : name
    var level = 0
    // `weight_2` is that of the second layer.
    if let number = own.split(separator: "_").last.flatMap({ Int($0) }) {
      level = number - 1
      own = String(own.dropLast("_\(number)".count))
    }
    let names = [
      "weight": "weight_ih", "state_weight": "weight_hh", "bias": "bias_ih",
      "state_bias": "bias_hh",
    ]
    let key = try #require(names[own]) + "_l\(level)" + (isBackward ? "_reverse" : "")
    let tensor = try #require(layer.parameters[key])
    guard tensor.shape.count == 2 else {
      let count = tensor.values.count
      return (tensor, Array(own == "state_bias" ? count * 2 / 3..<count : 0..<count))
    }
    let (rows, columns) = (tensor.shape[0], tensor.shape[1])
    return (tensor, (0..<columns).flatMap { c in (0..<rows).map { r in r * columns + c } })
  }

  private func attentionValue(_ name: String, _ layer: Case) throws -> (Case.Tensor, [Int]) {
    if name == "positions" {
      let tensor = try #require(layer.parameters[name])
      return (tensor, Array(0..<tensor.values.count))
    }
    let names = [
      "weight": "in_proj_weight", "bias": "in_proj_bias", "output_weight": "out_proj.weight",
      "output_bias": "out_proj.bias",
    ]
    let key = try #require(names[name])
    let tensor = try #require(layer.parameters[key])
    guard tensor.shape.count == 2 else { return (tensor, Array(0..<tensor.values.count)) }
    let (rows, columns) = (tensor.shape[0], tensor.shape[1])
    return (tensor, (0..<columns).flatMap { c in (0..<rows).map { r in r * columns + c } })
  }

  private func largestError(_ found: [Float], _ expected: [Double]) -> Double {
    guard found.count == expected.count else { return .infinity }
    return zip(found, expected).map { abs(Double($0) - $1) / max(1, abs($1)) }.max() ?? 0
  }
}
