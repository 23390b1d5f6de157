import Checking
import Diagnostics
import Engine
import Plans
import Shapes
import Vocabulary

/// What takes the lines of a block, one after another, as control flow reaches them.
protocol LineTaker: AnyObject {
  func take(_ line: CheckedLine, _ frame: Frame) throws(Stop)
}

/// The layers of a network, collected line by line with the shape that runs through them.
final class NetworkAssembly: LineTaker {
  private let interpreter: Interpreter
  private let network: Network
  /// The shape of the data, where it is known.
  private(set) var input: Shape?
  /// What the layers so far give; `nil` where it cannot be known.
  private var running: Shape? { shapes[current] }
  /// The shapes of the outputs, that of the network's input first; `nil` where one is not known.
  private var shapes: [Shape?]
  /// The output that the next line goes on from.
  private var current = 0
  /// The outputs that can be named here: `input`, and those behind `as`.
  private var outputs: [String: Int] = ["input": 0]
  private(set) var layers: [LayerPlan] = []
  /// The line of each layer, in order.
  private(set) var lines: [LayerLine] = []
  private var counts: [String: Int] = [:]
  /// The names of layers, and of networks that are layers; none comes twice.
  private var takenNames: Set<String> = []
  /// Before the names of the layers of a network that is a layer: `block_1.`
  private var prefix = ""
  /// Outer networks whose lines are being taken, so that one within itself is found.
  private var nesting: [CheckedNetwork] = []
  /// Layers that only one of several possible ways has; then no shape is known.
  private var isUncertain = false
  /// `input` as the network itself declares it.
  private var declaredInput: (shape: Shape, span: Span)?
  private let shapeOfData: Shape?
  /// The columns of the data that hold categories; `nil` where the data is not known.
  private let categories: [CategoryColumn]?
  /// Where the weights of layers come from that another network brings along.
  private(set) var sources: [WeightSource] = []

  /// Frozen networks without a training, whose weights are drawn by chance.
  private(set) var untrainedParts: [(name: String, span: Span)] = []
  /// The first line with `freeze`.
  private(set) var frozenSpan: Span?
  /// Whether the layers being taken keep their weights.
  private var isFrozen = false

  struct LayerLine {
    var span: Span
    var name: String
    /// What is to be cut out to leave the line without its activation, where it is an argument.
    var activationRemoval: Span?
    /// The settings that the line gives; all others have their defaults.
    var given: Set<String> = []
  }

  struct WeightSource {
    var network: Network
    var prefix: String
  }

  static let mostLayers = 10_000

  /// - Parameter form: That of the data, where it is known.
  init(_ interpreter: Interpreter, _ network: Network, form: SampleForm?) {
    self.interpreter = interpreter
    self.network = network
    (shapeOfData, categories) = (form?.shape, form?.categories)
    input = shapeOfData
    shapes = [shapeOfData]
  }

  /// The plan of the network, or `nil` where a shape is not known.
  func plan() throws(Stop) -> ModelPlan? {
    try take(network)
    guard !lines.isEmpty else {
      if isUncertain { return nil }
      throw interpreter.stop(.emptyNetwork(network.name, at: network.declaration.nameSpan))
    }
    guard let input, !shapes.contains(nil), !isUncertain else { return nil }
    return ModelPlan(
      name: network.name, input: input, categories: categories ?? [], layers: layers)
  }

  private func take(_ network: Network) throws(Stop) {
    let function = network.declaration.function
    let frame = Frame(size: function.frameSize, captured: network.captured)
    for (index, value) in network.arguments.enumerated() where index < frame.values.count {
      frame.values[index] = value
    }
    guard case .block(let statements) = function.body else { return }
    try interpreter.run(statements, frame, linesTo: self)
  }

