/// A formula as a tree, to be written as text or in LaTeX.
indirect enum Formula: Hashable, Sendable {
  case number(Double)
  /// A letter, with a number below it: `W`, 1.
  case symbol(Symbol, index: Int? = nil)
  /// Some words that stand as they are.
  case word(String)
  case sum(Formula, Formula)
  case difference(Formula, Formula)
  case negated(Formula)
  /// Number by number; `isOfSingle` where one side is a single number.
  case product(Formula, Formula, isOfSingle: Bool)
  case matrixProduct(Formula, Formula)
  case quotient(Formula, Formula)
  case power(Formula, Formula)
  case root(Formula)
  case absolute(Formula)
  case call(String, [Formula])
  /// `Σ` or `max` over some of the axes.
  case reduction(Reduction, Formula)
  case comparison(Formula, Relation, Formula)
  case both(Formula, Formula)
  case either(Formula, Formula)
  case not(Formula)
  case cases(Formula, condition: Formula, otherwise: Formula)
  case transposed(Formula)
  /// The slope of a function at a place: `relu′(z)`.
  case slope(of: String, at: Formula)
  /// How the loss changes with something: `∂L/∂W`.
  case partial(Formula)

  /// The letters that networks are written with.
  enum Symbol: Hashable, Sendable {
    case input, weighted, activated, weight, bias, mask, error, prediction, target, loss, rows
    case helper
  }

  enum Relation: Hashable, Sendable {
    case equal, less, lessOrEqual
  }

  struct Reduction: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case sum, maximum }
    enum Axis: Hashable, Sendable { case all, samples, outputs }
    var kind: Kind
    var axis: Axis
  }

  static var one: Formula { .number(1) }
}

extension Formula {
  /// How tightly the outermost operation binds; what is looser than its place stands in parentheses.
  var binding: Int {
    switch self {
    case .either: 0
    case .both: 1
    case .comparison: 2
    case .sum, .difference: 3
    case .negated: 4
    case .number(let number) where number < 0: 4
    case .reduction, .product, .matrixProduct, .quotient: 5
    case .power, .transposed: 7
    case .not: 6
    default: 8
    }
  }

  /// `a + b`, where a negative `b` is taken away and twice the same is two of it.
  static func added(_ a: Formula, _ b: Formula) -> Formula {
    if case .negated(let inner) = b { return subtracted(a, inner) }
    if case .negated(let inner) = a { return subtracted(b, inner) }
    if a == b { return multiplied(.number(2), a, isOfSingle: true) }
    if case .quotient(let x, let m) = a, case .quotient(let y, m) = b {
      return .quotient(added(x, y), m)
    }
    return .sum(a, b)
  }

  /// `a - b`, over one line where both are over the same.
  static func subtracted(_ a: Formula, _ b: Formula) -> Formula {
    if case .negated(let inner) = b { return added(a, inner) }
    if case .negated(let inner) = a { return .negated(added(inner, b)) }
    if case .quotient(let x, let m) = a, case .quotient(let y, m) = b {
      return .quotient(subtracted(x, y), m)
    }
    // p·(1 − t) − t·(1 − p), the gradient of a log loss, is p − t.
    if case .product(let p, .difference(.number(1), let t), _) = a,
      b.isProduct(t, .difference(.one, p))
    {
      return .difference(p, t)
    }
    return .difference(a, b)
  }

  private func isProduct(_ a: Formula, _ b: Formula) -> Bool {
    guard case .product(let x, let y, _) = self else { return false }
    return (x, y) == (a, b) || (x, y) == (b, a)
  }

  /// `a · b`: numbers come first, what is divided stays below the line, twice the same is a square.
  static func multiplied(_ a: Formula, _ b: Formula, isOfSingle: Bool) -> Formula {
    if case .negated(let inner) = a {
      return .negated(multiplied(inner, b, isOfSingle: isOfSingle))
    }
    if case .negated(let inner) = b {
      return .negated(multiplied(a, inner, isOfSingle: isOfSingle))
    }
    switch (a, b) {
    case (.number(let x), .number(let y)): return .number(x * y)
    case (.number(1), _): return b
    case (_, .number): return multiplied(b, a, isOfSingle: true)
    case (.number(let number), _) where number < 0:
      return .negated(multiplied(.number(-number), b, isOfSingle: true))
    case (.number(let x), .product(.number(let y), let rest, _)):
      return multiplied(.number(x * y), rest, isOfSingle: true)
    case (_, .quotient(let above, let below)):
      let isNumber = if case .number = above { true } else { isOfSingle }
      return .quotient(multiplied(a, above, isOfSingle: isNumber), below)
    case (.quotient(let above, let below), _) where isOfSingle || below == .symbol(.rows):
      return .quotient(multiplied(above, b, isOfSingle: isOfSingle), below)
    default: return a == b ? .power(a, .number(2)) : .product(a, b, isOfSingle: isOfSingle)
    }
  }

  /// `a / b`, with a sign before the whole.
  static func divided(_ a: Formula, _ b: Formula) -> Formula {
    if case .negated(let inner) = a { return .negated(divided(inner, b)) }
    if case .number(let number) = a, number < 0 {
      return .negated(.quotient(.number(-number), b))
    }
    return .quotient(a, b)
  }
}
