import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ctrl-C and changes of the terminal, as bytes that wake whoever waits for a key.
enum PromptSignals {
  private static let isRaised = Atomic<Bool>(false)
  private static let writeEnd = Atomic<Int32>(-1)
  private static let readEnd = Atomic<Int32>(-1)

  static let interrupted = UInt8(ascii: "c")
  static let resized = UInt8(ascii: "w")
  static let resumed = UInt8(ascii: "r")
  static let suspended = UInt8(ascii: "z")

  /// Whether somebody pressed Ctrl-C since the last `clear`.
  static var isInterrupted: Bool { isRaised.load(ordering: .relaxed) }

  /// What becomes readable with a signal; -1 before `watch`.
  static var descriptor: Int32 { readEnd.load(ordering: .relaxed) }

  /// From here on Ctrl-C does not end the process.
  ///
  /// - Parameter terminal: Whether changes of a terminal matter too.
  static func watch(terminal: Bool) {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends {
        // The handler must not wait for a full pipe, and an editor must not inherit it.
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
      readEnd.store(ends[0], ordering: .relaxed)
      writeEnd.store(ends[1], ordering: .relaxed)
    }
    var interrupt = sigset_t()
    sigemptyset(&interrupt)
    sigaddset(&interrupt, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
    signal(SIGINT) { _ in
      PromptSignals.isRaised.store(true, ordering: .relaxed)
      PromptSignals.wake(PromptSignals.interrupted)
    }
    guard terminal else { return }
    signal(SIGWINCH) { _ in PromptSignals.wake(PromptSignals.resized) }
    signal(SIGCONT) { _ in PromptSignals.wake(PromptSignals.resumed) }
  }

  /// Lets Ctrl-Z be told as a byte, so that the terminal can be given back as it was found; at other
  /// times it stops the process at once.
  static func watchSuspension(_ isWatched: Bool) {
    if isWatched {
      signal(SIGTSTP) { _ in PromptSignals.wake(PromptSignals.suspended) }
    } else {
      signal(SIGTSTP, SIG_DFL)
    }
  }

  /// Stops the process until the shell lets it go on.
  static func suspend() {
    watchSuspension(false)
    kill(getpid(), SIGTSTP)
    watchSuspension(true)
    // Where no shell has stopped it, nothing else says that it goes on.
    wake(resumed)
  }

  /// Forgets a Ctrl-C that has been heeded.
  static func clear() {
    isRaised.store(false, ordering: .relaxed)
    _ = drain()
  }

  /// The signals that came since the last call.
  static func drain() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? Array(bytes[..<count]) : []
  }

  private static func wake(_ byte: UInt8) {
    let saved = errno
    var byte = byte
    _ = write(writeEnd.load(ordering: .relaxed), &byte, 1)
    errno = saved
  }
}
