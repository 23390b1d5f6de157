/// The lines in which two texts differ, as `diff -u` writes them; empty where they are equal.
///
/// - Complexity: linear in the lengths and in the square of the number of changed lines; where these
///   are very many, a block of lines is replaced as a whole.
/// - Source: Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
package func unifiedDifference(from old: String, to new: String, named name: String) -> String {
  guard old != new || old.utf8.count != new.utf8.count else { return "" }
  let (left, right) = (lines(of: old), lines(of: new))
  let changes = changes(from: left, to: right)
  var text = "--- \(name)\n+++ \(name)\n"
  var index = 0
  while index < changes.count {
    guard changes[index].mark != " " else {
      index += 1
      continue
    }
    // A hunk reaches on while less than twice the context lies between two changes.
    let start = max(0, index - context)
    var last = index
    var end = index + 1
    while end < changes.count, end - last <= 2 * context {
      if changes[end].mark != " " { last = end }
      end += 1
    }
    end = min(changes.count, last + 1 + context)
    text += hunk(changes[start..<end], after: changes[..<start])
    index = end
  }
  return text
}

private let context = 3

private struct LineChange {
  /// `-`, `+`, or a blank for what is in both.
  var mark: Character
  var line: Substring
}

private func hunk(_ changes: ArraySlice<LineChange>, after before: ArraySlice<LineChange>) -> String
{
  func range(without mark: Character) -> String {
    let start = before.count { $0.mark != mark }
    let count = changes.count { $0.mark != mark }
    return "\(count == 0 ? start : start + 1),\(count)"
  }
  var text = "@@ -\(range(without: "+")) +\(range(without: "-")) @@\n"
  for change in changes {
    text += "\(change.mark)\(change.line)\n"
    if change.line.isLastWithoutEnd { text += "\\ No newline at end of file\n" }
  }
  return text
}

extension Substring {
  /// Whether it is the rest of a text that ends without a line end.
  fileprivate var isLastWithoutEnd: Bool { endIndex == base.endIndex }
}

private func lines(of text: String) -> [Substring] {
  var lines: [Substring] = []
  var start = text.startIndex
  while let end = text.utf8[start...].firstIndex(of: UInt8(ascii: "\n")) {
    lines.append(text[start..<end])
    start = text.utf8.index(after: end)
  }
  if start < text.endIndex { lines.append(text[start...]) }
  return lines
}

private func same(_ a: Substring, _ b: Substring) -> Bool {
  a.isLastWithoutEnd == b.isLastWithoutEnd && a.utf8.elementsEqual(b.utf8)
}

private func changes(from old: [Substring], to new: [Substring]) -> [LineChange] {
  var (start, oldEnd, newEnd) = (0, old.count, new.count)
  while start < oldEnd, start < newEnd, same(old[start], new[start]) { start += 1 }
  while oldEnd > start, newEnd > start, same(old[oldEnd - 1], new[newEnd - 1]) {
    oldEnd -= 1
    newEnd -= 1
  }
  var changes = old[..<start].map { LineChange(mark: " ", line: $0) }
  let (left, right) = (Array(old[start..<oldEnd]), Array(new[start..<newEnd]))
  changes +=
    shortest(from: left, to: right)
    ?? left.map { LineChange(mark: "-", line: $0) } + right.map { LineChange(mark: "+", line: $0) }
  return changes + old[oldEnd...].map { LineChange(mark: " ", line: $0) }
}

/// The fewest changes, or `nil` where they are more than can be looked for.
private func shortest(from old: [Substring], to new: [Substring]) -> [LineChange]? {
  let limit = min(old.count + new.count, 1_000)
  var furthest = [1: 0]
  var trace: [[Int: Int]] = []
  for distance in 0...limit {
    trace.append(furthest)
    for diagonal in stride(from: -distance, through: distance, by: 2) {
      let (down, right) = (furthest[diagonal + 1] ?? -1, furthest[diagonal - 1] ?? -1)
      var x = diagonal == -distance || diagonal != distance && right < down ? down : right + 1
      while x < old.count, x - diagonal < new.count, same(old[x], new[x - diagonal]) { x += 1 }
      furthest[diagonal] = x
      if x >= old.count, x - diagonal >= new.count { return path(trace, old, new) }
    }
  }
  return nil
}

private func path(_ trace: [[Int: Int]], _ old: [Substring], _ new: [Substring]) -> [LineChange] {
  var changes: [LineChange] = []
  var (x, y) = (old.count, new.count)
  for distance in trace.indices.reversed() {
    let furthest = trace[distance]
    let diagonal = x - y
    let (down, right) = (furthest[diagonal + 1] ?? -1, furthest[diagonal - 1] ?? -1)
    let isDown = diagonal == -distance || diagonal != distance && right < down
    let before = isDown ? down : right
    let above = before - (isDown ? diagonal + 1 : diagonal - 1)
    while x > before, y > above, x > 0, y > 0, x > (isDown ? before : before + 1) || distance == 0 {
      x -= 1
      y -= 1
      changes.append(LineChange(mark: " ", line: old[x]))
    }
    if distance > 0 {
      if isDown {
        y -= 1
        changes.append(LineChange(mark: "+", line: new[y]))
      } else {
        x -= 1
        changes.append(LineChange(mark: "-", line: old[x]))
      }
    }
  }
  return changes.reversed()
}
