import ArgumentParser
import Diagnostics
import Prelude
import Reports
import Vocabulary

/// `nn help [WORD]`: what a command does, what a word of the language means, or where to begin.
struct Help: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "Explain a command or a word of the language.",
        pt: "Explica um comando ou uma palavra da linguagem."))
  }

  @Argument(
    help: .said(
      en:
        "A command such as 'run' or 'runs show'; a layer, a loss, a setting … such as 'dense', or "
        + "a group such as 'layers'.",
      pt:
        "Um comando como 'run' ou 'runs show'; uma camada, uma perda, um ajuste … como 'dense', ou "
        + "um grupo como 'layers'.", valueName: "word"))
  var words: [String] = []

  @Flag(
    name: .customLong("word"),
    help: .said(
      en: "Explain the word of the language where a command has the same name.",
      pt: "Explica a palavra da linguagem quando um comando tem o mesmo nome."))
  var isOfLanguage = false

  @OptionGroup var speech: Speech

  func run() throws {
    guard let word = words.first else {
      Console.write(overview())
      return
    }
    if !isOfLanguage, let command = subcommand(named: word) {
      return try explain(command, words.dropFirst())
    }
    guard words.count == 1 else {
      throw CommandLineProblem(
        en: "'nn help' explains one word, or one command",
        pt: "'nn help' explica uma palavra, ou um comando")
    }
    guard let text = text(about: word) else { throw unknown(word, in: .builtin) }
    Console.write(text)
  }

  /// Writes how a command is used, or the one below it that `rest` names.
  private func explain(
    _ command: any ParsableCommand.Type, _ rest: ArraySlice<String>
  ) throws {
    var command = command
    for name in rest {
      guard let inner = subcommand(named: name, of: command) else {
        let outer = command._commandName
        let near = closestName(
          to: name, among: command.configuration.subcommands.map { $0._commandName })
        throw CommandLineProblem(
          en: "'nn \(outer)' has no '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
          pt: "'nn \(outer)' não tem '\(name)'" + (near.map { "; você quis dizer '\($0)'?" } ?? ""))
      }
      command = inner
    }
    Console.write(
      ParserTexts.translated(NN.helpMessage(for: command), to: Console.language) + "\n")
    if rest.isEmpty, let word = words.first, text(about: word) != nil {
      Console.write(
        .said(
          en: "\n'nn help --word \(word)' explains the word of the language.\n",
          pt: "\n'nn help --word \(word)' explica a palavra da linguagem.\n"))
    }
  }

  /// What `word` means in a script; `nil` where the language does not have it.
  private func text(about word: String) -> String? {
    let catalogue = Catalogue.builtin
    // A word may be both: 'metrics' is a setting, and the name of what it takes.
    let group = WordGroup(rawValue: word).map {
      wordList(
        $0, of: catalogue, style: Console.outputStyle, language: Console.language)
    }
    let texts = catalogue.entries(named: word).map {
      entryHelp($0, style: Console.outputStyle, language: Console.language)
    }
    let all = (group.map { [$0] } ?? []) + texts
    if !all.isEmpty { return all.joined(separator: "\n") }
    return settingHelp(
      word, of: catalogue, style: Console.outputStyle, language: Console.language)
  }

  private func overview() -> String {
    let groups = WordGroup.allCases.map { group in
      "  nn help " + group.rawValue.padded(to: 14) + group.summary[Console.language]
    }
    return .said(
      en: """
        A script says what the data is, what the network is, and how it is trained:

          data iris { read "iris.csv"; target species; split train: 70%, test: 30% }
          network classifier { dense 16, relu; dense 3, softmax }
          train classifier on iris {
            loss cross_entropy; optimizer adam; rate 0.01; batch 16; epochs 50
          }
          evaluate classifier on iris.test

        Keep it in a file, then: nn run FILE.nn
        What a word means:       nn help dense
        All words of a kind:

        \(groups.joined(separator: "\n"))

        What the command can do: nn --help

        """,
      pt: """
        Um script diz quais são os dados, qual é a rede e como ela é treinada:

          data iris { read "iris.csv"; target species; split train: 70%, test: 30% }
          network classifier { dense 16, relu; dense 3, softmax }
          train classifier on iris {
            loss cross_entropy; optimizer adam; rate 0.01; batch 16; epochs 50
          }
          evaluate classifier on iris.test

        Guarde-o em um arquivo, e então: nn run ARQUIVO.nn
        O que uma palavra significa:     nn help dense
        Todas as palavras de um tipo:

        \(groups.joined(separator: "\n"))

        O que o comando sabe fazer:      nn --help

        """)
  }

  private func unknown(_ word: String, in catalogue: Catalogue) -> CommandLineProblem {
    let names =
      catalogue.entries.map(\.name) + WordGroup.allCases.map(\.rawValue)
      + NN.configuration.subcommands.map { $0._commandName }
    let hint = closestName(to: word, among: names)
    return CommandLineProblem(
      en: "there is no word '\(word)' in the language"
        + (hint.map { "; did you mean '\($0)'?" } ?? "; 'nn help' shows where to begin"),
      pt: "não existe a palavra '\(word)' na linguagem"
        + (hint.map { "; você quis dizer '\($0)'?" } ?? "; 'nn help' mostra por onde começar"))
  }
}

extension String {
  /// The text with blanks behind it, up to `width` characters.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
