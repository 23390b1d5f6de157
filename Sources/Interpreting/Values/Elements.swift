/// What a loop walks through, and lists are computed with: a list, a range or dimensions.
///
/// The numbers of a range are made when they are asked for, so that a long one needs no memory.
struct Elements: RandomAccessCollection {
  private enum Source {
    case list([RunValue])
    case sequence(NumberSequence)
    case dimensions([Int])
  }
  private let source: Source
  let count: Int

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  /// `nil` for a value that has no elements.
  init?(_ value: RunValue) {
    switch value {
    case .list(let values): (source, count) = (.list(values), values.count)
    case .sequence(let sequence): (source, count) = (.sequence(sequence), sequence.count)
    case .dimensions(let extents): (source, count) = (.dimensions(extents), extents.count)
    default: return nil
    }
  }

  subscript(position: Int) -> RunValue {
    switch source {
    case .list(let values): values[position]
    case .sequence(let sequence): .number(sequence[position])
    case .dimensions(let extents): .number(Double(extents[position]))
    }
  }

  /// How many values there are with those in inner lists, counted no further than past `limit`.
  ///
  /// A list may hold another one twice, so that few values in memory are very many to walk through.
  func count(upTo limit: Int) -> Int {
    guard case .list(let values) = source, count <= limit else { return count }
    var sum = count
    for case .list(let inner) in values {
      sum += Elements(.list(inner))?.count(upTo: limit - sum) ?? 0
      if sum > limit { break }
    }
    return sum
  }
}
