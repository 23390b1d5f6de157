package import Diagnostics
package import Shapes

/// The output shape of a layer from its settings and the shapes of its inputs.
package typealias ShapeRule = @Sendable (Settings, [Shape]) throws(ShapeProblem) -> Shape

/// What the language says about one of its words.
package struct Entry: Sendable {
  package enum Kind: Sendable {
    case layer(ShapeRule)
    case activation, loss, metric, optimizer, schedule, initializer
    /// A function of plain values: `sqrt`, `length`, `mod`.
    case function
    /// A source of made data: `moons()`.
    case generator
    /// A declaration, or control flow: `network`, `let`, `if`.
    case statement
    /// A line of one of these places: an action, a data step, a setting of a training.
    case word(Set<Place>)
  }

  /// Where a line can stand.
  package enum Place: String, Hashable, Sendable, CaseIterable {
    case top, data, network, plan, train, phase
  }

  /// The words that end a line's arguments.
  package enum Tail: String, Hashable, Sendable, CaseIterable {
    case on, with, from, to, alias = "as"
  }

  package var kind: Kind
  package var name: String
  package var summary: Text
  package var settings: [SettingDescription]
  /// Settings of which one at least has to be given: `clip norm: 1`.
  package var requiresOneOf: [String]
  /// Whether arguments of any further name are taken, each for the first setting:
  /// `column bmi: Weight / Height`.
  package var takesFreeNames: Bool
  /// The tails that may follow; those in `requiredTails` must.
  package var tails: Set<Tail>
  package var requiredTails: Set<Tail>
  /// The place whose words a block behind the line holds, where it may have one.
  package var block: Place?
  /// Whether a block may hold the word only once: `epochs`, `read`.
  package var isUnique: Bool
  /// The blocks that need the line, from themselves or from the plan that they follow.
  package var requiredIn: Set<Place>
  /// Whether the line may stand after `=`: `let run = train …`.
  package var givesValue: Bool
  /// A line that uses the word, and checks.
  package var example: String
  /// Names of the same thing elsewhere: "keras": "Dense".
  package var foreignNames: [String: String]
  /// Where its mathematics comes from: authors and year; empty for what needs no source.
  package var source = ""
  /// `false` for what LANGUAGE.md names and this version cannot do yet.
  package var isAvailable: Bool
  /// The definition in the language, for entries of the prelude.
  package var definition: String?
  /// How it works, where no formula of the language says it.
  package var algorithm: Text?
  /// Lines that a training does without when it has this one: `lbfgs` finds its step by itself.
  package var doesWithout: Set<String> = []

  package init(
    _ kind: Kind, _ name: String, _ summary: Text, settings: [SettingDescription] = [],
    requiresOneOf: [String] = [], takesFreeNames: Bool = false, tails: Set<Tail> = [],
    requiredTails: Set<Tail> = [],
    block: Place? = nil, unique: Bool = false, requiredIn: Set<Place> = [],
    givesValue: Bool = false, example: String, foreignNames: [String: String] = [:],
    isAvailable: Bool = true, definition: String? = nil
  ) {
    self.kind = kind
    self.name = name
    self.summary = summary
    self.settings = settings
    self.requiresOneOf = requiresOneOf
    self.takesFreeNames = takesFreeNames
    self.tails = tails.union(requiredTails)
    self.requiredTails = requiredTails
    self.block = block
    self.isUnique = unique
    self.requiredIn = requiredIn
    self.givesValue = givesValue
    self.example = example
    self.foreignNames = foreignNames
    self.isAvailable = isAvailable
    self.definition = definition
  }
}
