import Checking
import Diagnostics
import Lowering
import Vocabulary

/// Writes functions, and formulas over columns, as a script that needs no other.
///
/// What a function takes from around it is written along, as it is now: in a function that makes it,
/// so that no two names meet.
struct ScriptWriter {
  private(set) var text = ""
  private let catalogue: Catalogue
  /// The text of a span of the script, or of what a file brought along.
  private let textOf: (Span) -> String?
  /// What stands at the top level so far.
  private var names: Set<String> = []

  /// Something that a function or a formula uses, and that no script can write.
  struct Unwritable: Error {
    let name: String
  }

  init(_ catalogue: Catalogue, textOf: @escaping (Span) -> String?) {
    self.catalogue = catalogue
    self.textOf = textOf
  }

  /// Adds a function.
  ///
  /// - Returns: What it is called here.
  mutating func add(_ function: LoweredFunction, named name: String) throws(Unwritable) -> String {
    let own = freeName(like: name)
    text += try lines(.function(function), as: own, indent: "", within: [])
    return own
  }

  /// Adds a value under a name that formulas call it by.
  mutating func add(_ value: LoweredValue, named name: String) throws(Unwritable) {
    guard names.insert(name).inserted else { throw Unwritable(name: name) }
    text += try lines(value, as: name, indent: "", within: [])
  }

  /// Adds a `data` block that makes columns and a target.
  ///
  /// - Parameter formulas: Their spans; one without a name of its own is that of the target.
  mutating func addData(
    named name: String, columns: [(name: String, formula: Span)], target: (name: String, Span)?
  ) throws(Unwritable) {
    // Nobody reads that file; the block has to name one.
    text += "data \(freeName(like: name)) {\n  read \"data.csv\"\n"
    for column in columns {
      text +=
        "  column \(column.name.columnSpelling): (\(try source(column.formula, of: column.name)))\n"
    }
    if let (name, formula) = target {
      text += "  target (\(try source(formula, of: name))), name: \(name.columnSpelling)\n"
    }
    text += "}\n"
  }

  private mutating func freeName(like name: String) -> String {
    var number = 1
    // The name of a word or a built-in function would mean another thing from here on.
    let base = name == "fn" ? "formula" : name
    var own = base
    while names.contains(own) || !catalogue.entries(named: own).isEmpty {
      number += 1
      own = "\(base)_\(number)"
    }
    names.insert(own)
    return own
  }

  // MARK: Declarations

  private func lines(
    _ value: LoweredValue, as name: String, indent: String, within outer: [CheckedFunction]
  ) throws(Unwritable) -> String {
    guard case .function(let function) = value else {
      if case .builtin(name) = value { return "" }
      return "\(indent)let \(name.columnSpelling) = \(try literal(value, of: name))\n"
    }
    let checked = function.function
    guard !outer.contains(where: { $0 === checked }) else { throw Unwritable(name: name) }
    let used = try values(function, outer)
    let rest = try declaration(of: function, as: name)
    guard !used.isEmpty || checked.name != nil && checked.name != name else {
      return indent + rest
    }
    let own = checked.name ?? name
    let inner = indent + "  "
    var maker = "make_\(name)"
    while used.contains(where: { $0.name == maker }) || names.contains(maker) { maker += "_" }
    var text = "\(indent)fn \(maker)() {\n"
    for (name, value) in used {
      text += try lines(value, as: name, indent: inner, within: outer + [checked])
    }
    text += inner + (try declaration(of: function, as: own))
    text += "\(inner)return \(own)\n\(indent)}\n"
    return text + "\(indent)let \(name) = \(maker)()\n"
  }

  /// What a function takes from around it, by the names that it has for it.
  private func values(
    _ function: LoweredFunction, _ outer: [CheckedFunction]
  ) throws(Unwritable) -> [(name: String, value: LoweredValue)] {
    var result: [(name: String, value: LoweredValue)] = []
    for free in function.function.freeNames {
      let value: LoweredValue? =
        switch free.reference {
        case .global(let place): function.globals(place)
        case .captured(let place):
          function.captured.indices.contains(place) ? function.captured[place] : nil
        case .local, .itself: nil
        }
      guard let value else { throw Unwritable(name: free.name) }
      if case .function(let used) = value, used.function === function.function { continue }
      result.append((free.name, value))
    }
    return result
  }

  /// `fn name(x) = …`, with what stands behind the name as it is written in the script.
  private func declaration(
    of function: LoweredFunction, as name: String
  ) throws(Unwritable) -> String {
    let text = try source(function.function.span, of: name)
    if let parameters = text.firstIndex(of: "("), text[..<parameters].isFunctionHead {
      return "fn \(name)\(text[parameters...])\n"
    }
    // A formula written in place.
    let parameters = function.function.parameters.map(\.name).joined(separator: ", ")
    return "fn \(name)(\(parameters)) = (\(text))\n"
  }

  private func source(_ span: Span, of name: String) throws(Unwritable) -> String {
    guard let text = textOf(span), !text.isEmpty else { throw Unwritable(name: name) }
    return text
  }

  // MARK: Values

  private func literal(_ value: LoweredValue, of name: String) throws(Unwritable) -> String {
    switch value {
    case .number(let number) where number.isFinite: return NumberText.exact(number)
    case .boolean(let boolean): return boolean ? "true" : "false"
    case .text(let text): return text.quotedForScript
    case .builtin(let name): return name
    case .list(let elements):
      var texts: [String] = []
      for element in elements { texts.append(try literal(element, of: name)) }
      return "[\(texts.joined(separator: ", "))]"
    case .number, .word, .function, .node, .unknown: throw Unwritable(name: name)
    }
  }
}

extension Substring {
  /// Whether it is what stands before the parameters: `fn`, or `fn` and a name.
  fileprivate var isFunctionHead: Bool {
    hasPrefix("fn") && dropFirst(2).first.map(\.isWhitespace) ?? true
  }
}

extension String {
  /// The text in quotes, as a script writes it.
  fileprivate var quotedForScript: String {
    var text = "\""
    for character in self {
      switch character {
      case "\\", "\"", "{": text += "\\\(character)"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      default: text.append(character)
      }
    }
    return text + "\""
  }
}
