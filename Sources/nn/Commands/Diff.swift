import ArgumentParser
import Diagnostics
import Interpreting
import Plans
import Reports

/// `nn diff`: what differs in meaning between two versions of a script.
struct Diff: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "Compare two versions of a script by what they mean.",
        pt: "Compara duas versões de um script pelo que significam."),
      usage: """
        nn diff <file>
        nn diff <version> <version>
        nn diff <commit> [<commit>] -- <file> ...
        nn diff --install
        """,
      discussion: .said(
        en: """
          A version is a file, a file in git (FILE@COMMIT or COMMIT:FILE), or a run by its name. A \
          file alone is compared with HEAD. Layout, comments, the order of what may stand in any \
          order and defaults that are written out are no difference. Where runs of both versions \
          exist, what they reached stands below. Exit status: 0 where both mean the same, 1 where \
          they differ, 2 where one cannot be read.
          """,
        pt: """
          Uma versão é um arquivo, um arquivo no git (ARQUIVO@COMMIT ou COMMIT:ARQUIVO) ou uma \
          execução pelo nome. Um arquivo sozinho é comparado com HEAD. Disposição, comentários, a \
          ordem do que pode estar em qualquer ordem e padrões escritos por extenso não são \
          diferença. Onde há execuções das duas versões, o que alcançaram fica embaixo. Código de \
          saída: 0 se ambas significam o mesmo, 1 se diferem, 2 se uma não pode ser lida.
          """))
  }

  @Argument(
    help: .said(
      en: "A file, a file in git, a run; before '--', a commit.",
      pt: "Um arquivo, um arquivo no git, uma execução; antes de '--', um commit.",
      valueName: "version"),
    completion: .file(extensions: ["nn"]))
  var old: String?

  @Argument(
    help: .said(
      en: "What it is compared with.", pt: "Aquilo com que é comparado.", valueName: "version"),
    completion: .file(extensions: ["nn"]))
  var new: String?

  @Argument(
    parsing: .postTerminator,
    help: .said(
      en: "The files whose commits are compared.",
      pt: "Os arquivos cujos commits são comparados.", valueName: "file"))
  var files: [String] = []

  @Flag(
    help: .said(
      en: "Write one JSON object a comparison in place of text.",
      pt: "Escreve um objeto JSON por comparação no lugar de texto."))
  var json = false

  @OptionGroup var drawing: DrawingOptions

  @Flag(
    help: .said(
      en: "Show how git is told to compare scripts so; nothing is changed.",
      pt: "Mostra como dizer ao git que compare scripts assim; nada é mudado."))
  var install = false

  @Flag(
    help: .said(
      en: "What git calls: compare the two files that git names.",
      pt: "O que o git chama: compara os dois arquivos que o git nomeia."))
  var git = false

  @OptionGroup var place: RunPlace
  @OptionGroup var speech: Speech

  private var versions: [String] { [old, new].compactMap { $0 } }

  func run() throws {
    if install { return Console.write(DiffDriver.instructions) }
    if git { return DiffDriver(arguments: versions + files, style: driverStyle).run() }
    var isSame = true
    for (old, new) in try pairs() { isSame = compare(old, new) && isSame }
    // As 'diff' tells it: 1 is no failure, but a difference.
    if !isSame { throw ExitCode(1) }
  }

  /// The sides that the command line asks for.
  private func pairs() throws -> [(ComparedScript, ComparedScript)] {
    if !files.isEmpty { return try pairsOfCommits() }
    switch versions.count {
    case 1:
      try checkSingle(versions[0])
      let new = ComparedScript(try .named(versions[0]))
      guard new.file.name != "-" else {
        throw CommandLineProblem(
          en: "the standard input is in no commit to compare it with",
          pt: "a entrada padrão não está em nenhum commit com que comparar")
      }
      return [(try .version(of: versions[0], in: "HEAD"), new)]
    case 2:
      // `nn diff HEAD~1 iris.nn` is the file then and now.
      if let old = try version(named: versions[0], of: versions[1]) {
        return [(old, ComparedScript(try .named(versions[1])))]
      }
      if versions.allSatisfy(isCommitAlone) {
        let commits = versions.joined(separator: " ")
        throw CommandLineProblem(
          en: "these are commits; name the file too: 'nn diff \(commits) -- FILE'",
          pt: "estes são commits; diga também o arquivo: 'nn diff \(commits) -- ARQUIVO'")
      }
      let old = try ComparedScript.named(versions[0], runs: place.folder)
      return [(old, try .named(versions[1], runs: place.folder))]
    default:
      throw CommandLineProblem(
        en: "'nn diff' compares a file with HEAD, or two versions; 'nn diff --help' says which",
        pt: "'nn diff' compara um arquivo com HEAD, ou duas versões; 'nn diff --help' diz quais")
    }
  }

  /// Whether an argument names a commit, and nothing else that could be compared.
  private func isCommitAlone(_ argument: String) -> Bool {
    // The standard input can be read once.
    argument != "-" && !ComparedScript.isFile(argument)
      && (try? ComparedScript.named(argument, runs: place.folder)) == nil
      && GitHistory(folder: "").hasCommit(argument)
  }

  /// Holds a single argument to be a file: what else there is wants a second.
  private func checkSingle(_ argument: String) throws {
    guard !ComparedScript.isFile(argument), argument != "-" else { return }
    if let (path, commit) = ComparedScript.commitBehind(argument), ComparedScript.isFile(path) {
      throw CommandLineProblem(
        en: "'\(argument)' is one version; name the other: 'nn diff \(argument) \(path)', or "
          + "'nn diff \(commit) -- \(path)'",
        pt: "'\(argument)' é uma versão; diga a outra: 'nn diff \(argument) \(path)', ou "
          + "'nn diff \(commit) -- \(path)'")
    }
    if (try? RunShelf.find(argument, beside: place.folder)) != nil {
      throw CommandLineProblem(
        en: "'\(argument)' is one run; name what it is compared with: 'nn diff \(argument) FILE'",
        pt: "'\(argument)' é uma execução; diga com que é comparada: 'nn diff \(argument) ARQUIVO'")
    }
    if isCommitAlone(argument) {
      throw CommandLineProblem(
        en: "'\(argument)' is a commit; name the file too: 'nn diff \(argument) -- FILE'",
        pt: "'\(argument)' é um commit; diga também o arquivo: 'nn diff \(argument) -- ARQUIVO'")
    }
  }

  /// The version of a file in a commit, where that is what the first of two arguments names.
  private func version(named name: String, of file: String) throws -> ComparedScript? {
    guard ComparedScript.isFile(file), !ComparedScript.isFile(name), name != "-",
      !name.contains(":"),
      (try? ComparedScript.named(name, runs: place.folder)) == nil,
      GitHistory.of(file: file).history.hasCommit(name)
    else { return nil }
    return try .version(of: file, in: name)
  }

  private func pairsOfCommits() throws -> [(ComparedScript, ComparedScript)] {
    var commits = versions
    // `main..try` names two commits, as in git.
    if commits.count == 1, let dots = commits[0].firstRange(of: "..") {
      let ends = [String(commits[0][..<dots.lowerBound]), String(commits[0][dots.upperBound...])]
      commits = ends.map { $0.isEmpty ? "HEAD" : $0 }
    }
    guard commits.count <= 2 else {
      throw CommandLineProblem(
        en: "'nn diff' compares two commits at most", pt: "'nn diff' compara no máximo dois commits"
      )
    }
    return try files.map { file in
      let old = try ComparedScript.version(of: file, in: commits.first ?? "HEAD")
      let new =
        commits.count == 2
        ? try ComparedScript.version(of: file, in: commits[1])
        : ComparedScript(try .named(file))
      return (old, new)
    }
  }

  /// Compares two versions, and writes what differs.
  ///
  /// - Returns: Whether both mean the same.
  private func compare(_ old: ComparedScript, _ new: ComparedScript) -> Bool {
    let language = Console.language
    let (a, b) = (old.version(), new.version())
    let comparison = compareScripts(a, b)
    let (left, right) = (old.side(a), new.side(b))
    Console.write(
      json
        ? comparisonJSON(comparison, left, right, language: language) + "\n"
        : comparisonText(comparison, left, right, style: drawing.style, language: language))
    return comparison.isSame
  }

  /// Git's pager shows colours, though no terminal is to be seen from here.
  private var driverStyle: TerminalStyle {
    var style = drawing.style
    if Console.environment("GIT_PAGER_IN_USE") == "true",
      (Console.environment("NO_COLOR") ?? "").isEmpty, Console.environment("TERM") != "dumb"
    {
      style.isColored = true
    }
    return style
  }
}
