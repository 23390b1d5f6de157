package import Diagnostics
import Prelude
import Reports
import Vocabulary

extension Session {
  /// Why a setting of a training has its value: `train.rate`, `classifier.rate`, `train.momentum`;
  /// `train` alone asks for all of them.
  ///
  /// - Returns: The value and the line that gave it, what that line overrode, what the word means,
  ///   and the settings that go with it beside their defaults.
  package func reason(for path: String) -> Result<[Text], FileProblem> {
    var parts = path.split(separator: ".").map(String.init)
    // A setting alone is that of the last training.
    if parts.count == 1, Catalogue.builtin.word(parts[0], in: .train) != nil {
      parts.insert("train", at: 0)
    }
    if parts.count == 1, let network = trainedNetwork(named: parts[0]), !network.settings.isEmpty {
      return .success(holdingLines(of: network).map(line))
    }
    guard parts.count == 2 else {
      return .failure(
        FileProblem(
          Text(
            en: "write a training and a setting, such as ':why train.rate'",
            pt: "escreva um treino e um ajuste, como ':why train.rate'")))
    }
    guard let network = trainedNetwork(named: parts[0]) else {
      return .failure(
        FileProblem(
          Text(
            en: parts[0] == "train"
              ? "nothing was trained yet" : "there is no network '\(parts[0])'",
            pt: parts[0] == "train" ? "nada foi treinado ainda" : "não existe a rede '\(parts[0])'")
        ))
    }
    return reason(for: parts[1], of: network)
  }

  /// What `:why` can be asked about the training of `name`.
  package func reasons(of name: String) -> [(name: String, summary: Text)] {
    guard trainedNetwork(named: name) != nil else { return [] }
    return Catalogue.builtin.words(in: .train).compactMap { word in
      guard let entry = Catalogue.builtin.word(word, in: .train), entry.isAvailable else {
        return nil
      }
      return (word, entry.summary)
    }
  }

  /// The lines of the last training, but for those that others overrode.
  private func holdingLines(of network: Network) -> [TrainingSetting] {
    var seen: Set<String> = []
    let holding = network.settings.reversed().filter { setting in
      setting.phase != nil || seen.insert(setting.word).inserted
    }
    return holding.reversed().flatMap { setting in setting.phase ?? [setting] }
  }

  private func trainedNetwork(named name: String) -> Network? {
    if case .network(let network) = value(named: name) { return network }
    return name == "train" ? interpreter.trainedNetwork : nil
  }

  private func reason(for word: String, of network: Network) -> Result<[Text], FileProblem> {
    guard network.isTrained || !network.settings.isEmpty else {
      return .failure(
        FileProblem(
          Text(
            en: "'\(network.name)' was not trained yet",
            pt: "'\(network.name)' ainda não foi treinada")))
    }
    let entry = Catalogue.builtin.word(word, in: .train)
    let given = network.settings.filter { $0.word == word }
    let inPhases = network.settings.flatMap { $0.phase ?? [] }.filter { $0.word == word }
    guard entry != nil || !given.isEmpty || !inPhases.isEmpty else {
      return reason(forPart: word, of: network)
    }
    var lines: [Text] = []
    // The last line of a word is the one that holds.
    if let holding = given.last {
      lines.append(line(of: holding))
      if let former = given.dropLast().last(where: { $0.span != holding.span }) {
        lines.append(overridden(former))
      }
    }
    lines += inPhases.map(line)
    if lines.isEmpty {
      lines.append(
        Text(
          en: "\(word): no line of the last training sets it",
          pt: "\(word): nenhuma linha do último treino o define"))
    }
    if let entry { lines.append(entry.summary) }
    let holding = (given.last.map { [$0] } ?? []) + inPhases
    let parts = self.parts(of: word, holding)
    return .success(lines + parts.filter { $0.defaultValue != nil }.map { part($0, holding) })
  }

