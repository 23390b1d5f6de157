package import Diagnostics
package import Vocabulary

/// All that the catalogue knows of one word, for `nn help WORD`.
package func entryHelp(_ entry: Entry, style: TerminalStyle, language: Language) -> String {
  var text =
    style.painted(entry.name, .strong) + " · " + entry.kindText[language] + "\n  "
    + entry.summary[language] + "\n"
  if !entry.isAvailable {
    text +=
      "  "
      + Text(
        en: "Not available in this version.", pt: "Não disponível nesta versão.")[language] + "\n"
  }
  if !entry.settings.isEmpty {
    text += "\n" + Text(en: "Settings", pt: "Ajustes")[language] + "\n"
    var table = TextTable([("", .left), ("", .left), ("", .left)])
    for setting in entry.settings {
      table.add([
        setting.name + (setting.isPositional ? "" : ":"), setting.valuesText(language),
        setting.summary[language],
      ])
    }
    // Without the line for a header, which this table has none of.
    text += table.text(style).split(separator: "\n").dropFirst().map { $0 + "\n" }.joined()
  }
  if let definition = entry.definition {
    text += "\n" + Text(en: "Definition", pt: "Definição")[language] + "\n" + definition.indented
  }
  if !entry.example.isEmpty {
    text += "\n" + Text(en: "Example", pt: "Exemplo")[language] + "\n" + entry.example.indented
  }
  if !entry.foreignNames.isEmpty {
    let names = entry.foreignNames.sorted { $0.key < $1.key }.map { "\($0.value) (\($0.key))" }
    text +=
      "\n" + Text(en: "Known elsewhere as ", pt: "Em outros lugares: ")[language]
      + names.joined(separator: ", ") + "\n"
  }
  return text
}

/// All words of the language by what they are for, on one screen.
package func helpOverview(
  _ catalogue: Catalogue, style: TerminalStyle, language: Language
) -> String {
  let groups: [(Text, (Entry) -> Bool)] = [
    (Text(en: "actions", pt: "ações"), { $0.stands(in: .top) }),
    (Text(en: "in data", pt: "em data"), { $0.stands(in: .data) }),
    (Text(en: "in network", pt: "em network"), { $0.isLayer || $0.stands(in: .network) }),
    (Text(en: "in train, plan", pt: "em train, plan"), { $0.stands(in: .train) }),
    (Text(en: "losses", pt: "perdas"), { $0.role == .loss }),
    (Text(en: "optimizers", pt: "otimizadores"), { $0.role == .optimizer }),
    (Text(en: "metrics", pt: "métricas"), { $0.role == .metric }),
    (Text(en: "activations", pt: "ativações"), { $0.role == .activation }),
    (Text(en: "initializers", pt: "inicializadores"), { $0.role == .initializer }),
    (Text(en: "made data", pt: "dados gerados"), { $0.isGenerator }),
    (Text(en: "functions", pt: "funções"), { $0.isFunction }),
  ]
  var text = ""
  for (title, belongs) in groups {
    var names: [String] = []
    for entry in catalogue.entries where entry.isAvailable && belongs(entry) {
      if !names.contains(entry.name) { names.append(entry.name) }
    }
    guard !names.isEmpty else { continue }
    let lines = names.joined(separator: " ").wrapped(to: max(30, min(style.width, 100) - 20))
    for (index, line) in lines.enumerated() {
      let head = (index == 0 ? title[language] : "").padded(to: 18)
      text += "  " + style.painted(head, .strong) + line + "\n"
    }
  }
  return text
    + Text(
      en: "\n  nn help WORD explains one of them.\n", pt: "\n  nn help PALAVRA explica uma delas.\n"
    )[
      language]
}

extension Entry {
  fileprivate func stands(in place: Place) -> Bool {
    if case .word(let places) = kind { places.contains(place) } else { false }
  }

  fileprivate var isLayer: Bool {
    if case .layer = kind { true } else { false }
  }

  fileprivate var isGenerator: Bool {
    if case .generator = kind { true } else { false }
  }

  fileprivate var isFunction: Bool {
    if case .function = kind { true } else { false }
  }

  fileprivate var kindText: Text {
    switch kind {
    case .layer: Text(en: "layer", pt: "camada")
    case .activation: Text(en: "activation", pt: "ativação")
    case .loss: Text(en: "loss", pt: "perda")
    case .metric: Text(en: "metric", pt: "métrica")
    case .optimizer: Text(en: "optimizer", pt: "otimizador")
    case .schedule: Text(en: "schedule of the rate", pt: "regra para a taxa")
    case .initializer: Text(en: "initializer", pt: "inicializador")
    case .function: Text(en: "function", pt: "função")
    case .generator: Text(en: "source of made data", pt: "fonte de dados gerados")
    case .word(let places): Self.placeText(places)
    }
  }

  private static func placeText(_ places: Set<Place>) -> Text {
    if places.contains(.top) { return Text(en: "action", pt: "ação") }
    if places.contains(.data) { return Text(en: "step of data", pt: "passo de data") }
    if places.contains(.network) { return Text(en: "line of a network", pt: "linha de uma rede") }
    return Text(en: "setting of train and plan", pt: "ajuste de train e plan")
  }
}

extension SettingDescription {
  /// What may be given, and what holds without it.
  fileprivate func valuesText(_ language: Language) -> String {
    var parts: [String] = []
    if let legal = legal.text { parts.append(legal[language]) }
    if let value = defaultValue?.text {
      parts.append(Text(en: "default \(value)", pt: "padrão \(value)")[language])
    } else if isRequired {
      parts.append(Text(en: "required", pt: "obrigatório")[language])
    }
    return parts.joined(separator: ", ")
  }
}

extension Legal {
  fileprivate var text: Text? {
    switch self {
    case .any: nil
    case .atLeast(let least):
      Text(en: "at least \(NumberText.short(least))", pt: "ao menos \(NumberText.short(least))")
    case .above(let bound):
      Text(en: "above \(NumberText.short(bound))", pt: "acima de \(NumberText.short(bound))")
    case .between(let least, let most):
      Text(verbatim: "\(NumberText.short(least))–\(NumberText.short(most))")
    case .from(let least, let bound):
      Text(
        en: "from \(NumberText.short(least)), below \(NumberText.short(bound))",
        pt: "de \(NumberText.short(least)), abaixo de \(NumberText.short(bound))")
    case .oneOf(let words): Text(verbatim: words.joined(separator: " | "))
    case .wordOr(let words, let other):
      Text(
        en: (words + [other.text?.en ?? ""]).filter { !$0.isEmpty }.joined(separator: " | "),
        pt: (words + [other.text?.pt ?? ""]).filter { !$0.isEmpty }.joined(separator: " | "))
    }
  }
}

extension SettingValue {
  fileprivate var text: String {
    switch self {
    case .number(let number): NumberText.short(number)
    case .boolean(let boolean): boolean ? "true" : "false"
    case .text(let text): "\"\(text)\""
    case .word(let word): word
    case .dimensions(let extents): extents.map(String.init).joined(separator: "x")
    case .quantity(let quantity): "\(NumberText.short(quantity.value)) \(quantity.unit.rawValue)"
    case .function(let reference): reference.name
    case .list(let values): values.map(\.text).joined(separator: ", ")
    }
  }
}

extension String {
  /// Each line behind two blanks, the last one ended.
  fileprivate var indented: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined()
  }

  /// The words on lines of at most `width` columns, where they fit.
  fileprivate func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    for word in split(separator: " ") {
      if let last = lines.last, last.displayWidth + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
