#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension RunFolder {
  /// Deletes the folder of a run that does not go on.
  ///
  /// It loses its name first, so that nobody finds half of a run where the deletion is interrupted.
  ///
  /// - Returns: Why it was not deleted, or `nil` where it was.
  static func delete(_ name: String, in runs: String) -> String? {
    let descriptor = open(runs + "/" + name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return SystemError().reason }
    defer { close(descriptor) }
    // Whoever locks it first has it: a run that goes on holds its lock to its end.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      return .said(en: "it is running", pt: "está em andamento")
    }
    let nameless = runs + "/.\(name).\(getpid()).deleted"
    guard rename(runs + "/" + name, nameless) == 0 else { return SystemError().reason }
    return deleteTree(at: nameless)
  }

  /// Deletes a file, or a folder with all in it; a link is deleted, and not followed.
  private static func deleteTree(at path: String) -> String? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return SystemError().reason }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      return unlink(path) == 0 ? nil : SystemError().reason
    }
    guard let names = try? names(in: path, hidden: true) else { return SystemError().reason }
    for name in names {
      if let reason = deleteTree(at: path + "/" + name) { return reason }
    }
    return rmdir(path) == 0 ? nil : SystemError().reason
  }
}