  func take(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    if interpreter.unknownConditions > 0 { isUncertain = true }
    guard layers.count < Self.mostLayers else {
      throw interpreter.stop(.tooManyLayers(limit: Self.mostLayers, at: line.span))
    }
    if let from = line.from { current = try output(named: from, frame) ?? current }
    switch line.word {
    case .value(let expression, let name): try takeValue(line, expression, name, frame)
    case .entry(let entry):
      guard entry.isAvailable else {
        throw interpreter.stop(.notAvailable(entry.name, at: line.wordSpan))
      }
      switch entry.kind {
      case .layer(let rule): try takeLayer(line, entry, rule, frame)
      case .activation: try takeActivation(line, entry, frame)
      default:
        if entry.name == "input" {
          try takeInput(line, entry, frame)
        } else {
          try takeJoint(line, entry, frame)
        }
      }
    }
  }

  /// The output that `expression` names; `nil` where that is not known.
  private func output(named expression: CheckedExpression, _ frame: Frame) throws(Stop) -> Int? {
    guard case .word(let name) = expression.kind else {
      _ = try interpreter.value(expression, frame)
      return nil
    }
    if let place = outputs[name] { return place }
    if isUncertain { return nil }
    throw interpreter.stop(.unknownOutput(name, known: outputs.keys.sorted(), at: expression.span))
  }

  // MARK: One kind of line each

  /// `input 28x28`: the shape of one sample, which the data must then have.
  private func takeInput(_ line: CheckedLine, _ entry: Entry, _ frame: Frame) throws(Stop) {
    guard layers.isEmpty else { throw interpreter.stop(.inputNotFirst(at: line.wordSpan)) }
    let arguments = try interpreter.arguments(of: line, frame)
    guard
      let settings = try interpreter.settings(of: entry, from: arguments, at: line.wordSpan),
      let description = entry.settings.first, let value = settings[description.name],
      let shape = Shape(value)
    else { return }
    if let found = nesting.isEmpty ? shapeOfData : running, found != shape {
      // Columns of categories have a place each, which other extents would move.
      guard found.count == shape.count, shape.rank > found.rank, categories?.isEmpty != false else {
        throw interpreter.stop(.inputDiffers(shape, data: found, at: line.span))
      }
    }
    if nesting.isEmpty { input = shape }
    shapes[current] = shape
  }

  /// `add stem`, `concat a, b`: outputs that become one.
  private func takeJoint(_ line: CheckedLine, _ entry: Entry, _ frame: Frame) throws(Stop) {
    let name = name(for: line, kind: entry.name)
    var inputs = [current]
    for argument in line.arguments {
      guard let place = try output(named: argument.value, frame) else { return append(line, name) }
      inputs.append(place)
    }
    for place in inputs { try checkAmounts(entry.name, line, name, of: place, isJoint: true) }
    let known = inputs.compactMap { shapes[$0] }
    guard known.count == inputs.count else { return append(line, name) }
    guard let output = entry.name == "add" ? known.sum : known.sideBySide else {
      throw interpreter.stop(
        .outputsDiffer(known, word: entry.name, at: line.span, previous: lines.last?.span))
    }
    append(
      LayerPlan(
        name: name, kind: entry.name, settings: Settings(), inputs: inputs, output: output), line)
  }

  private func takeLayer(
    _ line: CheckedLine, _ entry: Entry, _ rule: ShapeRule, _ frame: Frame
  ) throws(Stop) {
    let arguments = try interpreter.arguments(of: line, frame)
    var settings = try interpreter.settings(of: entry, from: arguments, at: line.wordSpan)
    let name = name(for: line, kind: entry.name)
    if entry.name == "embedding" {
      settings = try embedding(settings, line, name)
    } else {
      try checkAmounts(entry.name, line, name)
    }
    guard let settings, let given = running else { return append(line, name) }
    let output: Shape
    do throws(ShapeProblem) {
      output = try rule(settings, [given])
    } catch {
      let previous = lines.last?.span
      append(line, name)
      throw interpreter.stop(
        .shapeMismatch(error, word: entry.name, at: line.wordSpan, previous: previous))
    }
    var activation: FunctionReference?
    if case .function(let reference)? = settings["activation"] { activation = reference }
    append(
      LayerPlan(
        name: name, kind: entry.name, settings: settings, inputs: [current], output: output,
        activation: activation), line)
  }

