/// The lines of one file that some edits change, as they were and as they become.
struct Repair {
  /// Line numbers from 1, after the edits.
  private var firstNumber: Int
  private var before: [String]
  private var after: [String]

  /// What `edits`, those of them in `source`, make of its lines; one value for each group of
  /// lines that lie together.
  static func all(_ edits: [Edit], in source: SourceFile) -> [Repair] {
    var shift = 0
    return groups(edits, in: source).map { lines, edits in
      let old = source.content(of: lines.lowerBound).lowerBound
      let bytes = old..<source.content(of: lines.upperBound).upperBound
      let repair = Repair(
        firstNumber: lines.lowerBound + 1 + shift,
        before: lined(String(decoding: source.utf8[bytes], as: UTF8.self)),
        after: lined(repaired(source.utf8, bytes, edits)))
      shift += repair.after.count - repair.before.count
      return repair
    }
  }

  var lastLineNumber: Int { firstNumber + after.count - 1 }

  /// The repaired lines behind a `+`; of lines that only vanish, those behind a `-`.
  func rendered(gutter: Gutter) -> String {
    let kept = after.filter { !$0.allSatisfy(\.isWhitespace) }
    let lines = kept.isEmpty ? before : after
    let shown = lines.prefix(8).enumerated().map { index, line in
      let isNew = kept.isEmpty || !before.contains(line)
      let sign = kept.isEmpty ? "-" : isNew ? "+" : "|"
      return gutter.line(
        firstNumber + index, view(of: line, gutter), sign: sign,
        ink: isNew ? (kept.isEmpty ? .error : .good) : .accent)
    }
    return shown.joined() + (lines.count > 8 ? gutter.gap : "")
  }

  private func view(of line: String, _ gutter: Gutter) -> String {
    let source = SourceFile(name: "", text: line)
    let old = before.first.map { Array($0.utf8) } ?? []
    let firstChange = zip(source.utf8, old).prefix { $0 == $1 }.count
    let focus = firstChange..<min(source.utf8.count, firstChange + 20)
    return LineView(
      source, line: 0, focus: focus.lowerBound..<max(focus.lowerBound, focus.upperBound),
      width: gutter.room, ellipsis: gutter.style.ellipsis
    ).text
  }

  private static func groups(
    _ edits: [Edit], in source: SourceFile
  ) -> [(lines: ClosedRange<Int>, edits: [Edit])] {
    var groups: [(lines: ClosedRange<Int>, edits: [Edit])] = []
    let fitting = edits.filter { $0.span.file == source.id && $0.span.end <= source.utf8.count }
    for edit in fitting.sorted(by: { $0.span.start < $1.span.start }) {
      let lines = source.lines(of: edit)
      if let last = groups.last, lines.lowerBound <= last.lines.upperBound + 1 {
        let upper = max(lines.upperBound, last.lines.upperBound)
        groups[groups.count - 1] = (last.lines.lowerBound...upper, last.edits + [edit])
      } else {
        groups.append((lines, [edit]))
      }
    }
    return groups
  }

  private static func repaired(_ utf8: [UInt8], _ bytes: Range<Int>, _ edits: [Edit]) -> String {
    var result: [UInt8] = []
    var next = bytes.lowerBound
    for edit in edits where edit.span.start >= next {
      result += utf8[next..<edit.span.start]
      result += Array(edit.replacement.utf8)
      next = edit.span.end
    }
    if next < bytes.upperBound { result += utf8[next..<bytes.upperBound] }
    // The last edit may have replaced the end of its line too.
    if next > bytes.upperBound, result.last == UInt8(ascii: "\n") { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }

  private static func lined(_ text: String) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
  }
}

extension SourceFile {
  /// The lines that `edit` changes, from 0; one that it only reaches the beginning of is not, where
  /// what it puts there ends a line or is nothing.
  fileprivate func lines(of edit: Edit) -> ClosedRange<Int> {
    let first = lines.line(at: edit.span.start)
    let last = lines.line(at: edit.span.end)
    let isWhole = edit.replacement.isEmpty || edit.replacement.hasSuffix("\n")
    let begins = lines.bytes(of: first).lowerBound == edit.span.start
    guard first < last, lines.bytes(of: last).lowerBound == edit.span.end, begins, isWhole else {
      return first...last
    }
    return first...(last - 1)
  }
}
