package import Diagnostics

/// The candidate nearest to `name`, if one is near enough to have been meant.
///
/// Near is at most a third of the letters inserted, left out, replaced or swapped with a neighbour;
/// letter case costs nothing. An abbreviation of one candidate alone is near it, too: `grad`.
/// - Source: Damerau (1964), Levenshtein (1966): optimal string alignment distance.
package func closestName(to name: String, among candidates: some Sequence<String>) -> String? {
  suggestion(for: name, among: candidates)?.name
}

/// A name that was probably meant.
package struct Suggestion: Hashable, Sendable {
  package var name: String
  /// Whether nothing else is near, so that nothing else can have been meant.
  package var isCertain: Bool

  package init(_ name: String, isCertain: Bool = true) {
    self.name = name
    self.isCertain = isCertain
  }
}

/// The nearest candidate as `closestName` finds it, and whether others are near as well.
package func suggestion(
  for name: String, among candidates: some Sequence<String>
) -> Suggestion? {
  let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
  var best: (distance: Int, name: String)?
  var near: Set<String> = []
  for candidate in candidates where candidate != name {
    let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
    let limit = max(1, max(wanted.count, letters.count) / 3)
    guard abs(wanted.count - letters.count) <= limit else { continue }
    let distance = alignmentDistance(wanted, letters)
    guard distance <= limit, distance < max(wanted.count, letters.count) else { continue }
    near.insert(candidate)
    if distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  if let best {
    // Of a name of two letters, one other letter is half of it.
    return Suggestion(
      best.name, isCertain: best.distance == 0 || (near.count == 1 && wanted.count >= 3))
  }
  guard wanted.count >= 3 else { return nil }
  let longer = Set(candidates.filter { $0.lowercased().unicodeScalars.starts(with: wanted) })
  return longer.count == 1 ? longer.first.map { Suggestion($0) } : nil
}

/// Names that somebody may be looking for, the nearest first: those two letters away, and those that
/// have the name in them. For a list to choose from, where a wrong one does no harm.
package func nearNames(
  to name: String, among candidates: some Sequence<String>, count: Int
) -> [String] {
  let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
  var near: [(distance: Int, name: String)] = []
  for candidate in Set(candidates) where candidate != name {
    let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
    let shorter = min(wanted.count, letters.count)
    let distance = alignmentDistance(wanted, letters)
    let isWithin = wanted.count >= 3 && candidate.lowercased().contains(name.lowercased())
    if isWithin || distance <= min(2, shorter / 2) { near.append((distance, candidate)) }
  }
  return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(count).map(\.name)
}

private func alignmentDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1] + [Int](repeating: 0, count: b.count)
    for j in 0..<b.count {
      let replaced = last[j] + (a[i] == b[j] ? 0 : 1)
      row[j + 1] = min(replaced, last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
      }
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}

extension FixIt {
  /// "Did you mean …?", which is certain where nothing else is near.
  package static func didYouMean(_ span: Span, _ meant: Suggestion) -> FixIt {
    didYouMean(span, meant.name, isSafe: meant.isCertain)
  }
}
