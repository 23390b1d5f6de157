import Diagnostics
import Interpreting
import Repl

/// `nn` alone: the prompt, with the terminal or a pipe at its ends.
enum Prompt {
  /// Runs it until its input ends.
  static func run() -> ExitStatus {
    let folders = WritableFolders(
      [""],
      outside: Text(
        en: "it lies outside the folder in which 'nn' was started",
        pt: "fica fora da pasta em que 'nn' foi iniciado"))
    let host = ReplHost(
      readScript: { path in ScriptFile.readText(at: path).mapError { FileProblem($0.message) } },
      readFile: { path in readBytes(at: path).mapError { FileProblem($0.message) } },
      writeFile: { path, bytes in folders.write(bytes, to: path).map { FileProblem($0) } },
      write: Console.write, writeError: Console.writeError, now: Console.seconds,
      environment: Console.environment, style: { Console.outputStyle },
      errorStyle: Console.errorStyle,
      isTerminal: Console.inputIsTerminal && Console.outputIsTerminal,
      threads: Console.coreCount, version: NN.version)
    return Repl(host: host, language: Console.language).run() ? .fine : .wrongScript
  }
}
