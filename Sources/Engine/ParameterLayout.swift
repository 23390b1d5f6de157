import Graphs
import Kernels

/// Where each parameter lies in the flat buffers of weights, gradients and optimizer state, and
/// where, behind the weights alone, the values lie that layers keep from iteration to iteration.
struct ParameterLayout: Sendable {
  struct Place: Sendable {
    var name: String
    var extents: [Int]
    var initializer: Initializer
    var offset: Int
    var count: Int
    var isWeight = false
    /// Whether a training leaves it as it is; then it has neither a gradient nor optimizer state.
    var isFrozen = false
  }

  private(set) var places: [Place] = []
  /// The floats of one flat buffer of what is trained; parameters begin at cache lines, so some are
  /// not used.
  private(set) var count = 0
  /// The same with the frozen parameters, which stand behind.
  private(set) var countWithFrozen = 0
  /// What layers keep, such as running means.
  private(set) var states: [Place] = []
  /// The floats of the buffer of weights, states included.
  private(set) var countWithStates = 0

  /// - Complexity: O(parameters); a count beyond `Int` stays at its largest value.
  init(_ graph: GraphBuilder) {
    let parameters = graph.parameters.compactMap { node in
      (graph.operation(of: node) as? Parameter).map { ($0, node.shape.elementCount.value(rows: 1)) }
    }
    // What is trained stands together, so that an update passes over nothing else.
    var frozen = 0
    for (parameter, size) in parameters {
      places.append(
        Place(
          name: parameter.name, extents: parameter.extents, initializer: parameter.initializer,
          offset: parameter.isFrozen ? frozen : count, count: size, isWeight: parameter.isWeight,
          isFrozen: parameter.isFrozen))
      if parameter.isFrozen {
        frozen = saturatingSum([frozen, ProgramLayout.padded(size)])
      } else {
        count = saturatingSum([count, ProgramLayout.padded(size)])
      }
    }
    for index in places.indices where places[index].isFrozen {
      places[index].offset = saturatingSum([places[index].offset, count])
    }
    countWithFrozen = saturatingSum([count, frozen])
    countWithStates = countWithFrozen
    for node in graph.states {
      guard let state = graph.operation(of: node) as? State else { continue }
      let size = node.shape.elementCount.value(rows: 1)
      states.append(
        Place(
          name: state.name, extents: [size], initializer: .constant(state.initial),
          offset: countWithStates, count: size))
      countWithStates = saturatingSum([countWithStates, ProgramLayout.padded(size)])
    }
  }

  /// Draws first values; each parameter has a stream of its own.
  func draw(into buffer: FloatBuffer, seed: UInt64) {
    for (index, place) in (places + states).enumerated() {
      let values = buffer.view(place.offset..<place.offset + place.count)
      let stream = RandomSource(seed, .initialization(parameter: index)).stream
      switch place.initializer {
      case .constant(let value): values.update(repeating: Float(value))
      case .uniform(let limit):
        stream.fillUniform(values)
        for index in values.indices { values[index] = (2 * values[index] - 1) * Float(limit) }
      case .normal(let deviation):
        stream.fillNormal(values)
        for index in values.indices { values[index] *= Float(deviation) }
      }
    }
  }

  /// Adds the parameters to a graph that has no layers, as its own.
  func declare(in graph: inout GraphBuilder) -> [Node] {
    places.map { place in
      graph.isFrozen = place.isFrozen
      return graph.parameter(place.name, place.extents, place.initializer, isWeight: place.isWeight)
    }
  }

  /// The parameters that a training changes, in the order of the layers.
  var trainable: [Place] { places.filter { !$0.isFrozen } }

  /// The places of a graph's parameters and states in the area of weights.
  func leafPlaces(of graph: GraphBuilder) -> [Node: Engine.Place] {
    var result: [Node: Engine.Place] = [:]
    for (node, place) in zip(graph.parameters, places) {
      result[node] = Engine.Place(.parameters, place.offset)
    }
    for (node, place) in zip(graph.states, states) {
      result[node] = Engine.Place(.parameters, place.offset)
    }
    return result
  }
}

/// The sum of counts, at most `Int.max`.
func saturatingSum(_ counts: [Int]) -> Int {
  counts.reduce(0) { sum, count in
    let (next, overflow) = sum.addingReportingOverflow(count)
    return overflow ? Int.max : next
  }
}

/// The bytes of so many floats, at most `Int.max`.
func bytesOfFloats(_ count: Int) -> Int {
  let (bytes, overflow) = count.multipliedReportingOverflow(by: 4)
  return overflow ? Int.max : bytes
}
