import Diagnostics
import Interpreting
import Plans
import Reports

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `nn diff` as the program that git calls to show what differs between two files.
///
/// It always ends well: git takes any other exit status for a breakdown, and stops.
struct DiffDriver {
  private let arguments: [String]
  private let style: TerminalStyle

  /// - Parameter arguments: `path old-file old-hex old-mode new-file new-hex new-mode`, and where the
  ///   file has another name now, that name and what git says of it; or a path alone, whose merge
  ///   is not finished.
  init(arguments: [String], style: TerminalStyle) {
    (self.arguments, self.style) = (arguments, style)
  }

  /// What has to stand where, so that git calls it.
  static var instructions: String {
    let command = #"git config diff.nn.command "nn diff --git --""#
    return .said(
      en: """
        # For all who work with the scripts: this line in the file .gitattributes, which is
        # committed like any other. It gives files that end in .nn a kind of their own.
        *.nn diff=nn

        # Once in each clone (with --global once for all of yours): how git compares that kind.
        # The configuration of git is never part of a commit, so nobody is made to start a program.
        \(command)

        # Then 'git diff' tells what changed in meaning. 'git log -p --ext-diff' and
        # 'git show --ext-diff' do the same; 'git diff --no-ext-diff' shows lines as ever.
        # This command has only shown the two lines, and changed nothing.

        """,
      pt: """
        # Para todos que trabalham com os scripts: esta linha no arquivo .gitattributes, que entra
        # em um commit como qualquer outro. Ela dá aos arquivos .nn um tipo próprio.
        *.nn diff=nn

        # Uma vez em cada clone (com --global uma vez para todos os seus): como o git compara esse
        # tipo. A configuração do git nunca faz parte de um commit, então ninguém é levado a iniciar
        # um programa.
        \(command)

        # Então 'git diff' diz o que mudou de significado. 'git log -p --ext-diff' e
        # 'git show --ext-diff' fazem o mesmo; 'git diff --no-ext-diff' mostra linhas, como sempre.
        # Este comando apenas mostrou as duas linhas, e não mudou nada.

        """)
  }

  func run() {
    // Whoever leaves the pager early has seen enough, and nothing has broken down.
    signal(SIGPIPE) { _ in _exit(0) }
    guard arguments.count >= 7 else {
      let path = arguments.first ?? ""
      return write(
        arguments.count == 1
          ? .said(
            en: "\(path): its merge is not finished", pt: "\(path): o merge não está terminado")
          : .said(
            en: "'nn diff --git' is for git to call; 'nn diff --install' says how",
            pt: "'nn diff --git' é para o git chamar; 'nn diff --install' diz como"))
    }
    let newPath = arguments.count > 7 ? arguments[7] : arguments[0]
    do {
      let old = try side(arguments[1], path: arguments[0])
      let new = try side(arguments[4], path: newPath)
      if old.file.text == new.file.text, arguments[3] != arguments[6],
        !arguments[1...4].contains("/dev/null")
      {
        return write(
          .said(
            en: "\(newPath): its mode changed, \(arguments[3]) → \(arguments[6]), and nothing else",
            pt: "\(newPath): seu modo mudou, \(arguments[3]) → \(arguments[6]), e nada mais"))
      }
      let (a, b) = (old.version(), new.version())
      Console.write(
        comparisonText(
          compareScripts(a, b), old.side(a), new.side(b), style: style, language: Console.language))
    } catch {
      write("\(newPath): " + ((error as? CommandLineProblem)?.message ?? ""))
    }
  }

  /// The file that git has put at `file`, as the one at `path` in the work tree.
  private func side(_ file: String, path: String) throws -> ComparedScript {
    guard file != "/dev/null" else { return .nothing(beside: path) }
    let text = try ScriptFile.named(file).text
    return ComparedScript(
      ScriptFile(name: path, text: text, folder: ComparedScript.folder(of: path)))
  }

  private func write(_ message: String) { Console.write(message.shownSafely + "\n") }
}
