import Diagnostics
import Plans
import Shapes
import Tables
import Vocabulary

// What was learnt from the training part, as nodes in front of the network and behind it.

extension ONNXTranslation {
  /// Adds an input for each column that is read, under its own name: `[batch, 1]`, or `[batch, steps]`
  /// of a series. All pixels of an image are one input.
  mutating func addInputs(_ encoding: FeatureEncoding) {
    if let image = encoding.image {
      return target.addInput(
        ONNXValue(name: "input", type: .double, extents: [nil] + image.extents))
    }
    textColumns = Set(encoding.features.filter { $0.isText && !$0.isDerived }.map(\.name))
    textColumns.formUnion(encoding.features.compactMap { formula(of: $0) }.flatMap(\.textColumns))
    var added: Set<String> = []
    for name in encoding.features.flatMap({ formula(of: $0)?.columns ?? [$0.name] })
    where added.insert(name).inserted {
      target.addInput(
        ONNXValue(
          name: name, type: textColumns.contains(name) ? .text : .double,
          extents: [nil, encoding.window?.size ?? 1]))
    }
  }

  /// How a feature is made of other columns, where it is.
  private func formula(of feature: FeatureRule) -> ColumnFormula? {
    feature.isDerived ? source.formulas[feature.name] : nil
  }

  /// Adds what makes the network's input of the columns.
  ///
  /// - Returns: The name of the network's input.
  mutating func addPreparation(_ encoding: FeatureEncoding) throws(ExportProblem) -> String {
    target.scope = "preparation"
    let plan = source.plan
    if encoding.image != nil { return try addPixels(encoding) }
    var parts: [String] = []
    for feature in encoding.features {
      parts.append(try addColumn(feature, isOfSeries: encoding.window != nil))
    }
    let joined =
      parts.count == 1 ? parts[0] : target.node("Concat", parts, [ONNXAttribute("axis", -1)])
    // 'input 1x28x28' gives a row another shape.
    return plan.input == encoding.inputShape
      ? joined : target.node("Reshape", [joined, target.integers([0] + plan.input.extents)])
  }

  private mutating func addPixels(_ encoding: FeatureEncoding) throws(ExportProblem) -> String {
    var scales: [LinearScale] = []
    for feature in encoding.features {
      guard case .number(_, let scale) = feature.encoding else {
        throw .unreadableLevel(feature.levels.first ?? "", of: feature.name)
      }
      scales.append(scale)
    }
    let flat = target.node("Reshape", ["input", target.integers([0, scales.count])])
    let shift = target.tensor("shift", [scales.count], .doubles(scales.map(\.shift)))
    let factor = target.tensor("factor", [scales.count], .doubles(scales.map(\.factor)))
    let scaled = target.node("Mul", [target.node("Sub", [flat, shift]), factor])
    return target.node(
      "Reshape",
      [cast(scaled, to: .float), target.integers([0] + source.plan.input.extents)])
  }

  /// Adds what the network sees of one column: `[batch, width]` or `[batch, steps, width]`.
  private mutating func addColumn(
    _ feature: FeatureRule, isOfSeries: Bool
  ) throws(ExportProblem) -> String {
    let made = formula(of: feature)
    let column = made.map { nodes(of: $0) } ?? feature.name
    let cells =
      isOfSeries ? target.node("Unsqueeze", [column, target.integers([2])]) : column
    switch feature.encoding {
    case .number(let replacement, let scale):
      let filled = replacement.map { fill(cells, with: .doubles([$0])) } ?? cells
      return cast(scaled(filled, by: scale), to: .float)
    case .levels(let levels, let replacement, let form):
      var values: ONNXTensor.Values = .texts(levels)
      var standIn = replacement.map { ONNXTensor.Values.texts([$0]) }
      if !feature.isText {
        values = .doubles(try numbers(levels, feature))
        standIn = try replacement.map { (text) throws(ExportProblem) in
          .doubles(try numbers([text], feature))
        }
      }
      let filled = standIn.map { fill(cells, with: $0) } ?? cells
      let list = target.tensor("levels of \(feature.name)", [levels.count], values)
      let oneHot = cast(target.node("Equal", [filled, list]), to: .float)
      return form == .oneHot ? oneHot : place(oneHot, of: levels.count)
    }
  }

  /// `(x - shift) · factor`, in double precision as the engine does it.
  private mutating func scaled(_ x: String, by scale: LinearScale) -> String {
    if scale == .identity { return x }
    let shift = target.tensor("shift", [], .doubles([scale.shift]))
    let factor = target.tensor("factor", [], .doubles([scale.factor]))
    return target.node("Mul", [target.node("Sub", [x, shift]), factor])
  }

