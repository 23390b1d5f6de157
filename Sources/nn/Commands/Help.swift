import ArgumentParser
import Diagnostics
import Prelude
import Reports
import Vocabulary

/// `nn help [WORD]`: what a word of the language means, or where to begin.
struct Help: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "Explain a word of the language.", pt: "Explica uma palavra da linguagem."))
  }

  @Argument(
    help: .said(
      en: "A layer, a loss, a setting … such as 'dense', or a group such as 'layers'.",
      pt: "Uma camada, uma perda, um ajuste … como 'dense', ou um grupo como 'layers'."))
  var word: String?

  @OptionGroup var speech: Speech

  func run() throws {
    guard let word else {
      Console.write(overview())
      return
    }
    let catalogue = Catalogue.builtin
    if let subcommand = NN.configuration.subcommands.first(where: { $0._commandName == word }),
      catalogue.entries(named: word).isEmpty
    {
      Console.write(NN.helpMessage(for: subcommand) + "\n")
      return
    }
    // A word may be both: 'metrics' is a setting, and the name of what it takes.
    let group = WordGroup(rawValue: word).map {
      wordList(
        $0, of: catalogue, style: Console.outputStyle, language: Console.language)
    }
    let texts = catalogue.entries(named: word).map {
      entryHelp($0, style: Console.outputStyle, language: Console.language)
    }
    let all = (group.map { [$0] } ?? []) + texts
    if !all.isEmpty { return Console.write(all.joined(separator: "\n")) }
    let setting = settingHelp(
      word, of: catalogue, style: Console.outputStyle, language: Console.language)
    guard let setting else { throw unknown(word, in: catalogue) }
    Console.write(setting)
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
    let names = catalogue.entries.map(\.name) + WordGroup.allCases.map(\.rawValue)
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
