/// The candidate nearest to `name`, if one is near enough to have been meant.
///
/// Near is at most a third of the letters inserted, left out, replaced or swapped with a neighbour;
/// letter case costs nothing. An abbreviation of one candidate alone is near it, too: `grad`.
/// - Source: Damerau (1964), Levenshtein (1966): optimal string alignment distance.
package func closestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
  var best: (distance: Int, name: String)?
  for candidate in candidates where candidate != name {
    let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
    let limit = max(1, max(wanted.count, letters.count) / 3)
    guard abs(wanted.count - letters.count) <= limit else { continue }
    let distance = alignmentDistance(wanted, letters)
    if distance <= limit, distance < max(wanted.count, letters.count),
      distance < best?.distance ?? .max
    {
      best = (distance, candidate)
    }
  }
  if best == nil, wanted.count >= 3 {
    let longer = Set(candidates.filter { $0.lowercased().unicodeScalars.starts(with: wanted) })
    return longer.count == 1 ? longer.first : nil
  }
  return best?.name
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
