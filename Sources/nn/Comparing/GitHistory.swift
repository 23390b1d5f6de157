import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The commits of a repository, and the files in them.
struct GitHistory {
  /// A folder of the repository, or of none; empty for the current one.
  let folder: String

  /// Git answers from what it has on disk; what takes longer hangs.
  private static let longestWait = 60.0

  /// The whole name of the commit that `name` means: `HEAD~2`, a branch, the beginning of a hash.
  ///
  /// - Throws: A `CommandLineProblem` where there is none, and why.
  func commit(named name: String) throws -> String {
    // No commit is called so, and git would take it for an option.
    let isName = !name.isEmpty && !name.hasPrefix("-")
    if isName, let found = try answer(["rev-parse", "--verify", "--quiet", name + "^{commit}"]) {
      return line(found)
    }
    guard try answer(["rev-parse", "--git-dir"]) != nil else {
      let place = folder.isEmpty ? "." : folder
      throw CommandLineProblem(
        en:
          "'\(place)' lies in no git repository, so there is no version '\(name)' to compare with",
        pt: "'\(place)' não está em um repositório git, então não há versão '\(name)' com que "
          + "comparar")
    }
    if try answer(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]) == nil {
      throw CommandLineProblem(
        en: "the repository has no commit yet to compare with",
        pt: "o repositório ainda não tem commit com que comparar")
    }
    throw CommandLineProblem(
      en: "there is no commit '\(name)'", pt: "não existe o commit '\(name)'")
  }

  /// Whether `name` means a commit.
  func hasCommit(_ name: String) -> Bool { (try? commit(named: name)) != nil }

  /// The text of a file as a commit has it.
  ///
  /// - Parameters:
  ///   - path: As seen from the folder.
  ///   - commit: Its whole name.
  ///   - shown: What messages call the file.
  func text(
    of path: String, in commit: String, shown: String
  ) throws -> Result<String, Unreadable> {
    let object = commit + ":./" + path
    guard let kind = try answer(["cat-file", "-t", object]) else {
      return .failure(
        Unreadable(
          Text(
            en: "the commit \(commit.prefix(12)) has no file '\(shown)'",
            pt: "o commit \(commit.prefix(12)) não tem o arquivo '\(shown)'")))
    }
    guard line(kind) == "blob" else {
      return .failure(
        Unreadable(
          Text(
            en: "'\(shown)' is a folder in the commit \(commit.prefix(12)), not a script",
            pt: "'\(shown)' é uma pasta no commit \(commit.prefix(12)), não um script")))
    }
    let bytes = try answer(["cat-file", "blob", object]) ?? []
    return ScriptFile.text(of: bytes, named: shown)
  }

  /// The way from the folder to the top of its repository: `../../`, or nothing.
  func wayToTop() throws -> String { line(try answer(["rev-parse", "--show-cdup"]) ?? []) }

  private func line(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// What git writes; `nil` where it fails.
  ///
  /// - Throws: A `CommandLineProblem` where there is no git, or no answer.
  private func answer(_ arguments: [String]) throws -> [UInt8]? {
    let child = ChildProcess(
      GitQuery.command(in: folder) + arguments, environment: GitQuery.environment,
      // A byte more than is read, so that a file that is too large is known as such.
      limit: ScriptFile.largest + 1)
    guard let child else { throw Self.noGit }
    switch child.wait(seconds: Self.longestWait) {
    case .exited(0)?, .tooMuch?: return child.output
    case .exited(127)?: throw Self.noGit
    case .exited?: return nil
    case nil: throw CommandLineProblem(en: "git does not answer", pt: "o git não responde")
    }
  }

  private static var noGit: CommandLineProblem {
    CommandLineProblem(
      en: "git is not there to ask: versions of a commit need it",
      pt: "o git não está disponível: versões de um commit precisam dele")
  }
}

extension GitHistory {
  /// The history that a file belongs to, and its path there; the folder that is asked is the
  /// nearest that there is, so that a file may be one of a folder that is gone.
  static func of(file path: String) -> (history: GitHistory, path: String) {
    var pieces = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    var rest = [pieces.removeLast()]
    while !pieces.isEmpty {
      let folder = pieces == [""] ? "/" : pieces.joined(separator: "/")
      var status = stat()
      if stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        return (GitHistory(folder: folder), rest.joined(separator: "/"))
      }
      rest.insert(pieces.removeLast(), at: 0)
    }
    return (GitHistory(folder: ""), rest.joined(separator: "/"))
  }
}
