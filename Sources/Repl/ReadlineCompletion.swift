import CReadline
import LanguageService

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Shows candidates on a screen of so many rows; what is called last shows the names alone.
typealias CandidateShow = ([Candidate], Int, () -> Void) -> Void

/// The Tab key of readline.
enum ReadlineCompletion {
  // Readline calls back without any context, and always on the thread that asked for a line.
  private nonisolated(unsafe) static var completion: ((String) -> Completions)?
  private nonisolated(unsafe) static var show: CandidateShow?
  private nonisolated(unsafe) static var latest: [Candidate] = []

  static func install(
    _ completion: @escaping (String) -> Completions, show: @escaping CandidateShow
  ) {
    self.completion = completion
    self.show = show
    nn_set_word_breaks()
    nn_set_completion { _, start, end in
      ReadlineCompletion.matches(from: Int(start), to: Int(end))
    }
    nn_set_match_display { matches, count, longest in
      ReadlineCompletion.display(matches, count, longest)
    }
    nn_set_sort_matches(0)
  }

  /// What readline wants: what all candidates begin with, each of them, and a null.
  private static func matches(
    from start: Int, to end: Int
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    nn_set_attempted_over(1)
    nn_set_append_character(0)
    guard let completion, let line = nn_line() else { return nil }
    let bytes = UnsafeBufferPointer(start: line, count: strlen(line)).map { UInt8(bitPattern: $0) }
    guard start >= 0, start <= end, end <= bytes.count else { return nil }
    let found = completion(String(decoding: bytes[..<end], as: UTF8.self))
    let own = found.start
    latest = found.candidates
    let texts = found.candidates.compactMap { candidate -> [UInt8]? in
      let text = Array(candidate.text.utf8)
      if own <= start { return start - own <= text.count ? Array(text[(start - own)...]) : nil }
      return own <= end ? Array(bytes[start..<own]) + text : nil
    }
    guard let first = texts.first else { return nil }
    if texts.count == 1 {
      let ending = found.candidates[0].ending
      return array([first + Array(ending.utf8)])
    }
    let common = texts.dropFirst().reduce(first[...]) { common, text in
      common.prefix(zip(common, text).prefix { $0 == $1 }.count)
    }
    return array([wholeCharacters(common)] + texts)
  }

  /// `bytes` without the beginning of a character at their end.
  private static func wholeCharacters(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var bytes = Array(bytes)
    while !bytes.isEmpty, String(validating: bytes, as: UTF8.self) == nil { bytes.removeLast() }
    return bytes
  }

  private static func array(
    _ texts: [[UInt8]]
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    let size = MemoryLayout<UnsafeMutablePointer<CChar>?>.stride * (texts.count + 1)
    // Readline frees it.
    guard let memory = malloc(size) else { return nil }
    let array = memory.bindMemory(
      to: UnsafeMutablePointer<CChar>?.self, capacity: texts.count + 1)
    for (index, text) in texts.enumerated() {
      (array + index).initialize(to: strdup(text.map { CChar(bitPattern: $0) } + [0]))
    }
    (array + texts.count).initialize(to: nil)
    return array
  }

  private static func display(
    _ matches: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int32,
    _ longest: Int32
  ) {
    rl_crlf()
    var (rows, columns): (Int32, Int32) = (0, 0)
    rl_get_screen_size(&rows, &columns)
    show?(latest, Int(rows)) { rl_display_match_list(matches, count, longest) }
    rl_forced_update_display()
  }
}
