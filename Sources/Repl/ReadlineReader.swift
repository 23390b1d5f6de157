import CReadline
import LanguageService

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Lines from a terminal, edited with GNU readline, so that `~/.inputrc` is heeded.
final class ReadlineReader: LineReader {
  /// What stands before the line that is edited, in the same entry.
  var entryBefore = ""

  /// - Parameter complete: What fits at the end of a text.
  init(_ completion: @escaping (String) -> Completions, show: @escaping CandidateShow) {
    Self.useMultibyteLocale()
    Self.isUTF8 = String(cString: nl_langinfo(Int32(CODESET))).uppercased().hasPrefix("UTF")
    nn_set_name()
    nn_set_catch_signals(0)
    // Else COLUMNS would stay as it was at the first line, for us and for an editor.
    nn_set_change_environment(0)
    nn_set_getc { _ in ReadlineReader.key() }
    nn_forget_change_to_vi()
    nn_set_history_style()
    using_history()
    ReadlineCompletion.install(
      { [weak self] line in
        let before = self?.entryBefore ?? ""
        var found = completion(before + line)
        found.start -= before.utf8.count
        return found
      }, show: show)
  }

  /// Readline moves over characters only in a locale that has them. An empty one is that of most
  /// containers, where the terminal outside understands UTF-8; another may not be installed.
  private static func useMultibyteLocale() {
    setlocale(LC_CTYPE, "")
    if String(cString: nl_langinfo(Int32(CODESET))).uppercased().hasPrefix("UTF") { return }
    let asked = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { (name: String) in
      getenv(name).map { String(cString: $0) }
    }.first { !$0.isEmpty }?.uppercased()
    if asked == nil || asked?.contains("UTF-8") == true || asked?.contains("UTF8") == true {
      setlocale(LC_CTYPE, "C.UTF-8")
    }
  }

  var hasMore: Bool {
    var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, 0) > 0
  }

  func line(prompt: String) -> LineReading {
    PromptSignals.clear()
    Self.isGivenUp = false
    nn_forget_undoing()
    PromptSignals.watchSuspension(true)
    // From here on the terminal is an ordinary one, where Ctrl-C is a signal.
    defer { PromptSignals.watchSuspension(false) }
    guard let line = readline(prompt) else { return ended }
    defer { free(line) }
    return Self.isGivenUp ? ended : .line(String(cString: line))
  }

  private var ended: LineReading {
    guard Self.isGivenUp else { return .end }
    PromptSignals.clear()
    return .interrupted
  }

  // MARK: Keys

  // Readline calls back without any context, and always on the thread that asked for a line.
  private nonisolated(unsafe) static var isGivenUp = false
  private nonisolated(unsafe) static var endingKeys = 0
  /// Bytes of a character that are still to be given.
  private nonisolated(unsafe) static var waiting: [UInt8] = []
  private nonisolated(unsafe) static var isUTF8 = false

  /// What comes behind Ctrl-C: nothing, for what waits for keys within a line (a search, a paste), and
  /// then Enter, so that the line ends as it does else; nothing again where Enter is bound to something.
  private static var endingKey: Int32 {
    endingKeys += 1
    return nn_waits_within_line() != 0 || endingKeys > 16 ? EOF : 0x0A
  }

  /// The next key, or EOF at the end of the input.
  ///
  /// (The interface of readline that is given key after key would leave waiting to us, but version
  /// 8.2 of it can be brought to wrong memory accesses, such as by Ctrl-R Ctrl-X M.)
  private static func key() -> Int32 {
    while !isGivenUp {
      if !waiting.isEmpty { return Int32(waiting.removeFirst()) }
      var waits = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: PromptSignals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&waits, nfds_t(waits.count), -1) < 0 {
        guard errno == EINTR else { return EOF }
        continue
      }
      if waits[1].revents != 0 { heed(PromptSignals.drain()) }
      guard waits[0].revents != 0, !isGivenUp else { continue }
      guard let first = nextByte() else { return EOF }
      waiting = character(beginningWith: first)
    }
    return endingKey
  }

  /// The bytes of a character; none for a broken one, on which readline's commands may move for ever.
  private static func character(beginningWith first: UInt8) -> [UInt8] {
    var bytes = [first]
    while isUTF8, bytes[0] >= 0x80, String(validating: bytes, as: UTF8.self) == nil {
      // The rest of a key comes with its beginning.
      var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard bytes.count < 4, poll(&wait, 1, 50) > 0, let next = nextByte() else { return [] }
      if next & 0xC0 == 0x80 { bytes.append(next) } else { bytes = [next] }
    }
    return bytes
  }

  /// `nil` at the end of the input.
  private static func nextByte() -> UInt8? {
    var byte: UInt8 = 0
    while true {
      switch read(STDIN_FILENO, &byte, 1) {
      case 1: return byte
      case 0: return nil
      default: guard errno == EINTR || errno == EAGAIN else { return nil }
      }
    }
  }

  private static func heed(_ signals: [UInt8]) {
    if signals.contains(PromptSignals.interrupted) {
      (isGivenUp, endingKeys, waiting) = (true, 0, [])
      // The line comes to nothing, so nothing of it needs to be undone.
      nn_forget_undoing()
      return
    }
    if signals.contains(PromptSignals.suspended) {
      // Not every shell brings the terminal into order by itself.
      rl_deprep_terminal()
      PromptSignals.suspend()
    } else if signals.contains(PromptSignals.resumed) {
      rl_reset_after_signal()
      rl_forced_update_display()
    }
    if signals.contains(PromptSignals.resized) { rl_resize_terminal() }
  }
}
