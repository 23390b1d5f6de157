package import Diagnostics

/// All that is known of one code, for `nn explain CODE`.
package func explanationPage(
  _ code: Code, style: TerminalStyle, language: Language
) -> String {
  let page = code.explanation
  let separator = style.isASCII ? " - " : " · "
  let room = max(style.width - 2, 20)
  let lines = { (text: String) in text.wrapped(to: min(room, 88)).map { "  \($0)\n" }.joined() }
  return [
    style.painted(code.rawValue, .strong) + separator + page.summary[language] + "\n",
    lines(page.reason[language]),
    style.painted(Text(en: "Wrong", pt: "Errado")[language], .error) + "\n"
      + page.wrong.text(style, language),
    style.painted(Text(en: "Right", pt: "Certo")[language], .good) + "\n"
      + page.right.text(style, language, after: page.wrong.files),
  ].joined(separator: "\n")
}

/// Every code with what it means, one a line, for `nn explain` alone.
package func explanationList(style: TerminalStyle, language: Language) -> String {
  let title = Text(
    en: "The problems that a script or its data can have. 'nn explain CODE' says more of one.",
    pt: "Os problemas que um script ou seus dados podem ter. 'nn explain CÓDIGO' diz mais de um.")
  let width = (Code.allCases.map(\.rawValue.count).max() ?? 0) + 2
  let lines = Code.allCases.map { code in
    "  " + style.painted(code.rawValue.padded(to: width), .strong)
      + code.explanation.summary[language] + "\n"
  }
  return title[language] + "\n\n" + lines.joined()
}

extension Explanation.Example {
  /// The script, then the files beside it, each under its name, and how it is run.
  ///
  /// - Parameter known: Files that the reader has seen already.
  fileprivate func text(
    _ style: TerminalStyle, _ language: Language, after known: [Explanation.File] = []
  ) -> String {
    var text = program.withShortLines.indented
    for file in files {
      let isKnown = known.contains { $0.name == file.name && $0.shown == file.shown }
      let title =
        isKnown
        ? Text(en: "with the same \(file.name)", pt: "com o mesmo \(file.name)")
        : Text(en: "with \(file.name):", pt: "com \(file.name):")
      text += "\n  " + style.painted(title[language], .faint) + "\n"
      if isKnown { continue }
      let lines = file.shown[language].withShortLines.split(separator: "\n")
      text += lines.map { "    \($0)\n" }.joined()
    }
    if !parameters.isEmpty {
      text += "\n  nn run script.nn " + parameters.joined(separator: " ") + "\n"
    }
    return text
  }
}
