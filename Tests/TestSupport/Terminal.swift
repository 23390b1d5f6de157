package import Foundation

/// A terminal with the built `nn` in it, or a shell that calls it, and a person's keys.
package final class Terminal {
  package let folder: URL
  private let keys: Int32
  private var process = pid_t()
  /// What has been shown and not yet been waited for.
  private var shown: [UInt8] = []
  private var status: Int32?

  /// Where a test waits longer, something is wrong.
  private static let patience = 10.0

  package struct Unopened: Error {}

  /// - Parameter environment: What is added to an environment of English and UTF-8 whose home is `folder`.
  package init(
    _ arguments: [String] = [], columns: UInt16 = 100, environment: [String: String] = [:],
    folder: URL? = nil, program: String = Invocation.executable.path
  ) throws {
    self.folder =
      folder
      ?? FileManager.default.temporaryDirectory.appendingPathComponent("nn-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
    keys = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard keys >= 0, let other = Self.otherEnd(of: keys) else { throw Unopened() }
    resize(columns: columns)
    process = try Self.start(
      [program] + arguments, on: other, in: self.folder.path,
      ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "TERM": "xterm", "HOME": self.folder.path]
        .merging(environment) { $1 })
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      var ended: Int32 = 0
      waitpid(process, &ended, 0)
    }
    close(keys)
    try? FileManager.default.removeItem(at: folder)
  }

  /// The name of the end where the program sits.
  private static func otherEnd(of keys: Int32) -> String? {
    #if canImport(Darwin)
      guard grantpt(keys) == 0, unlockpt(keys) == 0, let name = ptsname(keys) else { return nil }
      return String(cString: name)
    #else
      // What 'unlockpt' and 'ptsname' do, which Swift does not see: TIOCSPTLCK and TIOCGPTN.
      var (lock, number): (Int32, UInt32) = (0, 0)
      guard ioctl(keys, 0x4004_5431, &lock) == 0, ioctl(keys, 0x8004_5430, &number) == 0 else {
        return nil
      }
      return "/dev/pts/\(number)"
    #endif
  }

  private static func start(
    _ program: [String], on terminal: String, in folder: String, _ environment: [String: String]
  ) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
      let newSession = Int16(0x0400)
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
      let newSession = Int16(0x80)
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // The first terminal that the leader of a session opens is its own, whose Ctrl-C it gets.
    posix_spawnattr_setflags(&attributes, newSession)
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    let command = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder]
    var words = (command + program).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var process = pid_t()
    guard posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, &variables) == 0 else {
      throw Unopened()
    }
    return process
  }

  /// Types `text`, whose line ends are the Enter key.
  package func type(_ text: String) {
    type(bytes: Array(text.replacingOccurrences(of: "\n", with: "\r").utf8))
  }

  /// Types `bytes` as they are.
  package func type(bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(keys, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  package func resize(columns: UInt16) {
    var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(keys, UInt(TIOCSWINSZ), &size)
  }

  /// Waits until `text` has been shown.
  ///
  /// - Returns: What was shown up to there, since the last such wait, with plain line ends; `nil`
  ///   where it never came.
  package func wait(for text: String, seconds: Double? = nil) -> String? {
    let wanted = Array(text.utf8)
    let deadline = Date().addingTimeInterval(seconds ?? Self.patience)
    while true {
      if let end = shown.firstRange(of: wanted)?.upperBound {
        let before = String(decoding: shown[..<end].filter { $0 != 13 }, as: UTF8.self)
        shown.removeFirst(end)
        return before
      }
      guard Date() < deadline, readMore() else { return nil }
    }
  }

  /// Waits for the end.
  ///
  /// - Returns: The exit status; negative after a signal.
  package func end() -> Int32 {
    let deadline = Date().addingTimeInterval(Self.patience)
    var ended: Int32 = 0
    while waitpid(process, &ended, WNOHANG) == 0 {
      if Date() > deadline { kill(process, SIGKILL) }
      _ = readMore()
    }
    let signal = ended & 0x7F
    status = signal == 0 ? (ended >> 8) & 0xFF : -signal
    return status ?? -1
  }

  /// All that has been shown and was not waited for.
  package var rest: String { String(decoding: shown, as: UTF8.self) }

  /// Looks at what is shown until nothing has come for `milliseconds`, so that a program which shows
  /// much does not have to wait.
  ///
  /// - Returns: Whether the program still has its terminal.
  package func look(milliseconds: Int32) -> Bool {
    while isReadable(within: milliseconds) { guard readMore() else { return false } }
    // Nobody waits for it.
    shown = []
    return true
  }

  private func isReadable(within milliseconds: Int32) -> Bool {
    var wait = pollfd(fd: keys, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, milliseconds) > 0
  }

  private func readMore() -> Bool {
    guard isReadable(within: 100) else { return true }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = read(keys, &bytes, bytes.count)
    guard count > 0 else { return false }
    for byte in bytes[..<count] { note(byte) }
    return true
  }

  /// Adds a byte to what is shown, but for what only says that pasted text is to be marked.
  private func note(_ byte: UInt8) {
    shown.append(byte)
    for mark in ["\u{1B}[?2004h", "\u{1B}[?2004l\r"]
    where shown.suffix(mark.utf8.count).elementsEqual(mark.utf8) {
      shown.removeLast(mark.utf8.count)
    }
  }
}
