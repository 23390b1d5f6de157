import Diagnostics

/// What a statement or a line means, in a form in which two of them can be compared.
struct MeaningNode {
  enum Kind: Hashable {
    case data, network, plan, optimizer, function, constant, parameter
    /// `name = …`, or a `let` whose value depends on where it stands.
    case assignment
    /// What a `train`, a `data` or the like block holds.
    case setting
    /// A line at the top level or in a network.
    case line
    case control, other

    /// Whether it is found by its name, wherever it stands.
    var isDeclaration: Bool {
      switch self {
      case .data, .network, .plan, .optimizer, .function, .constant, .parameter: true
      case .assignment, .setting, .line, .control, .other: false
      }
    }
  }

  var kind: Kind
  /// What it is known by among its neighbours: a name, a word, `drop sepal_width`.
  var identity: String
  /// What it declares; empty where it declares nothing.
  var name = ""
  /// The word of a line, which changed lines have in common.
  var word = ""
  /// The line as it is written, without its block.
  var text: String
  /// What a reader finds it by, as the head of what stands in its block.
  var title: String
  var values: [MeaningValue] = []
  var block: MeaningBlock?
  /// What all of it means, but for the name that it declares.
  var key = MeaningKey()
  var span: Span
  /// Whose facts a dry run may have found.
  var factSpan: Span?
  /// Whether it must stand where it stands, among other such statements.
  var isInOrder: Bool

  init(
    _ kind: Kind, _ identity: String, text: String, title: String? = nil, span: Span,
    isInOrder: Bool
  ) {
    self.kind = kind
    self.identity = identity
    self.text = text
    self.title = title ?? text
    self.span = span
    self.isInOrder = isInOrder
  }

  /// Whether it counts in a free block which of its like it stands behind: phases come one after
  /// another, and new columns become features in the order of their lines.
  var countsInOrder: Bool { word == "phase" || word == "column" }

  /// Makes the key of what the node holds.
  ///
  /// - Parameter body: The key of the block, where it is not that of its lines.
  mutating func seal(body: MeaningKey? = nil) {
    // A list that is a set has no order.
    var parts = values.sorted { $0.slot < $1.slot }.map { $0.wholeKey.labeled($0.slot) }
    if let body = body ?? block?.key { parts.append(body) }
    key = MeaningKey(joining: parts, "\(kind)·\(word)")
  }
}

/// Lines between braces.
struct MeaningBlock {
  var nodes: [MeaningNode]
  /// Whether they may stand in any order.
  var isFree: Bool

  var key: MeaningKey {
    let ordered = nodes.filter { !isFree || $0.countsInOrder }.map(labeledKey)
    let free = nodes.filter { isFree && !$0.countsInOrder }.map(labeledKey)
    return MeaningKey(joining: ordered + free.sorted { $0.written < $1.written }, "block")
  }

  private func labeledKey(_ node: MeaningNode) -> MeaningKey {
    node.key.labeled(node.kind == .setting ? node.identity : node.name)
  }
}

/// What a statement says in one place: a setting, a tail, a default.
struct MeaningValue {
  /// Empty for what the line is about: the number of `rate 0.01`.
  var name: String
  var key: MeaningKey
  /// As it is written, or as it would be.
  var text: String
  var isDefault = false
  /// The settings of a function that is given, complete with their defaults.
  var settings: [MeaningValue] = []
  var span: Span?
  /// The name of a parameter, whose value is its default.
  var parameter: String?
  /// The number of the parameter that it is for, which may be called otherwise in another version.
  var index: Int?
  /// What holds where it is not written, if the script itself says so.
  var standard: String?

  /// What tells it from the other values of its node.
  var slot: String { index.map { "#\($0)" } ?? name }

  var wholeKey: MeaningKey {
    MeaningKey(
      joining: [key] + settings.sorted { $0.slot < $1.slot }.map { $0.wholeKey.labeled($0.slot) },
      "value")
  }
}

/// What something means, as a text that is equal for equal meanings.
struct MeaningKey {
  /// With the names of constants.
  var written = ""
  /// With the values of constants in place of their names.
  var worth = ""

  init() {}

  init(_ text: String) { (written, worth) = (text, text) }

  init(written: String, worth: String) { (self.written, self.worth) = (written, worth) }

  init(joining keys: [MeaningKey], _ label: String) {
    written = label + "(" + keys.map(\.written).joined(separator: ", ") + ")"
    worth = label + "(" + keys.map(\.worth).joined(separator: ", ") + ")"
  }

  func labeled(_ label: String) -> MeaningKey {
    MeaningKey(written: label + ": " + written, worth: label + ": " + worth)
  }

  /// Whether both mean the same: by the same names, or by the same values.
  func isSame(as other: MeaningKey) -> Bool {
    written == other.written || worth == other.worth
  }
}