  /// The settings of an `embedding`, with what the data says of its columns; `nil` where that is not
  /// known.
  private func embedding(
    _ settings: Settings?, _ line: CheckedLine, _ name: String
  ) throws(Stop) -> Settings? {
    guard current == 0 else { throw refuse(line, name, .embeddingNotFirst(at: line.wordSpan)) }
    guard let settings else { return nil }
    let isSaid = settings["categories"] != nil
    guard let categories, !categories.isEmpty else {
      return isSaid || categories != nil ? settings : nil
    }
    if isSaid { throw refuse(line, name, .categoriesOfData(categories, at: line.span)) }
    return settings.embedding(categories)
  }

  /// The places of categories are no amounts, so nothing but an `embedding` takes them.
  private func checkAmounts(
    _ word: String, _ line: CheckedLine, _ name: String, of output: Int? = nil,
    isJoint: Bool = false
  ) throws(Stop) {
    guard (output ?? current) == 0, let categories, !categories.isEmpty else { return }
    throw refuse(
      line, name,
      .categoryAsAmount(categories, word: word, isJoint: isJoint, at: line.wordSpan))
  }

  /// Reports a line, whose output is then unknown, so that the lines behind it stay silent.
  private func refuse(_ line: CheckedLine, _ name: String, _ problem: Diagnostic) -> Stop {
    append(line, name)
    return interpreter.stop(problem)
  }

  private func takeActivation(
    _ line: CheckedLine, _ entry: Entry, _ frame: Frame
  ) throws(Stop) {
    let arguments = try interpreter.arguments(of: line, frame)
    let settings = try interpreter.settings(of: entry, from: arguments, at: line.wordSpan)
    let name = name(for: line, kind: entry.name)
    try checkAmounts(entry.name, line, name)
    guard let settings, let given = running else { return append(line, name) }
    append(
      LayerPlan(
        name: name, kind: "activation", settings: Settings(), inputs: [current], output: given,
        activation: FunctionReference(entry.name, settings)), line)
  }

  /// A network of the script as a layer, or a function of the script as an activation.
  private func takeValue(
    _ line: CheckedLine, _ expression: CheckedExpression, _ word: String, _ frame: Frame
  ) throws(Stop) {
    let arguments = try interpreter.arguments(of: line, frame)
    let value = try interpreter.value(expression, frame)
    switch value {
    case .unknown: append(line, name(for: line, kind: word))
    case .network(let inner): try takeNetwork(inner, arguments, line, word)
    case _ where line.isFrozen:
      throw interpreter.stop(
        .wrongType(
          expected: Text(en: "a network", pt: "uma rede"), found: value.kind, at: line.wordSpan))
    case .function(let function):
      let name = name(for: line, kind: word)
      let argument = EvaluatedArgument(
        setting: nil, name: nil, value: .function(function), span: line.wordSpan)
      let reference = try interpreter.functionReference(
        argument, as: .activation, options: arguments)
      try checkAmounts(word, line, name)
      guard let given = running, let reference else { return append(line, name) }
      append(
        LayerPlan(
          name: name, kind: "activation", settings: Settings(), inputs: [current],
          output: given, activation: reference), line)
    case let other:
      throw interpreter.stop(
        .wrongType(
          expected: Text(
            en: "a layer, a network or a function", pt: "uma camada, uma rede ou uma função"),
          found: other.kind, at: line.wordSpan))
    }
  }

