import ArgumentParser
import Diagnostics
import Syntax
import Vocabulary

/// What somebody meant who wrote a command line that cannot be read, as far as it can be guessed.
enum MistypedCommand {
  /// - Parameters:
  ///   - arguments: The command line without the name of the program.
  ///   - message: What the argument parser says of it.
  /// - Returns: `nil` where the argument parser's own words are the best.
  static func problem(in arguments: [String], _ message: String) -> CommandLineProblem? {
    var words = arguments[...]
    skipLanguage(&words)
    guard let first = words.popFirst(), !first.hasPrefix("-") else { return nil }
    guard let command = subcommand(named: first) else { return unknownCommand(first) }
    if command == Runs.self, let word = words.first, !word.hasPrefix("-"),
      subcommand(named: word, of: Runs.self) == nil
    {
      return unknownView(word)
    }
    if command == Run.self { return hyphenatedParameter(in: Array(words), message) }
    return nil
  }

  private static func skipLanguage(_ words: inout ArraySlice<String>) {
    while let word = words.first, word.hasPrefix("--language") {
      words.removeFirst()
      if word == "--language" { _ = words.popFirst() }
    }
  }

  private static func unknownCommand(_ word: String) -> CommandLineProblem {
    if word.hasSuffix(".nn") || ComparedScript.isFile(word) {
      return CommandLineProblem(
        en: "'\(word)' is no command; to run it, write 'nn run \(word)'",
        pt: "'\(word)' não é um comando; para executá-lo, escreva 'nn run \(word)'")
    }
    let near = closestName(to: word, among: NN.configuration.subcommands.map { $0._commandName })
    return CommandLineProblem(
      en: "there is no command '\(word)'"
        + (near.map { "; did you mean 'nn \($0)'?" } ?? "; 'nn --help' lists all of them"),
      pt: "não existe o comando '\(word)'"
        + (near.map { "; você quis dizer 'nn \($0)'?" } ?? "; 'nn --help' lista todos"))
  }

  /// `nn runs shw` and `nn runs iris-1`.
  private static func unknownView(_ word: String) -> CommandLineProblem {
    if (try? RunShelf.find(word, beside: "")) != nil {
      return CommandLineProblem(
        en: "to show the run '\(word)', write 'nn runs show \(word)'",
        pt: "para mostrar a execução '\(word)', escreva 'nn runs show \(word)'")
    }
    let near = closestName(to: word, among: Runs.configuration.subcommands.map { $0._commandName })
    return CommandLineProblem(
      en: "'nn runs' has no '\(word)'"
        + (near.map { "; did you mean 'nn runs \($0)'?" }
          ?? "; 'nn runs --help' lists what it can do"),
      pt: "'nn runs' não tem '\(word)'"
        + (near.map { "; você quis dizer 'nn runs \($0)'?" }
          ?? "; 'nn runs --help' lista o que ele sabe fazer"))
  }

  /// `nn run iris.nn --rate=0.1`, where the script has a `param` of that name.
  private static func hyphenatedParameter(
    in words: [String], _ message: String
  ) -> CommandLineProblem? {
    guard let option = message.quoted(behind: "Unknown option "),
      let place = words.firstIndex(where: { $0 == option || $0.hasPrefix(option + "=") })
    else { return nil }
    let name = String(option.drop { $0 == "-" })
    let isParameter = words.contains { word in
      guard word.hasSuffix(".nn"), case .success(let file) = ScriptFile.read(word) else {
        return false
      }
      return file.hasParameter(named: name)
    }
    // An option that is nearly right is what was meant.
    guard isParameter || !message.contains("Did you mean") else { return nil }
    let pieces = words[place].split(separator: "=", maxSplits: 1)
    let following = words.indices.contains(place + 1) ? words[place + 1] : ""
    let isFollowing =
      !following.isEmpty && !following.hasPrefix("--")
      && !following.contains("=") && !following.hasSuffix(".nn")
    let value = pieces.count > 1 ? String(pieces[1]) : isFollowing ? following : "…"
    return isParameter
      ? CommandLineProblem(
        en: "'\(name)' is a 'param' of the script, and no option: write '\(name)=\(value)'",
        pt: "'\(name)' é um 'param' do script, e não uma opção: escreva '\(name)=\(value)'")
      : CommandLineProblem(
        en: "there is no option '\(option)'; a 'param' of the script is set without hyphens, as in "
          + "'\(name)=\(value)', and 'nn run --help' lists the options",
        pt: "não existe a opção '\(option)'; um 'param' do script se define sem hifens, como em "
          + "'\(name)=\(value)', e 'nn run --help' lista as opções")
  }
}

/// The command below `command` that is called `name`.
func subcommand(
  named name: String, of command: any ParsableCommand.Type = NN.self
) -> (any ParsableCommand.Type)? {
  command.configuration.subcommands.first { $0._commandName == name }
}

extension ScriptFile {
  /// Whether a line of the script declares such a `param`.
  fileprivate func hasParameter(named name: String) -> Bool {
    let tree = parse(SourceFile(name: self.name, text: text))
    let words = tree.tokens.map { tree.source.text(of: $0.span) }
    return zip(words, words.dropFirst()).contains { $0 == "param" && $1 == name }
  }
}

extension String {
  /// What stands in quotes behind `words`.
  fileprivate func quoted(behind words: String) -> String? {
    guard let start = firstRange(of: words + "'")?.upperBound,
      let end = self[start...].firstIndex(of: "'")
    else { return nil }
    return String(self[start..<end])
  }
}
