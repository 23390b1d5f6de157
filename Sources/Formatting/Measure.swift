/// How wide the parts of a document are, each written on one line.
struct Measure {
  /// The width of all items before each one; a line end that must be counts as wider than any line.
  private var before: [Int] = [0]
  /// For each item the first one from it on where a line may end.
  private var nextBreak: [Int32]
  /// For each beginning of a group its end.
  private var ends: [Int32]

  private static let endless = 1 << 20

  init(_ document: LayoutDocument, source: [UInt8]) {
    let items = document.items
    before.reserveCapacity(items.count + 1)
    ends = Array(repeating: 0, count: items.count)
    nextBreak = Array(repeating: Int32(items.count), count: items.count + 1)
    var open: [Int] = []
    for (index, item) in items.enumerated() {
      switch item {
      case .begin: open.append(index)
      case .end: if let begin = open.popLast() { ends[begin] = Int32(index) }
      default: break
      }
      before.append(before[index] + Self.width(of: item, in: source))
    }
    for index in items.indices.reversed() {
      switch items[index] {
      case .lineBreak, .newline, .comment, .trailingComment: nextBreak[index] = Int32(index)
      default: nextBreak[index] = nextBreak[index + 1]
      }
    }
  }

  private static func width(of item: LayoutDocument.Item, in source: [UInt8]) -> Int {
    switch item {
    case .source(let bytes): columns(of: source[bytes])
    case .space, .comma: 1
    case .lineBreak(_, let isSpace, _): isSpace ? 1 : 0
    // A comment ends its line.
    case .newline, .comment, .trailingComment: endless
    case .commaIfBroken, .begin, .end: 0
    }
  }

  /// How many Unicode scalars `bytes` hold.
  private static func columns(of bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    for byte in bytes where byte & 0b1100_0000 != 0b1000_0000 { count += 1 }
    return count
  }

  func columns(of index: Int) -> Int { before[index + 1] - before[index] }

  /// The width of the group that begins at `index`, with what follows it up to the next place where
  /// the line may end.
  func width(ofGroupAt index: Int, from start: Int? = nil) -> Int {
    before[Int(nextBreak[Int(ends[index])])] - before[start ?? index]
  }

  /// The width of what stands between the break at `index` and the next.
  func width(toBreakAfter index: Int) -> Int {
    before[Int(nextBreak[index + 1])] - before[index]
  }
}
