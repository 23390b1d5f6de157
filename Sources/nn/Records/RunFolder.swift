import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder of one run, `.nn/runs/iris-12` beside the script.
///
/// While the object lives, the folder is locked: so another process sees that the run goes on.
final class RunFolder {
  let name: String
  let path: String
  private let lock: Int32

  /// Where the runs of the scripts in `folder` lie; empty for the current one.
  static func runs(beside folder: String) -> String {
    (folder.isEmpty ? "" : folder.hasSuffix("/") ? folder : folder + "/") + ".nn/runs"
  }

  /// Makes the folder of a new run, which nobody else gets.
  ///
  /// - Throws: Why it could not be made.
  static func make(beside folder: String, script: String) throws(SystemError) -> RunFolder {
    let runs = runs(beside: folder)
    let outer = String(runs.dropLast("/runs".count))
    for path in [outer, runs] where mkdir(path, 0o777) != 0 {
      guard errno == EEXIST else { throw SystemError() }
      if let reason = reasonAgainst(path) { throw SystemError(reason) }
    }
    let ignore = outer + "/.gitignore"
    if access(ignore, F_OK) != 0,
      let reason = replaceFile(
        at: ignore, with: Array("# Records of runs are kept here, and not in git.\n*\n".utf8))
    {
      throw SystemError(reason)
    }
    let base = baseName(of: script)
    var number =
      1 + (try names(in: runs).compactMap { RunFolder.number(of: $0, behind: base) }.max() ?? 0)
    while mkdir(runs + "/\(base)-\(number)", 0o777) != 0 {
      // Somebody else may have taken it in between.
      guard errno == EEXIST, number < Int.max else { throw SystemError() }
      number += 1
    }
    return RunFolder(name: "\(base)-\(number)", path: runs + "/\(base)-\(number)")
  }

  /// Why what is at `path` is no folder to keep something in, or `nil` where it is one.
  static func reasonAgainst(_ path: String) -> String? {
    // A link that came with somebody's script would lead elsewhere.
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      return .said(en: "'\(path)' is no folder", pt: "'\(path)' não é uma pasta")
    }
    return nil
  }

  private init(name: String, path: String) {
    self.name = name
    self.path = path
    lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // Whoever only looks whether it is locked has it for a moment.
    if lock >= 0 { flock(lock, LOCK_EX) }
  }

  deinit { if lock >= 0 { close(lock) } }

  /// Writes a file of the folder whole, or leaves what was there.
  ///
  /// - Parameter file: Its name, or `folder/name`.
  /// - Returns: Why it was not written, or `nil` where it was.
  func write(_ bytes: [UInt8], to file: String) -> String? {
    if let problem = makeFolder(of: file) { return problem }
    return replaceFile(at: path + "/" + file, with: bytes)
  }

  /// Adds `text` to the end of a file, which need not exist.
  func append(_ text: String, to file: String) -> String? {
    if let problem = makeFolder(of: file) { return problem }
    let descriptor = open(path + "/" + file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return SystemError().reason }
    let reason = Console.writeAll(Array(text.utf8), to: descriptor) ? nil : SystemError().reason
    return close(descriptor) == 0 ? reason : reason ?? SystemError().reason
  }

  private func makeFolder(of file: String) -> String? {
    guard let slash = file.lastIndex(of: "/") else { return nil }
    let folder = path + "/" + file[..<slash]
    return mkdir(folder, 0o777) == 0 || errno == EEXIST ? nil : SystemError().reason
  }

  /// What the runs of `script` are called, but for their number: letters, digits, `_` and `-`, so
  /// that a shell takes it as it is.
  static func baseName(of script: String) -> String {
    var name = script.split(separator: "/").last.map(String.init) ?? ""
    if name.hasSuffix(".nn") { name.removeLast(3) }
    let pieces = name.prefix(40).split { !($0.isLetter || $0.isNumber || $0 == "_") }
    if pieces.isEmpty { return script == "-" ? "input" : "run" }
    return pieces.joined(separator: "-")
  }

  /// The names in a folder; those of hidden files only where they are asked for.
  static func names(in folder: String, hidden: Bool = false) throws(SystemError) -> [String] {
    guard let directory = opendir(folder) else { throw SystemError() }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") || (hidden && name != "." && name != "..") { names.append(name) }
    }
    return names
  }

  /// Whether the process that makes the run at `path` still runs.
  static func isRunning(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // Some file systems lock nothing.
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }
}

extension RunFolder {
  /// The number of the run `name` whose other part is `base`: 12 of `iris-12`.
  static func number(of name: String, behind base: String) -> Int? {
    guard name.hasPrefix(base + "-") else { return nil }
    let digits = name.dropFirst(base.count + 1)
    return digits.utf8.allSatisfy { (48...57).contains($0) } && digits.utf8.count < 18
      ? Int(digits) : nil
  }
}

/// What the system says of a call that has just failed.
struct SystemError: Error {
  let reason: String

  /// - Parameter code: That of the call that failed last, or another one.
  init(_ code: Int32 = errno) { reason = Text(systemError: code)[Console.language] }

  init(_ reason: String) { self.reason = reason }
}
