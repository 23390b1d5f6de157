package import Diagnostics

/// An expression; chains of one operator level are flat, so that `1 + 1 + …` is never deep.
package struct Expression: Hashable, Sendable {
  package var kind: Kind
  package var span: Span

  package indirect enum Kind: Hashable, Sendable {
    case number(Double)
    /// The value, 0.7 for `70%`.
    case percent(Double)
    case quantity(Double, QuantityUnit)
    case dimensions([Int])
    case boolean(Bool)
    case text([TextPart])
    case name(Name)
    case list([Expression])
    case listBuilder(ListBuilder)
    /// `first op₁ x₁ op₂ x₂ …`, from left to right: all of one level (`or`, `and`, sums, products).
    case chain(Expression, [ChainLink])
    case comparison(Expression, ComparisonOperator, Expression)
    case range(RangeExpression)
    /// An odd or even number of `-` or `not`, kept for the text's sake.
    case negation(count: Int, Expression)
    case inversion(count: Int, Expression)
    case power(Expression, Expression)
    case call(Expression, [Argument])
    case index(Expression, [Expression])
    case member(Expression, Name)
    case parenthesized(Expression)
    case conditional(Expression, then: Expression, otherwise: Expression)
    case function([Parameter], FunctionBody)
    /// `every 5`, as an argument only.
    case every(Expression)
    /// `?`, as an argument only.
    case hole
    /// Tokens that form no expression; the parser has reported them.
    case missing
  }

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// A unit of a quantity; the singular means the same.
package enum QuantityUnit: String, Hashable, Codable, Sendable, CaseIterable {
  case epochs, iterations, samples, seconds, minutes
}

/// A piece of a text: characters with escapes resolved, or `{expression}`.
package enum TextPart: Hashable, Sendable {
  case characters(String)
  case expression(Expression)
}

/// One operator of a chain and the operand on its right.
package struct ChainLink: Hashable, Sendable {
  package var operation: ChainOperator
  package var operationSpan: Span
  package var operand: Expression
}

package enum ChainOperator: String, Hashable, Sendable {
  case or, and
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divided = "/"
}

package enum ComparisonOperator: String, Hashable, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case contained = "in"
}

/// `lower..upper`, `lower..upper by step`, `lower..upper log count`.
package struct RangeExpression: Hashable, Sendable {
  package enum Spacing: Hashable, Sendable {
    case one
    case by(Expression)
    case log(Expression)
  }
  package var lower: Expression
  package var upper: Expression
  package var spacing: Spacing
}

/// `[element for name in list if condition]`.
package struct ListBuilder: Hashable, Sendable {
  package var element: Expression
  package var name: Name
  package var list: Expression
  package var condition: Expression?
}
