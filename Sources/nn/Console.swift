import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The terminal, or whatever stands in its place, and the user's language.
enum Console {
  /// The language of `--language`, else of the environment.
  static let language: Language = {
    if let word = wordAfter("--language", in: CommandLine.arguments),
      let language = Language(rawValue: word)
    {
      return language
    }
    return Self.language(of: environment)
  }()

  /// The language that the locale's variables ask for; the first that is set decides.
  static func language(of environment: (String) -> String?) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap(environment).first { !$0.isEmpty }
    return locale?.lowercased().hasPrefix("pt") == true ? .portuguese : .english
  }

  /// How to write to the standard output.
  static var outputStyle: TerminalStyle { style(of: STDOUT_FILENO) }

  /// How to write to the standard error.
  static var errorStyle: TerminalStyle { style(of: STDERR_FILENO) }

  static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  private static func style(of descriptor: Int32) -> TerminalStyle {
    var style = TerminalStyle.plain
    guard isatty(descriptor) == 1 else { return style }
    let isDumb = environment("TERM") == "dumb"
    style.isColored = !isDumb && (environment("NO_COLOR") ?? "").isEmpty
    style.redraws = !isDumb
    style.isASCII = !localeIsUTF8
    style.width = width(of: descriptor)
    return style
  }

  /// An empty locale is that of most containers, where the terminal outside understands UTF-8.
  private static var localeIsUTF8: Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(environment).first { !$0.isEmpty }
    guard let locale = locale?.lowercased() else { return true }
    return locale.contains("utf-8") || locale.contains("utf8")
  }

  private static func width(of descriptor: Int32) -> Int {
    if let columns = environment("COLUMNS").flatMap({ Int($0) }), columns > 0 {
      return min(max(columns, 20), 1_000)
    }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return TerminalStyle.plain.width
    }
    return max(Int(size.ws_col), 20)
  }

  /// The cores that this machine has.
  static var coreCount: Int {
    max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// Seconds of a clock that only goes forwards.
  static func seconds() -> Double { seconds(of: CLOCK_MONOTONIC) }

  /// Seconds since 1970, by the clock on the wall.
  static func secondsSince1970() -> Double { seconds(of: CLOCK_REALTIME) }

  private static func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The value of an environment variable.
  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// `value` of `--name value` or `--name=value`.
  private static func wordAfter(_ name: String, in words: [String]) -> String? {
    for (index, word) in words.enumerated() {
      if word == name, index + 1 < words.count { return words[index + 1] }
      if word.hasPrefix(name + "=") { return String(word.dropFirst(name.count + 1)) }
    }
    return nil
  }

  // MARK: Writing

  /// Writes `text` to the standard output at once.
  static func write(_ text: String) {
    write(Array(text.utf8), to: STDOUT_FILENO)
  }

  /// Writes `bytes` to the standard output at once.
  static func write(bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// Writes `text` to the standard error at once.
  static func writeError(_ text: String) {
    write(Array(text.utf8), to: STDERR_FILENO)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    guard !writeAll(bytes, to: descriptor) else { return }
    let reason = SystemError().reason
    if descriptor == STDOUT_FILENO {
      let message = Text(
        en: "nn: the output cannot be written: \(reason)\n",
        pt: "nn: não foi possível escrever a saída: \(reason)\n")
      _ = writeAll(Array(message[language].utf8), to: STDERR_FILENO)
    }
    leave(with: .wrongScript)
  }

  /// Writes all of `bytes`; afterwards `errno` tells why it failed.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: rest))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  /// Ends the process.
  static func leave(with status: ExitStatus) -> Never {
    exit(status.rawValue)
  }
}

/// The system's call, whose name `Console` uses for its own.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
