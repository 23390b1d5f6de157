import Diagnostics
import Interpreting
import LanguageService
import Prelude
import Reports
import Vocabulary

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Asks the session what fits; it is made before the session is.
final class Completer {
  weak var session: Session?

  func completions(_ text: String) -> Completions {
    commandCompletions(text) ?? completions(atScript: text)
  }

  /// What fits at the end of a script.
  private func completions(atScript text: String) -> Completions {
    guard let session else { return Completions(start: text.utf8.count, candidates: []) }
    let source = CompletionSource(
      names: names(of: session),
      members: { path in session.members(at: path).map { Candidate($0.name, $0.kind) } },
      columns: { session.columns(of: $0) }, files: files)
    return LanguageService.completions(at: text, .builtin, source)
  }

  private func names(of session: Session) -> [Candidate] {
    session.names.map { Candidate($0, session.kind(of: $0), role: session.role(of: $0)) }
  }

  /// What fits behind a command whose argument is a script's, or stands in one behind `before`.
  private func completions(of argument: String, after before: String, in text: String)
    -> Completions
  {
    var found = completions(atScript: before + argument)
    found.start += text.utf8.count - argument.utf8.count - before.utf8.count
    return found
  }

  /// What `:why` can be asked: a training, and behind the point one of its settings.
  private func reasons(_ argument: String, _ start: Int) -> Completions {
    guard let session else { return Completions(start: start, candidates: []) }
    if let point = argument.lastIndex(of: ".") {
      let word = argument[argument.index(after: point)...]
      let settings = session.reasons(of: String(argument[..<point]))
      return Completions(
        start: start + argument[...point].utf8.count,
        candidates: settings.filter { $0.name.hasPrefix(word) }
          .map { Candidate($0.name, $0.summary) })
    }
    let last = Candidate(
      "train.", Text(en: "the training that was the last", pt: "o último treino"))
    let networks = names(of: session).filter { $0.role == .network }
      .map { Candidate($0.text + ".", $0.summary) }
    return Completions(
      start: start, candidates: ([last] + networks).filter { $0.text.hasPrefix(argument) })
  }

  /// What fits into a line that begins with a colon; `nil` for any other.
  private func commandCompletions(_ text: String) -> Completions? {
    guard !text.contains("\n"), let word = ReplCommand.parse(text)?.word else { return nil }
    // With the blanks at its end, which are part of what is being written.
    let argument = String(
      text.drop(while: \.isWhitespace).dropFirst(1 + word.count).drop(while: \.isWhitespace))
    let start = text.utf8.count - argument.utf8.count
    let hasArgument = text.last?.isWhitespace == true || !argument.isEmpty
    guard hasArgument else {
      let names = ReplCommand.allCases.filter { $0.rawValue.hasPrefix(word) }
      return Completions(
        start: text.utf8.count - word.utf8.count,
        candidates: names.map { Candidate($0.rawValue, $0.summary, ending: " ") })
    }
    switch ReplCommand(word) {
    case .open, .write:
      return Completions(start: start, candidates: files(argument).map { Candidate($0) })
    case .help:
      let words =
        (session.map(names) ?? [])
        + WordGroup.allCases.map { Candidate($0.rawValue, $0.summary) }
        + Catalogue.builtin.entries.filter(\.isAvailable).map { Candidate($0.name, $0.summary) }
      var seen: Set<String> = []
      return Completions(
        start: start,
        candidates: words.filter {
          $0.text.hasPrefix(argument) && seen.insert($0.text).inserted
        })
    case .language:
      return Completions(
        start: start,
        candidates: Language.allCases.map(\.rawValue).filter { $0.hasPrefix(argument) }
          .map { Candidate($0) })
    case .time: return completions(of: argument, after: "", in: text)
    case .type, .show: return completions(of: argument, after: "show ", in: text)
    case .why: return reasons(argument, start)
    default: return Completions(start: text.utf8.count, candidates: [])
    }
  }

  /// The files and folders whose path begins with `path`, hidden ones only where that is asked for.
  private func files(_ path: String) -> [String] {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let prefix = path.dropFirst(folder.count)
    guard let directory = opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while names.count < 1_000, let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(prefix), prefix.isEmpty ? !name.hasPrefix(".") : true,
        name != ".", name != ".."
      else { continue }
      var status = stat()
      let isFolder =
        stat(folder + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      names.append(folder + name + (isFolder ? "/" : ""))
    }
    return names.sorted()
  }
}
