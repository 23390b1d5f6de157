import Checking
import Diagnostics
import Tables
import Vocabulary

/// The steps of a `data` block, collected line by line; each with the span that problems point at.
final class DataAssembly: LineTaker {
  private let interpreter: Interpreter
  private let declaration: CheckedDeclaration
  private(set) var steps: DataSteps?
  private var rest: DataSteps
  private var spans: [Span] = []
  /// What the formula of each new column reads.
  private var derivedReads: [[String]] = []
  private(set) var readSpan: Span?
  /// Whether something is not known, so that the data is not either.
  private(set) var isUncertain = false
  /// The formulas that a new file needs too, as they are written.
  private(set) var formulas: [DataFormula] = []
  /// What a formula over columns found wrong; it is told once, not for each row.
  private(set) var formulaStop: Stop?

  init(_ interpreter: Interpreter, _ declaration: CheckedDeclaration) {
    self.interpreter = interpreter
    self.declaration = declaration
    rest = DataSteps(name: declaration.name, source: .generator(GeneratorPlan(name: "")))
  }

  /// The line, or the part of it, that the step `item` stands for.
  func span(of item: Int?) -> Span {
    guard let item, spans.indices.contains(item) else { return readSpan ?? declaration.nameSpan }
    return spans[item]
  }

  /// All steps; `nil` without a `read`, or where something is not known.
  func finished() -> DataSteps? {
    guard var steps, !isUncertain else { return nil }
    steps.drops = rest.drops
    steps.target = rest.target
    steps.categories = rest.categories
    steps.weight = rest.weight
    steps.derived = rest.derived
    steps.filters = rest.filters
    steps.missing = rest.missing
    steps.scales = rest.scales
    steps.split = rest.split
    steps.window = rest.window
    lintColumns(steps)
    return steps
  }

  /// Notes new columns that are made from what is to be predicted, and are features.
  private func lintColumns(_ steps: DataSteps) {
    var sources: Set<String> = []
    switch steps.target?.form {
    case .columns(let names)?: sources = Set(names)
    case .formula(_, let reads, _)?: sources = Set(reads)
    case nil: return
    }
    let noFeatures = sources.union(steps.drops.map(\.column))
    for (step, reads) in zip(steps.derived, derivedReads) {
      guard let source = reads.first(where: sources.contains) else { continue }
      sources.insert(step.name)
      if !noFeatures.contains(step.name) {
        interpreter.note(.targetInFeature(step.name, from: source, at: span(of: step.id)))
      }
    }
  }

  func take(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    if interpreter.unknownConditions > 0 { isUncertain = true }
    guard case .entry(let entry) = line.word else {
      // The checker did not know the word, which may have been any step.
      isUncertain = true
      return
    }
    guard entry.isAvailable else {
      throw interpreter.stop(.notAvailable(entry.name, at: line.wordSpan))
    }
    if line.arguments.contains(where: \.value.isUnknown) { isUncertain = true }
    switch entry.name {
    case "read": try takeRead(line, frame)
    case "drop":
      rest.drops += columns(line.arguments).map { ColumnStep(id: id($0.1), column: $0.0) }
    case "category": try takeCategory(line, frame)
    case "weight":
      rest.weight = columns(line.arguments).first.map { ColumnStep(id: id($0.1), column: $0.0) }
    case "target": try takeTarget(line, frame)
    case "column":
      for argument in line.arguments {
        derivedReads.append(argument.value.columnNames)
        formulas.append(
          DataFormula(
            purpose: .column, name: argument.name ?? "", expression: argument.value, frame: frame))
        rest.derived.append(
          DerivedStep(
            id: id(argument.span), name: argument.name ?? "",
            formula: formula(argument.value, frame)
          ))
      }
    case "where":
      for argument in line.arguments {
        rest.filters.append(
          FilterStep(id: id(argument.span), formula: formula(argument.value, frame)))
      }
    case "missing": try takeMissing(line, frame)
    case "scale": try takeScale(line, frame)
    case "split": try takeSplit(line, frame)
    case "window": try takeWindow(line, entry, frame)
    default: throw interpreter.stop(.notAvailable(entry.name, at: line.wordSpan))
    }
  }

  private func id(_ span: Span) -> Int {
    spans.append(span)
    return spans.count - 1
  }

  // MARK: One kind of line each

