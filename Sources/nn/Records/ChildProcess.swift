#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that runs beside this one, whose output is taken whenever there is time.
///
/// It has no input, its problems are not shown, and Ctrl-C does not reach it.
final class ChildProcess {
  enum Ending: Hashable {
    case exited(Int32)
    /// It wrote more than anybody wants, and was stopped.
    case tooMuch
  }

  private(set) var output: [UInt8] = []
  private let identifier: pid_t
  private let descriptor: Int32
  private let limit: Int
  private var ending: Ending?

  /// Starts `arguments[0]`, which is looked for as a shell would do it; `nil` where that fails.
  ///
  /// - Parameters:
  ///   - environment: `NAME=value`, all there is.
  ///   - limit: How many bytes of output are kept at most.
  init?(_ arguments: [String], environment: [String], limit: Int) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    defer { close(ends[1]) }
    guard let child = Self.start(arguments, environment, output: ends[1]) else {
      close(ends[0])
      return nil
    }
    (identifier, descriptor, self.limit) = (child, ends[0], limit)
  }

  private static func start(
    _ arguments: [String], _ environment: [String], output: Int32
  ) -> pid_t? {
    #if canImport(Glibc)
      var (actions, attributes) = (posix_spawn_file_actions_t(), posix_spawnattr_t())
    #else
      var (actions, attributes): (posix_spawn_file_actions_t?, posix_spawnattr_t?)
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    // A group of its own, so that the terminal does not interrupt it.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var child = pid_t()
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for word in words + variables { free(word) } }
    return posix_spawnp(&child, arguments[0], &actions, &attributes, words, variables) == 0
      ? child : nil
  }

  deinit {
    if ending == nil { stop() }
    close(descriptor)
  }

  /// Takes what it has written, and waits for its end so long.
  ///
  /// - Returns: `nil` where it has not ended by then.
  func wait(seconds: Double) -> Ending? {
    let deadline = Console.seconds() + seconds
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while ending == nil {
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 {
        output += chunk[..<count]
        if output.count > limit { stop(.tooMuch) }
      } else if count == 0 {
        ending = .exited(collected())
      } else if errno == EAGAIN {
        let rest = deadline - Console.seconds()
        guard rest > 0 else { return nil }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&waiting, 1, Int32(min(rest * 1_000, 60_000)) + 1)
      } else if errno != EINTR {
        stop()
      }
    }
    return ending
  }

  private func stop(_ ending: Ending = .exited(-1)) {
    kill(identifier, SIGKILL)
    _ = collected()
    self.ending = ending
  }

  /// The exit status of a process that has ended or is about to.
  private func collected() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
  }
}
