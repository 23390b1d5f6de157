/// Every word that the language has by itself; the checker, help and completion read it.
///
/// A name can mean different things in different places: `mae` is a loss and a metric,
/// `sigmoid` an activation and a function of plain values.
package struct Catalogue: Sendable {
  package private(set) var entries: [Entry]
  private var byName: [String: [Int]]

  package init(_ entries: [Entry]) {
    self.entries = entries
    byName = [:]
    for (index, entry) in entries.enumerated() { byName[entry.name, default: []].append(index) }
  }

  /// All that is called `name`, in the order of declaration.
  package func entries(named name: String) -> [Entry] {
    byName[name, default: []].map { entries[$0] }
  }

  /// The line word `name` of `place`: an action, a step, a setting; a layer in a network.
  package func word(_ name: String, in place: Entry.Place) -> Entry? {
    entries(named: name).first { $0.opensLine(in: place) }
  }

  /// The function called `name` that can serve as `role`.
  package func function(_ name: String, as role: FunctionRole) -> Entry? {
    entries(named: name).first { $0.role == role }
  }

  /// All names that may open a line in `place`.
  package func words(in place: Entry.Place) -> [String] {
    entries.filter { $0.opensLine(in: place) }.map(\.name)
  }
}

extension Entry {
  fileprivate func opensLine(in place: Place) -> Bool {
    switch kind {
    case .word(let places): places.contains(place)
    case .layer, .activation: place == .network
    default: false
    }
  }

  /// What the entry can be used for where a function is wanted.
  package var role: FunctionRole? {
    switch kind {
    case .activation: .activation
    case .loss: .loss
    case .metric: .metric
    case .optimizer: .optimizer
    case .schedule: .schedule
    case .initializer: .initializer
    case .layer, .function, .generator, .statement, .word: nil
    }
  }
}
