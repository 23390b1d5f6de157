import Checking
import Diagnostics
import Plans
import Prelude
import Shapes
import Syntax
import Vocabulary

/// The layers of a network, collected one by one with the shapes that run through them.
struct LayerAssembly {
  private let input: Shape
  /// The shapes of the outputs, that of the network's input first.
  private var shapes: [Shape]
  /// The output that the next layer goes on from.
  private var current = 0
  /// The outputs that can be named.
  private var places = ["input": 0]
  private var layers: [LayerPlan] = []
  private var counts: [String: Int] = [:]

  private static let mostLayers = 10_000

  init(input: [Int]) throws(NetworkError) {
    self.input = try checkedShape(input)
    shapes = [self.input]
  }

  func plan() throws(NetworkError) -> ModelPlan {
    guard !layers.isEmpty else { throw .noLayers() }
    return ModelPlan(name: "network", input: input, layers: layers)
  }

  mutating func add(_ layer: Layer) throws(NetworkError) {
    do throws(NetworkError) {
      guard layers.count < Self.mostLayers else { throw .tooManyLayers(Self.mostLayers) }
      if let source = layer.source { current = try place(of: source) }
      switch layer.kind {
      case .computation(let word, let arguments):
        let entry = try layerEntry(word)
        let settings = try entry.settings(from: arguments)
        if case .layer(let rule) = entry.kind {
          try addLayer(layer, entry, settings, rule)
        } else {
          try append(
            layer, "activation", named: word, Settings(), [current], shapes[current],
            FunctionReference(word, settings))
        }
      case .sum(let names): try addJoint(layer, "add", names) { $0.sum }
      case .concatenation(let names): try addJoint(layer, "concat", names) { $0.sideBySide }
      }
    } catch {
      throw error.inLayer(layers.count + 1)
    }
  }

  private mutating func addLayer(
    _ layer: Layer, _ entry: Entry, _ settings: Settings, _ rule: ShapeRule
  ) throws(NetworkError) {
    // What it looks up are places in its tables, which no layer gives.
    guard entry.name != "embedding" || current == 0 else { throw .embeddingNotFirst() }
    let output: Shape
    do throws(ShapeProblem) {
      output = try rule(settings, [shapes[current]])
    } catch {
      throw NetworkError(error, word: entry.name)
    }
    var activation: FunctionReference?
    if case .function(let reference)? = settings["activation"] { activation = reference }
    try append(
      layer, entry.name, named: entry.name, settings, [current], output, activation)
  }

  private mutating func addJoint(
    _ layer: Layer, _ word: String, _ names: [String], _ join: ([Shape]) -> Shape?
  ) throws(NetworkError) {
    guard !names.isEmpty else { throw .missingOutput(word) }
    var inputs = [current]
    for name in names { inputs.append(try place(of: name)) }
    guard let output = join(inputs.map { shapes[$0] }) else {
      throw .outputsDiffer(inputs.map { shapes[$0] }, word: word)
    }
    try append(layer, word, named: word, Settings(), inputs, output)
  }

  private func place(of name: String) throws(NetworkError) -> Int {
    guard let place = places[name] else {
      throw .unknownOutput(name, known: places.keys.sorted())
    }
    return place
  }

  private mutating func append(
    _ layer: Layer, _ kind: String, named word: String, _ settings: Settings, _ inputs: [Int],
    _ output: Shape, _ activation: FunctionReference? = nil
  ) throws(NetworkError) {
    counts[word, default: 0] += 1
    let name = layer.name ?? "\(word)_\(counts[word, default: 1])"
    guard places[name] == nil else { throw .nameTaken(name) }
    layers.append(
      LayerPlan(
        name: name, kind: kind, settings: settings, inputs: inputs, output: output,
        activation: activation))
    shapes.append(output)
    current = shapes.count - 1
    places[name] = current
  }
}

/// The layer or the activation called `word`.
private func layerEntry(_ word: String) throws(NetworkError) -> Entry {
  let known = Catalogue.builtin.entries.filter { entry in
    switch entry.kind {
    case .layer, .activation: entry.isAvailable
    default: false
    }
  }
  if let entry = known.first(where: { $0.name == word }) { return entry }
  throw NetworkError(
    .unknownName,
    .unknownWord(Name(word, .nowhere), in: .network, meant: known.meant(by: word), []))
}

/// `extents` as the shape of a sample.
///
/// - Throws: `shapeMismatch` where there are none or more than three, where one is below 1, and where
///   they are more numbers than can be counted.
func checkedShape(_ extents: [Int]) throws(NetworkError) -> Shape {
  let shape = Shape(extents)
  guard (1...3).contains(extents.count), extents.allSatisfy({ $0 > 0 }), shape.count != nil else {
    throw .noShape(extents)
  }
  return shape
}
