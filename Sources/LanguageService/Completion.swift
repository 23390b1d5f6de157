import Diagnostics
import Syntax
package import Vocabulary

/// What completion asks of the one who holds the values.
package struct CompletionSource {
  /// The names that have a value, with what they are.
  package var names: [Candidate]
  /// What stands behind `net.history.`: the members of the value at that path.
  package var members: ([String]) -> [Candidate]
  /// The columns of a file of data.
  package var columns: (String) -> [String]
  /// The files and folders, these with a `/` at their end, whose path begins so.
  package var files: (String) -> [String]

  package init(
    names: [Candidate], members: @escaping ([String]) -> [Candidate],
    columns: @escaping (String) -> [String], files: @escaping (String) -> [String]
  ) {
    self.names = names
    self.members = members
    self.columns = columns
    self.files = files
  }
}

/// What fits at the end of `text`, by the words of the block that it is in.
///
/// - Complexity: linear in the length of the text, and in the number of names.
package func completions(
  at text: String, _ catalogue: Catalogue, _ source: CompletionSource
) -> Completions {
  if let path = openText(at: text) {
    let candidates = source.files(path).map { file in
      Candidate(file, ending: file.hasSuffix("/") ? "" : "\"")
    }
    return Completions(start: text.utf8.count - path.utf8.count, candidates: candidates)
  }
  if let name = openName(at: text) {
    let start = text.utf8.count - name.utf8.count
    let before = String(decoding: text.utf8.prefix(start), as: UTF8.self)
    return Completions(
      start: start, candidates: fitting(before, catalogue, source) { $0.hasPrefix(name) })
  }
  let word = text.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed()
  let start = text.utf8.count - String(word).utf8.count
  let prefix = String(word)
  guard !isInComment(text), prefix.first?.isNumber != true else {
    return Completions(start: start, candidates: [])
  }
  let before = String(text.dropLast(prefix.count))
  let candidates = fitting(before, catalogue, source) {
    // Who begins a column's name need not know that it wants backticks.
    $0.hasPrefix(prefix) || !prefix.isEmpty && $0.hasPrefix("`" + prefix)
  }
  // A word behind a quote or a bracket wants a blank first, and the next Tab offers what fits.
  if prefix.isEmpty, let last = before.last, "\"`)]".contains(last), !candidates.isEmpty {
    return Completions(start: start, candidates: [Candidate(" ")])
  }
  return Completions(start: start, candidates: candidates)
}

/// The candidates behind `before` whose text fits, each once.
private func fitting(
  _ before: String, _ catalogue: Catalogue, _ source: CompletionSource, _ fits: (String) -> Bool
) -> [Candidate] {
  var seen: Set<String> = []
  return CompletionPlace(before, catalogue).candidates(source)
    .filter { fits($0.text) && seen.insert($0.text).inserted }
}

/// The beginning of a name in backticks that is open at the end of the last line, with its backtick.
private func openName(at text: String) -> String? {
  var open: Substring.Index?
  var isText = false
  let line = lastLine(of: text)
  for index in line.indices {
    switch line[index] {
    case "\"" where open == nil: isText.toggle()
    case "`" where !isText: open = open == nil ? index : nil
    case "#" where open == nil && !isText: return nil
    default: break
    }
  }
  return open.map { String(line[$0...]) }
}

/// The beginning of a text in quotes that is open at the end of the last line.
private func openText(at text: String) -> String? {
  var open: Int?
  let line = Array(lastLine(of: text))
  var index = 0
  while index < line.count {
    switch line[index] {
    case "\\" where open != nil: index += 1
    case "\"": open = open == nil ? index + 1 : nil
    case "#" where open == nil: return nil
    default: break
    }
    index += 1
  }
  return open.map { String(line[min($0, line.count)...]) }
}

private func isInComment(_ text: String) -> Bool {
  var isOpen = false
  for character in lastLine(of: text) {
    if character == "\"" { isOpen.toggle() }
    if character == "#", !isOpen { return true }
  }
  return false
}

private func lastLine(of text: String) -> Substring {
  text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
}
