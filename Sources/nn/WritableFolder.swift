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
    guard roots.contains(where: { real == $0 || real.hasPrefix($0 == "/" ? "/" : $0 + "/") }) else {
      return outside
        ?? Text(
          en: "it lies outside the script's folder; '--allow-write \(folder)' would allow it",
          pt: "fica fora da pasta do script; '--allow-write \(folder)' permitiria")
    }
    guard !isFolder(path) else { return Text(en: "it is a folder", pt: "é uma pasta") }
    return replaceFile(at: path, with: bytes).map { Text(verbatim: $0) }
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

/// Writes `text` to the file at `path`, which exists, whole or not at all; it keeps its permissions,
/// and a symbolic link stays one.
///
/// - Returns: Why it was not written, or `nil` where it was.
func replaceText(at path: String, with text: String) -> String? {
  var status = stat()
  guard let real = realPath(of: path), stat(real, &status) == 0, access(real, W_OK) == 0 else {
    return SystemError().reason
  }
  return replaceFile(at: real, with: Array(text.utf8), mode: status.st_mode & 0o7777)
}

/// Writes beside the file first, and then lets the new one take its name.
func replaceFile(at path: String, with bytes: [UInt8], mode: mode_t? = nil) -> String? {
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
