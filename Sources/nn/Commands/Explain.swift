import ArgumentParser
import Diagnostics
import Reports
import Vocabulary

/// `nn explain [CODE]`: what a problem means, with a wrong and a right example.
struct Explain: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "Explain a problem by its code.", pt: "Explica um problema por seu código."),
      discussion: .said(
        en: "Without a code it lists all of them.", pt: "Sem um código, lista todos."))
  }

  @Argument(
    help: .said(
      en: "What stands in brackets behind 'error' or 'warning', such as shape-mismatch.",
      pt: "O que fica entre colchetes depois de 'erro' ou 'aviso', como shape-mismatch."),
    completion: .list(Code.allCases.map(\.rawValue)))
  var code: String?

  @OptionGroup var speech: Speech

  func run() throws {
    let (style, language) = (Console.outputStyle, Console.language)
    guard let code else {
      Console.write(explanationList(style: style, language: language))
      return
    }
    guard let known = Code(rawValue: code.withoutBrackets) else { throw unknown(code) }
    Console.write(explanationPage(known, style: style, language: language))
  }

  private func unknown(_ code: String) -> CommandLineProblem {
    let hint = closestName(to: code.withoutBrackets, among: Code.allCases.map(\.rawValue))
    return CommandLineProblem(
      en: "no problem has the code '\(code)'"
        + (hint.map { "; did you mean '\($0)'?" } ?? "; 'nn explain' lists all of them"),
      pt: "nenhum problema tem o código '\(code)'"
        + (hint.map { "; você quis dizer '\($0)'?" } ?? "; 'nn explain' lista todos"))
  }
}

extension String {
  /// The code in `error[shape-mismatch]:`, as somebody may have copied it.
  fileprivate var withoutBrackets: String {
    guard let open = firstIndex(of: "["), let close = lastIndex(of: "]"), open < close else {
      return lowercased()
    }
    return String(self[index(after: open)..<close]).lowercased()
  }
}

/// The line below problems that says where there is more to read.
enum ExplanationHint {
  /// - Returns: One line, or nothing where there is no problem.
  static func text(for problems: [Diagnostic], language: Language) -> String {
    // What keeps the script from running is what its author wants to understand first.
    guard let first = problems.first(where: { $0.severity == .error }) ?? problems.first else {
      return ""
    }
    let code = first.code.rawValue
    let isOne = problems.allSatisfy { $0.code == first.code }
    let text =
      isOne
      ? Text(en: "'nn explain \(code)' says more", pt: "'nn explain \(code)' diz mais")
      : Text(
        en: "'nn explain \(code)' says more, and so for each word in brackets",
        pt: "'nn explain \(code)' diz mais, e assim para cada palavra entre colchetes")
    return "\n" + text[language] + "\n"
  }
}
