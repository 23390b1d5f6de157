import Diagnostics
import Syntax

/// The texts of a script and of what it includes, for showing parts of them on one line.
struct ScriptTexts {
  private let sources: [FileID: SourceFile]
  private let tokens: [FileID: [Token]]

  init(_ sources: [SourceFile]) {
    self.sources = Dictionary(sources.map { ($0.id, $0) }) { first, _ in first }
    tokens = self.sources.mapValues { parse($0).tokens }
  }

  /// What `span` covers, without comments, each gap between two tokens as one blank.
  func line(of span: Span) -> String {
    guard let source = sources[span.file], let tokens = tokens[span.file] else { return "" }
    var index = firstToken(in: tokens, from: span.start)
    var text = ""
    while index < tokens.count, tokens[index].span.end <= span.end,
      tokens[index].kind != .endOfFile
    {
      let token = tokens[index]
      index += 1
      if token.kind == .separator {
        if !text.isEmpty, !text.hasSuffix("; "), !text.hasSuffix("{") { text += "; " }
        continue
      }
      let word = source.text(of: token.span)
      if !text.isEmpty, !text.hasSuffix("; "), token.triviaStart < token.span.start || word == "}" {
        text += " "
      }
      text += word
    }
    return text.hasSuffix("; ") ? String(text.dropLast(2)) : text
  }

  /// The line of the script that `span` begins on, from 1; `nil` in what it includes.
  func number(of span: Span) -> Int? {
    guard span.file.number == 0, let source = sources[span.file] else { return nil }
    return source.lines.line(at: span.start) + 1
  }

  /// All words of the script and of what it includes, without comments and layout.
  var words: [String] {
    tokens.keys.sorted { $0.number < $1.number }.flatMap { file in
      tokens[file, default: []].filter { $0.kind != .separator && $0.kind != .endOfFile }
        .map { sources[file]?.text(of: $0.span) ?? "" }
    }
  }

  private func firstToken(in tokens: [Token], from start: Int) -> Int {
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].span.start < start { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
