extension Text {
  /// What a path that leads nowhere is relative to, in a script.
  package static let pathsOfScript = Text(
    en: "paths are relative to the script's directory",
    pt: "caminhos são relativos ao diretório do script")

  fileprivate static let pathsOfPrompt = Text(
    en: "paths are relative to the directory in which 'nn' was started",
    pt: "caminhos são relativos ao diretório em que 'nn' foi iniciado")

  /// Where a word that is not known may be looked up, from the command line.
  package static let wordsOfCommand = Text(
    en: "'nn help' lists the words of the language",
    pt: "'nn help' lista as palavras da linguagem")

  fileprivate static let wordsOfPrompt = Text(
    en: "':help' shows where the words of the language are listed",
    pt: "':help' mostra onde estão listadas as palavras da linguagem")
}

extension Diagnostic {
  /// The problem as the prompt tells it, where help is a command of its own.
  ///
  /// - Parameter isTyped: Whether it lies in what was typed, and not in a file.
  package func atPrompt(isTyped: Bool) -> Diagnostic {
    var told = self
    told.notes = notes.map { note in
      if note == .pathsOfScript, isTyped { return .pathsOfPrompt }
      return note == .wordsOfCommand ? .wordsOfPrompt : note
    }
    return told
  }
}
