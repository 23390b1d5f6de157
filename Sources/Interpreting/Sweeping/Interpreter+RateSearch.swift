import Checking
import Diagnostics
import Engine
import Plans
import Reports
import Vocabulary

/// What `let found = find_rate …` gives.
final class RateSearchValue {
  /// `nil` in a dry run, which trains nothing.
  let search: RateSearch?
  let span: Span

  init(_ search: RateSearch?, at span: Span) {
    self.search = search
    self.span = span
  }
}

extension Interpreter {
  /// `find_rate net on data with plan { … }`.
  func findRate(_ line: CheckedLine, _ frame: Frame) throws(Stop) -> RunValue {
    guard let first = try arguments(of: line, frame).first, let network = try network(first)
    else { return .unknown }
    guard let on = line.on, let data = try dataSet(on, frame) else { return .unknown }
    guard let settings = try searchSettings(line, network, frame) else { return .unknown }
    let schedule = try schedule(settings, for: "train", at: line.wordSpan)
    let seed = seed(of: schedule)
    try check(schedule, on: data.data, at: on.span)
    let planned = try planned(network, schedule, data, at: line.wordSpan)
    let classWeights = try classWeights(schedule, data.data)
    if isDry { return .rateSearch(RateSearchValue(nil, at: line.wordSpan)) }
    guard let planned, let samples = data.samples,
      let phase = schedule.plan(seed: seed, classWeights: classWeights)?.phases.first
    else { return .unknown }
    let own = network.model
    defer { network.model = own }
    let search: RateSearch?
    do throws(EngineError) {
      // A copy stands in its place, so that no weight changes, not even one that was never trained.
      network.model = try own?.copy(functions: scriptFunctions.table)
      search = try model(of: network, planned, scriptFunctions.table, seed: seed).searchRate(
        on: samples, by: phase, seed: seed, classWeights: classWeights, threads: options.threads,
        shouldStop: host.isInterrupted)
    } catch {
      throw stop(error, network: network.name, at: line.wordSpan)
    }
    guard let search else { throw .interrupted }
    tell(search)
    return .rateSearch(RateSearchValue(search, at: line.wordSpan))
  }

  private func tell(_ search: RateSearch) {
    if options.isJSON { return host.write(rateSearchJSON(search) + "\n") }
    if let chart = rateSearchChart(search, language: options.language) {
      host.report?.note(Figure(chart))
      output.drawn(
        terminalFigure(Figure(chart), style: options.style, language: options.language))
    }
    output.shown(rateSearchText(search, language: options.language))
  }

  /// The settings of the plan and the block, or else those of the network's last training; `nil`
  /// where that is unknown. Rate and epochs are the search's own.
  private func searchSettings(
    _ line: CheckedLine, _ network: Network, _ frame: Frame
  ) throws(Stop) -> [TrainingSetting]? {
    var settings = network.settings
    if line.with != nil || line.block != nil { settings = try allSettings(of: line, frame) }
    guard !settings.isEmpty || line.with != nil || line.block != nil else {
      if network.isUncertain || unknownConditions > 0 { return nil }
      throw stop(.noSettingsForRate(network.name, at: line.wordSpan))
    }
    // Of several phases the first begins where the network stands.
    if let phase = settings.first(where: { $0.phase != nil }) { settings += phase.phase ?? [] }
    settings.removeAll {
      $0.phase != nil || ["rate", "epochs", "stop", "metrics"].contains($0.word)
    }
    if let optimizer = settings.last(where: { $0.word == "optimizer" })?.arguments.first,
      case .builtin("lbfgs", _) = optimizer.value
    {
      throw stop(.optimizerNeedsNoRate("lbfgs", at: optimizer.span))
    }
    for word in ["rate", "epochs"] {
      let one = EvaluatedArgument(setting: nil, name: nil, value: .number(1), span: line.wordSpan)
      settings.append(
        TrainingSetting(word: word, span: line.span, wordSpan: line.wordSpan, arguments: [one]))
    }
    return settings
  }

  /// `found.rate` and the like.
  func member(_ name: String, of value: RateSearchValue, at span: Span) throws(Stop) -> RunValue {
    guard ["rate", "decided"].contains(name) else {
      throw stop(
        .unknownMember(
          name, of: RunValue.rateSearch(value).kind, known: ["rate", "decided"], at: span))
    }
    guard let search = value.search else { return .unknown }
    guard case .suggested(let rate) = search.outcome else {
      if name == "decided" { return .boolean(false) }
      throw stop(.rateUndecided(search.reason, at: span, search: value.span))
    }
    return name == "decided" ? .boolean(true) : .number(rate)
  }
}

extension Diagnostic {
  fileprivate static func noSettingsForRate(_ network: String, at span: Span) -> Diagnostic {
    .error(
      .missingLine,
      Text(
        en:
          "'find_rate' needs a loss, an optimizer and a batch, and '\(network)' has not been trained yet",
        pt:
          "'find_rate' precisa de uma perda, um otimizador e um lote, e '\(network)' ainda não foi treinada"
      ),
      at: Label(span),
      notes: [
        Text(
          en:
            "write 'find_rate \(network) on DATA { loss …; optimizer …; batch … }' or 'with PLAN'",
          pt:
            "escreva 'find_rate \(network) on DADOS { loss …; optimizer …; batch … }' ou 'with PLANO'"
        )
      ])
  }

  fileprivate static func optimizerNeedsNoRate(_ optimizer: String, at span: Span) -> Diagnostic {
    .error(
      .illegalSetting,
      Text(
        en: "'\(optimizer)' finds its own steps, so there is no rate to look for",
        pt: "'\(optimizer)' acha seus próprios passos, então não há taxa a procurar"),
      at: Label(span))
  }

  /// The rate is asked for that the search did not find.
  fileprivate static func rateUndecided(
    _ reason: Text, at span: Span, search: Span
  ) -> Diagnostic {
    .error(
      .rateUndecided,
      Text(
        en: "there is no rate to take from here: \(reason.en)",
        pt: "não há taxa a tirar daqui: \(reason.pt)"),
      at: Label(span),
      also: [Label(search, Text(en: "declined here", pt: "não decidiu aqui"))],
      notes: [
        Text(
          en: "ask first: 'if found.decided { … } else { … }'",
          pt: "pergunte antes: 'if found.decided { … } else { … }'")
      ])
  }
}
