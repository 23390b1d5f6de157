import Checking
import Diagnostics
import Kernels
import Tables
import Vocabulary

extension Interpreter {
  /// The data set that a declaration makes.
  func makeData(_ declaration: CheckedDeclaration, _ frame: Frame) throws(Stop) -> RunValue {
    let assembly = DataAssembly(self, declaration)
    try run(declaration.statements, frame, linesTo: assembly)
    let unknown = DataSet(name: declaration.name, span: declaration.nameSpan)
    guard let steps = assembly.finished() else {
      // The statement's problem has been told; what depends on the data stays silent.
      return .data(unknown)
    }
    do throws(TableError) {
      noteSeeds(of: steps, isSplitByChance: steps.isChance, at: declaration.nameSpan)
      let table = try table(steps.source)
      guard !table.isPartial else {
        note(.readInPart(table.name, at: assembly.span(of: nil)))
        return .data(partial(table, steps, unknown, assembly))
      }
      let prepared = try prepare(table, steps, seed: steps.isChance ? seed : presentSeed)
      for notice in prepared.notes {
        let problem = Diagnostic.table(notice, at: assembly.span(of: notice.item))
        if [.unequalClasses, .constantColumn].contains(problem.code) {
          heldAdvice[declaration.nameSpan, default: []].append(problem)
        } else {
          note(problem)
        }
      }
      if recorder != nil || journal != nil {
        record(
          prepared, table,
          values: recordedValues(of: steps, prepared, seed: presentSeed, assembly))
      }
      noteFacts(of: prepared, at: declaration.nameSpan)
      return .data(
        DataSet(
          name: declaration.name, span: declaration.nameSpan, prepared: prepared, isPartial: false,
          steps: steps, formulas: assembly.formulas))
    } catch {
      if let stop = assembly.formulaStop { throw stop }
      note(.table(error, at: assembly.span(of: error.item)))
      if isDry { return .data(unknown) }
      throw .problem
    }
  }

  /// What the beginning of a large file tells: the names of its columns are certain, no more.
  private func partial(
    _ table: Table, _ steps: DataSteps, _ unknown: DataSet, _ assembly: DataAssembly
  ) -> DataSet {
    do throws(TableError) {
      _ = try prepare(table, steps, seed: seed)
    } catch {
      if error.code == .unknownColumn {
        note(.table(error, at: assembly.span(of: error.item)))
      }
    }
    return unknown
  }

  /// The table of `source`, read once; a dry run reads only the beginning of a large file.
  func table(_ source: DataSource) throws(TableError) -> Table {
    if let table = tables.tables[source], isDry || !table.isPartial { return table }
    let table = try readTable(
      source, firstBytes: isDry ? 1_048_576 : nil, threads: options.threads)
    tables.tables[source] = table
    return table
  }

  /// The value of a column in the present row, or of the script's name of that spelling.
  func cell(
    _ name: String, isQuoted: Bool, otherwise: Reference?, at span: Span, _ frame: Frame
  ) throws(Stop) -> RunValue {
    guard let row else { return .unknown }
    guard let cell = row[name] else {
      if let otherwise { return try lookUp(otherwise, name, frame) }
      throw stop(.unknownColumn(name, among: row.columnNames, at: span))
    }
    guard isQuoted || otherwise == nil else {
      throw stop(.ambiguousColumn(name, at: span))
    }
    switch cell {
    case .number(let number): return .number(number)
    case .text(let text): return .text(text)
    case .boolean(let boolean): return .boolean(boolean)
    case .missing: return .unknown
    }
  }

  /// `moons(samples: 200, noise: 0.1, seed: 3)`.
  func generator(
    _ name: String, _ arguments: [EvaluatedArgument], at span: Span
  ) throws(Stop) -> RunValue {
    guard let entry = catalogue.entries(named: name).first else { return .unknown }
    guard entry.isAvailable else { throw stop(.notAvailable(name, at: span)) }
    var bound: [EvaluatedArgument] = []
    for (position, var argument) in arguments.enumerated() {
      if argument.setting == nil {
        argument.setting =
          argument.name.flatMap { name in entry.settings.first { $0.name == name } }
          ?? (argument.name == nil && entry.settings.indices.contains(position)
            ? entry.settings[position] : nil)
      }
      guard argument.setting != nil else {
        throw stop(
          .unknownArgument(
            argument.name ?? "", of: name, known: entry.settings.map(\.name), at: argument.span))
      }
      bound.append(argument)
    }
    guard let settings = try settings(of: entry, from: bound, at: span) else { return .unknown }
    var plan = GeneratorPlan(name: name, seed: seed)
    if case .number(let samples)? = settings["samples"] {
      plan.samples = Int(exactly: samples) ?? plan.samples
    }
    if case .number(let noise)? = settings["noise"] { plan.noise = noise }
    if case .number(let own)? = settings["seed"], let whole = UInt64(exactly: own) {
      plan.seed = whole
    }
    return .generator(plan)
  }
}

extension DataSteps {
  /// Whether chance decides which row is in which part.
  fileprivate var isChance: Bool {
    guard let split, !split.keepsOrder else { return false }
    return [split.validation, split.test].contains { size in
      if case .share? = size { true } else { false }
    }
  }
}