  /// A value in the place of a missing cell: of NaN, or of an empty text.
  private mutating func fill(_ cells: String, with value: ONNXTensor.Values) -> String {
    let isMissing: String
    if case .texts = value {
      let empty = target.tensor("empty", [1], .texts([""]))
      isMissing = target.node("Equal", [cells, empty])
    } else {
      isMissing = target.node("IsNaN", [cells])
    }
    return target.node("Where", [isMissing, target.tensor("replacement", [1], value), cells])
  }

  /// The place of the level from 0, or -1 where there is none.
  private mutating func place(_ oneHot: String, of count: Int) -> String {
    let places = target.tensor("places", [count], .floats((0..<count).map { Float($0 + 1) }))
    let sum = target.node(
      "ReduceSum", [target.node("Mul", [oneHot, places]), target.integers([-1])],
      [ONNXAttribute("keepdims", 1)])
    return target.node("Sub", [sum, target.number(1)])
  }

  /// Levels of a column of numbers or truth values, as numbers.
  private func numbers(
    _ levels: [String], _ feature: FeatureRule
  ) throws(ExportProblem) -> [Double] {
    var result: [Double] = []
    for level in levels {
      switch level {
      case "true": result.append(1)
      case "false": result.append(0)
      default:
        guard let number = Double(level) else { throw .unreadableLevel(level, of: feature.name) }
        result.append(number)
      }
    }
    return result
  }

  /// Adds what the network's outputs mean: numbers in the target's own unit, or the name of a class
  /// as an output of its own.
  ///
  /// - Returns: The name of the outputs in the target's unit.
  mutating func addTarget(
    _ rule: TargetRule, of outputs: String, _ plan: ModelPlan
  ) -> String {
    target.scope = "target"
    switch rule.kind {
    case .number:
      guard rule.scales.contains(where: { $0 != .identity }) else { return outputs }
      let factors = rule.scales.map { $0.factor == 0 ? 0 : Float(1 / $0.factor) }
      let shifts = rule.scales.map { Float($0.shift) }
      let factor = target.tensor("unit", [factors.count], .floats(factors))
      let shift = target.tensor("shift", [shifts.count], .floats(shifts))
      return target.node("Add", [target.node("Mul", [outputs, factor]), shift])
    case .binary where plan.output.count == 1:
      let last = plan.layers.last?.activation?.name
      let threshold = last == "softmax" || last == "sigmoid" ? 0.5 : 0
      let isSecond = target.node("GreaterOrEqual", [outputs, target.number(threshold)])
      addClass(
        rule, at: cast(target.node("Squeeze", [isSecond, target.integers([-1])]), to: .integer))
    case .binary, .classes:
      addClass(
        rule,
        at: target.node(
          "ArgMax", [outputs], [ONNXAttribute("axis", -1), ONNXAttribute("keepdims", 0)]))
    }
    return outputs
  }

  private mutating func addClass(_ rule: TargetRule, at place: String) {
    let names = target.tensor("classes", [rule.classes.count], .texts(rule.classes))
    let output = target.reserve("class")
    _ = target.node("Gather", [names, place], named: output)
    target.addOutput(ONNXValue(name: output, type: .text, extents: [nil]))
  }
}

extension ExportProblem {
  /// A column is made with something that the format has no word for.
  ///
  /// - Parameter part: It, as the script writes it.
  package static func unwritableFormula(of column: String, _ part: String) -> ExportProblem {
    ExportProblem(
      Text(
        en: "the column '\(column)' is made with '\(part)', for which ONNX has no operator",
        pt: "a coluna '\(column)' é feita com '\(part)', para o que o ONNX não tem operador"),
      remedy: Text(
        en: "leave out 'preprocessing: true', or let the file have that column",
        pt: "deixe fora 'preprocessing: true', ou faça o arquivo ter essa coluna"))
  }

  /// Source code holds the network alone.
  package static func noPreparation(in format: String) -> ExportProblem {
    ExportProblem(
      Text(
        en: "'preprocessing: true' is for ONNX, not for '\(format)'",
        pt: "'preprocessing: true' é para ONNX, não para '\(format)'"),
      remedy: Text(en: "leave it out", pt: "deixe-o de fora"))
  }

  /// A network whose weights come from a file that holds nothing else.
  package static var unknownPreparation: ExportProblem {
    ExportProblem(
      Text(
        en: "it comes from a file that does not say how rows become its inputs",
        pt: "ela vem de um arquivo que não diz como as linhas viram suas entradas"),
      remedy: Text(
        en: "leave out 'preprocessing: true', or train the network here",
        pt: "deixe fora 'preprocessing: true', ou treine a rede aqui"))
  }

  fileprivate static func unreadableLevel(_ level: String, of column: String) -> ExportProblem {
    ExportProblem(
      Text(
        en: "'\(level)', a value of the column '\(column)', is no number",
        pt: "'\(level)', um valor da coluna '\(column)', não é um número"),
      remedy: Text(
        en: "leave out 'preprocessing: true'", pt: "deixe fora 'preprocessing: true'"))
  }
}
