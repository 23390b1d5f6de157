import Diagnostics
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ctrl-C: once asks for a tidy end, twice ends the process.
enum Interruption {
  private static let presses = Atomic<Int>(0)

  /// Whether somebody pressed Ctrl-C.
  static var isRequested: Bool { presses.load(ordering: .relaxed) > 0 }

  /// From here on Ctrl-C sets `isRequested`.
  static func watch() {
    // The first use of a static value makes it, which a signal handler must not do.
    presses.store(0, ordering: .relaxed)
    // A parent that blocks the signal hands the block on to its children.
    var interrupt = sigset_t()
    sigemptyset(&interrupt)
    sigaddset(&interrupt, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
    signal(SIGINT) { _ in
      if Interruption.presses.add(1, ordering: .relaxed).oldValue > 0 {
        _exit(ExitStatus.interrupted.rawValue)
      }
    }
  }
}

/// Mistakes of ours that end the process: they are said to be ours, and how to report them.
enum Faults {
  /// A stack of its own for the handler, since the usual one may be what overflowed.
  private nonisolated(unsafe) static let handlerStack = UnsafeMutableRawPointer.allocate(
    byteCount: handlerStackSize, alignment: 16)
  private static let handlerStackSize = 64 * 1024

  private static let message = Array(
    Text(
      en: """

        nn: this is a mistake of ours, not of the script.
        Please report it, with the script and the answer of 'nn --version'.

        """,
      pt: """

        nn: este é um erro nosso, não do script.
        Relate-o, por favor, com o script e a resposta de 'nn --version'.

        """)[Console.language].utf8)

  /// From here on a trap or a wrong memory access exits with status 70.
  static func watch() {
    // A file that may grow no further is told like a full disk.
    signal(SIGXFSZ, SIG_IGN)
    _ = message.count
    // A file that outgrows what the user allows is a writing that failed, and no end of the process.
    signal(SIGXFSZ, SIG_IGN)
    var stack = stack_t()
    stack.ss_sp = handlerStack
    stack.ss_size = handlerStackSize
    sigaltstack(&stack, nil)
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in
        Faults.message.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
        _exit(ExitStatus.fault.rawValue)
      }
      action.sa_flags = SA_ONSTACK
      sigaction(number, &action, nil)
    }
  }
}
