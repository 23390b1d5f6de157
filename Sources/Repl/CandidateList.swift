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

/// Shows candidates with what they mean, one a line.
final class CandidateList {
  private let host: ReplHost
  weak var repl: Repl?

  init(_ host: ReplHost) { self.host = host }

  /// - Returns: Whether they were shown; many at once are shown by the line editor in columns.
  func show(_ candidates: [Candidate]) -> Bool {
    let style = host.style()
    guard candidates.count <= 40, style.width >= 50,
      candidates.contains(where: { !$0.summary.en.isEmpty })
    else { return false }
    let language = repl?.language ?? .english
    let names = candidates.map { $0.text.trimmed.shownSafely }
    let width = min(names.map(\.displayWidth).max() ?? 0, 30)
    var text = ""
    for (name, candidate) in zip(names, candidates) {
      let room = style.width - max(width, name.displayWidth) - 5
      let summary = candidate.summary[language].shownSafely
        .cut(to: max(room, 0), ellipsis: style.ellipsis)
      text += "  " + name.padded(to: width) + "  " + style.painted(summary, .faint) + "\n"
    }
    host.write(text)
    return true
  }
}

/// Asks the session what fits; it is made before the session is.
final class Completer {
  weak var session: Session?
  func completions(_ text: String) -> Completions {
    if let command = commandCompletions(text) { return command }
    guard let session else { return Completions(start: text.utf8.count, candidates: []) }
    let source = CompletionSource(
      names: session.names.map { Candidate($0, session.kind(of: $0)) },
      members: { path in session.members(at: path).map { Candidate($0.name, $0.kind) } },
      columns: { session.columns(of: $0) }, files: files)
    return LanguageService.completions(at: text, .builtin, source)
  }

  /// What fits into a line that begins with a colon; `nil` for any other, and for an expression
  /// behind a command.
  private func commandCompletions(_ text: String) -> Completions? {
    guard !text.contains("\n"), let (word, argument) = ReplCommand.parse(text) else { return nil }
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
        WordGroup.allCases.map { Candidate($0.rawValue, $0.summary) }
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
    case .time, .type, .show, .why: return nil
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
