import Diagnostics
import Vocabulary

/// A line that begins with a colon: it asks about the session, and is no part of a script.
enum ReplCommand: String, CaseIterable {
  case help, show, type, why, time, undo, write, open, reset, edit, language, quit

  /// What stands behind it.
  var argument: Text {
    switch self {
    case .help: Text(en: "[WORD]", pt: "[PALAVRA]")
    case .show: Text(en: "[NAME]", pt: "[NOME]")
    case .type: Text(en: "EXPRESSION", pt: "EXPRESSÃO")
    case .why: Text(en: "NETWORK.SETTING", pt: "REDE.AJUSTE")
    case .time: Text(en: "STATEMENT", pt: "INSTRUÇÃO")
    case .write, .open: Text(en: "FILE", pt: "ARQUIVO")
    case .language: Text(verbatim: "en | pt")
    case .undo: Text(en: "[COUNT]", pt: "[NÚMERO]")
    case .reset, .edit, .quit: Text(verbatim: "")
    }
  }

  var summary: Text {
    switch self {
    case .help:
      Text(
        en: "what a word, a group of words or a code means",
        pt: "o que significa uma palavra, um grupo ou um código")
    case .show: Text(en: "the names there are, or a value", pt: "os nomes que existem, ou um valor")
    case .type: Text(en: "what kind of value it is", pt: "que tipo de valor é")
    case .why:
      Text(
        en: "a setting of the last training, and where it was set",
        pt: "um ajuste do último treino, e a linha que o definiu")
    case .time: Text(en: "run it, and say how long it took", pt: "executa e diz quanto tempo levou")
    case .undo:
      Text(
        en: "take back the last statements, weights included",
        pt: "desfaz as últimas instruções, inclusive os pesos")
    case .write: Text(en: "write the session as a script", pt: "escreve a sessão como um script")
    case .open: Text(en: "run the statements of a file", pt: "executa as instruções de um arquivo")
    case .reset: Text(en: "begin anew", pt: "começa do zero")
    case .edit:
      Text(
        en: "edit the last entry in $EDITOR, and run it",
        pt: "edita a última entrada no $EDITOR e a executa")
    case .language: Text(en: "the language of messages", pt: "o idioma das mensagens")
    case .quit: Text(en: "leave (so does Ctrl-D)", pt: "sai (Ctrl-D também)")
    }
  }

  /// The command that `line` begins with, and what stands behind it; `nil` where it is a statement.
  static func parse(_ line: String) -> (word: String, argument: String)? {
    let line = line.trimmed
    guard line.hasPrefix(":") else { return nil }
    let word = line.dropFirst().prefix { !$0.isWhitespace }
    return (String(word), String(line.dropFirst(1 + word.count)).trimmed)
  }

  /// The command called `word`, or the only one that begins so.
  init?(_ word: String) {
    if let exact = ReplCommand(rawValue: word) {
      self = exact
      return
    }
    let fitting = ReplCommand.allCases.filter { $0.rawValue.hasPrefix(word) }
    let known = [
      "q": ReplCommand.quit, "exit": .quit, "h": .help, "?": .help, "save": .write, "load": .open,
    ]
    guard let command = known[word] ?? (fitting.count == 1 && !word.isEmpty ? fitting[0] : nil)
    else {
      return nil
    }
    self = command
  }

  /// What is said where there is no such command.
  static func unknown(_ word: String) -> Text {
    let names = allCases.map(\.rawValue)
    let fitting = names.filter { !word.isEmpty && $0.hasPrefix(word) }.map { "':\($0)'" }
    if fitting.count > 1 {
      let list = fitting.joined(separator: ", ")
      return Text(
        en: "':\(word)' is the beginning of several: \(list)",
        pt: "':\(word)' é o começo de vários: \(list)")
    }
    if let near = closestName(to: word, among: names) {
      return Text(
        en: "there is no command ':\(word)'; did you mean ':\(near)'?",
        pt: "não existe o comando ':\(word)'; você quis dizer ':\(near)'?")
    }
    return Text(
      en: "there is no command ':\(word)'; ':help' lists them",
      pt: "não existe o comando ':\(word)'; ':help' lista todos")
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
