package import Diagnostics
package import Vocabulary

/// A script whose names are resolved and whose lines are bound to their words.
///
/// Only the checker makes one, so nothing unchecked can run. What the checker reported as wrong is
/// `.unknown` in it, and stays silent when the program is dry-run for further problems.
package struct CheckedProgram: Sendable {
  package let statements: [CheckedStatement]
  /// How many places the top level needs for its names.
  package let globalCount: Int
  /// The `param`s in order, for the command line.
  package let parameters: [CheckedParameter]
  /// The names that sweeps of the script give values to, for which the command line may have others.
  package let sweptNames: [CheckedSweep.Axis]
}

/// A `param` of the script: its place, default and documentation.
package struct CheckedParameter: Sendable {
  package let name: String
  package let span: Span
  package let global: Int
  package let documentation: [String]
  /// Whether the script uses it as a seed: then its values repeat a run, and are not compared.
  /// Known of those of the program only.
  package internal(set) var isSeed = false
  /// Whether it is used in blocks of sweeps, and nowhere else: then several values are for the sweeps.
  /// Known of those of the program only.
  package internal(set) var isForSweeps = false
}

/// Where a name's value lives.
package enum Reference: Hashable, Sendable {
  /// A place of the top level, by number.
  case global(Int)
  /// A place in the frame of the running function.
  case local(Int)
  /// A value that the running function took along when it was made.
  case captured(Int)
  /// The running function itself, for recursion of a function that is not at the top level.
  case itself
}

package struct CheckedStatement: Sendable {
  package let kind: Kind
  package let span: Span

  package indirect enum Kind: Sendable {
    /// `let`, `var`, `fn`, and assignment.
    case set(Reference, name: String, CheckedExpression)
    case parameter(CheckedParameter, CheckedExpression)
    case returning(CheckedExpression)
    case conditional(
      [(condition: CheckedExpression, block: [CheckedStatement])],
      otherwise: [CheckedStatement])
    case forLoop(Reference, name: String, CheckedExpression, [CheckedStatement])
    case repetition(CheckedExpression, [CheckedStatement])
    case data(Reference, CheckedDeclaration)
    case plan(Reference, CheckedDeclaration)
    case network(Reference, CheckedNetwork)
    case optimizer(Reference, CheckedOptimizer)
    /// An action at the top level; a layer, a step or a setting in a block.
    case line(CheckedLine)
    /// An expression for its effect, or shown at the prompt.
    case expression(CheckedExpression)
    case sweep(CheckedSweep)
    /// The statements of an included file.
    case included(file: FileID, [CheckedStatement])
  }
}

/// `data` or `plan` with its lines.
package struct CheckedDeclaration: Sendable {
  package let name: String
  package let nameSpan: Span
  package let documentation: [String]
  package let statements: [CheckedStatement]
}

/// A network: like a function whose lines, run with its parameters, give the layers.
package struct CheckedNetwork: Sendable {
  package let name: String
  package let nameSpan: Span
  /// Its parameters, frame and captures; the body is the block of lines.
  package let function: CheckedFunction
}

/// An optimizer of the script or of the prelude.
package struct CheckedOptimizer: Sendable {
  package let name: String
  package let nameSpan: Span
  /// Its frame begins with the parameters, then `weight`, `gradient`, `rate`, `iteration`
  /// (in this order), then the states, then what its body declares.
  package let function: CheckedFunction
  package let weight: Int
  package let gradient: Int
  package let rate: Int
  package let iteration: Int
  package let states: [(name: String, local: Int, initial: CheckedExpression)]
}

/// A block that is run once for each combination of values.
package struct CheckedSweep: Sendable {
  /// A name with the values that it takes.
  package struct Axis: Sendable {
    package let reference: Reference
    package let name: String
    package let nameSpan: Span
    package let values: CheckedExpression
    /// Whether the block uses it as a seed: then its values repeat a run, and are not compared.
    package let isSeed: Bool
  }

  package let wordSpan: Span
  package let axes: [Axis]
  /// How many combinations are drawn; all of them where it is `nil`.
  package let sample: CheckedArgument?
  /// The `param`s that the block uses.
  package let parameters: [CheckedParameter]
  package let block: [CheckedStatement]
  package let span: Span
}

