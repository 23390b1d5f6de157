#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What came when a line was asked for.
enum LineReading: Hashable {
  case line(String)
  /// Ctrl-C.
  case interrupted
  /// Ctrl-D, or the end of a pipe.
  case end
}

/// Where lines come from.
protocol LineReader: AnyObject {
  /// The next line without its end.
  func line(prompt: String) -> LineReading
  /// Whether more has come already, as in a paste; a person at a keyboard is slower.
  var hasMore: Bool { get }
}

/// Lines from a pipe or a file: no prompt, no echo.
final class PipeReader: LineReader {
  private var pending: ArraySlice<UInt8> = []
  private var hasEnded = false

  var hasMore: Bool { true }

  func line(prompt: String) -> LineReading {
    var line: [UInt8] = []
    while true {
      if let newline = pending.firstIndex(of: UInt8(ascii: "\n")) {
        line += pending[..<newline]
        pending = pending[(newline + 1)...]
        return .line(Self.text(of: line))
      }
      line += pending
      pending = []
      guard !hasEnded, let more = Self.chunk() else {
        hasEnded = true
        return line.isEmpty ? .end : .line(Self.text(of: line))
      }
      pending = more[...]
    }
  }

  private static func text(of line: [UInt8]) -> String {
    String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...], as: UTF8.self)
  }

  private static func chunk() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(STDIN_FILENO, &bytes, bytes.count)
      if count > 0 { return Array(bytes[..<count]) }
      guard count < 0, errno == EINTR else { return nil }
    }
  }
}
