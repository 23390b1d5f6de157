import Diagnostics
import Vocabulary

/// What the documentation comment of a declaration in `prelude.nn` says, line by line.
///
///     field ::= 'Example: ' line
///             | 'Legal: ' setting condition? ': ' summary
///             | 'Known as: ' framework name (', ' framework name)*
///             | 'Source: ' text
///             | 'pt: ' summary | 'pt ' setting ': ' summary
///
/// All other lines are the summary.
struct DocumentationFields {
  struct Setting {
    var type: SettingType?
    var legal = Legal.any
    var summary = Text(en: "", pt: "")
  }

  private(set) var summary = Text(en: "", pt: "")
  private(set) var examples: [String] = []
  private(set) var settings: [String: Setting] = [:]
  private(set) var foreignNames: [String: String] = [:]
  private(set) var source = ""

  init(_ lines: [String]) {
    for line in lines {
      let line = trimmed(line[...])
      if let rest = line.rest(after: "Example:") {
        examples.append(String(rest))
      } else if let rest = line.rest(after: "Legal:") {
        addSetting(rest)
      } else if let rest = line.rest(after: "Known as:") {
        addForeignNames(rest)
      } else if let rest = line.rest(after: "Source:") {
        source = String(rest)
      } else if let rest = line.rest(after: "pt:") {
        summary.pt = joined(summary.pt, rest)
      } else if let rest = line.rest(after: "pt "), let (name, text) = rest.split(at: ":") {
        settings[String(name), default: Setting()].summary.pt = String(text)
      } else {
        summary.en = joined(summary.en, line)
      }
    }
  }

  private mutating func addSetting(_ text: Substring) {
    guard let (head, summary) = text.split(at: ":") else { return }
    let (name, condition) = head.split(at: " ") ?? (head, "")
    var setting = settings[String(name)] ?? Setting()
    if let rest = condition.rest(after: "whole") {
      setting.type = .wholeNumber
      setting.legal = legal(rest)
    } else {
      setting.legal = legal(condition)
    }
    setting.summary.en = String(summary)
    settings[String(name)] = setting
  }

  private mutating func addForeignNames(_ text: Substring) {
    for part in text.split(separator: ",") {
      guard let (framework, name) = trimmed(part).split(at: " ") else { continue }
      foreignNames[String(framework)] = String(name)
    }
  }

  /// `> 0`, `>= 0`, `0..1` (both included), `0..<1`, `a | b`; nothing is any value.
  private func legal(_ condition: Substring) -> Legal {
    if let bound = condition.rest(after: ">=").flatMap(Double.init) { return .atLeast(bound) }
    if let bound = condition.rest(after: ">").flatMap(Double.init) { return .above(bound) }
    if let (least, bound) = condition.split(at: "..<"), let least = Double(least),
      let bound = Double(bound)
    {
      return .from(least, below: bound)
    }
    if let (least, most) = condition.split(at: ".."), let least = Double(least),
      let most = Double(most)
    {
      return .between(least, most)
    }
    guard !condition.isEmpty else { return .any }
    return .oneOf(condition.split(separator: "|").map { String(trimmed($0)) })
  }

  private func joined(_ text: String, _ more: Substring) -> String {
    text.isEmpty ? String(more) : text + " " + more
  }
}

private func trimmed(_ text: Substring) -> Substring {
  var text = text.drop { $0 == " " || $0 == "\t" }
  while let last = text.last, last == " " || last == "\t" { text.removeLast() }
  return text
}

extension Substring {
  /// What follows `prefix`, without blanks around it; `nil` where the text begins otherwise.
  fileprivate func rest(after prefix: String) -> Substring? {
    hasPrefix(prefix) ? trimmed(dropFirst(prefix.count)) : nil
  }

  /// The parts before and behind the first `separator`, without blanks around them.
  fileprivate func split(at separator: String) -> (Substring, Substring)? {
    var rest = self
    while !rest.isEmpty {
      if rest.hasPrefix(separator) {
        return (trimmed(self[..<rest.startIndex]), trimmed(rest.dropFirst(separator.count)))
      }
      rest.removeFirst()
    }
    return nil
  }
}
