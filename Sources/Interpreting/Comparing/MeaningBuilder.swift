import Checking
import Diagnostics
import Vocabulary

/// Turns a checked program into nodes whose meanings can be compared.
///
/// What the layout decides is left out, defaults are written in, and arguments are told by the
/// setting that they are for.
struct MeaningBuilder {
  /// The names of a function whose body is being looked at.
  struct Scope {
    /// What loops and functions give names to, by a name that does not depend on theirs.
    var bound: [Reference: String] = [:]
    var captures: [Reference] = []
  }

  let texts: ScriptTexts
  /// What names of this version are called in the other one.
  let renames: [String: String]
  /// What the command line gave for `param` lines.
  let given: [String: String]
  var scopes = [Scope()]
  /// How many names are bound around the present place.
  var depth = 0
  /// Whether what a function calls the things in its own body does not count.
  var ignoresLocalNames = false
  /// The values of constants, by their place.
  var worths: [Int: MeaningKey] = [:]
  /// Places whose value depends on when it is asked for.
  var changing: Set<Int> = []
  /// The functions, networks and optimizers of the script, by their place.
  var functions: [Int: CheckedFunction] = [:]
  /// The networks among them.
  var networks: Set<Int> = []
  /// The function that is being looked at, whose own name does not count in it.
  var own: Reference?
  /// Places that the present statement mentions.
  var mentioned: Set<Int> = []

  init(texts: ScriptTexts, renames: [String: String], given: [String: String]) {
    self.texts = texts
    self.renames = renames
    self.given = given
  }

  /// The statements of a script, what it includes in their place.
  mutating func nodes(of program: CheckedProgram) -> [MeaningNode] {
    let statements = program.statements.flattened
    survey(statements)
    var nodes: [MeaningNode] = []
    for statement in statements {
      mentioned = []
      for var node in self.nodes(of: statement, in: .top) {
        // A declaration that reads a variable says what it says at this place alone.
        if node.kind.isDeclaration, mentioned.isDisjoint(with: changing) { node.isInOrder = false }
        nodes.append(node)
      }
    }
    return nodes
  }

  func name(_ name: String) -> String { renames[name] ?? name }

  // MARK: What names stand for

  /// Finds which names are constants, and which change.
  private mutating func survey(_ statements: [CheckedStatement]) {
    var counts: [Int: Int] = [:]
    for statement in statements { statement.countAssignments(&counts) }
    for statement in statements {
      switch statement.kind {
      case .set(.global(let place), _, let expression) where counts[place] == 1:
        if case .function(let function) = expression.kind { functions[place] = function }
        if isPlain(expression) {
          let key = key(of: expression)
          // What is named again and again would grow without end.
          if key.worth.utf8.count <= 200 { worths[place] = key }
        } else {
          changing.insert(place)
        }
      case .network(.global(let place), let network):
        functions[place] = network.function
        networks.insert(place)
      case .optimizer(.global(let place), let optimizer): functions[place] = optimizer.function
      default: break
      }
    }
    changing.formUnion(counts.filter { $0.value > 1 || !known($0.key) }.keys)
  }

  private func known(_ place: Int) -> Bool { worths[place] != nil || functions[place] != nil }

  /// Whether the value is the same wherever it is asked for.
  func isPlain(_ expression: CheckedExpression) -> Bool {
    switch expression.kind {
    case .number, .percent, .boolean, .dimensions, .quantity, .word, .builtin, .function: true
    case .text(let parts):
      parts.allSatisfy { part in
        if case .expression(let inner) = part { isPlain(inner) } else { true }
      }
    case .reference(.global(let place), _): known(place)
    case .list(let elements), .any(let elements), .all(let elements):
      elements.allSatisfy(isPlain)
    case .chain(let first, let links): isPlain(first) && links.allSatisfy { isPlain($0.1) }
    case .comparison(let a, _, let b), .power(let a, let b): isPlain(a) && isPlain(b)
    case .range(let a, let b, let spacing):
      switch spacing {
      case .one: isPlain(a) && isPlain(b)
      case .by(let step), .log(let step): isPlain(a) && isPlain(b) && isPlain(step)
      }
    case .negated(let inner), .inverted(let inner): isPlain(inner)
    case .conditional(let a, let b, let c): isPlain(a) && isPlain(b) && isPlain(c)
    case .index(let list, let indices): isPlain(list) && indices.allSatisfy(isPlain)
    case .call(let callee, let arguments):
      isPlain(callee) && arguments.allSatisfy { isPlain($0.value) }
    case .reference, .column, .listBuilder, .member, .every, .hole, .action, .sweep, .unknown:
      false
    }
  }

  /// What a reference is called, whatever the script calls it where that does not count.
  func key(of reference: Reference, _ name: String, in scope: Int? = nil) -> MeaningKey {
    let scope = scope ?? scopes.count - 1
    guard scopes.indices.contains(scope) else { return MeaningKey(name) }
    if reference == own, case .global = reference { return MeaningKey("·own") }
    if let bound = scopes[scope].bound[reference] { return MeaningKey(bound) }
    switch reference {
    case .global(let place):
      let name = self.name(name)
      return MeaningKey(written: name, worth: worths[place]?.worth ?? name)
    case .captured(let index) where scopes[scope].captures.indices.contains(index):
      return key(of: scopes[scope].captures[index], name, in: scope - 1)
    case .local, .captured, .itself: return MeaningKey(name)
    }
  }

  /// Gives what `reference` stands for, in what follows, a name that tells only how deep it lies.
  mutating func bind(_ reference: Reference) {
    scopes[scopes.count - 1].bound[reference] = "·\(depth)"
    depth += 1
  }

  /// Does `work` among the names of `function`, whose parameters are known by their number.
  mutating func within<Result>(
    _ function: CheckedFunction, _ work: (inout MeaningBuilder) -> Result
  ) -> Result {
    let (outer, outerDepth) = (scopes, depth)
    scopes.append(Scope(captures: function.captures))
    for place in function.parameters.indices { bind(.local(place)) }
    defer { (scopes, depth) = (outer, outerDepth) }
    return work(&self)
  }
}

extension [CheckedStatement] {
  /// The statements, with those of included files in their place.
  var flattened: [CheckedStatement] {
    flatMap { statement in
      if case .included(_, let inner) = statement.kind { inner.flattened } else { [statement] }
    }
  }
}

extension CheckedStatement {
  /// Counts how often each place of the top level is given a value; within loops and conditions
  /// as often as it takes to be no constant.
  fileprivate func countAssignments(_ counts: inout [Int: Int], isInner: Bool = false) {
    switch kind {
    case .set(.global(let place), _, let expression):
      counts[place, default: 0] += isInner ? 2 : 1
      if case .sweep(let sweep) = expression.kind {
        for inner in sweep.block { inner.countAssignments(&counts, isInner: true) }
      }
    case .conditional(let branches, let otherwise):
      for inner in branches.flatMap(\.block) + otherwise {
        inner.countAssignments(&counts, isInner: true)
      }
    case .forLoop(_, _, _, let block), .repetition(_, let block):
      for inner in block { inner.countAssignments(&counts, isInner: true) }
    case .sweep(let sweep):
      for inner in sweep.block { inner.countAssignments(&counts, isInner: true) }
    default: break
    }
  }
}
