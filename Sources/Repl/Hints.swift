import Diagnostics

/// What is said to somebody who types what other prompts understand.
struct Hints {
  enum Answer {
    case say(Text)
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
    case "exit", "quit", "exit()", "quit()", "bye", "q":
      guard words.count == 1 else { return nil }
      return .say(
        Text(en: "':quit' leaves, and so does Ctrl-D", pt: "':quit' sai, e Ctrl-D também"))
    default: return printCall(line) ?? foreign(line, first)
    }
  }

  /// The word of `dense?` or `?dense`; empty for `?` alone.
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
    let isWord = word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isWord && !word.isEmpty ? String(word) : nil
  }

  /// Python, and the shell.
  private func foreign(_ line: String, _ first: String) -> Answer? {
    let isPython =
      first == "import" || first == ">>>" || first == "%" || first.hasPrefix("%")
      || (first == "from" && line.contains(" import "))
      || (["def", "class"].contains(first) && line.hasSuffix(":"))
    if isPython {
      return .say(
        Text(
          en: "this is no Python, and nothing is imported: ':help' shows what is there",
          pt: "isto não é Python, e nada se importa: ':help' mostra o que existe"))
    }
    let second = line.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    let isShell =
      first == "nn"
      ? ["run", "check", "format", "explain", "help"].contains(second)
      : ["pip", "python", "cd", "git", "conda"].contains(first) && !second.isEmpty
    guard isShell || line == "ls" else { return nil }
    return .say(
      Text(
        en: "this is not the shell: ':help' shows what can be said here, ':quit' leaves",
        pt: "isto não é o shell: ':help' mostra o que se pode dizer aqui, ':quit' sai"))
  }

  /// `print("x")`, whose parentheses are those of a call elsewhere.
  private func printCall(_ line: String) -> Answer? {
    guard line.hasPrefix("print("), line.hasSuffix(")"), !line.contains("\n") else { return nil }
    let inner = line.dropFirst(6).dropLast()
    var depth = 0
    for character in inner {
      if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
      if depth < 0 { return nil }
    }
    guard depth == 0 else { return nil }
    return .say(
      Text(
        en: "write it without parentheses: print \(inner)",
        pt: "escreva sem parênteses: print \(inner)"))
  }
}
