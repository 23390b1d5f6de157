/// What differs in meaning between two versions of a script, and what follows from it.
package struct ScriptComparison: Hashable, Codable, Sendable {
  /// In the order of the newer version; what is gone stands where it stood.
  package var changes: [ScriptChange]
  /// What the changes do to the networks, the data and the trainings.
  package var consequences: [ScriptConsequence]
  /// Whether the versions also differ where one of them is wrong, so that nobody knows its meaning.
  package var differsWhereUnclear: Bool

  package init(
    changes: [ScriptChange] = [], consequences: [ScriptConsequence] = [],
    differsWhereUnclear: Bool = false
  ) {
    self.changes = changes
    self.consequences = consequences
    self.differsWhereUnclear = differsWhereUnclear
  }

  /// Whether both mean the same. The name of a thing within its script is no part of its meaning,
  /// but for what the command line calls it by.
  package var isSame: Bool {
    !differsWhereUnclear && consequences.isEmpty
      && changes.allSatisfy { $0.kind == .renamed && !$0.isForCommandLine }
  }
}

/// One thing that one version of a script says otherwise than the other.
package struct ScriptChange: Hashable, Codable, Sendable {
  package enum Kind: String, Hashable, Codable, Sendable {
    case added, removed, changed
    /// It stands at another place of what is done in order.
    case moved
    case renamed
  }

  /// A side of the change.
  package struct Side: Hashable, Codable, Sendable {
    /// As the script writes it, on one line.
    package var text: String
    /// Whether it is not written, and holds because nothing else is.
    package var isDefault: Bool
    /// Of the script itself, from 1; `nil` for what an included file says, or nobody writes.
    package var line: Int?

    package init(_ text: String, isDefault: Bool = false, line: Int? = nil) {
      self.text = text
      self.isDefault = isDefault
      self.line = line
    }
  }

  package var kind: Kind
  /// The blocks that it lies in, from the outside in: `train net on iris`, `phase`.
  package var place: [String]
  /// What has the value: `rate`, `optimizer momentum`; empty for a line as a whole.
  package var name: String
  package var old: Side?
  package var new: Side?
  /// Whether it is a `param`, whose name the command line knows.
  package var isForCommandLine = false

  package init(
    _ kind: Kind, in place: [String], name: String = "", old: Side? = nil, new: Side? = nil
  ) {
    self.kind = kind
    self.place = place
    self.name = name
    self.old = old
    self.new = new
  }
}

/// Something that a dry run finds, and that the script does not say in so many words.
package struct ScriptConsequence: Hashable, Codable, Sendable {
  /// The statement that it belongs to: `network classifier`.
  package var place: [String]
  package var fact: ScriptFact.Kind
  /// All values that there are where a loop makes several; empty where it is not known.
  package var old: [String]
  package var new: [String]

  package init(in place: [String], _ fact: ScriptFact.Kind, old: [String], new: [String]) {
    self.place = place
    self.fact = fact
    self.old = old
    self.new = new
  }
}

/// A number or a shape that a dry run finds.
package struct ScriptFact: Hashable, Codable, Sendable {
  package enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
    // Of a data set; the first is that of a split that chance decides.
    case splitSeed, trainSamples, validationSamples, testSamples, features, classes
    // Of a network.
    case input, output, layers, parameters
    // Of a training; the seed is also that of made data.
    case seed, iterations, updates
  }

  package var kind: Kind
  package var value: String

  package init(_ kind: Kind, _ value: String) {
    self.kind = kind
    self.value = value
  }
}
