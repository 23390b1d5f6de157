import ArgumentParser
import Diagnostics

@main
enum Command {
  static func main() {
    Faults.watch()
    do {
      var command = try NN.parseAsRoot()
      try command.run()
    } catch let problem as CommandLineProblem {
      leave(with: problem)
    } catch {
      let arguments = Array(CommandLine.arguments.dropFirst())
      if NN.exitCode(for: error) == .validationFailure,
        let problem = MistypedCommand.problem(in: arguments, NN.message(for: error))
      {
        leave(with: problem)
      }
      Console.leave(with: told(error))
    }
  }

  private static func leave(with problem: CommandLineProblem) -> Never {
    Console.writeError("nn: \(problem.message)\n".shownSafely)
    Console.leave(with: .wrongCommandLine)
  }

  /// Tells the user what the argument parser's `error` says, and gives the exit status for it.
  private static func told(_ error: any Error) -> ExitStatus {
    let code = NN.exitCode(for: error)
    let message = ParserTexts.translated(NN.fullMessage(for: error), to: Console.language)
    if code == .success {
      if !message.isEmpty { Console.write(message + "\n") }
      return .fine
    }
    if !message.isEmpty { Console.writeError(message + "\n") }
    // The parser's own status for a wrong command line is 64.
    return code == .validationFailure
      ? .wrongCommandLine : ExitStatus(rawValue: code.rawValue) ?? .fault
  }
}

/// What is wrong with a command line that the argument parser can read.
struct CommandLineProblem: Error {
  let message: String

  init(en: String, pt: String) { message = .said(en: en, pt: pt) }

  init(_ text: Text) { message = text[Console.language] }
}

/// The command without a subcommand, and the list of all of them.
struct NN: ParsableCommand {
  static let version = "0.1.0"

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "nn",
      abstract: .said(
        en: "Runs experiments with neural networks, written as .nn scripts.",
        pt: "Executa experimentos com redes neurais, escritos como scripts .nn."),
      discussion: .said(
        en: """
          Alone it is the prompt, where every line of a script can be tried; lines from a pipe are \
          run there too. Begin with it or with 'nn run SCRIPT', and with 'nn help' for the words of \
          the language.
          """,
        pt: """
          Sozinho ele é o prompt, onde se experimenta cada linha de um script; linhas de um pipe \
          também são executadas ali. Comece por ele ou com 'nn run SCRIPT', e com 'nn help' para as \
          palavras da linguagem.
          """),
      version: "nn \(version)",
      subcommands: [
        Run.self, Check.self, Params.self, Predict.self, Evaluate.self, Show.self, Format.self,
        Diff.self, Runs.self, Verify.self, Promote.self, Explain.self, Help.self,
      ])
  }

  @OptionGroup var speech: Speech

  func run() throws {
    try Prompt.run().leave()
  }
}
