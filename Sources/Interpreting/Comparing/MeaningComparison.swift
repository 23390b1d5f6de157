import Diagnostics
import Plans

/// Finds what differs between two versions of a script, node by node.
struct MeaningComparison {
  let oldTexts: ScriptTexts
  let newTexts: ScriptTexts
  let oldFacts: ScriptFacts
  let newFacts: ScriptFacts
  private(set) var result = ScriptComparison()

  init(
    _ old: (texts: ScriptTexts, facts: ScriptFacts), _ new: (texts: ScriptTexts, facts: ScriptFacts)
  ) {
    (oldTexts, oldFacts) = (old.texts, old.facts)
    (newTexts, newFacts) = (new.texts, new.facts)
  }

  /// Two nodes that belong together, or one that has no partner.
  private struct Pair {
    var old: MeaningNode?
    var new: MeaningNode?
    var isMoved = false
  }

  // MARK: Lists

  /// Compares the lines of a block, or the statements of a script.
  mutating func compare(_ old: MeaningBlock, _ new: MeaningBlock, in place: [String]) {
    for pair in pairs(old, new) {
      switch (pair.old, pair.new) {
      case (let a?, let b?):
        if pair.isMoved { add(.moved, a, b, in: place) }
        compare(a, b, in: place)
      case (let a?, nil): note(.removed, a, in: place)
      case (nil, let b?): note(.added, b, in: place)
      case (nil, nil): break
      }
    }
  }

  /// The nodes of both blocks in the order of the newer one; one that is gone stands behind what
  /// it stood behind.
  private func pairs(_ old: MeaningBlock, _ new: MeaningBlock) -> [Pair] {
    var partners = [Int?](repeating: nil, count: old.nodes.count)
    match(old, new, where: { !$0.isInOrder }, &partners) { matchByIdentity($0, $1) }
    match(old, new, where: \.isInOrder, &partners) { Alignment($0, $1).partners }
    var moved = movedNodes(old, new, &partners)
    moved.formUnion(movedColumns(old, new, partners))
    let sources = Dictionary(
      partners.enumerated().compactMap { a, b in b.map { ($0, a) } }
    ) { first, _ in first }
    let pairs = new.nodes.indices.map { index in
      Pair(
        old: sources[index].map { old.nodes[$0] }, new: new.nodes[index],
        isMoved: moved.contains(index))
    }
    // What is gone, by the place of the newer node that it stands behind.
    var gone: [Int: [Pair]] = [:]
    var before = -1
    for (index, partner) in partners.enumerated() {
      if let partner {
        before = partner
      } else {
        gone[before, default: []].append(Pair(old: old.nodes[index]))
      }
    }
    return gone[-1, default: []]
      + pairs.indices.flatMap { [pairs[$0]] + gone[$0, default: []] }
  }

  private func match(
    _ old: MeaningBlock, _ new: MeaningBlock, where isMeant: (MeaningNode) -> Bool,
    _ partners: inout [Int?], by find: ([MeaningNode], [MeaningNode]) -> [Int?]
  ) {
    let left = old.nodes.indices.filter { isMeant(old.nodes[$0]) }
    let right = new.nodes.indices.filter { isMeant(new.nodes[$0]) }
    let found = find(left.map { old.nodes[$0] }, right.map { new.nodes[$0] })
    for (index, partner) in zip(left, found) { partners[index] = partner.map { right[$0] } }
  }

  /// Nodes of one kind and identity belong together, equal ones first.
  private func matchByIdentity(_ old: [MeaningNode], _ new: [MeaningNode]) -> [Int?] {
    struct Identity: Hashable {
      var kind: MeaningNode.Kind
      var text: String
    }
    var places: [Identity: [Int]] = [:]
    for (place, node) in new.enumerated() {
      places[Identity(kind: node.kind, text: node.identity), default: []].append(place)
    }
    var partners = [Int?](repeating: nil, count: old.count)
    for isSameOnly in [true, false] {
      for (index, node) in old.enumerated() where partners[index] == nil {
        let identity = Identity(kind: node.kind, text: node.identity)
        let found = places[identity]?.firstIndex { !isSameOnly || node.isSame(as: new[$0]) }
        if let found { partners[index] = places[identity]?.remove(at: found) }
      }
    }
    return partners
  }

  /// Matches what stands in both lists, but in another order.
  private func movedNodes(
    _ old: MeaningBlock, _ new: MeaningBlock, _ partners: inout [Int?]
  ) -> Set<Int> {
    let taken = Set(partners.compactMap { $0 })
    var places: [String: [Int]] = [:]
    for place in new.nodes.indices.reversed() where !taken.contains(place) {
      places[new.nodes[place].key.written, default: []].append(place)
    }
    var moved: Set<Int> = []
    for (index, node) in old.nodes.enumerated() where partners[index] == nil {
      let key = node.key.written
      guard let place = places[key]?.last, node.isSame(as: new.nodes[place]) else { continue }
      places[key]?.removeLast()
      partners[index] = place
      moved.insert(place)
    }
    return moved
  }

