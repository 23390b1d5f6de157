/// A script after its certain repairs, applied in rounds until none is left.
///
/// It is the text itself where the repairs would not leave fewer problems.
package struct Repaired: Sendable {
  package private(set) var text: String
  /// What is wrong with `text`.
  package private(set) var problems: [Diagnostic]
  /// What was repaired, in the order in which it was.
  package private(set) var repairs: [FixIt] = []

  /// A repair may uncover a problem that hid behind another, as deep as blocks are nested.
  private static let mostRounds = 20

  /// - Parameter check: All problems of a text; those of file 0 are repaired.
  /// - Complexity: A check for each round, and one for each repair where a round makes it worse.
  package init(_ text: String, check: (String) -> [Diagnostic]) {
    self.text = text
    problems = check(text)
    var (current, found, made) = (text, problems, [FixIt]())
    for _ in 0..<Self.mostRounds {
      var step = RepairStep(found.compactMap(\.safeRepair), in: current)
      guard !step.repairs.isEmpty else { break }
      var next = check(step.text)
      if next.errorCount > found.errorCount, step.repairs.count > 1 {
        let fitting = step.repairs.filter { repair in
          check(RepairStep([repair], in: current).text).errorCount <= found.errorCount
        }
        step = RepairStep(fitting, in: current)
        next = check(step.text)
      }
      guard step.text != current else { break }
      (current, found) = (step.text, next)
      made += step.repairs
      if found.isBetter(than: problems) {
        (self.text, problems, repairs) = (current, found, made)
      }
    }
  }

  /// The lines that the repairs changed, as they were behind `-` and as they are behind `+`, with
  /// their numbers.
  package func changes(from original: String) -> [(sign: Character, number: Int, line: String)] {
    let (old, new) = (original.lines, text.lines)
    var (removed, inserted): (Set<Int>, Set<Int>) = ([], [])
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var changes: [(sign: Character, number: Int, line: String)] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if removed.contains(i) {
        changes.append(("-", i + 1, old[i]))
        i += 1
      } else if inserted.contains(j) {
        changes.append(("+", j + 1, new[j]))
        j += 1
      } else {
        (i, j) = (i + 1, j + 1)
      }
    }
    return changes
  }
}

/// Repairs that can be made at once, since none touches what another changes.
private struct RepairStep {
  var repairs: [FixIt] = []
  var text: String

  init(_ candidates: [FixIt], in text: String) {
    let bytes = Array(text.utf8)
    var edits: [Edit] = []
    for candidate in candidates {
      let isInside = candidate.edits.allSatisfy {
        $0.span.file == FileID(0) && $0.span.start >= 0 && $0.span.end <= bytes.count
      }
      // Edits of different repairs that only meet are left to the next round, too.
      let isFree = candidate.edits.allSatisfy { edit in
        !edits.contains { $0.span.start <= edit.span.end && edit.span.start <= $0.span.end }
      }
      guard isInside, isFree else { continue }
      edits += candidate.edits
      repairs.append(candidate)
    }
    var result: [UInt8] = []
    var place = 0
    for edit in edits.sorted(by: { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) })
    where edit.span.start >= place {
      result += bytes[place..<edit.span.start]
      result += Array(edit.replacement.utf8)
      place = edit.span.end
    }
    result += bytes[place...]
    self.text = String(decoding: result, as: UTF8.self)
  }
}

extension Diagnostic {
  /// The one repair that is certain; where there are several, somebody has to choose.
  fileprivate var safeRepair: FixIt? {
    guard fixIts.count == 1, let only = fixIts.first, only.isSafe, !only.edits.isEmpty else {
      return nil
    }
    return only
  }
}

extension [Diagnostic] {
  fileprivate var errorCount: Int { count { $0.severity == .error } }

  fileprivate func isBetter(than others: [Diagnostic]) -> Bool {
    (errorCount, count) < (others.errorCount, others.count)
  }
}

extension String {
  fileprivate var lines: [String] {
    split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
  }
}
