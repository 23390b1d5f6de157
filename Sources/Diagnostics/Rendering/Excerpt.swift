/// The lines of one file that the labels of a problem stand on, with marks below them.
struct Excerpt {
  private struct Mark {
    var bytes: Range<Int>
    var isPrimary: Bool
    var text: String
  }

  private let source: SourceFile
  /// By line, from 0.
  private var marks: [Int: [Mark]] = [:]

  init(_ source: SourceFile) {
    self.source = source
  }

  /// Marks the span of `label`: of a span over several lines, its first and its last line.
  mutating func add(_ label: Label, isPrimary: Bool, language: Language) {
    let text = (label.text?[language] ?? "").shownSafely.split(separator: "\n")
      .joined(separator: " ")
    let start = min(max(label.span.start, 0), source.utf8.count)
    let end = min(max(label.span.end, start), source.utf8.count)
    let first = source.lines.line(at: start)
    let last = source.lines.line(at: max(start, end - 1))
    guard first < last else {
      add(Mark(bytes: start..<end, isPrimary: isPrimary, text: text), to: first)
      return
    }
    let rest = start..<max(start, source.content(of: first).upperBound)
    add(Mark(bytes: rest, isPrimary: isPrimary, text: text), to: first)
    let beginning = source.indentation(of: last)
    add(Mark(bytes: beginning..<max(beginning, end), isPrimary: isPrimary, text: ""), to: last)
  }

  /// The largest number of a line that is shown, from 1.
  var lastLineNumber: Int { (marks.keys.max() ?? 0) + 1 }

  /// The lines with their gutter, each ended by a newline.
  func rendered(gutter: Gutter, severity: Diagnostic.Severity) -> String {
    var text = ""
    var previous: Int?
    for line in marks.keys.sorted() {
      if let previous, line == previous + 2 {
        text += gutter.line(previous + 2, view(of: previous + 1, for: [], gutter).text)
      } else if let previous, line > previous + 1 {
        text += gutter.gap
      }
      text += rendered(line, gutter: gutter, severity: severity)
      previous = line
    }
    return text
  }

  private mutating func add(_ mark: Mark, to line: Int) {
    marks[line, default: []].append(mark)
  }

  private func rendered(
    _ line: Int, gutter: Gutter, severity: Diagnostic.Severity
  ) -> String {
    let marks = marks[line, default: []]
    let view = view(of: line, for: marks, gutter)
    var text = gutter.line(line + 1, view.text)
    for mark in marks {
      let columns = view.columns(of: mark.bytes)
      let sign = mark.isPrimary ? "^" : "-"
      var row = String(repeating: sign, count: columns.count)
      if !mark.text.isEmpty { row += " " + mark.text }
      let ink: Ink = mark.isPrimary ? (severity == .error ? .error : .warning) : .accent
      text += gutter.marks(
        String(repeating: " ", count: columns.lowerBound) + gutter.style.painted(row, ink))
    }
    return text
  }

  /// The line, with all marks in sight where they fit, else the first of them.
  private func view(of line: Int, for marks: [Mark], _ gutter: Gutter) -> LineView {
    let start = source.content(of: line).lowerBound
    let all = marks.dropFirst().reduce(marks.first?.bytes ?? start..<start) { all, mark in
      min(all.lowerBound, mark.bytes.lowerBound)..<max(all.upperBound, mark.bytes.upperBound)
    }
    let focus = all.count < gutter.room ? all : marks.first?.bytes ?? all
    return LineView(
      source, line: line, focus: focus, width: gutter.room, ellipsis: gutter.style.ellipsis)
  }
}

/// The numbers of the lines and the rule beside them.
struct Gutter {
  var style: TerminalStyle
  /// Columns of the largest line number.
  var width: Int

  init(style: TerminalStyle, lastLineNumber: Int) {
    self.style = style
    width = String(lastLineNumber).count
  }

  /// Columns that remain for a line.
  var room: Int { max(style.width - width - 3, 20) }

  func line(_ number: Int, _ text: String, sign: String = "|", ink: Ink = .accent) -> String {
    row(String(number).paddedLeft(to: width) + " " + sign, text, ink)
  }

  func marks(_ text: String) -> String {
    row(String(repeating: " ", count: width) + " |", text, .accent)
  }

  var gap: String { style.painted("...", .accent) + "\n" }

  func arrow(_ sign: String, _ place: String) -> String {
    String(repeating: " ", count: width) + style.painted(sign, .accent) + " " + place + "\n"
  }

  func note(_ text: String) -> String {
    let indent = String(repeating: " ", count: width + 1)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      indent + (index == 0 ? style.painted("=", .accent) + " " : "  ") + line + "\n"
    }.joined()
  }

  private func row(_ gutter: String, _ text: String, _ ink: Ink) -> String {
    style.painted(gutter, ink) + (text.isEmpty ? "" : " " + text) + "\n"
  }
}

extension SourceFile {
  /// The offset of the first character of `line` that is no blank.
  fileprivate func indentation(of line: Int) -> Int {
    let content = content(of: line)
    let blanks: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\t")]
    return utf8[content].firstIndex { !blanks.contains($0) } ?? content.lowerBound
  }
}
