import CReadline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The entries of earlier sessions, in a file that only its owner may read.
///
/// Each entry is added when it is made, so sessions that run side by side keep all of theirs.
struct HistoryFile {
  private let path: String?
  private static let mostEntries: Int32 = 10_000

  /// - Parameter environment: The variables that say where a user's state is kept.
  init(_ environment: (String) -> String?) {
    let state = environment("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    let folder = state ?? environment("HOME").map { $0 + "/.local/state" }
    guard let folder, Self.makeFolders(folder + "/nn") else {
      path = nil
      return
    }
    path = folder + "/nn/history"
  }

  /// Makes the entries of the file known to the line editor.
  func read() {
    guard let path, create(path) else { return }
    history_truncate_file(path, Self.mostEntries)
    chmod(path, 0o600)
    read_history(path)
    stifle_history(Self.mostEntries)
  }

  /// Adds `entry` to the history and to its file, unless it is the same as the one before.
  func add(_ entry: String) {
    guard !entry.allSatisfy(\.isWhitespace), !entry.utf8.contains(0) else { return }
    if let last = nn_last_entry(), String(cString: last) == entry { return }
    add_history(entry)
    guard let path, create(path) else { return }
    append_history(1, path)
  }

  private func create(_ path: String) -> Bool {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    close(descriptor)
    return true
  }

  private static func makeFolders(_ path: String) -> Bool {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o700) != 0, errno != EEXIST { return false }
    }
    return true
  }
}
