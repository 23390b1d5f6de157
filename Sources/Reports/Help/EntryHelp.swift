package import Diagnostics
package import Vocabulary

/// All that the catalogue knows of one word, for `nn help WORD`.
package func entryHelp(_ entry: Entry, style: TerminalStyle, language: Language) -> String {
  let separator = style.isASCII ? " - " : " · "
  var parts = [
    style.painted(entry.name, .strong) + separator + entry.kindText[language] + "\n"
      + lines(entry.summary[language], style)
  ]
  if !entry.isAvailable {
    let text = Text(en: "Not available in this version.", pt: "Não disponível nesta versão.")
    parts[0] += "  " + style.painted(text[language], .warning) + "\n"
  }
  if let form = entry.form {
    parts.append(section(Text(en: "Form", pt: "Forma"), form, style, language))
  }
  if !entry.settings.isEmpty {
    parts.append(
      style.painted(Text(en: "Settings", pt: "Ajustes")[language], .strong) + "\n"
        + settingsTable(entry, language).text(style))
  }
  if let definition = entry.definition {
    parts.append(section(Text(en: "Definition", pt: "Definição"), definition, style, language))
  }
  if let algorithm = entry.algorithm {
    parts.append(
      section(Text(en: "Algorithm", pt: "Algoritmo"), algorithm[language], style, language))
  }
  if !entry.example.isEmpty {
    parts.append(section(Text(en: "Example", pt: "Exemplo"), entry.example, style, language))
  }
  if !entry.source.isEmpty {
    parts.append(lines(entry.sourceText[language], style, indentation: ""))
  }
  if !entry.foreignNames.isEmpty {
    parts.append(
      lines(
        Text(en: "Known elsewhere as ", pt: "Em outros lugares: ")[language]
          + entry.foreignNamesText, style, indentation: ""))
  }
  if !entry.tourPages.isEmpty {
    let pages = entry.tourPages.map { "\($0.number). \($0.title)" }.joined(separator: "; ")
    parts.append(
      lines(
        Text(en: "In the tour: ", pt: "No tour, em inglês: ")[language] + pages, style,
        indentation: ""))
  }
  return parts.joined(separator: "\n")
}

/// A definition of the prelude as `show` prints it: what it is for, then how it is written.
///
/// - Parameter source: The definition, below those of the helpers that it is written with.
package func definitionText(
  _ entry: Entry, withHelpers source: String, _ language: Language
) -> String {
  let comment = entry.summary[language].wrapped(to: 97).map { "## \($0)\n" }.joined()
  guard let own = entry.definition, source.hasSuffix(own) else { return comment + source }
  return source.dropLast(own.count) + comment + own
}

/// A heading with code below it.
private func section(
  _ title: Text, _ code: String, _ style: TerminalStyle, _ language: Language
) -> String {
  style.painted(title[language], .strong) + "\n" + code.indented
}

private func settingsTable(_ entry: Entry, _ language: Language) -> TextTable {
  var table = TextTable([("", .left), ("", .left), ("", .left)])
  for setting in entry.settings {
    table.add([
      setting.name + (setting.isPositional ? "" : ":"), setting.valuesText(language),
      setting.summary[language],
    ])
  }
  return table
}

/// `text` on lines that fit the width.
private func lines(
  _ text: String, _ style: TerminalStyle, indentation: String = "  "
) -> String {
  text.wrapped(to: max(style.width - 2, 20)).map { indentation + $0 + "\n" }.joined()
}

extension Entry {
  fileprivate var kindText: Text {
    switch kind {
    case .layer: Text(en: "layer", pt: "camada")
    case .activation: Text(en: "activation", pt: "ativação")
    case .loss: Text(en: "loss", pt: "perda")
    case .metric: Text(en: "metric", pt: "métrica")
    case .optimizer: Text(en: "optimizer", pt: "otimizador")
    case .schedule: Text(en: "schedule of the rate", pt: "programa da taxa")
    case .initializer: Text(en: "initializer", pt: "inicializador")
    case .function: Text(en: "function", pt: "função")
    case .generator: Text(en: "source of made data", pt: "fonte de dados gerados")
    case .statement: Text(en: "statement", pt: "instrução")
    case .word(let places): Self.placeText(places)
    }
  }

  private static func placeText(_ places: Set<Place>) -> Text {
    if places.contains(.top) { return Text(en: "action", pt: "ação") }
    if places.contains(.data) { return Text(en: "step of data", pt: "passo de data") }
    if places.isEmpty {
      return Text(
        en: "word behind the name of a network that is a layer",
        pt: "palavra depois do nome de uma rede que é uma camada")
    }
    if places.contains(.network) { return Text(en: "line of a network", pt: "linha de uma rede") }
    return Text(en: "setting of train and plan", pt: "ajuste de train e plan")
  }

  /// Who wrote of it first.
  var sourceText: Text { Text(en: "Source: " + source, pt: "Fonte: " + source) }

  /// What it is called elsewhere, each name with its place.
  var foreignNamesText: String {
    let known = [
      "pytorch": "PyTorch", "keras": "Keras", "jax": "JAX", "sklearn": "scikit-learn",
      "numpy": "NumPy", "pandas": "pandas", "matlab": "MATLAB", "onnx": "ONNX", "r": "R",
      "tensorflow": "TensorFlow",
    ]
    return foreignNames.sorted { $0.key < $1.key }.map { place, name in
      place == "general" ? name : "\(name) (\(known[place] ?? place))"
    }.joined(separator: ", ")
  }
}
