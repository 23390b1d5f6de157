import Diagnostics
package import Syntax

/// Whether two texts have the same tokens in the same order, and the same comments in the same order.
///
/// Left out is what the layout decides: blanks, how often and by what (`;` or a line end) statements
/// are separated, and a comma behind the last element in brackets.
package func saysTheSame(_ a: SyntaxTree, _ b: SyntaxTree) -> Bool {
  let (left, right) = (Essence(a), Essence(b))
  return left.words == right.words && left.comments == right.comments
}

/// What the layout of a text cannot change.
private struct Essence {
  /// The tokens, with `;` wherever a statement ends before another.
  private(set) var words: [ArraySlice<UInt8>] = []
  /// The comments without the blanks behind them.
  private(set) var comments: [ArraySlice<UInt8>] = []

  init(_ tree: SyntaxTree) {
    let source = tree.source.utf8
    let semicolon = [UInt8(ascii: ";")][...]
    words.reserveCapacity(tree.tokens.count)
    for token in tree.tokens {
      addComments(in: source[token.triviaStart..<token.span.start])
      if token.kind == .separator {
        if let last = words.last, last != semicolon, last.first != UInt8(ascii: "{") {
          words.append(semicolon)
        }
        continue
      }
      let word = source[token.span.bytes]
      if token.kind == .endOfFile || word.first == UInt8(ascii: "}"), words.last == semicolon {
        words.removeLast()
      }
      let closesList = word.first == UInt8(ascii: ")") || word.first == UInt8(ascii: "]")
      if closesList, words.last?.first == UInt8(ascii: ",") { words.removeLast() }
      words.append(word)
    }
  }

  private mutating func addComments(in trivia: ArraySlice<UInt8>) {
    var rest = trivia
    while let start = rest.firstIndex(of: UInt8(ascii: "#")) {
      let end = rest[start...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      var comment = rest[start..<(end ?? rest.endIndex)]
      while comment.last == UInt8(ascii: " ") || comment.last == UInt8(ascii: "\t") {
        comment.removeLast()
      }
      comments.append(comment)
      rest = rest[(end ?? rest.endIndex)...]
    }
  }
}