  private func takeNetwork(
    _ inner: Network, _ arguments: [EvaluatedArgument], _ line: CheckedLine, _ word: String
  ) throws(Stop) {
    let isWithinItself =
      inner.declaration.nameSpan == network.declaration.nameSpan
      || nesting.contains { $0.nameSpan == inner.declaration.nameSpan }
    guard !isWithinItself else {
      throw interpreter.stop(.networkWithinItself(inner.name, at: line.wordSpan))
    }
    let used =
      arguments.isEmpty
      ? inner : try interpreter.instance(of: inner, arguments, at: line.span)
    let own = name(for: line, kind: word, isPrefixed: false)
    let outer = (prefix, counts, outputs, isFrozen)
    let (given, first) = (running, layers.count)
    isFrozen = isFrozen || line.isFrozen
    if line.isFrozen { frozenSpan = frozenSpan ?? line.span }
    prefix += own + "."
    counts = [:]
    outputs = ["input": current]
    nesting.append(inner.declaration)
    defer {
      nesting.removeLast()
      (prefix, counts, outputs, isFrozen) = outer
      if let alias = line.alias { outputs[alias.name] = current }
    }
    if inner.model != nil { sources.append(WeightSource(network: inner, prefix: prefix)) }
    try take(used)
    if inner.isTrained {
      try checkWeights(of: inner, Array(layers[first...]), given, line)
    } else if line.isFrozen, !interpreter.isUncertain(inner) {
      untrainedParts.append((inner.name, line.span))
    }
  }

  /// Weights that were trained must find their layers again, or chance would take their place.
  private func checkWeights(
    of inner: Network, _ own: [LayerPlan], _ given: Shape?, _ line: CheckedLine
  ) throws(Stop) {
    guard let trained = inner.plan, let given, !isUncertain, !interpreter.isUncertain(inner),
      !shapes.contains(nil)
    else { return }
    let fits =
      given.count == trained.input.count && own.count == trained.layers.count
      && zip(own, trained.layers).allSatisfy {
        $0.kind == $1.kind && $0.settings == $1.settings && $0.output == $1.output
      }
    guard !fits else { return }
    throw interpreter.stop(
      .weightsDoNotFit(
        inner.name, input: trained.input, output: trained.output, found: given,
        own.last?.output ?? given, at: line.span))
  }

  // MARK: Names and shapes

  private func name(for line: CheckedLine, kind: String, isPrefixed: Bool = true) -> String {
    counts[kind, default: 0] += 1
    let wanted = line.alias?.name ?? "\(kind)_\(counts[kind, default: 1])"
    // 'repeat 2 { dense 4 as h }' names two layers.
    var (own, number) = (wanted, 1)
    while !takenNames.insert(prefix + own).inserted {
      number += 1
      own = "\(wanted)_\(number)"
    }
    return isPrefixed ? prefix + own : own
  }

  private func append(_ layer: LayerPlan, _ line: CheckedLine) {
    var layer = layer
    layer.isFrozen = isFrozen
    layers.append(layer)
    append(line, layer.name, layer.output)
  }

  /// Notes an output, whose shape is `nil` where it is not known.
  private func append(_ line: CheckedLine, _ name: String, _ shape: Shape? = nil) {
    shapes.append(shape)
    current = shapes.count - 1
    if let alias = line.alias { outputs[alias.name] = current }
    lines.append(
      LayerLine(
        span: line.span, name: name, activationRemoval: line.activationRemoval,
        given: Set(line.arguments.compactMap { $0.setting?.name })))
  }
}

extension Interpreter {
  /// Runs `statements`, whose lines go to `taker`.
  func run(
    _ statements: [CheckedStatement], _ frame: Frame, linesTo taker: any LineTaker
  ) throws(Stop) {
    let outer = lineTaker
    lineTaker = taker
    defer { lineTaker = outer }
    _ = try run(statements, frame)
  }
}

extension CheckedLine {
  /// From the end of the argument before the activation to the activation's end.
  fileprivate var activationRemoval: Span? {
    guard
      let place = arguments.firstIndex(where: { $0.setting?.name == "activation" }), place > 0
    else { return nil }
    let (before, own) = (arguments[place - 1].span, arguments[place].span)
    return Span(own.file, before.end..<own.end)
  }
}