  private func takeRead(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    let arguments = try interpreter.arguments(of: line, frame)
    func argument(_ name: String) -> EvaluatedArgument? {
      arguments.first { ($0.name ?? $0.setting?.name) == name }
    }
    let first = argument("source") ?? argument("train")
    readSpan = first?.span ?? line.span
    guard first?.value.isUnknown == false else {
      isUncertain = true
      return
    }
    let form = FileForm(
      separator: try character(argument("separator")), hasHeader: try boolean(argument("header")))
    if argument("train") != nil {
      if let source = argument("source") {
        throw interpreter.stop(.sourceAndParts(at: source.span))
      }
      return try takeParts(argument("train"), argument("validation"), argument("test"), form)
    }
    guard let first else { return }
    if let part = argument("validation") ?? argument("test") {
      throw interpreter.stop(.sourceAndParts(at: part.span))
    }
    switch first.value {
    case .text(let path):
      steps = DataSteps(
        name: declaration.name,
        source: .file(
          path: interpreter.options.resolved(path), separator: form.separator,
          hasHeader: form.hasHeader))
    case .generator(let plan): steps = DataSteps(name: declaration.name, source: .generator(plan))
    case let other:
      throw interpreter.stop(
        .wrongType(
          expected: Text(
            en: "the name of a file, or a generator such as 'moons()'",
            pt: "o nome de um arquivo, ou um gerador como 'moons()'"), found: other.kind,
          at: first.span))
    }
  }

  /// What a line says about how its files are written.
  private struct FileForm {
    var separator: Character?
    var hasHeader: Bool?
  }

  /// `read train: "a.csv", test: "b.csv"`.
  private func takeParts(
    _ train: EvaluatedArgument?, _ validation: EvaluatedArgument?, _ test: EvaluatedArgument?,
    _ form: FileForm
  ) throws(Stop) {
    func file(_ argument: EvaluatedArgument?) throws(Stop) -> PartFile? {
      guard let argument else { return nil }
      switch argument.value {
      case .unknown:
        isUncertain = true
        return nil
      case .text(let path):
        return PartFile(
          id: id(argument.span), path: interpreter.options.resolved(path),
          separator: form.separator, hasHeader: form.hasHeader)
      case let other:
        throw interpreter.stop(
          .wrongType(
            expected: Text(en: "the name of a file", pt: "o nome de um arquivo"),
            found: other.kind, at: argument.span))
      }
    }
    let (train, validation, test) = (try file(train), try file(validation), try file(test))
    guard let train else { return }
    steps = DataSteps(
      name: declaration.name, source: .files(train: train, validation: validation, test: test))
  }

  private func character(_ argument: EvaluatedArgument?) throws(Stop) -> Character? {
    guard let argument, !argument.value.isUnknown else { return nil }
    if case .text(let text) = argument.value, text.count == 1 { return text.first }
    throw interpreter.stop(
      .wrongType(
        expected: Text(en: "a text of one character", pt: "um texto de um caractere"),
        found: argument.value.kind, at: argument.span))
  }

  private func boolean(_ argument: EvaluatedArgument?) throws(Stop) -> Bool? {
    guard let argument else { return nil }
    switch argument.value {
    case .unknown: return nil
    case .boolean(let boolean): return boolean
    case let other:
      throw interpreter.stop(
        .wrongType(
          expected: Text(en: "true or false", pt: "verdadeiro ou falso"), found: other.kind,
          at: argument.span))
    }
  }

  private func takeWindow(_ line: CheckedLine, _ entry: Entry, _ frame: Frame) throws(Stop) {
    let arguments = try interpreter.arguments(of: line, frame)
    guard let settings = try interpreter.settings(of: entry, from: arguments, at: line.wordSpan),
      case .number(let size)? = settings["size"], case .number(let horizon)? = settings["horizon"],
      let size = Int(exactly: size), let horizon = Int(exactly: horizon)
    else {
      isUncertain = true
      return
    }
    rest.window = WindowStep(id: id(line.span), SampleWindow(size: size, horizon: horizon))
  }

