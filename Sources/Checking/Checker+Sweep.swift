import Diagnostics
import Syntax
import Vocabulary

extension Checker {
  /// Checks a sweep: its values, its settings, and its block with the names that it gives.
  mutating func check(_ sweep: Sweep) -> CheckedSweep? {
    let wordSpan = wordSpan(of: sweep)
    if sweepScopes.last?.context == contexts.count - 1 {
      report(.sweepInSweep(at: wordSpan))
      return nil
    }
    let lists = sweep.axes.map { check($0.values) }
    let sample = sampleSetting(of: sweep, at: wordSpan)
    sweepScopes.append((contexts.count - 1, contexts[contexts.count - 1].scopes.count))
    defer { sweepScopes.removeLast() }
    let usedBefore = namesInSweeps
    namesInSweeps = []
    defer { namesInSweeps.formUnion(usedBefore) }
    return inScope { checker in
      let references = sweep.axes.map {
        checker.declare($0.name, .given, statement: $0.name.span)
      }
      let block = checker.check(sweep.block, in: .top)
      checker.sweepNames += sweep.axes.map(\.name)
      let axes = zip(sweep.axes, zip(references, lists)).map { axis, found in
        CheckedSweep.Axis(
          reference: found.0, name: axis.name.text, nameSpan: axis.name.span, values: found.1,
          isSeed: checker.isSeed(axis.name.text, axis.name.span))
      }
      // As with 'param', a file that is included is set by nobody.
      if checker.openFiles.count == 1 { checker.sweptNames += axes }
      var parameters = checker.parameters.filter { checker.namesInSweeps.contains($0.span) }
      for index in parameters.indices {
        parameters[index].isSeed = checker.isSeed(parameters[index].name, parameters[index].span)
      }
      return CheckedSweep(
        wordSpan: wordSpan, axes: axes, sample: sample, parameters: parameters, block: block,
        span: sweep.span)
    }
  }

  private mutating func sampleSetting(of sweep: Sweep, at span: Span) -> CheckedArgument? {
    guard let entry = catalogue.word("sweep", in: .top) else { return nil }
    return check(sweep.settings, for: entry, at: span, hasTails: false).first
  }

  /// Whether `name` belongs to what is around the sweep whose block is being checked.
  func isOutsideOfSweep(_ name: String) -> Bool {
    guard let sweep = sweepScopes.last, sweep.context == contexts.count - 1 else { return false }
    let scopes = contexts[sweep.context].scopes
    let place = scopes.lastIndex { $0[name] != nil }
    return place.map { $0 < sweep.scope } ?? true
  }

  /// Whether what is declared at `span` serves as a seed, as far as the script has been checked.
  func isSeed(_ name: String, _ span: Span) -> Bool { name == "seed" || seedNames.contains(span) }

  /// Checks `body`, the value of a seed, and remembers the names that stand in it.
  mutating func inSeed<Result>(_ body: (inout Checker) -> Result) -> Result {
    let outer = isInSeed
    isInSeed = true
    defer { isInSeed = outer }
    return body(&self)
  }
}

extension Diagnostic {
  static func sweepInSweep(at span: Span) -> Diagnostic {
    .error(
      .misplacedStatement,
      Text(
        en: "a sweep cannot stand in another one", pt: "um sweep não pode ficar dentro de outro"),
      at: Label(span),
      notes: [
        Text(
          en:
            "one sweep takes several names, and runs all combinations: 'sweep a in 1..3, b in [4, 5] { … }'",
          pt:
            "um só sweep recebe vários nomes e executa todas as combinações: 'sweep a in 1..3, b in [4, 5] { … }'"
        )
      ])
  }

  /// `sweep` without a name behind it.
  static func sweepNeedsName(at span: Span) -> Diagnostic {
    .error(
      .missingSetting,
      Text(
        en: "'sweep' needs a name and its values", pt: "'sweep' precisa de um nome e seus valores"),
      at: Label(span),
      notes: [
        Text(
          en: "for example 'sweep rate in [1, 0.1, 0.01] { … }'",
          pt: "por exemplo 'sweep rate in [1, 0.1, 0.01] { … }'")
      ])
  }

  /// A run of a sweep assigns what all runs would share.
  static func outsideOfSweepAssigned(_ name: Name, declared: Span) -> Diagnostic {
    .error(
      .outsideAssigned,
      Text(
        en: "a run of a sweep cannot change '\(name.text)', which is declared outside of the sweep",
        pt: "uma execução de um sweep não pode mudar '\(name.text)', que é declarado fora do sweep"),
      at: Label(name.span),
      also: [Label(declared, Text(en: "declared here", pt: "declarado aqui"))],
      notes: [
        Text(
          en:
            "the runs know nothing of each other: look at the results after the sweep, 'let runs = sweep …'",
          pt:
            "as execuções não sabem umas das outras: veja os resultados depois do sweep, 'let runs = sweep …'"
        )
      ])
  }
}
