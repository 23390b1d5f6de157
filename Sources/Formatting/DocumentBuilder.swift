import Diagnostics
import Syntax

/// Walks a tree and its tokens side by side, and lays the tokens out in a document.
///
/// The tree says what belongs together, the tokens give each text and the comments before it.
struct DocumentBuilder {
  let source: [UInt8]
  private let tokens: [Token]
  /// The next token that is not written yet.
  private var position = 0
  /// The end of what has been read: the bytes up to the next token are blanks and comments.
  private var gapStart = 0
  private(set) var document = LayoutDocument()

  init(_ tree: SyntaxTree) {
    source = tree.source.utf8
    tokens = tree.tokens
    document.items.reserveCapacity(tokens.count * 3)
    skipSeparators()
  }

  mutating func add(_ item: LayoutDocument.Item) { document.append(item) }

  mutating func group(
    _ group: LayoutDocument.Group = .nested, _ body: (inout DocumentBuilder) -> Void
  ) {
    add(.begin(group))
    body(&self)
    add(.end)
  }

  mutating func lineBreak(_ isSpace: Bool = true, keepsBlank: Bool = false) {
    add(.lineBreak(.inside, isSpace: isSpace, keepsBlank: keepsBlank))
  }

  // MARK: Tokens

  /// The first byte of the next token; 0 at the end of the text.
  var nextByte: UInt8 {
    let start = tokens[position].span.start
    return start < source.count ? source[start] : 0
  }

  func nextIs(_ character: Unicode.Scalar) -> Bool { nextByte == UInt8(ascii: character) }

  /// Writes the next token behind the comments that stand before it.
  mutating func token() {
    if writeComments().any { add(.newline(isBlank: false, isClosing: false)) }
    let span = tokens[position].span
    add(.source(span.bytes))
    pass()
  }

  mutating func tokens(_ count: Int) {
    for _ in 0..<count { token() }
  }

  /// Goes over the next token without writing it.
  ///
  /// The comments before it are kept, and written before the one after it.
  mutating func drop() {
    let before = gapStart
    pass()
    gapStart = min(before, gapStart)
  }

  private mutating func pass() {
    gapStart = tokens[position].span.end
    if position < tokens.count - 1 { position += 1 }
    skipSeparators()
  }

  private mutating func skipSeparators() {
    while tokens[position].kind == .separator { position += 1 }
  }

  // MARK: Comments

  /// What stood between two tokens.
  struct Gap {
    var any = false
    /// How many lines ended between the last comment, or the token before, and the next token.
    var lineEnds = 0
    /// Whether a `##` comment has its own line directly above the next token.
    var endsWithDocumentation = false
  }

  /// Writes the comments before the next token.
  ///
  /// - Parameter isFirst: Whether nothing of the block stands before, so that no empty line does.
  @discardableResult
  mutating func writeComments(isFirst: Bool = false) -> Gap {
    let end = tokens[position].span.start
    var gap = Gap()
    guard gapStart < end else { return gap }
    var isFirst = isFirst
    var isOwnLine = document.items.isEmpty
    var hasSeparator = false
    var needsBlank = false
    var place = gapStart
    while place < end {
      switch source[place] {
      case UInt8(ascii: "#"):
        let comment = comment(from: place)
        let isAlone = isOwnLine || gap.lineEnds > 0
        if isAlone {
          add(.comment(comment.trimmed, isBlank: (gap.lineEnds > 1 || needsBlank) && !isFirst))
          isFirst = false
        } else {
          add(.trailingComment(comment.trimmed))
        }
        // What stood behind a `;` documents nothing, and must not begin to when the `;` leaves.
        let isDocumentation = source[comment.trimmed].starts(with: "##".utf8)
        needsBlank = isDocumentation && isAlone && hasSeparator
        gap = Gap(any: true, lineEnds: 0, endsWithDocumentation: isDocumentation && isAlone)
        place = comment.end
        isOwnLine = false
        continue
      case UInt8(ascii: "\r") where place + 1 < end && source[place + 1] == UInt8(ascii: "\n"):
        break
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        gap.lineEnds += 1
        hasSeparator = false
      case UInt8(ascii: ";"): hasSeparator = true
      default: break
      }
      place += 1
    }
    if needsBlank { gap.lineEnds = max(gap.lineEnds, 2) }
    gapStart = end
    return gap
  }

  /// The comment that begins at `start`: to the end of its line, and without the blanks there.
  private func comment(from start: Int) -> (trimmed: Range<Int>, end: Int) {
    var end = start
    while end < source.count, source[end] != UInt8(ascii: "\n"), source[end] != UInt8(ascii: "\r") {
      end += 1
    }
    var last = end
    while last > start,
      source[last - 1] == UInt8(ascii: " ") || source[last - 1] == UInt8(ascii: "\t")
    {
      last -= 1
    }
    return (start..<last, end)
  }
}