  /// New columns become features in the order of their lines, and each feature has its own weights.
  private func movedColumns(
    _ old: MeaningBlock, _ new: MeaningBlock, _ partners: [Int?]
  ) -> Set<Int> {
    guard new.isFree else { return [] }
    let columns = old.nodes.indices.filter { old.nodes[$0].word == "column" }
      .compactMap { partners[$0] }
    var last = -1
    return Set(
      columns.filter { place in
        defer { last = max(last, place) }
        return place < last
      })
  }

  // MARK: Two nodes

  private mutating func compare(_ old: MeaningNode, _ new: MeaningNode, in place: [String]) {
    let inner = new.title.isEmpty ? place : place + [new.title]
    if !old.isSame(as: new) {
      switch new.kind {
      case .setting: compareValues(old, new, in: place, named: new.settingName)
      case .data, .network, .plan, .optimizer, .function: compareHead(old, new, in: inner)
      case .constant, .parameter:
        compareValues(old, new, in: place, named: new.declarationName)
      case .line where old.saysOnlyOneThing && new.saysOnlyOneThing:
        compareValues(old, new, in: place, named: new.word)
      case _ where old.word == "sweep" && new.word == "sweep":
        compareValues(old, new, in: inner, named: "")
      case .assignment, .line, .control, .other:
        if !haveSameValues(old, new) { add(.changed, old, new, in: place) }
      }
      switch (old.block, new.block) {
      case (let a?, let b?): compare(a, b, in: inner)
      case (let a?, nil): for node in a.nodes { note(.removed, node, in: inner) }
      case (nil, let b?): for node in b.nodes { note(.added, node, in: inner) }
      case (nil, nil): break
      }
    }
    // What a layer gives is told where its line does not say so already.
    if new.kind == .line, new.block == nil, !old.isSame(as: new) { return }
    compareFacts(old.factSpan, new.factSpan, in: inner)
  }

  private func haveSameValues(_ old: MeaningNode, _ new: MeaningNode) -> Bool {
    old.values.count == new.values.count
      && zip(old.values.sorted { $0.slot < $1.slot }, new.values.sorted { $0.slot < $1.slot })
        .allSatisfy { $0.slot == $1.slot && $0.wholeKey.isSame(as: $1.wholeKey) }
  }

  /// Compares what stands in two nodes value by value, each under its name behind `word`.
  private mutating func compareValues(
    _ old: MeaningNode, _ new: MeaningNode, in place: [String], named word: String
  ) {
    compare(old.values, new.values, in: place, named: word, old.span, new.span)
  }

  private mutating func compare(
    _ old: [MeaningValue], _ new: [MeaningValue], in place: [String], named word: String,
    _ oldSpan: Span, _ newSpan: Span
  ) {
    let names =
      new.map(\.name) + old.map(\.name).filter { name in !new.contains { $0.name == name } }
    for name in names {
      let (a, b) = (old.first { $0.name == name }, new.first { $0.name == name })
      let full = [word, name].filter { !$0.isEmpty }.joined(separator: " ")
      if let a, let b, a.key.isSame(as: b.key) {
        // The same function, with other settings.
        compare(a.settings, b.settings, in: place, named: full, oldSpan, newSpan)
        continue
      }
      let left = a.map { side($0, oldTexts, oldSpan) } ?? standard(b)
      let right = b.map { side($0, newTexts, newSpan) } ?? standard(a)
      result.changes.append(
        ScriptChange(
          left == nil ? .added : right == nil ? .removed : .changed, in: place, name: full,
          old: left, new: right))
    }
  }

  /// What holds where `value` is not written.
  private func standard(_ value: MeaningValue?) -> ScriptChange.Side? {
    value?.standard.map { ScriptChange.Side($0, isDefault: true) }
  }

  private func side(
    _ value: MeaningValue, _ texts: ScriptTexts, _ span: Span
  ) -> ScriptChange.Side {
    ScriptChange.Side(
      ([value.text]
        + value.settings.filter { !$0.isDefault }.map {
          $0.name.isEmpty ? $0.text : "\($0.name): \($0.text)"
        }).joined(separator: ", "), isDefault: value.isDefault,
      line: value.isDefault ? nil : texts.number(of: value.span ?? span))
  }

