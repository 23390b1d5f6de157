import ArgumentParser

/// What the process tells the one that started it.
enum ExitStatus: Int32 {
  case fine = 0
  /// The script is wrong, an `expect` failed, or a training diverged.
  case wrongScript = 1
  case wrongCommandLine = 2
  /// A mistake of ours.
  case fault = 70
  /// Somebody pressed Ctrl-C.
  case interrupted = 130

  /// Ends the command with this status, when everything there is to say has been said.
  func leave() throws {
    if self != .fine { throw ExitCode(rawValue) }
  }
}
