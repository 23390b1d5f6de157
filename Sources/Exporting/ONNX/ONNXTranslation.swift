import Diagnostics
import Engine
import Graphs

/// The graph of a network becoming one of ONNX, operation by operation.
///
/// Everything in a network, whether a layer of ours or a function of the script, is made of the few
/// operations of the graph, so a rule for each of these covers all. Where ONNX has a word for what
/// several make together (`Gemm`, `Conv`, `LSTM`), `pattern(of:)` finds it, so that the file reads
/// like one that was made by hand.
///
/// Images have the channels of a pixel together in our graph, and apart in ONNX. Each value is made
/// in the form that its operation gives, and in the other one only where somebody asks for it.
struct ONNXTranslation {
  let source: ExportedNetwork
  var target = ONNXGraph()
  private var known: [Key: String] = [:]
  private var patterns: [Int: ONNXPattern] = [:]
  private let layers: [Int: NetworkGraph.Layer]
  private var rowCount: String?
  /// The columns that hold texts.
  var textColumns: Set<String> = []

  /// In which form a value is there.
  struct Form: Hashable {
    /// Whether the channels of images stand before height and width: `[samples, channels, height,
    /// width]` in place of our `[samples, height, width, channels]`.
    var isChannelsFirst = false
    /// Whether it holds truth values in place of 0 and 1.
    var isBoolean = false

    static let plain = Form()
    static let channelsFirst = Form(isChannelsFirst: true)
    static let boolean = Form(isBoolean: true)
  }

  private struct Key: Hashable {
    var id: Int
    var form: Form
  }

