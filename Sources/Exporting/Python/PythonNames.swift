/// Names of the script as names of Python, none of them twice.
struct PythonNames {
  private var taken: Set<String>

  /// - Parameter reserved: What else stands in the same place, besides Python's own words.
  init(reserved: Set<String> = []) {
    taken = reserved.union(Self.keywords)
  }

  /// A name like `wanted` that Python takes and nothing else has.
  mutating func name(like wanted: String) -> String {
    let plain = Self.identifier(wanted)
    var name = plain
    var number = 1
    while taken.contains(name) {
      number += 1
      name = number == 2 ? plain + "_" : "\(plain)_\(number)"
    }
    taken.insert(name)
    return name
  }

  /// `wanted` with an underscore for whatever no name of Python holds.
  private static func identifier(_ wanted: String) -> String {
    var name = String.UnicodeScalarView()
    for scalar in wanted.unicodeScalars {
      name.append(scalar.properties.isXIDContinue ? scalar : "_")
    }
    guard let first = name.first, first.properties.isXIDStart || first == "_" else {
      return "_" + String(name)
    }
    return String(name)
  }

  /// `wanted` as the name of a class: `my_net` becomes `MyNet`.
  mutating func className(like wanted: String) -> String {
    let words = wanted.split { $0 == "_" || $0 == "." }
    let joined = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    let plain = Self.identifier(joined.isEmpty ? "Network" : joined)
    return name(like: taken.contains(plain) ? plain + "Network" : plain)
  }

  /// - Source: docs.python.org/3/reference/lexical_analysis, keywords.
  private static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in",
    "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
    "yield",
  ]
}

extension String {
  /// The text as Python writes it between quotation marks.
  var pythonLiteral: String {
    var literal = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\" + String(scalar)
      case "\n": literal += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        literal += "\\x" + (digits.count == 1 ? "0" : "") + digits
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}

extension Double {
  /// The number as Python writes it.
  var pythonLiteral: String {
    if isNaN { return "float(\"nan\")" }
    if isInfinite { return self < 0 ? "-float(\"inf\")" : "float(\"inf\")" }
    return "\(self)"
  }
}

extension [Int] {
  /// The numbers as a tuple of Python.
  var pythonTuple: String {
    count == 1 ? "(\(self[0]),)" : "(" + map(String.init).joined(separator: ", ") + ")"
  }

  /// The extents of a window, as one number where they are equal.
  var pythonExtents: String { Set(self).count == 1 ? "\(self[0])" : pythonTuple }
}
