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
    nn_set_name()
    nn_set_catch_signals(0)
    // Else COLUMNS would stay as it was at the first line, for us and for an editor.
    nn_set_change_environment(0)
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
    Self.result = nil
    PromptSignals.watchSuspension(true)
    defer { PromptSignals.watchSuspension(false) }
    rl_callback_handler_install(prompt) { ReadlineReader.received($0) }
    while Self.result == nil {
      var waits = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: PromptSignals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&waits, nfds_t(waits.count), -1)
      if count < 0 {
        guard errno == EINTR else { return .end }
        continue
      }
      if waits[1].revents != 0, take(PromptSignals.drain()) { return .interrupted }
      if waits[0].revents != 0 { rl_callback_read_char() }
    }
    return Self.result ?? .end
  }

  /// Heeds signals at the prompt.
  ///
  /// - Returns: Whether the line was given up.
  private func take(_ signals: [UInt8]) -> Bool {
    if signals.contains(PromptSignals.interrupted) {
      nn_abandon_line()
      rl_callback_handler_remove()
      PromptSignals.clear()
      return true
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
    return false
  }

  // Readline calls back without any context, and always on the thread that asked for a line.
  private nonisolated(unsafe) static var result: LineReading?

  private static func received(_ line: UnsafeMutablePointer<CChar>?) {
    // From here on the terminal is an ordinary one, where Ctrl-C is a signal.
    rl_callback_handler_remove()
    guard let line else {
      result = .end
      return
    }
    result = .line(String(cString: line))
    free(line)
  }
}