  init(_ source: ExportedNetwork) {
    self.source = source
    layers = Dictionary(
      source.network.layers.map { ($0.output.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var graph: GraphBuilder { source.graph }

  /// Lets `node` stand for a value that is there.
  mutating func set(_ node: Node, to name: String, _ form: Form = .plain) {
    known[Key(id: node.id, form: form)] = name
  }

  func isKnown(_ node: Node, _ form: Form) -> Bool { known[Key(id: node.id, form: form)] != nil }

  private func isMade(_ node: Node) -> Bool {
    [false, true].contains { first in
      [false, true].contains { isKnown(node, Form(isChannelsFirst: first, isBoolean: $0)) }
    }
  }

  /// Adds all that leads to `result`, from what is there already.
  ///
  /// A recurrent layer is thousands of nodes deep, so the way is kept in a list.
  mutating func make(_ result: Node) throws(ExportProblem) {
    var pending = [result]
    while let node = pending.last {
      guard !isMade(node), !isLeaf(node) else {
        pending.removeLast()
        continue
      }
      let pattern = patterns[node.id] ?? pattern(of: node, in: layers)
      patterns[node.id] = pattern
      let missing = pattern.needed.filter { !isMade($0) && !isLeaf($0) }
      if missing.isEmpty {
        target.scope = graph.scope(of: node)
        try add(pattern, node)
        pending.removeLast()
      } else {
        pending += missing.reversed()
      }
    }
  }

  /// The name of `node` in a form, made from another form where it is not there.
  mutating func value(_ node: Node, _ form: Form = .plain) throws(ExportProblem) -> String {
    let key = Key(id: node.id, form: form)
    if let name = known[key] { return name }
    let name: String
    if isLeaf(node), form == .plain {
      name = try leaf(node)
    } else if form.isBoolean, isLeaf(node) || !isKnown(node, other(form, \.isChannelsFirst)) {
      let number = try value(node, other(form, \.isBoolean))
      name = cast(number, to: .boolean)
    } else if !form.isBoolean, isKnown(node, other(form, \.isBoolean)) {
      name = cast(try value(node, other(form, \.isBoolean)), to: .float)
    } else if form == .channelsFirst, let images = images(from: node) {
      name = try reshapedToImages(images, like: node)
    } else {
      let order = form.isChannelsFirst ? [0, 3, 1, 2] : [0, 2, 3, 1]
      name = target.node(
        "Transpose", [try value(node, other(form, \.isChannelsFirst))],
        [ONNXAttribute("perm", order)])
    }
    known[key] = name
    return name
  }

  private func other(_ form: Form, _ part: WritableKeyPath<Form, Bool>) -> Form {
    var form = form
    form[keyPath: part].toggle()
    return form
  }

  mutating func cast(_ name: String, to type: ONNXType) -> String {
    target.node("Cast", [name], [ONNXAttribute("to", type.rawValue)])
  }

  /// What an image of one channel, or of one pixel, was reshaped from: its order of values is the
  /// same in both forms.
  func images(from node: Node) -> Node? {
    guard graph.operation(of: node) is Reshape, node.shape.count == 4,
      node.shape[3] == 1 || (node.shape[1] == 1 && node.shape[2] == 1)
    else { return nil }
    let inner = graph.inputs(of: node)[0]
    return inner.shape.first == .rows ? inner : nil
  }

  mutating func reshapedToImages(
    _ x: Node, like node: Node
  ) throws(ExportProblem) -> String {
    let shape = [node.shape[0], node.shape[3], node.shape[1], node.shape[2]]
    return x.shape == shape ? try value(x) : try reshaped(value(x), from: x.shape, to: shape)
  }

  // MARK: Shapes

  /// How many samples there are, as a list of one number.
  mutating func rows() throws(ExportProblem) -> String {
    if let rowCount { return rowCount }
    let name = target.node(
      "Shape", [try value(source.network.input)],
      [ONNXAttribute("start", 0), ONNXAttribute("end", 1)])
    rowCount = name
    return name
  }

  /// A list of the extents of `shape`.
  mutating func extents(_ shape: GraphShape) throws(ExportProblem) -> String {
    let numbers = shape.map { extent -> Int? in
      if case .fixed(let number) = extent { number } else { nil }
    }
    let fixed = numbers.compactMap { $0 }
    if fixed.count == shape.count { return target.integers(fixed) }
    var parts: [String] = []
    for number in numbers {
      if let number { parts.append(target.integers([number])) } else { parts.append(try rows()) }
    }
    return parts.count == 1
      ? parts[0] : target.node("Concat", parts, [ONNXAttribute("axis", 0)])
  }

  /// The same values in another shape.
  mutating func reshaped(
    _ name: String, from old: GraphShape, to new: GraphShape
  ) throws(ExportProblem) -> String {
    let areSamplesFirst = old.first == .rows && new.first == .rows
    let rest = new.dropFirst().compactMap { extent -> Int? in
      if case .fixed(let number) = extent { number } else { nil }
    }
    // A 0 stands for the extent that is there.
    let shape =
      areSamplesFirst && rest.count == new.count - 1
      ? target.integers([0] + rest) : try extents(new)
    return target.node("Reshape", [name, shape])
  }

  // MARK: Leaves

  /// Whether `node` comes from no other, and so is made where it is first asked for.
  func isLeaf(_ node: Node) -> Bool { graph.operation(of: node) is any Leaf }

  private mutating func leaf(_ node: Node) throws(ExportProblem) -> String {
    switch graph.operation(of: node) {
    case let constant as Constant: return target.number(constant.value)
    case let parameter as Parameter:
      return target.tensor(parameter.name, parameter.extents, .floats(numbers(parameter.name)))
    case let state as State:
      return target.tensor(state.name, node.shape.numbers, .floats(numbers(state.name)))
    case is RowCount:
      let count = target.node("Squeeze", [try rows()])
      return cast(count, to: .float)
    case let mask as CausalMask:
      let extent = mask.extent
      return target.tensor(
        "causal mask", [extent, extent],
        .floats((0..<extent * extent).map { $0 % extent <= $0 / extent ? 0 : -1e9 }))
    case let other: throw .unknown(other, layer: graph.scope(of: node))
    }
  }

  /// The numbers of the tensor called `name`.
  func numbers(_ name: String) -> [Float] { source.values[name] ?? [] }

  /// A value for each channel, or a single one, to be used beside images with channels first; `nil`
  /// where `node` is neither.
  mutating func perChannel(_ node: Node) throws(ExportProblem) -> String? {
    switch node.shape.count {
    case 0: return try value(node)
    case 1:
      guard case .fixed(let extent) = node.shape[0] else { return nil }
      if let name = tensorName(of: node) {
        return target.tensor(name, [extent, 1, 1], .floats(numbers(name)))
      }
      return target.node("Unsqueeze", [try value(node), target.integers([1, 2])])
    default: return nil
    }
  }

  /// The name of a parameter, or of what a layer keeps; `nil` for anything else.
  func tensorName(of node: Node) -> String? {
    switch graph.operation(of: node) {
    case let parameter as Parameter: parameter.name
    case let state as State: state.name
    default: nil
    }
  }
}

extension [Extent] {
  /// The extents of a node without a batch axis.
  var numbers: [Int] {
    map { if case .fixed(let number) = $0 { number } else { 1 } }
  }
}

extension ExportProblem {
  /// An operation that only a training has, or that a later version of the engine brings.
  static func unknown(_ operation: any Operation, layer: String) -> ExportProblem {
    ExportProblem(
      Text(
        en: "it has the operation '\(type(of: operation))', which has no counterpart there",
        pt: "ela tem a operação '\(type(of: operation))', que não tem equivalente lá"),
      layer: layer.isEmpty ? nil : layer,
      remedy: Text(en: "write the layer in another way", pt: "escreva a camada de outro modo"))
  }
}
