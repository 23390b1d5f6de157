/// The nodes and tensors of an ONNX model in the making; each value is known by its name.
struct ONNXGraph {
  private var nodes: [Message] = []
  private var tensors: [Message] = []
  private var inputs: [ONNXValue] = []
  private var outputs: [ONNXValue] = []
  private var taken: Set<String> = []
  private var constants: [Constant: String] = [:]
  /// The layer for which nodes are added; it stands before their names.
  var scope = ""

  private enum Constant: Hashable {
    case number(UInt64)
    case integers([Int])
    case integer(Int)
  }

  /// The version of the operators, of 2023: the first in which `Equal` compares texts.
  private static let operators = 19
  /// The version of the format that came with it.
  private static let format = 9

  /// Adds a node.
  ///
  /// - Parameter wanted: The name of its result, where that matters to the user.
  /// - Returns: The name of its result, or of its first one.
  mutating func node(
    _ operation: String, _ inputs: [String], _ attributes: [ONNXAttribute] = [],
    named wanted: String? = nil
  ) -> String {
    nodes(operation, inputs, attributes, results: [wanted ?? ""])[0]
  }

  /// Adds a node with several results; of an empty name one is made up, and `nil` is not wanted.
  mutating func nodes(
    _ operation: String, _ inputs: [String], _ attributes: [ONNXAttribute] = [], results: [String?]
  ) -> [String] {
    let name = unusedName((scope.isEmpty ? "" : scope + "/") + operation)
    let names = results.enumerated().map { place, wanted -> String in
      guard let wanted else { return "" }
      if wanted.isEmpty { return place == 0 ? name : unusedName("\(name):\(place)") }
      taken.insert(wanted)
      return wanted
    }
    var message = Message()
    for input in inputs { message.add(1, input) }
    for output in names { message.add(2, output) }
    message.add(3, name)
    message.add(4, operation)
    for attribute in attributes { message.add(5, attribute.message) }
    nodes.append(message)
    return names
  }

  /// Adds a tensor that the file holds.
  mutating func tensor(
    _ wanted: String, _ extents: [Int], _ values: ONNXTensor.Values
  ) -> String {
    let name = unusedName(wanted)
    tensors.append(ONNXTensor(name: name, extents: extents, values: values).message)
    return name
  }

  /// A single floating-point number.
  mutating func number(_ value: Double) -> String {
    constant(.number(value.bitPattern)) { $0.tensor("number", [], .floats([Float(value)])) }
  }

  /// A list of whole numbers, such as a shape or axes.
  mutating func integers(_ values: [Int]) -> String {
    constant(.integers(values)) { $0.tensor("integers", [values.count], .integers(values)) }
  }

  /// A single whole number.
  mutating func integer(_ value: Int) -> String {
    constant(.integer(value)) { $0.tensor("integer", [], .integers([value])) }
  }

  private mutating func constant(
    _ key: Constant, _ make: (inout ONNXGraph) -> String
  ) -> String {
    if let known = constants[key] { return known }
    let name = make(&self)
    constants[key] = name
    return name
  }

  /// Adds what goes in; no other value is called so yet.
  mutating func addInput(_ value: ONNXValue) {
    taken.insert(value.name)
    inputs.append(value)
  }

  mutating func addOutput(_ value: ONNXValue) { outputs.append(value) }

  /// A name for a result that a later node gives: `wanted`, if nothing is called so.
  mutating func reserve(_ wanted: String) -> String { unusedName(wanted) }

  /// `wanted`, with a number where something is called so already.
  private mutating func unusedName(_ wanted: String) -> String {
    var name = wanted
    var number = 1
    while !taken.insert(name).inserted {
      number += 1
      name = "\(wanted)_\(number)"
    }
    return name
  }

  /// The bytes of a file with this graph.
  func file(named name: String) -> [UInt8] {
    var graph = Message()
    for node in nodes { graph.add(1, node) }
    graph.add(2, name)
    for tensor in tensors { graph.add(5, tensor) }
    for input in inputs { graph.add(11, input.message) }
    for output in outputs { graph.add(12, output.message) }
    var operators = Message()
    operators.add(1, "")
    operators.add(2, Self.operators)
    var model = Message()
    model.add(1, Self.format)
    model.add(2, "NNScript")
    model.add(7, graph)
    model.add(8, operators)
    return model.bytes
  }
}