  /// Why a setting that stands in the line of another word has its value: `momentum`, `patience`.
  private func reason(
    forPart name: String, of network: Network
  ) -> Result<[Text], FileProblem> {
    let all = network.settings.flatMap { [$0] + ($0.phase ?? []) }
    for setting in all.reversed() {
      guard let description = parts(of: setting.word, [setting]).first(where: { $0.name == name })
      else { continue }
      return .success([
        line(of: setting), part(description, [setting]), description.summary,
      ])
    }
    let near = closestName(to: name, among: Catalogue.builtin.words(in: .train))
    return .failure(
      FileProblem(
        Text(
          en: "there is no training setting '\(name)'"
            + (near.map { "; did you mean '\($0)'?" } ?? ""),
          pt: "não existe o ajuste de treino '\(name)'"
            + (near.map { "; você quis dizer '\($0)'?" } ?? ""))))
  }

  // MARK: Lines

  /// The value of a setting, and the line that gave it.
  private func line(of setting: TrainingSetting) -> Text {
    let value = value(of: setting)
    guard let place = place(of: setting) else {
      return Text(verbatim: "\(setting.word) = \(value)")
    }
    return Text(
      en: "\(setting.word) = \(value), set by \(place)",
      pt: "\(setting.word) = \(value), definido por \(place)")
  }

  private func overridden(_ setting: TrainingSetting) -> Text {
    let place = place(of: setting) ?? "'\(setting.word)'"
    return Text(
      en: "  which overrode \(value(of: setting)), set by \(place)",
      pt: "  no lugar de \(value(of: setting)), definido por \(place)")
  }

  private func value(of setting: TrainingSetting) -> String {
    setting.arguments.map { argument in
      let options = argument.value.options.sorted { $0.key < $1.key }
        .map { ", \($0.key): \($0.value.printed(isNested: true))" }
      return (argument.name.map { $0 == setting.word ? "" : "\($0): " } ?? "")
        + argument.value.printed(isNested: true) + options.joined()
    }.joined(separator: ", ")
  }

  /// The line as it is written, and where: `'rate 0.1' (input:4)`.
  private func place(of setting: TrainingSetting) -> String? {
    guard let source = sources.first(where: { $0.id == setting.span.file }) else { return nil }
    let position = source.position(at: setting.span.start)
    return "'\(source.text(of: setting.span))' (\(source.name):\(position.line))"
  }

  // MARK: Parts of a line

  /// What a line of `word` can say beside its value, that of its functions included:
  /// `optimizer sgd, momentum: 0.9`.
  private func parts(of word: String, _ lines: [TrainingSetting]) -> [SettingDescription] {
    let own = Catalogue.builtin.word(word, in: .train)?.settings ?? []
    let functions = lines.flatMap(\.arguments).filter { argument in
      if case .function? = argument.setting?.type { argument.name == nil } else { false }
    }.map { $0.value.printed(isNested: true) }
    let theirs = functions.flatMap { name in
      Catalogue.builtin.entries(named: name).first { $0.kind.isFunctionOfTraining }?.settings ?? []
    }
    return own.filter { !$0.isPositional || $0.defaultValue != nil } + theirs
  }

  /// A part with its value, and the default that this overrode; without a value, what may be given.
  private func part(_ description: SettingDescription, _ lines: [TrainingSetting]) -> Text {
    let name = description.name
    let given = lines.flatMap(\.arguments).compactMap { argument in
      argument.setting?.name == name || argument.name == name
        ? argument.value : argument.value.options[name]
    }
    guard let value = given.last?.printed(isNested: true) else {
      return Text(
        en: "  \(name): \(description.valuesText(.english))",
        pt: "  \(name): \(description.valuesText(.portuguese))")
    }
    guard let former = description.defaultValue?.text, former != value else {
      return Text(verbatim: "  \(name): \(value)")
    }
    return Text(
      en: "  \(name): \(value), which overrode the default \(former)",
      pt: "  \(name): \(value), no lugar do padrão \(former)")
  }
}

extension RunValue {
  /// What a function was given beside its name: `sgd, momentum: 0.9`.
  fileprivate var options: [String: RunValue] {
    if case .configured(_, let settings) = self { settings } else { [:] }
  }
}

extension Entry.Kind {
  /// Whether a line of a training names it, with settings of its own behind it.
  fileprivate var isFunctionOfTraining: Bool {
    switch self {
    case .loss, .optimizer, .schedule: true
    default: false
    }
  }
}