  /// Compares the parameters of two functions, and the formula where they have one.
  private mutating func compareHead(
    _ old: MeaningNode, _ new: MeaningNode, in place: [String]
  ) {
    let (a, b) = (
      old.values.filter { $0.parameter != nil }, new.values.filter { $0.parameter != nil }
    )
    let names = (a.compactMap(\.parameter), b.compactMap(\.parameter))
    let areRenamed =
      a.count == b.count && zip(names.0, names.1).allSatisfy { $0 == $1 || !names.0.contains($1) }
    if areRenamed {
      for (left, right) in zip(a, b) {
        let name = "parameter " + (right.parameter ?? "")
        if left.parameter != right.parameter {
          result.changes.append(
            ScriptChange(
              .renamed, in: place, name: "parameter",
              old: ScriptChange.Side(left.parameter ?? ""),
              new: ScriptChange.Side(right.parameter ?? "")))
        }
        if !left.key.isSame(as: right.key) {
          result.changes.append(
            ScriptChange(
              .changed, in: place, name: name, old: side(left, oldTexts, old.span),
              new: side(right, newTexts, new.span)))
        }
      }
    } else {
      result.changes.append(
        ScriptChange(
          .changed, in: place, name: "parameters", old: ScriptChange.Side(old.signature),
          new: ScriptChange.Side(new.signature)))
    }
    // A formula that takes something else than before is told by its parameters where it reads
    // the same.
    let formulas = (
      old.values.last { $0.parameter == nil }, new.values.last { $0.parameter == nil }
    )
    if let left = formulas.0, let right = formulas.1 {
      guard areRenamed || left.text != right.text else { return }
      compare([left], [right], in: place, named: "", old.span, new.span)
    } else if formulas.0 != nil || formulas.1 != nil {
      add(.changed, old, new, in: place)
    }
  }

  private mutating func compareFacts(_ old: Span?, _ new: Span?, in place: [String]) {
    guard let old, let new else { return }
    for kind in ScriptFact.Kind.allCases {
      let values = (oldFacts.values(of: kind, at: old), newFacts.values(of: kind, at: new))
      guard values.0 != values.1, !values.0.isEmpty, !values.1.isEmpty else { continue }
      result.consequences.append(
        ScriptConsequence(in: place, kind, old: values.0, new: values.1))
    }
  }

  // MARK: One node

  private mutating func add(
    _ kind: ScriptChange.Kind, _ old: MeaningNode?, _ new: MeaningNode?, in place: [String]
  ) {
    result.changes.append(
      ScriptChange(
        kind, in: place,
        old: old.map { ScriptChange.Side($0.text, line: oldTexts.number(of: $0.span)) },
        new: new.map { ScriptChange.Side($0.text, line: newTexts.number(of: $0.span)) }))
  }

  /// Tells of a node that only one version has, with all that stands in its block.
  private mutating func note(
    _ kind: ScriptChange.Kind, _ node: MeaningNode, in place: [String]
  ) {
    // A constant means nothing by itself, but for what is made of it.
    if node.kind == .constant { return }
    let isAdded = kind == .added
    if !node.title.isEmpty { add(kind, isAdded ? nil : node, isAdded ? node : nil, in: place) }
    let inner = node.title.isEmpty ? place : place + [node.title]
    for line in node.block?.nodes ?? [] { note(kind, line, in: inner) }
    guard node.kind == .network, let span = node.factSpan else { return }
    let facts = isAdded ? newFacts : oldFacts
    let parameters = facts.values(of: .parameters, at: span)
    guard !parameters.isEmpty else { return }
    result.consequences.append(
      ScriptConsequence(
        in: inner, .parameters, old: isAdded ? [] : parameters, new: isAdded ? parameters : []))
  }

  /// Tells of a name that has become another one.
  mutating func note(renamed old: MeaningNode, to new: MeaningNode, was name: String) {
    var change = ScriptChange(
      .renamed, in: [], name: new.kindWord, old: ScriptChange.Side(name),
      new: ScriptChange.Side(new.name))
    change.old?.line = oldTexts.number(of: old.span)
    change.new?.line = newTexts.number(of: new.span)
    change.isForCommandLine = new.kind == .parameter
    result.changes.append(change)
  }

  /// Tells that the versions differ where one of them is not understood.
  mutating func noteUnclear() { result.differsWhereUnclear = true }
}

extension MeaningNode {
  /// What a setting's values are called by: `rate`, `scale Age`.
  fileprivate var settingName: String { identity == word ? word : title }

  /// Whether it is a word with one value, as `seed 42`.
  fileprivate var saysOnlyOneThing: Bool {
    block == nil && values.count == 1 && values[0].name.isEmpty
  }

  fileprivate var declarationName: String { kindWord + " " + name }

  /// The word that declares it.
  fileprivate var kindWord: String {
    switch kind {
    case .data: "data"
    case .network: "network"
    case .plan: "plan"
    case .optimizer: "optimizer"
    case .function: "fn"
    case .constant, .assignment: "let"
    case .parameter: "param"
    case .setting, .line, .control, .other: word
    }
  }

  /// The parameters as they are written: `(rate, momentum = 0.9)`.
  fileprivate var signature: String {
    let texts = values.compactMap { value in
      value.parameter.map { value.text.isEmpty ? $0 : "\($0) = \(value.text)" }
    }
    return "(" + texts.joined(separator: ", ") + ")"
  }
}
