import ArgumentParser
import Diagnostics
import Interpreting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The network that a command is about.
struct NetworkArgument: ParsableArguments {
  @Argument(
    help: .said(
      en: "The network, as 'save' wrote it.", pt: "A rede, como 'save' a gravou."),
    completion: .file(extensions: ["safetensors"]))
  var model: String
}

/// A network, and the table that it is asked about.
struct NetworkAndTable: ParsableArguments {
  @OptionGroup var saved: NetworkArgument

  @Argument(
    help: .said(
      en: "The table, or '-' for the standard input.",
      pt: "A tabela, ou '-' para a entrada padrão."),
    completion: .file(extensions: ["csv", "tsv", "gz"]))
  var table: String

  /// Where the table is; `-` is the standard input.
  var place: NetworkFile.Place {
    let input = "/dev/stdin"
    return table == "-" || table == input
      ? NetworkFile.Place(path: input, name: Text(en: "standard input", pt: "entrada padrão"))
      : NetworkFile.Place(path: table, name: Text(verbatim: table))
  }

  /// - Throws: A `CommandLineProblem` where one of them is not there.
  func network() throws -> NetworkFile {
    let network = try NetworkCommand.network(
      at: saved.model,
      RunOptions(threads: Console.coreCount, language: Console.language))
    guard access(place.path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR) else {
      throw CommandLineProblem(
        en: "there is no file '\(table)'", pt: "não existe o arquivo '\(table)'")
    }
    return network
  }
}

/// What the commands have in common that use a network from a file.
enum NetworkCommand {
  /// The network in the file at `path`.
  ///
  /// - Throws: `Unusable` where there is none.
  static func network(at path: String, _ options: RunOptions) throws -> NetworkFile {
    let bytes: [UInt8]
    switch readBytes(at: path) {
    case .success(let read): bytes = read
    case .failure(let problem): throw CommandLineProblem(problem.message)
    }
    return telling {
      () throws(NetworkFile.Problem) in
      try NetworkFile(bytes, named: path, host: host, options: options)
    }
  }

  /// Does `work`; what is wrong with the file or its rows ends the process with a message.
  static func telling<Result>(_ work: () throws(NetworkFile.Problem) -> Result) -> Result {
    do throws(NetworkFile.Problem) {
      return try work()
    } catch {
      tell(error.message, notes: error.notes)
      Console.leave(with: .wrongScript)
    }
  }

  /// Says what is worth knowing about the rows.
  static func warn(_ warnings: [Text]) {
    for warning in warnings {
      let text = warning[Console.language]
      Console.writeError(
        .said(en: "warning: \(text)\n", pt: "aviso: \(text)\n").shownSafely)
    }
  }

  private static func tell(_ message: Text, notes: [Text]) {
    let lines = [message[Console.language]] + notes.map { "  = \($0[Console.language])" }
    Console.writeError("nn: \(lines.joined(separator: "\n"))\n".shownSafely)
  }

  private static var host: Host {
    Host(
      readScript: { _ in .failure(FileProblem(Text(verbatim: ""))) },
      writeFile: { _, _ in nil }, write: Console.write, warn: { _ in }, now: Console.seconds,
      isInterrupted: { Interruption.isRequested })
  }
}
