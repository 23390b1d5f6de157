import Diagnostics
import LanguageService

/// What is said to somebody who types what other prompts understand.
struct Hints {
  enum Answer {
    /// A line meant for the prompt.
    case say(Text)
    /// A line of another language, which cannot be done as it stands.
    case correct(Text)
    case help(String)
  }

  /// The answer to a line that is meant for the prompt, or for another language; `nil` for any other.
  ///
  /// - Parameter names: The names of the session, which come first.
  func answer(to line: String, names: [String]) -> Answer? {
    let line = line.trimmed
    if let word = questioned(line) { return .help(word) }
    let words = line.split(separator: " ").map(String.init)
    guard let first = words.first, !names.contains(first) else { return nil }
    switch first {
    case "help", "help()", "man":
      return words.count <= 2 ? .help(words.dropFirst().first ?? "") : nil
    case _ where line.hasPrefix("help(") && line.hasSuffix(")"):
      return .help(line.dropFirst(5).dropLast().filter { $0 != "\"" && $0 != "'" })
    case "exit", "quit", "exit()", "quit()", "bye", "q", "q()":
      guard words.count == 1 else { return nil }
      return .say(
        Text(en: "':quit' leaves, and so does Ctrl-D", pt: "':quit' sai, e Ctrl-D também"))
    default: break
    }
    return
      (printCall(line, names) ?? shell(line, first) ?? ForeignLine(line, names).answer
      ?? assignment(line, names)).map { .correct($0) }
  }

  /// The word of `dense?`, `dense ?` or `?dense`; empty for `?` alone.
  private func questioned(_ line: String) -> String? {
    if line == "?" || line == "??" { return "" }
    var word = line[...]
    if word.first == "?" {
      word.removeFirst()
    } else if word.last == "?" {
      word.removeLast()
    } else {
      return nil
    }
    word = word.drop(while: \.isWhitespace)
    while word.last?.isWhitespace == true { word.removeLast() }
    let isWord = word.allSatisfy(\.isNamePart)
    return isWord && !word.isEmpty ? String(word) : nil
  }

  private func shell(_ line: String, _ first: String) -> Text? {
    let second = line.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    let isShell =
      first == "nn"
      ? ["run", "check", "format", "explain", "help", "diff", "verify"].contains(second)
      : ["pip", "python", "python3", "cd", "git", "conda"].contains(first) && !second.isEmpty
    guard isShell || ["ls", "pwd"].contains(line) || first.hasPrefix("!") else { return nil }
    return Text(
      en: "this is not the shell: ':help' shows what can be said here, ':quit' leaves",
      pt: "isto não é o shell: ':help' mostra o que se pode dizer aqui, ':quit' sai")
  }

  /// `print("x")` and its like, whose parentheses are those of a call elsewhere.
  private func printCall(_ line: String, _ own: [String]) -> Text? {
    let names = ["print", "println", "printf", "cat", "disp", "console.log", "System.out.println"]
    guard let name = names.first(where: { line.hasPrefix($0 + "(") }), !own.contains(name),
      line.hasSuffix(")"), !line.contains("\n")
    else { return nil }
    let inner = line.dropFirst(name.count + 1).dropLast()
    var depth = 0
    for character in inner {
      if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
      if depth < 0 { return nil }
    }
    guard depth == 0 else { return nil }
    return Text(
      en: "write it without parentheses: print \(inner)",
      pt: "escreva sem parênteses: print \(inner)")
  }

  /// `x = 3` and `x <- 3`, where nothing is called `x` yet.
  private func assignment(_ line: String, _ names: [String]) -> Text? {
    let name = line.prefix(while: \.isNamePart)
    let rest = String(line.dropFirst(name.count)).trimmed
    guard let first = name.first, !first.isNumber, !names.contains(String(name)),
      !line.contains(where: { $0.isNewline || $0 == ";" }),
      let sign = ["<-", "="].first(where: rest.hasPrefix),
      !rest.hasPrefix("==")
    else { return nil }
    let value = String(rest.dropFirst(sign.count)).trimmed
    guard !value.isEmpty, completeness(of: "let \(name) = \(value)") == .complete else {
      return nil
    }
    return Text(
      en: "nothing is called '\(name)' yet; declare it: let \(name) = \(value)"
        + " (or 'var', to change it)",
      pt: "nada se chama '\(name)' ainda; declare: let \(name) = \(value)"
        + " (ou 'var', se for mudar)")
  }
}

extension Character {
  /// Whether it may stand in a name.
  var isNamePart: Bool { isLetter || isNumber || self == "_" }
}
