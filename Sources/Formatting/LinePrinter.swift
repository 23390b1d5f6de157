/// Writes a document in lines of at most `width` columns where its breaks allow that.
///
/// - Complexity: linear in the number of items and bytes.
/// - Source: Oppen, "Prettyprinting" (1980); here the whole document is measured beforehand.
struct LinePrinter {
  static let width = 100
  static let step = 2

  private struct Frame {
    /// Whether statements stand directly in it.
    var isBlock = false
    /// Whether the breaks of the group end lines.
    var isBroken: Bool
    var indentation: Int
    /// The indentation of the line where the group begins.
    var outer: Int
  }

  /// A line end that is written only when something follows on the next line.
  private struct LineEnd {
    var isBlank: Bool
    var indentation: Int
  }

  private let source: [UInt8]
  private let items: [LayoutDocument.Item]
  private let measure: Measure
  private var output: [UInt8] = []
  private var column = 0
  private var lineIndentation = 0
  private var pending: LineEnd?
  private var frames = [Frame(isBlock: true, isBroken: true, indentation: 0, outer: 0)]

  init(_ document: LayoutDocument, source: [UInt8]) {
    self.source = source
    items = document.items
    measure = Measure(document, source: source)
    output.reserveCapacity(source.count + source.count / 4)
  }

  /// The script as text, which ends with a line end unless it is empty.
  mutating func print() -> [UInt8] {
    for index in items.indices { print(index) }
    if !output.isEmpty { endLine(isBlank: false) }
    return output
  }

  private var frame: Frame { frames[frames.count - 1] }
  /// Where the next text will stand.
  private var nextColumn: Int { pending?.indentation ?? column }
  private var presentIndentation: Int { pending?.indentation ?? lineIndentation }

  private mutating func print(_ index: Int) {
    switch items[index] {
    case .source(let bytes): write(bytes, columns: measure.columns(of: index))
    case .space: if pending == nil { write(UInt8(ascii: " ")) }
    case .comma: write(UInt8(ascii: ","))
    case .commaIfBroken: if frame.isBroken { write(UInt8(ascii: ",")) }
    case .lineBreak(let place, let isSpace, let keepsBlank):
      if ends(place, at: index) {
        pend(isBlank: keepsBlank, isClosing: place == .closing)
      } else if isSpace, pending == nil {
        write(UInt8(ascii: " "))
      }
    case .newline(let isBlank, let isClosing): pend(isBlank: isBlank, isClosing: isClosing)
    case .trailingComment(let bytes): writeTrailing(bytes)
    case .comment(let bytes, let isBlank):
      pend(isBlank: isBlank, isClosing: false)
      write(bytes, columns: 0)
    case .begin(let group): begin(group, at: index)
    case .end: frames.removeLast()
    }
  }

  // MARK: Groups

  private mutating func begin(_ group: LayoutDocument.Group, at index: Int) {
    // The block of a statement is indented from where the statement begins, however many lines that
    // took; in all else counts the line.
    let outer =
      if case .block = group, frame.isBlock { frame.indentation } else { presentIndentation }
    var frame = Frame(
      isBroken: nextColumn + measure.width(ofGroupAt: index) > Self.width,
      indentation: outer + Self.step, outer: outer)
    switch group {
    case .nested: break
    case .block: frame.isBlock = true
    case .flush: frame.indentation = outer
    case .value(let mayStay):
      // The break behind `=` is the first item; the value begins behind it.
      let fitsBelow =
        frame.indentation + measure.width(ofGroupAt: index, from: index + 2) <= Self.width
      if mayStay, !fitsBelow { frame.isBroken = false }
    }
    frames.append(frame)
  }

  /// Whether the line ends at the break at `index`.
  private func ends(_ place: LayoutDocument.Place, at index: Int) -> Bool {
    guard frame.isBroken else { return false }
    return place != .filled || column + measure.width(toBreakAfter: index) > Self.width
  }

  // MARK: Writing

  private mutating func pend(isBlank: Bool, isClosing: Bool) {
    pending = LineEnd(
      isBlank: (isBlank || pending?.isBlank == true) && !isClosing,
      indentation: isClosing ? frame.outer : frame.indentation)
  }

  private mutating func write(_ bytes: Range<Int>, columns: Int) {
    finishLine()
    output.append(contentsOf: source[bytes])
    column += columns
  }

  private mutating func write(_ byte: UInt8) {
    finishLine()
    output.append(byte)
    column += 1
  }

  /// Comments do not count as width: no code is broken for them.
  private mutating func writeTrailing(_ bytes: Range<Int>) {
    removeBlanks()
    output.append(contentsOf: "  ".utf8)
    output.append(contentsOf: source[bytes])
  }

  private mutating func finishLine() {
    guard let end = pending else { return }
    pending = nil
    if !output.isEmpty { endLine(isBlank: end.isBlank) }
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: end.indentation))
    column = end.indentation
    lineIndentation = end.indentation
  }

  private mutating func endLine(isBlank: Bool) {
    removeBlanks()
    output.append(UInt8(ascii: "\n"))
    if isBlank { output.append(UInt8(ascii: "\n")) }
  }

  private mutating func removeBlanks() {
    while output.last == UInt8(ascii: " ") { output.removeLast() }
  }
}