  private func takeTarget(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    var name: String?
    var kind: TargetKind?
    var targets: [CheckedArgument] = []
    for argument in line.arguments {
      switch argument.name ?? argument.setting?.name {
      case "name":
        name = column(argument.value) ?? name
        if name == nil, case .text(let text) = try interpreter.value(argument.value, frame) {
          name = text
        }
      case "kind":
        let word = try interpreter.value(argument.value, frame).printed()
        kind = TargetKind(rawValue: word == "regression" ? "number" : word)
      default: targets.append(argument)
      }
    }
    let names = targets.compactMap { column($0.value) }
    guard let first = targets.first else { return }
    let span = targets.dropFirst().reduce(first.value.span) { $0.joined(with: $1.value.span) }
    if names.count == targets.count {
      rest.target = TargetStep(id: id(span), .columns(names), kind: kind)
    } else {
      let reads = Array(Set(first.value.columnNames)).sorted()
      formulas.append(
        DataFormula(
          purpose: .target, name: name ?? "target", expression: first.value, frame: frame))
      rest.target = TargetStep(
        id: id(span),
        .formula(name: name ?? "target", reads: reads, formula(first.value, frame)), kind: kind)
    }
  }

  private func takeCategory(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    var isEmbedded = false
    var named: [CheckedArgument] = []
    for argument in line.arguments {
      if argument.setting?.name == "encode" {
        isEmbedded = try interpreter.value(argument.value, frame).printed() == "embedding"
      } else {
        named.append(argument)
      }
    }
    rest.categories += columns(named).map {
      CategoryStep(id: id($0.1), column: $0.0, isEmbedded: isEmbedded)
    }
  }

  private func takeMissing(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    guard let first = line.arguments.first else { return }
    let word = try interpreter.value(first.value, frame).printed()
    guard let rule = MissingStep.Rule(rawValue: word) else { return }
    rest.missing.append(
      MissingStep(
        id: id(line.span), rule, columns: columns(Array(line.arguments.dropFirst())).map(\.0)))
  }

  private func takeScale(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    guard let first = line.arguments.first else { return }
    let word = try interpreter.value(first.value, frame).printed()
    guard let rule = ScaleStep.Rule(rawValue: word) else { return }
    let names = columns(Array(line.arguments.dropFirst())).map(\.0)
    rest.scales.append(
      ScaleStep(
        id: id(line.span), rule, columns: names.filter { $0 != "target" },
        includesTarget: names.contains("target")))
  }

  private func takeSplit(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    var split = SplitStep(id: id(line.span))
    for argument in try interpreter.arguments(of: line, frame) {
      let name = argument.name ?? argument.setting?.name
      if argument.value.isUnknown {
        isUncertain = true
        continue
      }
      switch (name, argument.value) {
      case ("order", let value): split.keepsOrder = value.printed() == "kept"
      case ("train", .number(let share)): split.train = share
      case ("validation", .number(let share)): split.validation = .share(share)
      case ("test", .number(let share)): split.test = .share(share)
      case ("validation", .every(let count)): split.validation = .every(count)
      case ("test", .every(let count)): split.test = .every(count)
      default:
        throw interpreter.stop(
          .wrongType(
            expected: Text(
              en: "a share such as 15%, or 'every 5'", pt: "uma parte como 15%, ou 'every 5'"),
            found: argument.value.kind, at: argument.span))
      }
    }
    rest.split = split
  }

  // MARK: Columns

  private func columns(_ arguments: [CheckedArgument]) -> [(String, Span)] {
    arguments.compactMap { argument in
      column(argument.value).map { ($0, argument.value.span) }
    }
  }

  /// The column that `expression` simply names.
  private func column(_ expression: CheckedExpression) -> String? {
    switch expression.kind {
    case .column(let name, _, _): name
    case .word(let name): name
    default: nil
    }
  }

  /// `expression` for one row after another; a problem in it is told once.
  private func formula(_ expression: CheckedExpression, _ frame: Frame) -> RowFormula {
    { [self] row throws(RowFormulaFailed) in
      interpreter.row = row
      defer { interpreter.row = nil }
      do throws(Stop) {
        switch try interpreter.value(expression, frame) {
        case .number(let number): return number.isNaN ? .missing : .number(number)
        case .boolean(let boolean): return .boolean(boolean)
        case .text(let text): return .text(text)
        case .unknown: return .missing
        case let other:
          throw interpreter.stop(
            .wrongType(
              expected: Text(
                en: "a number, a text or true or false",
                pt: "um número, um texto ou verdadeiro ou falso"),
              found: other.kind, at: expression.span))
        }
      } catch {
        formulaStop = formulaStop ?? error
        throw RowFormulaFailed()
      }
    }
  }
}
