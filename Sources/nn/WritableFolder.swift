import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folders below which a script may write.
struct WritableFolders {
  /// Without symbolic links, so that a link cannot lead out.
  private let roots: [String]

  /// What is said of a path outside, in place of the option of the command line.
  private let outside: Text?

  init(_ folders: [String], outside: Text? = nil) {
    self.outside = outside
    roots = folders.compactMap { realPath(of: $0.isEmpty ? "." : $0) }
  }

  /// Writes `bytes` to `path` whole, or leaves what was there.
  ///
  /// - Returns: Why it was not written, or `nil` where it was.
  func write(_ bytes: [UInt8], to path: String) -> Text? {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard let real = realPath(of: folder) else {
      return Text(en: "there is no folder '\(folder)'", pt: "não existe a pasta '\(folder)'")
    }
    guard holds(real) else {
      return outside
        ?? Text(
          en: "it lies outside the script's folder; '--allow-write \(folder)' would allow it",
          pt: "fica fora da pasta do script; '--allow-write \(folder)' permitiria")
    }
    guard !isFolder(path) else { return Text(en: "it is a folder", pt: "é uma pasta") }
    if let file = realPath(of: path), !holds(file) {
      return Text(
        en: "it is a link to '\(file)', outside the script's folder",
        pt: "é um link para '\(file)', fora da pasta do script")
    }
    return replaceFile(at: path, with: bytes).map { Text(verbatim: $0) }
  }

  /// Whether `path`, which has no symbolic links, lies in one of the folders.
  private func holds(_ path: String) -> Bool {
    roots.contains { path == $0 || path.hasPrefix($0 == "/" ? "/" : $0 + "/") }
  }
}

/// Whether a folder lies at `path`.
func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

private func realPath(of path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// Whether two paths lead to the same file.
func areSameFile(_ first: String, _ second: String) -> Bool {
  var (a, b) = (stat(), stat())
  return stat(first, &a) == 0 && stat(second, &b) == 0 && a.st_dev == b.st_dev
    && a.st_ino == b.st_ino
}

/// Writes `bytes` to the file at `path`, whole or not at all.
///
/// They are written beside it, and then take its name. A file that is there keeps its permissions, and a
/// symbolic link stays one; a pipe or a device, which nothing can take the place of, is written to.
///
/// - Returns: Why it was not written, or `nil` where it was.
func replaceFile(at path: String, with bytes: [UInt8]) -> String? {
  var status = stat()
  guard stat(path, &status) == 0, let real = realPath(of: path) else {
    return putFile(at: path, bytes, mode: nil)
  }
  let kind = status.st_mode & S_IFMT
  guard access(real, W_OK) == 0 else { return SystemError().reason }
  return kind == S_IFREG || kind == S_IFDIR
    ? putFile(at: real, bytes, mode: status.st_mode & 0o7777) : writeInto(path, bytes)
}

private func writeInto(_ path: String, _ bytes: [UInt8]) -> String? {
  let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
  guard descriptor >= 0 else { return SystemError().reason }
  let code = Console.writeAll(bytes, to: descriptor) ? 0 : errno
  close(descriptor)
  return code == 0 ? nil : SystemError(code).reason
}

private func putFile(at path: String, _ bytes: [UInt8], mode: mode_t?) -> String? {
  let temporary = "\(path).\(getpid()).part"
  var descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  if descriptor < 0, errno == EEXIST {
    // A process of that number was killed while it wrote.
    unlink(temporary)
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  }
  guard descriptor >= 0 else { return SystemError().reason }
  var code: Int32 = Console.writeAll(bytes, to: descriptor) ? 0 : errno
  // Otherwise a machine that loses power may keep the name, and not the contents.
  if code == 0, fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { code = errno }
  if let mode, code == 0, fchmod(descriptor, mode) != 0 { code = errno }
  if close(descriptor) != 0, code == 0 { code = errno }
  if code == 0, rename(temporary, path) != 0 { code = errno }
  guard code != 0 else { return nil }
  unlink(temporary)
  return SystemError(code).reason
}