/// A function: parameters come first in its frame, in order.
package final class CheckedFunction: Sendable {
  package struct Parameter: Sendable {
    package let name: String
    package let span: Span
    package let defaultValue: CheckedExpression?
  }

  package enum Body: Sendable {
    case expression(CheckedExpression)
    case block([CheckedStatement])
  }

  package let name: String?
  package let parameters: [Parameter]
  package let frameSize: Int
  /// What is taken from the frame in which the function is made, in order.
  package let captures: [Reference]
  package let body: Body
  package let span: Span
  package let documentation: [String]

  init(
    name: String?, parameters: [Parameter], frameSize: Int, captures: [Reference], body: Body,
    span: Span, documentation: [String] = []
  ) {
    self.name = name
    self.parameters = parameters
    self.frameSize = frameSize
    self.captures = captures
    self.body = body
    self.span = span
    self.documentation = documentation
  }
}

/// A line bound to its word.
package struct CheckedLine: Sendable {
  package enum Word: Sendable {
    case entry(Entry)
    /// A network of the script as a layer, or a function of the script as an activation's line;
    /// `.unknown` where the word was reported as wrong.
    case value(CheckedExpression, name: String)
  }

  package let word: Word
  package let wordSpan: Span
  package let arguments: [CheckedArgument]
  package let on: CheckedExpression?
  package let with: CheckedExpression?
  package let from: CheckedExpression?
  package let to: CheckedExpression?
  package let alias: (name: String, span: Span)?
  package let block: [CheckedStatement]?
  package let span: Span
  /// Whether `freeze` stands among its arguments, so that a network keeps its weights as a layer.
  package internal(set) var isFrozen = false
}

/// An argument of a line or a call.
package struct CheckedArgument: Sendable {
  /// The setting it is for; `nil` in the call of a value. One with a free name (`column bmi: …`)
  /// is for the word's first setting.
  package let setting: SettingDescription?
  /// The name that was written.
  package let name: String?
  package let value: CheckedExpression
  package let span: Span
}

package struct CheckedExpression: Sendable {
  package let kind: Kind
  package let span: Span

  package indirect enum Kind: Sendable {
    case number(Double)
    /// A number written with `%`.
    case percent(Double)
    case boolean(Bool)
    case dimensions([Int])
    case quantity(Quantity)
    case text([TextPart])
    /// A word of an option, where its setting stands.
    case word(String)
    case reference(Reference, name: String)
    /// A name of the catalogue, with all that it can mean.
    case builtin(String, [Entry])
    /// A name inside a formula over columns: a column, else `otherwise`. Known only with the data.
    case column(String, isQuoted: Bool, otherwise: Reference?)
    case list([CheckedExpression])
    case listBuilder(
      element: CheckedExpression, Reference, list: CheckedExpression, condition: CheckedExpression?)
    /// `or`, `and`: evaluated from the left as far as needed.
    case any([CheckedExpression])
    case all([CheckedExpression])
    /// Sums and products, from the left.
    case chain(CheckedExpression, [(ArithmeticOperator, CheckedExpression)])
    case comparison(CheckedExpression, Comparison, CheckedExpression)
    case range(CheckedExpression, CheckedExpression, RangeSpacing)
    case negated(CheckedExpression)
    case inverted(CheckedExpression)
    case power(CheckedExpression, CheckedExpression)
    case call(CheckedExpression, [CheckedArgument])
    case index(CheckedExpression, [CheckedExpression])
    case member(CheckedExpression, String, nameSpan: Span)
    case conditional(CheckedExpression, then: CheckedExpression, otherwise: CheckedExpression)
    case function(CheckedFunction)
    case every(CheckedExpression)
    case hole
    /// `train …` or `evaluate …` where a value is wanted.
    case action(CheckedLine)
    case sweep(CheckedSweep)
    /// What the checker has reported as wrong.
    case unknown
  }

  package enum TextPart: Sendable {
    case characters(String)
    case expression(CheckedExpression)
  }

  package enum ArithmeticOperator: Hashable, Sendable {
    case plus, minus, times, divided
  }

  package enum Comparison: String, Hashable, Sendable {
    case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<="
    case greater = ">", greaterOrEqual = ">=", contained = "in"
  }

  package indirect enum RangeSpacing: Sendable {
    case one
    case by(CheckedExpression)
    case log(CheckedExpression)
  }
}
